import * as z from 'zod';
import { AgencyCode } from '../../shared/agency/code.ts';
import { DRAFT_DAYS } from '../../shared/dossier/draft.ts';
import { events } from '../../shared/dossier/events.ts';
import { IdentitySettings } from '../../shared/http/caller.ts';
import { Limits } from '../../shared/http/limit.ts';
import { Mailboxes } from '../../shared/notification/mailboxes.ts';
import { MessageTiming } from '../../shared/notification/timing.ts';
import { type PartnerId, partnerIds, partners } from '../../shared/partners.ts';
import { FeeAccount } from '../../shared/transfer/account.ts';
import { AwsAccount, isInvented } from './account.ts';

/** Web ACLs before CloudFront, and its certificates, stand in this region (WAF developer guide, CloudFront). */
export const EDGE_REGION = 'us-east-1';

/** The stages that can be synthesized. `local` differs from the others in nothing but its values. */
export const stages = ['local', 'staging', 'production'] as const;
export type Stage = (typeof stages)[number];

/** Of what departments want: as much again is left to what else a function is told. */
const MOST_WANTED_BYTES = 2_000;

const origin = z
  .url()
  .refine((url) => new URL(url).origin === url, 'an origin has no path and no final slash');

const hostname = z
  .string()
  .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, 'a domain is a name such as api.example.gov.vn');

/** Requests per second that API Gateway lets through, and how many may come at once. */
const throttle = z.object({ rate: z.number().positive(), burst: z.int().positive() });

/**
 * The domain that clients reach the API by. Its certificate is imported, or else made and renewed by ACM. What proves
 * it and leads to the API is entered in the hosted zone, if the account has it, and else by whoever keeps the domain's
 * DNS: the first deploy waits for that.
 */
const Domain = z
  .strictObject({
    name: hostname,
    /** The Route 53 zone that the domain stands in. */
    hostedZone: z.strictObject({ id: z.string().regex(/^Z[A-Z0-9]+$/), name: hostname }).optional(),
    /** A certificate for the domain in ACM. */
    certificateArn: z
      .string()
      .regex(/^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/)
      .optional(),
  })
  .refine(
    ({ name, hostedZone }) => !hostedZone || name === hostedZone.name || name.endsWith(`.${hostedZone.name}`),
    'the domain does not stand in its hosted zone',
  );

const isOptional = (id: PartnerId): boolean => 'optional' in partners[id];

/** Where a party outside is reached, and as whom it knows the province. */
const Reached = z.strictObject({
  url: z.url(),
  /** As whom it knows the province through whom fees come: `vnp_TmnCode`, `MaDoiTac`, `CustomerCode`; the bank by its account. */
  merchant: z
    .string()
    .regex(/^\w{1,20}$/)
    .optional(),
  /** As whom we sign in there. */
  user: z
    .string()
    .regex(/^[\w.@-]{1,60}$/)
    .optional(),
});

