import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Settings } from '../../settings/shape.ts';
import type { Check, Connection } from './check.ts';

/** How AWS and its SDK name credentials that are not there, or that have run out. */
const NOT_SIGNED_IN =
  /^(CredentialsProviderError|TokenProviderError|ExpiredToken(Exception)?|InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch)$/;

/** The account that the credentials are of: everybody may ask (STS API reference, GetCallerIdentity). */
async function callerAccount(connection: Connection): Promise<string> {
  const { Account } = await new STSClient(connection).send(new GetCallerIdentityCommand({}));
  if (Account) return Account;
  throw new Error('AWS does not say whose credentials these are');
}

/**
 * The account to look at: the caller's, which must be the stage's own.
 * @throws Error that says how to sign in, when AWS takes no credentials of the caller's or they are of another account
 */
export async function accountToLookAt(
  { stage, account }: Pick<Settings, 'stage' | 'account'>,
  connection: Connection,
): Promise<string> {
  const found = await callerAccount(connection).catch((error: unknown) => {
    if (!(error instanceof Error && NOT_SIGNED_IN.test(error.name))) throw error;
    const profile = connection.profile ?? '<profile>';
    throw new Error(
      `no credentials that AWS takes (${error.name}): aws sso login --profile ${profile}, then preflight with --profile ${profile}`,
    );
  });
  if (account === undefined || account === found) return found;
  throw new Error(
    `these credentials are of account ${found}, and ${stage} belongs to ${account}: name its profile with --profile`,
  );
}

/** Without its account a stage is not deployed, and by it another profile is refused. */
export const account: Check = {
  name: 'account',
  needs: [],
  look: async ({ settings: { account: stated, stage }, account }) =>
    stated === undefined
      ? {
          verdict: 'missing',
          says: `The settings of ${stage} name no account, and without one nothing is deployed.`,
          command: `write account: '${account}' into infra/settings/${stage}.ts`,
        }
      : { verdict: 'ok', says: `The credentials are of the account that the settings of ${stage} name.` },
};
