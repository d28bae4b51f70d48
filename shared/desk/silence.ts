import { toInstant } from '../clock.ts';
import { isOpen } from '../consultation/consultation.ts';
import { pastFrom } from '../deadline/last-day.ts';
import { acting, type Sources, type Struck, strike } from './strike.ts';

/** Counts the silence of agencies whose last day has passed as the consent that it is by law. @param worker id of the worker that acts */
export const countSilences = (worker: string, sources: Sources): Promise<Struck> =>
  strike(
    worker,
    [
      {
        kind: 'consultation',
        before: sources.now(),
        attend: acting(({ consultations }, at) => {
          const silent = consultations.find(
            (one) => isOpen(one) && one.silenceAgrees && pastFrom(one.deadline) <= toInstant(at),
          );
          return silent && { action: 'countSilence', agency: silent.consulted };
        }),
      },
    ],
    sources,
  );
