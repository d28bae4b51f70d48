import * as z from 'zod';
import { AgencyCode } from '../agency/code.ts';
import { attributesOf } from '../event/envelope.ts';
import { Problem } from '../http/problems.ts';
import { environment } from '../resources.ts';

/** What a department wants of the events of its agency: each list that is given is narrowed further by the others. */
export const Wanted = z
  .object({
    procedures: z.array(z.string()).meta({ description: 'Codes of procedures.' }),
    fields: z.array(z.string()).meta({ description: 'Fields of law, in Vietnamese.' }),
    types: z.array(z.string()).meta({ description: 'Short names of events, as `dossier.done`.' }),
  })
  .partial();
type Wanted = z.infer<typeof Wanted>;

/** By which attributes an event is let through: each has to be one of its values (SNS guide, subscription filter policies). */
export type Filter = Readonly<Record<string, readonly string[]>>;

export const filterOf = (agency: string, { procedures, fields, types }: Wanted): Filter => ({
  agency: [agency],
  ...(procedures && { procedure: procedures }),
  ...(fields && { field: fields }),
  ...(types && { type: types }),
});

/** Whether a subscription brings an event, as the topic decides it. Pure. */
export function letsThrough(filter: Filter, event: Parameters<typeof attributesOf>[0]): boolean {
  const attributes = attributesOf(event);
  return Object.entries(filter).every(([name, values]) => values.includes(attributes[name] ?? ''));
}

/** The queue of a department, whose account must know it beforehand. @param agency its code, as `H25.03` */
export const departmentQueueName = (stage: string, agency: string): string =>
  `motcua-${stage}-${agency.replace('.', '-')}.fifo`;

/** The subscriptions of a stage, as functions are told of them. */
export const Departments = z.object({
  stage: z.string(),
  /** What the URLs of all queues of the account begin with. */
  queues: z.url(),
  /** What each department wants, by its agency. */
  wanted: z.record(AgencyCode, Wanted),
});
export type Departments = z.infer<typeof Departments>;

export type Subscription = { readonly queueUrl: string; readonly wanted: Wanted; readonly filter: Filter };

/** The subscription of an agency; undefined where it has no queue. */
export function subscriptionIn(
  { stage, queues, wanted: all }: Departments,
  agency: string,
): Subscription | undefined {
  const wanted = Object.hasOwn(all, agency) ? all[agency] : undefined;
  return (
    wanted && {
      queueUrl: `${queues}${departmentQueueName(stage, agency)}`,
      wanted,
      filter: filterOf(agency, wanted),
    }
  );
}

/** The same by what the function was told. */
export const subscriptionOf = (agency: string): Subscription | undefined =>
  subscriptionIn(Departments.parse(JSON.parse(environment('DEPARTMENTS'))), agency);

/** @throws Problem `subscription-not-found` */
export function requireSubscription(agency: string): Subscription {
  const subscription = subscriptionOf(agency);
  if (!subscription) throw new Problem('subscription-not-found');
  return subscription;
}
