import * as z from 'zod';
import { LocalDate } from '../../clock.ts';
import { addDays } from '../../deadline/calendar.ts';
import { operation } from '../../http/operation.ts';
import { CollectorId } from '../../payment/attempt.ts';
import { Owed } from '../../payment/owed.ts';
import { ListedDifference, Reconciliation } from '../../payment/reconciliation.ts';

const GREATEST_DAYS = 31;

export const listReconciliations = operation({
  id: 'list-reconciliations',
  area: 'paying',
  method: 'GET',
  path: '/v1/payments/{provider}/reconciliations',
  summary: {
    vi: 'Kết quả đối soát theo ngày với một đơn vị thanh toán',
    en: 'How the days at a provider of payment or at the bank were reconciled',
  },
  description:
    'For the control of procedures: what came in and went back on each local day by the file of the provider or the bank and by our book, ' +
    'to the đồng, and every difference, oldest day first; 31 days at most. `missing-here` is in the file alone, ' +
    '`missing-there` in our book alone. What `isExplained` was heard of on another day, or settled by the file; the rest ' +
    'waits for the desk of its dossier, or names none of ours. For the post, `owed` says what it collected on each day by our ' +
    'book, what its batch of that day pays, and what is left to be paid, until now; and the sum of all.',
  callers: { officers: ['procedureControl'] },
  params: z.object({ provider: CollectorId }),
  query: z
    .strictObject({ from: LocalDate, to: LocalDate })
    .refine(({ from, to }) => from <= to && to < addDays(from, GREATEST_DAYS), {
      path: ['to'],
      params: { code: 'period' },
    }),
  status: 200,
  output: z.object({
    items: z.array(
      Reconciliation.omit({ v: true, provider: true })
        .extend({
          day: z.iso.date(),
          madeAt: z.iso.datetime({ offset: true }),
          differences: z.array(ListedDifference.meta({ id: 'PaymentDifference' })),
        })
        .meta({ id: 'Reconciliation' }),
    ),
    owed: Owed.optional(),
  }),
  problems: [],
  touches: { table: ['query'], indexes: ['log'] },
});
