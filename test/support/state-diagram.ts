import type { Step } from '../../shared/dossier/action.ts';
import { actions } from '../../shared/dossier/actions.ts';

/** Where a dossier goes back to, whichever of several statuses that was: one arrow says it. */
const WHERE_IT_STOOD = 'whereItStood';

const targetsOf = ({ to }: Step): readonly { status: string; when: string }[] =>
  typeof to === 'string'
    ? [{ status: to, when: '' }]
    : new Set(Object.values(to.either)).size > 1
      ? Object.entries(to.either).map(([status, when]) => ({ status, when: ` ${when}` }))
      : [{ status: WHERE_IT_STOOD, when: '' }];

/** The actions as a state diagram, one arrow for all that lead the same way; statuses from which nothing leads on are final. */
export function stateDiagram(): string {
  const steps = actions.flatMap(({ name, from }) =>
    Object.entries(from).flatMap(([status, step]) =>
      targetsOf(step).map((target) => ({ action: name, status, target, by: step.by.join(', ') })),
    ),
  );
  const final = [...new Set(steps.map(({ target }) => target.status))].filter(
    (status) => status !== WHERE_IT_STOOD && !steps.some((step) => step.status === status),
  );
  const arrows = Map.groupBy(steps, ({ status, target }) => `${status} --> ${target.status}`);
  return [
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> draft',
    ...[...arrows].map(
      ([arrow, those]) =>
        `  ${arrow}: ${those.map(({ action, target, by }) => `${action}${target.when} (${by})`).join(', ')}`,
    ),
    ...final.map((status) => `  ${status} --> [*]`),
    '```',
  ].join('\n');
}
