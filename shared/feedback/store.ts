import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { table } from '../aws.ts';
import type { Instant } from '../clock.ts';
import { pastFrom } from '../deadline/last-day.ts';
import { environment } from '../resources.ts';
import { loadIndexed } from '../table/batch.ts';
import { dossierPK, dueEntry, FEEDBACK_PREFIX, feedbackKey, feedbackPK } from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import { absent, type Write } from '../table/transaction.ts';
import { Feedback } from './feedback.ts';

/** When its agency is to be warned that its last day is near, or else told that it is past. */
const lookAt = ({ deadline, soonAt, warned }: Feedback): Instant =>
  (warned ? undefined : soonAt) ?? pastFrom(deadline);

/** What waits for its answer stands in the list of its agency, and until that is overdue in the index of what is due. */
function itemOf(feedback: Feedback) {
  const { dossierId, number, agency, deadline, state, warned } = feedback;
  const id = `${dossierId}#${number}`;
  return {
    ...feedbackKey(dossierId, number),
    ...feedback,
    ...(state === 'received' && {
      worklistPK: feedbackPK(agency),
      worklistSK: `${deadline}#${id}`,
      ...(warned !== 'overdue' && dueEntry('feedback', lookAt(feedback), id)),
    }),
  };
}

/** New feedback: a number that another has taken meanwhile is not taken again. */
export const putFeedback = (feedback: Feedback): Write => ({ put: itemOf(feedback), when: absent });

/** Feedback that was not answered until now. */
export const putChangedFeedback = (feedback: Feedback): Write => ({
  put: itemOf(feedback),
  when: {
    expression: '#state = :received',
    names: { '#state': 'state' },
    values: { ':received': 'received' },
  },
});

/** The number of feedback by the sort key of its item. */
export const numberOf = (sortKey: string): number => Number(sortKey.slice(FEEDBACK_PREFIX.length));

/** One feedback, or undefined. */
export async function loadFeedback(dossierId: string, number: number): Promise<Feedback | undefined> {
  const { Item: item } = await table.send(
    new GetCommand({
      TableName: environment('TABLE_NAME'),
      Key: feedbackKey(dossierId, number),
      ConsistentRead: true,
    }),
  );
  return item && Feedback.parse(item);
}

/** All feedback on a dossier, oldest first. */
export async function loadFeedbackOf(dossierId: string): Promise<readonly Feedback[]> {
  const items = await queryItems({
    KeyConditionExpression: 'PK = :dossier AND begins_with(SK, :feedback)',
    ExpressionAttributeValues: { ':dossier': dossierPK(dossierId), ':feedback': FEEDBACK_PREFIX },
    ConsistentRead: true,
  });
  return items.map((item) => Feedback.parse(item));
}

const Listed = z.looseObject({ worklistSK: z.string() });

/** What an agency has not answered yet, by its last day. @param after place at which the page before ended */
export async function loadUnanswered(
  agency: string,
  { after = '', limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<{ readonly items: readonly Feedback[]; readonly next: string | undefined }> {
  const found = await queryItems(
    {
      IndexName: 'worklist',
      KeyConditionExpression: 'worklistPK = :list AND worklistSK > :after',
      ExpressionAttributeValues: { ':list': feedbackPK(agency), ':after': after || '0' },
    },
    limit + 1,
  );
  const places = found.map((item) => Listed.parse(item));
  const shown = places.slice(0, limit);
  const items = await loadIndexed(shown);
  return {
    // The index may lag: what has been answered since is no longer to be answered.
    items: items.map((item) => Feedback.parse(item)).filter(({ state }) => state === 'received'),
    next: places.length > limit ? shown.at(-1)?.worklistSK : undefined,
  };
}
