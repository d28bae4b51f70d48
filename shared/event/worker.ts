import type { MetricName } from '../metrics.ts';
import type { Touches } from '../resources.ts';

/** The queues of our own consumers behind the topic of events; departments' queues come from the settings. */
export type QueueName = 'calendar' | 'notifications' | 'postal' | 'retention' | 'statistics';

/** What wakes a worker. */
export type Trigger =
  /** Event items of the table's stream: the outbox. */
  | { readonly kind: 'outbox' }
  /** An item of the table that was written with `errand`, the worker's id: one at a time, until it is done or the stream forgets. */
  | { readonly kind: 'errand' }
  /** A FIFO queue behind the topic of events, with the events it subscribes to (all when absent). */
  | {
      readonly kind: 'queue';
      readonly queue: QueueName;
      readonly types?: readonly string[];
      readonly delivery?: 'desk' | 'post';
      /** Whether nobody waits for it within hours: then only what failed rings, as a dead letter, and not what is late. */
      readonly atLeisure?: true;
      /** Whether each event waits in it while those that belong to it are gathered, for as long as the settings say. */
      readonly gathers?: true;
    }
  /** SES reports of an e-mail that it took. */
  | { readonly kind: 'mail-reported' }
  /** GuardDuty Malware Protection has scanned an uploaded object. */
  | { readonly kind: 'object-scanned' }
  /** A clock that strikes every so many minutes. An alarm tells when runs stay away. */
  | { readonly kind: 'schedule'; readonly minutes: number }
  /** A clock that strikes once a day, at this full hour in Vietnam; where nobody waits for it within days, unwatched. */
  | { readonly kind: 'daily'; readonly hour: number; readonly atLeisure?: true };

/** One function that is no operation of the API: `functions/<area>/<id>.ts`. */
export type Worker = {
  /** Kebab-case verb and noun. */
  readonly id: string;
  readonly area:
    | 'control'
    | 'desk'
    | 'errand'
    | 'events'
    | 'examination'
    | 'notification'
    | 'paying'
    | 'portal'
    | 'postal'
    | 'retention'
    | 'statistics';
  readonly trigger: Trigger;
  readonly touches: Touches;
  /** Longest run in seconds. A queue's visibility timeout is six times this (AWS Lambda guide on SQS). */
  readonly timeoutSeconds: number;
  /** What a citizen loses while this does not run: stands in its alarms. */
  readonly impact: string;
  /** Counts of its own. */
  readonly watches?: readonly Watch[];
};

/** Whether a clock wakes a worker. */
export const isClocked = ({ trigger: { kind } }: Worker): boolean => kind === 'schedule' || kind === 'daily';

/** A count that rings when it is greater, at three looks in a row; at one where a clock counts it more seldom than that. */
export type Watch = { readonly metric: MetricName; readonly above: number; readonly impact: string };
