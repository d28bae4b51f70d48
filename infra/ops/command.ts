import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

/** The command line does not say what is to be done: the message says why. */
export class UsageError extends Error {}

/** What was looked at is not as it must be: the message is the whole report. */
export class Unready extends Error {}

/** A command of the ops team: `npm run ops -- <name> --<option> <value>`. */
export type Command = {
  readonly summary: string;
  /** Its options, each described for the usage text. */
  readonly options: z.ZodObject;
  /**
   * Does it, and says what was done.
   * @param show says meanwhile how far it is, each time in place of what it said before
   * @throws UsageError when options are missing or wrong
   */
  readonly run: (values: unknown, show: (progress: string) => void) => Promise<string>;
};

/** States a command; the options schema types what its `run` gets. */
export const command = <Options extends z.ZodObject>(stated: {
  readonly summary: string;
  readonly options: Options;
  readonly run: (options: z.output<Options>, show: (progress: string) => void) => Promise<string>;
}): Command => ({
  ...stated,
  run: (values, show) => {
    const options = stated.options.safeParse(values);
    if (options.success) return stated.run(options.data, show);
    throw new UsageError(
      options.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'),
    );
  },
});

/** Options of every command that talks to AWS. Credentials come from where the SDK looks for them. */
export const connection = {
  region: z.string().min(1).default('ap-southeast-1').describe('AWS region'),
  endpoint: z.url().optional().describe('address to call instead of AWS: the local run'),
};

/** A client of the dossier table. */
export const connect = (to: {
  readonly region: string;
  readonly endpoint?: string | undefined;
}): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(
    new DynamoDBClient({ region: to.region, ...(to.endpoint && { endpoint: to.endpoint }) }),
  );
