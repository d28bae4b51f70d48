import * as z from 'zod';
import { localDateOf } from '../../clock.ts';
import type { ProcessingTime } from '../../deadline/deadline.ts';
import { Words } from '../../text.ts';
import { action, type Standing } from '../action.ts';
import { appointed } from '../appointed.ts';
import { Reason } from '../reason.ts';

const daysOf = (time: ProcessingTime): number => (time.unit === 'sameDay' ? 0 : time.days);

/** The days by which the longer time exceeds the usual one. */
const daysMore = ({ procedure: { processing, extended } }: Standing): number =>
  extended ? daysOf(extended.time) - daysOf(processing) : 0;

/**
 * The case for which the procedure's own law gives a longer time, such as a criminal record that must be verified (Luật
 * Lý lịch tư pháp Điều 48): once, before the due day is past.
 */
export const extend = action({
  name: 'extend',
  from: { processing: { by: ['agencyLeader'], to: 'processing' } },
  clock: 'appoint',
  input: { reason: Reason },
  event: {
    name: 'dossier.extended',
    data: { reason: Words, dueBefore: z.iso.datetime({ offset: true }) },
  },
  appoints: ({ dossier, at }) => ({ kind: 'extend', at, days: daysMore(dossier) }),
  forbids: (dossier, day) => {
    const { dueAt, extensions } = dossier;
    const may = daysMore(dossier) > 0 && extensions === 0 && dueAt && day <= localDateOf(dueAt);
    return may ? undefined : 'extension-not-offered';
  },
  effect: (situation) => ({
    ...appointed('extension', situation),
    change: { extensions: situation.file.dossier.extensions + 1 },
  }),
});
