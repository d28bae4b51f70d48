import { passages } from '../../shared/consignment/movements.ts';
import {
  beingCollected,
  consignmentStatusNames,
  notCollected,
  withPost,
} from '../../shared/consignment/status.ts';
import { movements } from '../../shared/shipment/movements.ts';
import { notFetched, onItsWay, shipmentStatusNames } from '../../shared/shipment/status.ts';

/** What is drawn of a table: what moves from where to where, and by whom. */
type Table = {
  readonly moves: readonly {
    readonly name: string;
    readonly from: readonly string[];
    readonly to?: string;
    readonly by: readonly string[];
  }[];
  readonly statuses: readonly string[];
  /** Statuses that are left the same way are drawn as one. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
};

/** What a movement leads away from: whole groups, and the statuses that are left. */
function sourcesOf(from: readonly string[], groups: Table['groups']): readonly string[] {
  const whole = Object.entries(groups).filter(([, members]) => members.every((one) => from.includes(one)));
  const left = from.filter((status) => !whole.some(([, members]) => members.some((one) => one === status)));
  return [...whole.map(([name]) => name), ...left];
}

/** A table of movements as a state diagram, one arrow for all that lead the same way. */
function diagramOf({ moves, statuses, groups }: Table): string {
  const steps = moves.flatMap(({ name, from, to, by }) =>
    sourcesOf(from, groups).map((source) => ({
      arrow: `${source} --> ${to ?? source}`,
      name,
      by: by.join(', '),
    })),
  );
  const final = statuses.filter((status) => !moves.some(({ from }) => from.includes(status)));
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

/** The movements of a shipment. */
export const shipmentDiagram = (): string =>
  diagramOf({ moves: movements, statuses: shipmentStatusNames, groups: { notFetched, onItsWay } });

/** The passages of a consignment. */
export const consignmentDiagram = (): string =>
  diagramOf({
    moves: passages,
    statuses: consignmentStatusNames,
    groups: { notCollected, beingCollected, withPost },
  });
