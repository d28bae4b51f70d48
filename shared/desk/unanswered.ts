import { type LocalDate, localDateOf } from '../clock.ts';
import { workingDayFrom } from '../deadline/calendar.ts';
import { recallCalendar } from '../deadline/store.ts';
import { acting, type Sources, type Struck, strike } from './strike.ts';

const REASON = 'Quá thời hạn bổ sung, hoàn thiện hồ sơ mà chưa nhận được giấy tờ bổ sung';

/**
 * Reminds of the supplements whose last day is near, and ends the dossiers of those that have missed it: on the working
 * day after it, where it is a day off (Civil Code Điều 148(5)).
 * @param worker id of the worker that acts
 */
export async function remindAndClose(worker: string, sources: Sources): Promise<Struck> {
  const calendar = await recallCalendar(sources.now);
  return strike(
    worker,
    [
      {
        kind: 'supplement',
        before: sources.now(),
        attend: acting(({ dossier, supplements }, at) => {
          const round = supplements.at(-1);
          // What the post brings is waited for.
          if (!round || dossier.supplementByPost) return undefined;
          const day = localDateOf(at);
          if (day > workingDayFrom(round.deadline as LocalDate, calendar))
            return { action: 'closeUnanswered', reason: REASON };
          return day > round.deadline || round.remindedAt ? undefined : { action: 'remindOfSupplement' };
        }),
      },
    ],
    sources,
  );
}
