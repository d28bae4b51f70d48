import { isDeepStrictEqual } from 'node:util';
import { ownerOnPaper } from '../applicant/owner.ts';
import { type Correction, FieldValue } from '../feedback/feedback.ts';
import { fault } from '../http/faults.ts';
import { Problem } from '../http/problems.ts';
import type { Procedure } from '../procedure/procedure.ts';
import type { DossierFile, Filed } from './dossier.ts';
import { correctedForm, fieldOf, isFormField, type KeptForm } from './form.ts';
import { filedStatuses } from './status.ts';

/** How its applicant is reached: nothing is decided by it. */
const contact = ['/applicant/phone', '/applicant/email'];

/** By which number a dossier is found whose owner no account is: with another it would be somebody else's. */
const numbers = ['/applicant/personalId', '/applicant/taxCode'];

/** Whether the agency has decided, by what the form said. */
const isDecided = ({ dossier: { status, stage }, results }: DossierFile<Filed>): boolean =>
  status === 'done' || stage === 'approved' || results.length > 0;

/**
 * Lets a field of a filed form be corrected while the dossier is open, and until it is decided; how its applicant is reached
 * until its end.
 * @throws Problem `correction-too-late`, with where to go
 */
export function requireOpenForCorrection(file: DossierFile<Filed>, field: string): void {
  if (filedStatuses[file.dossier.status].open && (!isDecided(file) || contact.includes(field))) return;
  throw new Problem('correction-too-late', {
    detail: {
      vi: 'Cơ quan đã quyết định theo nội dung này. Nếu kết quả ghi sai, hãy gửi phản ánh để cơ quan đính chính hoặc thu hồi kết quả; hồ sơ đã kết thúc thì nộp hồ sơ mới.',
      en: 'The agency has decided by what it says. If the result is wrong, send a complaint: the agency replaces or revokes it. Once the dossier has ended, file anew.',
    },
  });
}

/** Which fields are corrected otherwise: how the result is had, which its owner changes, and the number by which the dossier is found. */
function requireField({ owner, form }: Filed, field: string, procedure: Procedure | undefined): void {
  const isNumber = numbers.includes(field) && owner === ownerOnPaper(form.applicant);
  if (procedure && isFormField(field, procedure) && field !== '/delivery' && !isNumber) return;
  throw new Problem('invalid-request', { faults: [fault('body', '/correction/field', 'not-corrected-so')] });
}

/**
 * The form with one field corrected, as far as today's rules let the field say that.
 * @throws Problem `form-invalid`
 */
export const correctedBy = (
  { form }: Filed,
  procedure: Procedure | undefined,
  { field, after }: Pick<Correction, 'field' | 'after'>,
): KeptForm => correctedForm(form, procedure, { [field]: after });

/**
 * A correction as it is kept: what the field says, and what it is to say, written as the form would.
 * @throws Problem `correction-too-late`, `form-invalid`
 * @throws Problem `invalid-request` for a field that is not corrected so, a value that it has, and a paper that is not there
 */
export function requestedCorrection(
  file: DossierFile<Filed>,
  asked: {
    readonly field: string;
    readonly value: Correction['after'];
    readonly documentId?: string | undefined;
  },
  procedure: Procedure | undefined,
): Correction {
  const { dossier, documents } = file;
  const { field, value, documentId } = asked;
  requireField(dossier, field, procedure);
  requireOpenForCorrection(file, field);
  if (documentId && !documents.some((one) => one.filed && one.documentId === documentId))
    throw new Problem('invalid-request', {
      faults: [fault('body', '/correction/documentId', 'paper-not-there')],
    });
  const before = fieldOf(dossier.form, field);
  const after = fieldOf(correctedBy(dossier, procedure, { field, after: value }), field);
  if (isDeepStrictEqual(before, after))
    throw new Problem('invalid-request', { faults: [fault('body', '/correction/value', 'nothing-changes')] });
  return {
    field,
    ...(before !== undefined && { before: FieldValue.parse(before) }),
    after: FieldValue.parse(after),
    ...(documentId && { documentId }),
  };
}