/** All that differs between stages or provinces. Unknown keys are refused: a misspelt setting must not pass. */
export const Settings = z
  .strictObject({
    stage: z.enum(stages),
    region: z.string(),
    /** The stage's own account: what is deployed there goes nowhere else. Without one nothing can be deployed. */
    account: AwsAccount.optional(),
    /**
     * Whether the stage has been deployed in full. From then on its stacks and its table are protected against being
     * deleted; before that the protection would only keep what failed from being removed for the next try.
     */
    live: z.boolean(),
    province: z.strictObject({
      /** First-level code of QĐ 20/2020/QĐ-TTg. */
      code: z.string().regex(/^H\d{2}$/),
      name: z.string(),
    }),
    domain: Domain.optional(),
    /** The domain that clients reach the API by instead, through a firewall, which costs nine dollars a month and more by the call. */
    edge: Domain.optional(),
    /** Where clients reach the API, if not by a domain of its own; links in e-mails and receipts begin so. */
    publicUrl: z.url().optional(),
    identity: z.strictObject({
      /** OpenID Connect issuer, exactly as in its tokens' `iss`. */
      issuer: z.url(),
      /** `aud` of the tokens that are meant for us. */
      audience: z.string().min(1),
      /** How the issuer's claims name a caller. */
      caller: IdentitySettings,
    }),
    /** Web clients that may call the API and upload to the bucket from a browser. */
    cors: z.strictObject({ origins: z.array(origin).min(1) }),
    throttling: z.strictObject({
      /** Every route without a limit of its own. */
      all: throttle,
      /** Tracking needs no sign-in, so its secret could be guessed at: slow enough that guessing is hopeless. */
      tracking: throttle,
    }),
    /** What one caller may do in a time, beside what all may together. */
    limits: Limits,
    /**
     * Most request units per second of the table and of each index. A fault or an attack costs no more than this;
     * what comes above it is told to try again.
     */
    tableUnits: z.strictObject({ read: z.int().positive(), write: z.int().positive() }),
    email: z.strictObject({
      /** Sender of all e-mail; SES must have verified its domain. */
      sender: z.email(),
      /** Agencies that are written to of results that are due soon or overdue. */
      mailboxes: Mailboxes.default({}),
    }),
    /** How long a clock that strikes every few minutes stays silent at most; without it as long as its worker says. */
    clockMinutes: z.int().min(1).optional(),
    /** When people are told what happens to their dossiers. */
    messages: MessageTiming,
    /** Where each party outside is reached: one entry for every row of the table of partners that the stage does not do without. */
    partners: z
      .partialRecord(z.enum(partnerIds), Reached)
      .refine(
        (all) => partnerIds.every((id) => all[id] !== undefined || isOptional(id)),
        'every partner is reached somewhere, unless its row says that a stage may do without it',
      )
      .refine(
        (all) =>
          partnerIds.every((id) => !all[id] || 'merchant' in partners[id] === Boolean(all[id].merchant)),
        'who fees come through, and nobody else, knows the province as a merchant',
      )
      .refine(
        (all) => partnerIds.every((id) => !all[id] || 'signsIn' in partners[id] === Boolean(all[id].user)),
        'where we sign in, and nowhere else, we have a user name',
      ),
    /** The account into which fees are transferred: its number is the bank's `merchant`. */
    feeAccount: FeeAccount.omit({ number: true }),
    /** Departments with a queue of their own, and the AWS account that reads it. */
    departments: z
      .array(
        z.strictObject({
          agency: z.string().regex(/^H\d{2}\.\d{2}$/),
          awsAccount: AwsAccount,
          /** What it wants of the events of its agency; each list that it gives is narrowed further by the others. */
          only: z
            .strictObject({
              procedures: z.array(z.string().regex(/^\d\.\d{6}$/)).min(1),
              /** Fields of law, in Vietnamese, as the catalogue calls them. */
              fields: z.array(z.string().min(1)).min(1),
              types: z.array(z.enum(events.names)).min(1),
            })
            .partial()
            .refine(
              (only) => Object.values(only).reduce((product, { length }) => product * length, 1) <= 150,
              'SNS takes 150 combinations of what is wanted at most (its guide, filter policy constraints)',
            )
            .optional(),
        }),
      )
      .refine(
        (all) => new Set(all.map(({ agency }) => agency)).size === all.length,
        'an agency subscribes only once',
      )
      .refine(
        (all) => Buffer.byteLength(JSON.stringify(all.map(({ only = {} }) => only))) <= MOST_WANTED_BYTES,
        `all that departments want takes ${MOST_WANTED_BYTES} bytes at most: functions are told of it in their environment, which ends at 4 KB (Lambda quotas)`,
      ),
    /** Agencies that sign what they give out, each by a key of its own, which costs a dollar a month. */
    signers: z.array(AgencyCode).min(1),
    documents: z.strictObject({
      /** Days until an upload is deleted whose dossier was never submitted; longer than a draft lives. */
      draftUploadDays: z.int().min(DRAFT_DAYS),
    }),
    /** Days that logs are kept, of those that CloudWatch Logs offers. */
    logRetentionDays: z.literal([7, 30, 90, 180, 365]),
    alarms: z.strictObject({
      /** Whom alarms wake. */
      email: z.email(),
    }),
    /** US dollars a month that the account may cost before somebody is told; without it nobody is. */
    budgetUsd: z.number().positive().optional(),
    concurrency: z.strictObject({
      /** Publishers at once for each shard of the table's stream; events of one dossier stay in order. */
      outbox: z.int().min(1).max(10),
      /** Runs at once of each consumer of a queue, so that it cannot take the API's share of the account. */
      consumers: z.int().min(2).max(1000),
    }),
  })
  .refine(({ region, domain }) => !domain?.certificateArn || domain.certificateArn.split(':')[3] === region, {
    path: ['domain', 'certificateArn'],
    message: 'a regional API takes a certificate of its own region',
  })
  .refine(({ edge, domain }) => !edge || (domain && domain.name !== edge.name), {
    path: ['edge'],
    message: 'an edge stands before a domain of the API, and has a name of its own',
  })
  .refine(({ edge }) => !edge?.certificateArn || edge.certificateArn.split(':')[3] === EDGE_REGION, {
    path: ['edge', 'certificateArn'],
    message: `CloudFront takes a certificate of ${EDGE_REGION}`,
  })
  .superRefine(({ stage, account, departments }, context) => {
    // One machine has no accounts: there all numbers are invented.
    if (stage === 'local') return;
    const refuse = (number: string, path: (string | number)[], remedy: string) =>
      isInvented(number) &&
      context.addIssue({ code: 'custom', path, message: `${number} is nobody's account: ${remedy}` });
    if (account)
      refuse(account, ['account'], "enter what `aws sts get-caller-identity` says in the stage's own");
    for (const [index, { agency, awsAccount }] of departments.entries())
      refuse(
        awsAccount,
        ['departments', index, 'awsAccount'],
        `enter the one that ${agency} reads from, or leave ${agency} out until it has one`,
      );
  })
  .transform(({ publicUrl, ...settings }, context) => {
    const { edge, domain } = settings;
    const url = domain ? `https://${(edge ?? domain).name}` : publicUrl;
    if (url && !(domain && publicUrl)) return { ...settings, publicUrl: url };
    context.addIssue({
      code: 'custom',
      path: ['publicUrl'],
      message: 'follows from the domain, or else is stated',
    });
    return z.NEVER;
  });
export type Settings = z.output<typeof Settings>;

/** What the file of a stage states. */
export type StageSettings = z.input<typeof Settings>;
