import { endSilentConsultations } from '../../shared/desk/contracts/end-silent-consultations.ts';
import { countSilences } from '../../shared/desk/silence.ts';
import { serveClock } from '../../shared/desk/strike.ts';

/** Ends the consultations whose silence counts as consent. */
export const handler = serveClock(endSilentConsultations, countSilences, 'told that silence is consent');
