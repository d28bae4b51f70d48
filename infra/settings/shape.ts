import * as z from 'zod';
import { DRAFT_DAYS } from '../../shared/dossier/draft.ts';
import { IdentitySettings } from '../../shared/http/caller.ts';
import { partnerIds } from '../../shared/partners.ts';

/** The stages that can be synthesized. `local` differs from the others in nothing but its values. */
export const stages = ['local', 'staging', 'production'] as const;
export type Stage = (typeof stages)[number];

const awsAccount = z.string().regex(/^\d{12}$/, 'an AWS account is twelve digits');
const origin = z
  .url()
  .refine((url) => new URL(url).origin === url, 'an origin has no path and no final slash');

/** Requests per second that API Gateway lets through, and how many may come at once. */
const throttle = z.object({ rate: z.number().positive(), burst: z.int().positive() });

/** All that differs between stages or provinces. Unknown keys are refused: a misspelt setting must not pass. */
export const Settings = z.strictObject({
  stage: z.enum(stages),
  region: z.string(),
  /** The province's own account; without one the templates fit any account. */
  account: awsAccount.optional(),
  province: z.strictObject({
    /** First-level code of QĐ 20/2020/QĐ-TTg. */
    code: z.string().regex(/^H\d{2}$/),
    name: z.string(),
  }),
  /** Where clients reach the API; links in e-mails and receipts begin so. */
  publicUrl: z.url(),
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
  email: z.strictObject({
    /** Sender of all e-mail; SES must have verified its domain. */
    sender: z.email(),
  }),
  /** Where each party outside is reached: one entry for every row of the table of partners. */
  partners: z.record(z.enum(partnerIds), z.strictObject({ url: z.url() })),
  /** Departments with a queue of their own, and the AWS account that reads it. */
  departments: z
    .array(z.strictObject({ agency: z.string().regex(/^H\d{2}\.\d{2}$/), awsAccount }))
    .refine(
      (all) => new Set(all.map(({ agency }) => agency)).size === all.length,
      'an agency subscribes only once',
    ),
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
  concurrency: z.strictObject({
    /** Publishers at once for each shard of the table's stream; events of one dossier stay in order. */
    outbox: z.int().min(1).max(10),
    /** Runs at once of each consumer of a queue, so that it cannot take the API's share of the account. */
    consumers: z.int().min(2).max(1000),
  }),
});
export type Settings = z.infer<typeof Settings>;
