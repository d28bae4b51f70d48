import { movements } from '../../shared/shipment/movements.ts';
import { notFetched, onItsWay, shipmentStatusNames } from '../../shared/shipment/status.ts';

/** Statuses that are left the same way are drawn as one. */
const groups = { notFetched, onItsWay } as const satisfies Record<string, readonly string[]>;

/** What a movement leads away from: whole groups, and the statuses that are left. */
function sourcesOf(from: readonly string[]): readonly string[] {
  const whole = Object.entries(groups).filter(([, members]) => members.every((one) => from.includes(one)));
  const left = from.filter((status) => !whole.some(([, members]) => members.some((one) => one === status)));
  return [...whole.map(([name]) => name), ...left];
}

/** The movements of a shipment as a state diagram, one arrow for all that lead the same way. */
export function shipmentDiagram(): string {
  const steps = movements.flatMap(({ name, from, to, by }) =>
    sourcesOf(from).map((source) => ({ arrow: `${source} --> ${to ?? source}`, name, by: by.join(', ') })),
  );
  const final = shipmentStatusNames.filter((status) => !movements.some(({ from }) => from.includes(status)));
  const arrows = Map.groupBy(steps, ({ arrow }) => arrow);
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...Object.entries(groups).flatMap(([name, members]) => [
      `  state ${name} {`,
      ...members.map((status) => `    ${status}`),
      '  }',
    ]),
    '  [*] --> INTENDED',
    ...[...arrows].map(
      ([arrow, those]) => `  ${arrow}: ${those.map(({ name, by }) => `${name} (${by})`).join(', ')}`,
    ),
    ...final.map((status) => `  ${status} --> [*]`),
    '```',
  ].join('\n');
}
