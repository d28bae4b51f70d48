import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { GetPublicKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { agencies } from '../shared/agency/agency.ts';
import type { PhoneChannel } from '../shared/notification/announcement.ts';
import { receivePushCallback } from '../shared/notification/contracts/receive-push-callback.ts';
import { receiveSmsCallback } from '../shared/notification/contracts/receive-sms-callback.ts';
import { type PartnerId, partnerIds } from '../shared/partners.ts';
import { receiveBankCallback } from '../shared/paying/contracts/receive-bank-callback.ts';
import { receiveDvcqgCallback } from '../shared/paying/contracts/receive-dvcqg-callback.ts';
import { receiveVnpayCallback } from '../shared/paying/contracts/receive-vnpay-callback.ts';
import type { CollectorId } from '../shared/payment/attempt.ts';
import { receivePortalFiling } from '../shared/portal/contracts/receive-portal-filing.ts';
import { receivePostalCallback } from '../shared/postal/contracts.ts';
import type { DepartmentAccess } from './demo/department.ts';
import { type Assembly, readAssembly } from './local/assembly.ts';
import { type Cloud, type CloudOptions, openCloud } from './local/cloud.ts';
import type { SentMail } from './local/door/services/ses.ts';
import type { Door } from './local/door.ts';
import type { Functions } from './local/functions.ts';
import type { Principal } from './local/iam/principals.ts';
import type { Sources } from './local/sources.ts';
import {
  assembliesDirectory,
  assertPortsFree,
  keptDirectory,
  type Ports,
  portsOf,
  USUAL_PORT,
  urlAt,
} from './machine.ts';
import { importCalendar } from './ops/calendar.ts';
import { importCatalogue } from './ops/catalogue.ts';
import { importItemCodes } from './ops/import-item-codes.ts';
import { importSigner } from './ops/import-signer.ts';
import { partnerSecretName } from './partner-secret.ts';
import { agreedSecrets } from './partners/agreed-secrets.ts';
import { type CertificationStandIn, openCertification } from './partners/certification.ts';
import { startDvcqg } from './partners/dvcqg.ts';
import { type IdentityStandIn, startIdentity } from './partners/identity.ts';
import { mailboxes } from './partners/mailboxes.ts';
import { type PhoneStandIn, startPhones } from './partners/phones.ts';
import { type PortalStandIn, startPortal } from './partners/portal.ts';
import { type PostalStandIn, startPostal } from './partners/postal.ts';
import { allotted } from './partners/postal-orders.ts';
import { stateIn } from './partners/state.ts';
import { startTransfers } from './partners/transfers.ts';
import { startVnpay } from './partners/vnpay.ts';
import { settingsOf } from './settings/settings.ts';
import type { Settings, Stage } from './settings/shape.ts';
import { synthesize } from './synthesize.ts';

/** The whole of motcua, running on this machine. */
export type Running = {
  readonly apiUrl: string;
  /** The AWS endpoint, for everyone with an access key. */
  readonly doorUrl: string;
  /** The page of the mail that was sent. */
  readonly inboxUrl: string;
  readonly identityUrl: string;
  readonly postalUrl: string;
  readonly smsUrl: string;
  readonly pushUrl: string;
  /** The providers of payment. */
  readonly vnpayUrl: string;
  readonly dvcqgUrl: string;
  /** The bank of the account for fees. */
  readonly bankUrl: string;
  /** The national portal. */
  readonly portalUrl: string;
  /** What imitates AWS here, each with its version. */
  readonly versions: readonly string[];
  readonly assembly: Assembly;
  readonly door: Door;
  readonly functions: Functions;
  readonly sources: Sources;
  readonly identity: IdentityStandIn;
  readonly postal: PostalStandIn;
  readonly sms: PhoneStandIn;
  readonly push: PhoneStandIn;
  readonly portal: PortalStandIn;
  readonly operator: Principal;
  readonly departments: readonly DepartmentAccess[];
  stop(): Promise<void>;
};

export type RunOptions = Omit<CloudOptions, 'assembly' | 'region' | 'ports' | 'toolsDirectory'> & {
  /** Whose templates are run; its addresses become those of this machine. */
  readonly stage?: Stage;
  /** First of the ports that it takes; see `portsOf`. */
  readonly basePort: number;
  /** Where synthesized assemblies stay, for all runs. */
  readonly assembliesDirectory?: string;
  /** Changes what the templates state before it is run: so a test takes a grant from a function. */
  readonly amend?: (assembly: Assembly) => void;
};

/** The account of every resource: the emulators know no other. */
const ACCOUNT = '000000000000';

/** What a stage says of addresses and accounts, as it is on this machine. */
const overlayOf = ({ account, publicUrl, identity, partners }: Settings, ports: Ports) => ({
  [publicUrl]: urlAt(ports.api),
  [identity.issuer]: urlAt(ports.identity),
  ...Object.fromEntries(
    partnerIds.flatMap((id) => (partners[id] ? [[partners[id].url, urlAt(ports[id])]] : [])),
  ),
  ...(account && { [account]: ACCOUNT }),
});

/**
 * Starts everything: synthesizes the stacks, reads them back, runs what they state, and stands in for the parties
 * outside. Throws a sentence for a person when something is missing; nothing is left running then.
 */
export async function startMotcua(options: RunOptions): Promise<Running> {
  const { stage = 'local', basePort, dataDirectory, onProgress = () => {} } = options;
  const { assembliesDirectory: keptIn = assembliesDirectory } = options;
  const settings = settingsOf(stage, USUAL_PORT);
  const ports = portsOf(basePort);
  const begun = performance.now();
  const tell = (what: string): void =>
    onProgress(`${what} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
  await assertPortsFree(ports);

  const assembly = synthesize(stage, keptIn).then((directory) => {
    tell('synthesized the stacks');
    const read = readAssembly(directory, {
      doorUrl: urlAt(ports.door),
      apiUrl: urlAt(ports.api),
      region: settings.region,
      accountId: ACCOUNT,
      overlay: overlayOf(settings, ports),
    });
    options.amend?.(read);
    return read;
  });
  const toolsDirectory = keptDirectory;
  const { region } = settings;
  let deliver: ReturnType<typeof mailboxes> | undefined;
  const onMail = (mail: SentMail): void => deliver?.(mail);
  const cloud = await openCloud({ ...options, assembly, region, ports, toolsDirectory, onMail });
  tell('made the tables, queues, topics and buckets');
  try {
    const operator = operatorOf(cloud);
    const secrets = agreedSecrets(stateIn(dataDirectory, 'partner-secrets.json'));
    await putSecrets(secrets, settings, operator);
    const { audience } = settings.identity;
    const identity = await startIdentity({ port: ports.identity, audience, dataDirectory });
    cloud.onStop(identity.stop);
    const postal = await startPostal({
      port: ports.postal,
      callbackUrl: `${urlAt(ports.api)}${receivePostalCallback.path}`,
      secret: secrets.postal,
      merchant: settings.partners.postal?.merchant,
      dataDirectory,
    });
    cloud.onStop(postal.stop);
    const phonesOf = async (channel: PhoneChannel, path: string): Promise<PhoneStandIn> => {
      const callbackUrl = `${urlAt(ports.api)}${path}`;
      const secret = secrets[channel];
      const phones = await startPhones({ channel, port: ports[channel], callbackUrl, secret, dataDirectory });
      cloud.onStop(phones.stop);
      return phones;
    };
    const sms = await phonesOf('sms', receiveSmsCallback.path);
    const push = await phonesOf('push', receivePushCallback.path);
    const bankAt = (id: CollectorId, path: string) => ({
      callbackUrl: `${urlAt(ports.api)}${path}`,
      secret: secrets[id],
      merchant: settings.partners[id]?.merchant ?? '',
      dataDirectory,
    });
    const vnpay = await startVnpay(ports.vnpay, bankAt('vnpay', receiveVnpayCallback.path));
    cloud.onStop(vnpay.stop);
    const dvcqg = await startDvcqg(ports.dvcqg, bankAt('dvcqg', receiveDvcqgCallback.path));
    cloud.onStop(dvcqg.stop);
    const bank = await startTransfers(ports.bank, bankAt('bank', receiveBankCallback.path));
    cloud.onStop(bank.stop);
    const portal = await startPortal({
      port: ports.portal,
      user: settings.partners.portal?.user ?? '',
      secret: secrets.portal,
      callbackUrl: `${urlAt(ports.api)}${receivePortalFiling.path}`,
      dataDirectory,
    });
    cloud.onStop(portal.stop);
    await importInto(
      cloud.assembly,
      operator,
      openCertification(stateIn(dataDirectory, 'certification.json')),
    );
    tell('brought catalogue and calendar up to date');
    const ran = await cloud.run();
    deliver = mailboxes(cloud.assembly, ran.sources.putEvent);
    return {
      apiUrl: urlAt(ports.api),
      doorUrl: cloud.door.url,
      inboxUrl: cloud.inboxUrl,
      identityUrl: identity.url,
      postalUrl: postal.url,
      smsUrl: sms.url,
      pushUrl: push.url,
      vnpayUrl: vnpay.url,
      dvcqgUrl: dvcqg.url,
      bankUrl: bank.url,
      portalUrl: portal.url,
      versions: cloud.versions,
      assembly: cloud.assembly,
      door: cloud.door,
      ...ran,
      identity,
      postal,
      sms,
      push,
      portal,
      operator: cloud.principals.operator,
      departments: departmentsOf(cloud),
      stop: cloud.stop,
    };
  } catch (error) {
    await cloud.stop();
    throw error;
  }
}

/** How the ops team's clients of AWS are made: to go through the door. */
type Operator = Pick<DynamoDBClientConfig, 'endpoint' | 'region' | 'credentials'>;

function operatorOf({ assembly, door, principals }: Cloud): Operator {
  const { accessKeyId, secretAccessKey } = principals.operator;
  const credentials = { accessKeyId, secretAccessKey };
  return { endpoint: door.url, region: assembly.context.region, credentials };
}

/** As the ops team does it once each is agreed on. */
async function putSecrets(
  secrets: Readonly<Record<PartnerId, string>>,
  settings: Settings,
  operator: Operator,
): Promise<void> {
  const ssm = new SSMClient(operator);
  for (const id of partnerIds) {
    const Name = partnerSecretName(settings, id);
    await ssm.send(new PutParameterCommand({ Name, Value: secrets[id], Type: 'SecureString' }));
  }
  ssm.destroy();
}

/** As the ops team does it after a deploy. */
async function importInto(
  assembly: Assembly,
  operator: Operator,
  certification: CertificationStandIn,
): Promise<void> {
  const [table] = assembly.ofType('AWS::DynamoDB::Table');
  if (!table) throw new Error('the templates have no table');
  const client = new DynamoDBClient(operator);
  const target = { client: DynamoDBDocumentClient.from(client), tableName: table.name };
  await importCatalogue(target);
  await importCalendar(target);
  await importItemCodes(target, allotted);
  const kms = new KMSClient(operator);
  for (const { agency, keyId } of signingKeysOf(assembly)) {
    const { PublicKey = new Uint8Array() } = await kms.send(new GetPublicKeyCommand({ KeyId: keyId }));
    const pem = certification.certify(agency.name.vi, PublicKey);
    await importSigner({ ...target, kms }, { agency: agency.code, keyId, pem });
  }
  for (const one of [client, kms]) one.destroy();
}

/** Which agency signs with which key: the templates name a key after its agency. */
const signingKeysOf = (assembly: Assembly) =>
  assembly.ofType('AWS::KMS::Key').flatMap(({ logicalId, arn: keyId }) =>
    agencies()
      .filter(({ code }) => logicalId.startsWith(`SigningKey${code.replace('.', '')}`))
      .map((agency) => ({ agency, keyId })),
  );

/** Whose queue is whose: the subscription of a department's queue names its agency. */
function departmentsOf({ assembly, principals }: Cloud): readonly DepartmentAccess[] {
  return assembly.ofType('AWS::SNS::Subscription').flatMap(({ properties }) => {
    const { Endpoint, FilterPolicy } = properties;
    return (FilterPolicy?.agency ?? []).flatMap((agency) =>
      principals.readers
        .filter(({ queue }) => queue.arn === Endpoint)
        .map(({ queue, principal: { accessKeyId, secretAccessKey } }) => ({
          agency,
          queueUrl: queue.ref,
          region: assembly.context.region,
          accessKeyId,
          secretAccessKey,
        })),
    );
  });
}
