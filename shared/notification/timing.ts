import * as z from 'zod';
import { environment } from '../resources.ts';
import { QuietHours } from './quiet.ts';

/** The longest that a queue may hold a message back (SQS API reference, DelaySeconds). */
const MOST_DELAY_SECONDS = 900;

/** When people are told who have not said when. */
export const MessageTiming = z.strictObject({
  /** Hours in which nobody is told who has chosen no others; none where it is not said. */
  quiet: QuietHours.optional(),
  /** For so long what happens to a dossier is gathered into one message; each waits for it in the queue. */
  gatherSeconds: z.int().min(0).max(MOST_DELAY_SECONDS),
});
export type MessageTiming = z.infer<typeof MessageTiming>;

/** As the settings of the stage state it. */
export const messageTiming = (): MessageTiming =>
  MessageTiming.parse(JSON.parse(environment('MESSAGE_TIMING')));
