import type { Assembly } from '../../infra/local/assembly.ts';
import { labelOf } from '../../infra/local/functions.ts';
import { policiesOfRole } from '../../infra/local/iam/policies.ts';

/** What takes one action out of every statement of a function's policy. */
export const withoutGrant =
  (functionLabel: string, action: string) =>
  (assembly: Assembly): void => {
    const target = assembly.ofType('AWS::Lambda::Function').find((one) => labelOf(one) === functionLabel);
    for (const policy of policiesOfRole(assembly, target?.properties.Role ?? '').policies)
      policy.Statement = policy.Statement.map((statement) => ({
        ...statement,
        Action: statement.Action.filter((granted) => granted !== action),
      })).filter(({ Action }) => Action.length > 0);
  };
