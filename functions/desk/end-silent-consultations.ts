import { systemNow } from '../../shared/clock.ts';
import { endSilentConsultations } from '../../shared/desk/contracts/end-silent-consultations.ts';
import { countSilences } from '../../shared/desk/silence.ts';
import { randomId } from '../../shared/ids.ts';
import { log } from '../../shared/log.ts';

/** Ends the consultations whose silence counts as consent. */
export const handler = async (): Promise<void> => {
  const sources = { now: systemNow, newId: randomId };
  const { acted: ended, failed } = await countSilences(endSilentConsultations.id, sources);
  log.info('SILENCE_COUNTED', { ended, failed });
  if (failed > 0) throw new Error(`${failed} silent consultations could not be ended`);
};
