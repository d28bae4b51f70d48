import * as z from 'zod';
import type { Assembly } from './assembly.ts';
import { callOf } from './door/actions.ts';
import {
  type Asker,
  assertJudgeable,
  authorizer,
  type ContextValues,
  type Decision,
} from './door/authorize.ts';
import { type BusEvent, bucketEvents } from './door/bucket-events.ts';
import { corsOf } from './door/cors.ts';
import { type Faults, faultInjector } from './door/faults.ts';
import { upstream } from './door/forward.ts';
import { listen } from './door/http.ts';
import { identify, type Principal } from './door/identify.ts';
import { type Count, newMeter, type Refusal, type Use } from './door/meter.ts';
import { namesOf } from './door/names.ts';
import { objects } from './door/objects.ts';
import { passer } from './door/pass.ts';
import { performer } from './door/perform.ts';
import { policiesOfRole, policyDocument, resourcePolicies } from './door/policies.ts';
import { addressOf, putNeeds } from './door/s3.ts';
import { s3Service } from './door/s3-service.ts';
import { inQueryProtocol } from './door/sqs-query.ts';
import { assertDeliverable } from './door/subscriptions.ts';
import { isUpload, readUpload, uploadAnswer } from './door/upload.ts';
import { type Answer, isQueryProtocol, type WireRequest } from './door/wire.ts';
import type { Secrets } from './secrets.ts';

export type DoorOptions = {
  /** 0 for any that is free. */
  readonly port: number;
  readonly assembly: Assembly;
  /** Base URLs of the emulators; `aws` is that of SQS, SNS and S3. */
  readonly upstreams: { readonly dynamodb: string; readonly aws: string; readonly ses: string };
  readonly principals: readonly Principal[];
  readonly secrets: Secrets;
  /** Takes the events that S3 and GuardDuty put on EventBridge's default bus. */
  readonly putEvent: (event: BusEvent) => void;
  readonly now?: () => Date;
};

/** The one way to AWS on this machine. */
export type Door = {
  readonly url: string;
  /**
   * Judges what is done without a request: by a service in a role (`Lambda polls a queue`) or in its own name
   * (`sns.amazonaws.com`). Counts and records it like a call.
   */
  authorize(
    principalArn: string,
    action: string,
    resourceArn: string,
    context?: ContextValues,
  ): Promise<Decision>;
  readonly faults: Faults;
  counts(): readonly Count[];
  /** Which grants were used, so that a test can tell those that nobody needs. */
  uses(): readonly Use[];
  refusals(): readonly Refusal[];
  close(): Promise<void>;
};

const versioningSchema = z.object({ VersioningConfiguration: z.object({ Status: z.string() }).optional() });

/**
 * Opens the door: an AWS endpoint on the loopback that knows who calls by their access key, lets each do what the
 * template's policies allow and nothing else, and passes the call to the emulators. Throws when a policy cannot be
 * judged here, or when a subscription of the template could not be delivered on AWS.
 */
export async function openDoor(options: DoorOptions): Promise<Door> {
  const { assembly, principals, secrets, now = () => new Date() } = options;
  const place = { region: assembly.context.region, accountId: assembly.context.accountId };

  const policies = resourcePolicies(assembly);
  assertJudgeable(policies.all, 'a policy of a resource');
  for (const { name, policies: documents } of principals)
    assertJudgeable(documents.map(policyDocument), `the role of ${name}`);
  const authorize = authorizer(policies, place);
  await assertDeliverable(assembly, authorize);

  const dynamodb = upstream(options.upstreams.dynamodb);
  const aws = upstream(options.upstreams.aws);
  const ses = upstream(options.upstreams.ses);
  const versioned = new Set(
    assembly
      .ofType('AWS::S3::Bucket')
      .filter(
        ({ properties }) => versioningSchema.parse(properties).VersioningConfiguration?.Status === 'Enabled',
      )
      .map(({ name }) => name),
  );
  const store = objects(aws, (bucket) => versioned.has(bucket));
  await store.open();

  const byKey = new Map(principals.map((principal) => [principal.accessKeyId, principal]));
  const byArn = new Map(principals.map((principal) => [principal.arn, principal]));
  const faults = faultInjector();
  const meter = newMeter();
  const cors = corsOf(assembly);
  const events = bucketEvents({
    assembly,
    place,
    objects: store,
    authorize,
    faults,
    putEvent: options.putEvent,
    now,
  });
  const s3 = s3Service(aws, store, (stored) => events.stored({ ...stored, reason: 'PutObject' }));

  const names = namesOf(assembly, secrets, store);
  const perform = performer({
    emulators: { dynamodb, aws, ses },
    s3,
    scan: events.scan,
    secrets,
    authorize,
    meter,
    doorUrl: () => server.url,
  });

  const pass = passer(authorize, meter, faults);

  const upload = async (request: WireRequest): Promise<Answer | undefined> => {
    const form = readUpload(request, (key) => byKey.get(key), now());
    const needs = putNeeds(form.bucket, form.key, form.tags);
    return pass(
      form.principal,
      { service: 's3', operation: 's3:PostObject', needs, input: undefined },
      async () => {
        const stored = await store.put(form, form);
        events.stored({
          bucket: form.bucket,
          key: form.key,
          size: form.body.length,
          ...stored,
          reason: 'POST Object',
        });
        return uploadAnswer(form, stored, server.url);
      },
    );
  };

  const answerTo = async (request: WireRequest): Promise<Answer | undefined> => {
    if (request.method === 'OPTIONS') return cors.preflight(addressOf(request).bucket, request.headers);
    if (isUpload(request)) return upload(request);
    const { principal, service } = identify(request, (key) => byKey.get(key), now());
    const judged = async (understood: WireRequest): Promise<Answer | undefined> => {
      const call = await callOf(service, understood, names, principal.accountId);
      return pass(principal, call, () => perform(principal, call, understood));
    };
    return service === 'sqs' && isQueryProtocol(request.headers)
      ? inQueryProtocol(request, judged)
      : judged(request);
  };

  const server = await listen(options.port, {
    answerTo,
    headersFor: ({ path, method, headers }) => cors.headersFor(path.split('/')[1] ?? '', method, headers),
  });

  const askerOf = (arn: string): Asker => {
    const principal = byArn.get(arn);
    if (principal) return principal;
    return arn.endsWith('.amazonaws.com')
      ? { arn, policies: [] }
      : { arn, accountId: place.accountId, policies: policiesOfRole(assembly, arn) };
  };

  return {
    url: server.url,
    faults,
    counts: meter.counts,
    uses: meter.uses,
    refusals: meter.refusals,
    authorize: async (principalArn, action, resource, context) => {
      const asker = askerOf(principalArn);
      const need = { action, resource, ...(context && { context }) };
      const decision = await authorize(asker, need);
      const named = { name: principalArn, ...asker };
      if (decision.allowed) meter.allowed(named, need);
      else meter.refused(named, need, decision.reason);
      return decision;
    },
    close: async () => {
      await events.close();
      await server.close();
      for (const emulator of [dynamodb, aws, ses]) emulator.close();
    },
  };
}
