import { type Consultation, isOpen, putEnded } from '../consultation/consultation.ts';
import { Problem } from '../http/problems.ts';
import { accessTo } from './access.ts';
import type { DossierFile, Filed } from './dossier.ts';

type End = Pick<Consultation, 'state' | 'opinion' | 'answer' | 'letter' | 'endedAt' | 'endedBy'>;

/** What an agency is being asked. @throws Problem `consultation-ended` when it is not, or no longer */
export function openConsultation({ consultations }: DossierFile<Filed>, agency: string): Consultation {
  const open = consultations.find((one) => one.consulted === agency && isOpen(one));
  if (!open) throw new Problem('consultation-ended');
  return open;
}

/** The open consultation of an agency, ended: as a change of the dossier, of its parts, and of the consultation's own item. */
export function endedConsultation(file: DossierFile<Filed>, agency: string, end: End) {
  const { dossier, consultations } = file;
  const open = openConsultation(file, agency);
  const ended: Consultation = { ...open, ...end };
  const others = dossier.consulted?.filter((one) => one !== agency) ?? [];
  return {
    change: { consulted: others.length > 0 ? others : undefined },
    parts: { consultations: consultations.map((one) => (one === open ? ended : one)) },
    writes: [putEnded(dossier.id, ended, accessTo(dossier))],
  };
}

/** Every open consultation withdrawn, when the dossier itself ends: nobody waits for an answer any more. */
export function endedConsultations({ dossier, consultations }: DossierFile<Filed>, end: End) {
  const after = consultations.map((one) => (isOpen(one) ? { ...one, ...end } : one));
  return {
    change: { consulted: undefined },
    parts: { consultations: after },
    writes: after
      .filter((one, place) => one !== consultations[place])
      .map((one) => putEnded(dossier.id, one, accessTo(dossier))),
  };
}
