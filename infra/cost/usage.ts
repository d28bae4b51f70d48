import * as z from 'zod';
import measured from './usage.json' with { type: 'json' };

/** What one function does. */
const Work = z.strictObject({
  invocations: z.number(),
  /** On the machine that measured, from the call to the outcome. */
  milliseconds: z.number(),
  /** As CloudWatch Logs counts bytes: each line with 26 more. */
  logBytes: z.number(),
  readUnits: z.number(),
  writeUnits: z.number(),
  /** Calls to AWS by operation, e.g. `s3:GetObject`; what a presigned URL lets a client do is its signer's. */
  calls: z.record(z.string(), z.number()),
  /** Messages taken from its queue. */
  messages: z.number(),
  /** Metrics of our own that it writes down. */
  metrics: z.array(z.string()),
});
export type Work = z.infer<typeof Work>;

/** What a dossier and a run of each clock ask of AWS: measured by `npm run bench -- --usage`, never by hand. */
export const Usage = z.strictObject({
  measuredOn: z.iso.date(),
  /** How many dossiers the figures are the mean of. */
  dossiers: z.int(),
  /** What one dossier asks of each function, from the search for its procedure to its return. */
  perDossier: z.record(z.string(), Work),
  /** What one run of each function asks that a clock wakes, with nothing to do. */
  perRun: z.record(z.string(), Work),
  /** Answers of the API to one dossier, headers included. */
  answeredBytes: z.number(),
  /** Bytes of one dossier that stay in the table and in each index, 100 more for each item (DynamoDB pricing). */
  storedBytes: z.strictObject({ table: z.number(), indexes: z.record(z.string(), z.number()) }),
  /** The papers of one dossier. */
  papers: z.strictObject({ files: z.int(), bytes: z.int() }),
});
export type Usage = z.infer<typeof Usage>;

export const usage: Usage = Usage.parse(measured);
