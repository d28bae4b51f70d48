import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { type PartnerId, partnerIds } from '../../../shared/partners.ts';
import { partnerSecretName } from '../../partner-secret.ts';
import { aws, type Check } from './check.ts';

/** Whether the key shared with a partner is there, and kept as a secret; what it is, nobody needs to see. */
const sharedWith = (partner: PartnerId): Check => ({
  name: `key shared with ${partner}`,
  needs: ['ssm:GetParameter'],
  look: async (place) => {
    if (!place.settings.partners[partner])
      return { verdict: 'ok', says: `The stage does without ${partner}.` };
    const Name = partnerSecretName(place.settings, partner);
    try {
      const { Parameter } = await new SSMClient(place.connection).send(new GetParameterCommand({ Name }));
      return Parameter?.Type === 'SecureString'
        ? { verdict: 'ok', says: `${Name} is there, encrypted.` }
        : {
            verdict: 'missing',
            says: `${Name} is there in the clear: take it away, and agree on another.`,
            command: aws(place, `ssm delete-parameter --name ${Name}`),
          };
    } catch (error) {
      if (!(error instanceof ParameterNotFound)) throw error;
      return {
        verdict: 'missing',
        says: `There is no ${Name}.`,
        command: aws(
          place,
          `ssm put-parameter --type SecureString --name ${Name} --value "$(cat <file of the key>)"`,
        ),
      };
    }
  },
});

export const partnerSecrets: readonly Check[] = partnerIds.map(sharedWith);
