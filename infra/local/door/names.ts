import type { Assembly } from '../assembly.ts';
import type { Secrets } from '../secrets.ts';
import type { Names } from './actions.ts';
import type { Objects } from './objects.ts';

/** The identity that lets an address send: the address itself, or the nearest domain it is in. */
function identityArn(assembly: Assembly, address: string): string {
  const identities = assembly.ofType('AWS::SES::EmailIdentity');
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const labels = domain.split('.');
  const candidates = [address, ...labels.map((_, index) => labels.slice(index).join('.'))];
  const [known] = candidates.flatMap((candidate) => identities.filter(({ name }) => name === candidate));
  const { region, accountId } = assembly.context;
  return known?.arn ?? `arn:aws:ses:${region}:${accountId}:identity/${domain}`;
}

/** What calls name otherwise than by ARN, looked up in the template and in the store of objects. */
export function namesOf(assembly: Assembly, secrets: Secrets, objects: Objects): Names {
  const { region, accountId } = assembly.context;
  return {
    place: { region, accountId },
    secretArn: (id) => secrets.find(id)?.arn ?? `arn:aws:secretsmanager:${region}:${accountId}:secret:${id}`,
    identityArn: (address) => identityArn(assembly, address),
    tagsOf: async (address) => {
      const version = await objects.versionOf(address);
      return version === undefined ? {} : objects.tagsOf(address, version);
    },
  };
}
