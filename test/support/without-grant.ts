import type { Assembly } from '../../infra/local/assembly.ts';
import { labelOf } from '../../infra/local/functions.ts';

/** What takes one action out of every statement of a function's policy. */
export const withoutGrant =
  (functionLabel: string, action: string) =>
  (assembly: Assembly): void => {
    const target = assembly.ofType('AWS::Lambda::Function').find((one) => labelOf(one) === functionLabel);
    const { name } = assembly.find('AWS::IAM::Role', target?.properties.Role ?? '');
    for (const { properties } of assembly.ofType('AWS::IAM::Policy')) {
      if (!properties.Roles.includes(name)) continue;
      properties.PolicyDocument.Statement = properties.PolicyDocument.Statement.map((statement) => ({
        ...statement,
        Action: statement.Action.filter((granted) => granted !== action),
      })).filter(({ Action }) => Action.length > 0);
    }
  };
