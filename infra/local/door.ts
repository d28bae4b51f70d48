import type { Assembly } from './assembly.ts';
import type { BusEvent } from './bus-event.ts';
import { backendAt } from './door/backend.ts';
import type { Understand } from './door/call.ts';
import { corsOf } from './door/cors.ts';
import { type Faults, faultInjector } from './door/faults.ts';
import { identifier, serviceOf } from './door/identify.ts';
import type { IndexLag } from './door/lagging-indexes.ts';
import { type Count, newMeter, type Refusal, type Use } from './door/meter.ts';
import { openObjects } from './door/objects.ts';
import { passer } from './door/pass.ts';
import { scanner } from './door/scanner.ts';
import { dynamodb } from './door/services/dynamodb.ts';
import { guardduty } from './door/services/guardduty.ts';
import { kms } from './door/services/kms.ts';
import { s3 } from './door/services/s3.ts';
import { type SentMail, ses } from './door/services/ses.ts';
import { sns } from './door/services/sns.ts';
import { sqs } from './door/services/sqs.ts';
import { inQueryProtocol } from './door/services/sqs-query.ts';
import { ssm } from './door/services/ssm.ts';
import { isUpload, LONGEST_UPLOAD, upload } from './door/upload.ts';
import { AwsError, errorAnswer, isQueryProtocol, type Service } from './door/wire.ts';
import type { Backends } from './emulators.ts';
import { type Answer, type Request, serve } from './http.ts';
import { assertJudgeable, authorizer } from './iam/authorize.ts';
import { assertErrandsAllowed } from './iam/errands.ts';
import { resourcePolicies } from './iam/policies.ts';
import type { Principal } from './iam/principals.ts';

export type DoorOptions = {
  /** 0 for any that is free. */
  readonly port: number;
  readonly assembly: Assembly;
  readonly backends: Backends;
  readonly principals: readonly Principal[];
  /** Where the objects of buckets stay. */
  readonly objectsDirectory: string;
  /** Takes the events that GuardDuty puts on EventBridge's default bus. */
  readonly putEvent: (event: BusEvent) => void;
  readonly onMail?: ((mail: SentMail) => void) | undefined;
  readonly now?: () => Date;
  /** How far an index may be behind its table. */
  readonly indexLag?: IndexLag;
  /** Whether to count what DynamoDB charges: each of its answers is read again for it. */
  readonly metersCapacity?: boolean;
};

/** The one way to AWS on this machine. */
export type Door = {
  readonly url: string;
  readonly faults: Faults;
  counts(): readonly Count[];
  /** Which grants were used, so that a test can tell those that nobody needs. */
  uses(): readonly Use[];
  refusals(): readonly Refusal[];
  close(): Promise<void>;
};

const INDEX_LAG: IndexLag = { milliseconds: 300, chance: Math.random };

/**
 * Opens the door: an AWS endpoint on the loopback that knows who calls by their access key, lets each do what the
 * template's policies allow and nothing else, and passes the call to what stands behind. Throws when a policy cannot be
 * judged here, or does not allow what AWS is to do by itself.
 */
export async function openDoor(options: DoorOptions): Promise<Door> {
  const { assembly, backends, principals, now = () => new Date(), indexLag = INDEX_LAG } = options;
  const place = assembly.context;

  const policies = resourcePolicies(assembly);
  assertJudgeable(policies.all, 'a policy of a resource');
  for (const { name, policies: documents } of principals) assertJudgeable(documents, `the role of ${name}`);
  const authorize = authorizer(policies, place);
  const meter = newMeter();
  await assertErrandsAllowed(assembly, authorize, meter.allowed);

  const versioned = assembly
    .ofType('AWS::S3::Bucket')
    .filter(({ properties }) => properties.VersioningConfiguration)
    .map(({ name }) => name);
  const objects = openObjects(options.objectsDirectory, (bucket) => versioned.includes(bucket));
  const faults = faultInjector();
  const scans = scanner({ assembly, objects, authorize, faults, putEvent: options.putEvent });

  const table = backendAt(backends.dynamodb);
  const queues = backendAt(backends.sqs);
  const topics = backendAt(backends.sns);
  const mail = backendAt(backends.ses);
  const understand: Record<Service, Understand> = {
    dynamodb: dynamodb(table, place, indexLag, options.metersCapacity ? meter : undefined),
    guardduty: guardduty(scans),
    kms: kms(assembly),
    s3: s3(objects, authorize, scans.stored),
    ses: ses(mail, place, options.onMail ?? (() => {})),
    sns: sns(topics),
    sqs: sqs(queues, place),
    ssm: ssm(place),
  };

  const byKey = new Map(principals.map((principal) => [principal.accessKeyId, principal]));
  const known = identifier((key) => byKey.get(key), place.region, now);
  const pass = passer(authorize, meter, faults);
  const cors = corsOf(assembly);

  const answerTo = async (request: Request): Promise<Answer | undefined> => {
    if (request.method === 'OPTIONS') return cors.preflight(request);
    if (isUpload(request)) {
      const call = await upload(request, known, objects, now(), scans.stored);
      return pass(call.principal, call);
    }
    const { principal, service } = await known.identify(request);
    const judged = async (understood: Request): Promise<Answer | undefined> =>
      pass(principal, await understand[service](understood, principal));
    return service === 'sqs' && isQueryProtocol(request) ? inQueryProtocol(request, judged) : judged(request);
  };

  const server = await serve(options.port, { body: LONGEST_UPLOAD }, async (request) => {
    const answer = await answerTo(request).catch((error: unknown) => errorOf(error, request));
    return answer && { ...answer, headers: { ...answer.headers, ...cors.headersFor(request) } };
  });

  return {
    url: server.url,
    faults,
    counts: meter.counts,
    uses: meter.uses,
    refusals: meter.refusals,
    close: async () => {
      await scans.close();
      await server.close();
      for (const backend of [table, queues, topics, mail]) backend.close();
    },
  };
}

/** Any error as its service would answer it; a fault of the door or of an emulator is a 500. */
function errorOf(error: unknown, request: Request): Answer {
  const service = request.method === 'OPTIONS' || isUpload(request) ? 's3' : serviceOf(request);
  if (error instanceof AwsError) return errorAnswer(service, error, request);
  const message = error instanceof Error ? error.message : String(error);
  return errorAnswer(service, new AwsError('InternalFailure', 500, message), request);
}
