import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { edgeKeyName } from '../../api/edge-stack.ts';
import { EDGE_REGION } from '../../settings/shape.ts';
import { aws, type Check, type Place } from './check.ts';

async function keyIn({ settings, connection }: Place, region: string): Promise<string | undefined> {
  try {
    const { Parameter } = await new SSMClient({ ...connection, region }).send(
      new GetParameterCommand({ Name: edgeKeyName(settings) }),
    );
    return Parameter?.Value;
  } catch (error) {
    if (!(error instanceof ParameterNotFound)) throw error;
    return undefined;
  }
}

/** What the edge proves itself by must be the same where it stands and where the functions do, or nobody gets in. */
export const edgeKey: Check = {
  name: 'key of the edge',
  needs: ['ssm:GetParameter'],
  look: async (place) => {
    const { settings, connection } = place;
    if (!settings.edge) return { verdict: 'ok', says: 'The stage has no edge.' };
    const regions = [connection.region, EDGE_REGION];
    const [here, there] = await Promise.all(regions.map((region) => keyIn(place, region)));
    const name = edgeKeyName(settings);
    return here !== undefined && here === there
      ? { verdict: 'ok', says: `${name} is the same in ${regions.join(' and ')}.` }
      : {
          verdict: 'missing',
          says: `${name} is not the same in ${regions.join(' and ')}: put one new value into both.`,
          command: `key=$(openssl rand -hex 32); for region in ${regions.join(' ')}; do ${aws(
            { ...place, connection: { ...connection, region: '$region' } },
            `ssm put-parameter --overwrite --type String --name ${name} --value "$key"`,
          )}; done`,
        };
  },
};
