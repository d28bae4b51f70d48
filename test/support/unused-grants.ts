import type { Assembly } from '../../infra/local/assembly.ts';
import type { Use } from '../../infra/local/door/meter.ts';
import { labelOf } from '../../infra/local/functions.ts';
import { policiesOfRole } from '../../infra/local/iam/policies.ts';

/** Logs and keys: used by Lambda and by the services, not by calls that pass the door. */
const unseen = /^(logs|kms):/;

/** What the roles of functions allow and nobody has done, as `<function> <action>`. */
export function unusedGrants(assembly: Assembly, uses: readonly Use[]): readonly string[] {
  return assembly
    .ofType('AWS::Lambda::Function')
    .flatMap((resource) => {
      const { Role } = resource.properties;
      const { name } = assembly.find('AWS::IAM::Role', Role);
      const used = new Set(uses.filter(({ principal }) => principal === name).map(({ action }) => action));
      const allowed = policiesOfRole(assembly, Role)
        .policies.flatMap(({ Statement }) => Statement)
        .flatMap(({ Action }) => Action);
      return [...new Set(allowed)]
        .filter((action) => !unseen.test(action) && !used.has(action))
        .map((action) => `${labelOf(resource)} ${action}`);
    })
    .sort();
}
