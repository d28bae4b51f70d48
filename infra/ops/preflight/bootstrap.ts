import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import type { Check } from './check.ts';

/** Where CDK's bootstrap stack of the default qualifier states its version (CDK developer guide, bootstrapping). */
const VERSION = '/cdk-bootstrap/hnb659fds/version';

/** The least that the rule CheckBootstrapVersion of the templates asks for. */
const LEAST = 6;

/** The bucket for assets and the roles that CDK deploys by. */
export const bootstrap: Check = {
  name: 'CDK bootstrap',
  needs: ['ssm:GetParameter'],
  look: async ({ account, connection }) => {
    const { region, profile } = connection;
    const command = `npx cdk bootstrap aws://${account}/${region}${profile ? ` --profile ${profile}` : ''}`;
    try {
      const { Parameter } = await new SSMClient(connection).send(new GetParameterCommand({ Name: VERSION }));
      const version = Number(Parameter?.Value);
      return version >= LEAST
        ? { verdict: 'ok', says: `CDK's bootstrap stack has version ${version}.` }
        : {
            verdict: 'missing',
            says: `CDK's bootstrap stack has version ${version}, and the templates ask for ${LEAST}.`,
            command,
          };
    } catch (error) {
      if (!(error instanceof ParameterNotFound)) throw error;
      return { verdict: 'missing', says: "CDK's bootstrap stack is not there.", command };
    }
  },
};
