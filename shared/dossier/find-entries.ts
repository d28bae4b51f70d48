import { type KeptApplicant, nameOf } from '../applicant/applicant.ts';
import { findPK, findSK, numberInKey } from '../table/keys.ts';
import { foldText } from '../text.ts';
import type { Filed } from './dossier.ts';
import type { Receipt } from './receipt.ts';

const numberOf = (applicant: KeptApplicant): string =>
  applicant.kind === 'citizen' ? applicant.personalId : applicant.taxCode;

/*
 * The entries of a filed dossier in the index `find`. Each stands on an item of its own on which its keys do not change,
 * so that it is written once: the dossier, what its applicant declared, its code, and the event by which its name came in.
 */

const named = ({ id, procedure }: Filed, folded: string) => ({
  findPK: findPK('NAME', procedure.agency),
  findSK: findSK(folded.slice(0, 200), id),
});

/** Found by the applicant's name, without diacritics. */
export const nameEntry = (dossier: Filed, name: string) => named(dossier, foldText(name));

/** The words of a name, without diacritics, from the last one on. */
export const backwards = (name: string): string => foldText(name).trim().split(/\s+/).reverse().join(' ');

/**
 * Found by the words with which the name ends: the last is what a person is called by. None where the name is one word,
 * or is not new by a change.
 */
export function endingEntry(after: Filed, before?: Filed) {
  const [words, known] = [after, before].map(
    (dossier) => dossier && backwards(nameOf(dossier.form.applicant)),
  );
  return words?.includes(' ') && words !== known ? named(after, words) : undefined;
}

/** Found by the number of the applicant's papers, which no key holds in the clear. */
export const personEntry = ({ id, code, procedure, form }: Filed) => ({
  findPK: findPK('PERSON', procedure.agency, numberInKey(procedure.agency, numberOf(form.applicant))),
  findSK: findSK(code, id),
});

/** Found by its procedure, in the order of filing: a code begins with the agency and the day. */
export const procedureEntry = ({ code, dossierId, procedure }: Receipt) => ({
  findPK: findPK('PROCEDURE', procedure.agency, procedure.code),
  findSK: findSK(code, dossierId),
});
