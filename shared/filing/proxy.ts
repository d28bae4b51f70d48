import { ownerOnPaper, ownersOf } from '../applicant/owner.ts';
import type { AcceptedFile } from '../document/requirement.ts';
import type { Draft, Filed } from '../dossier/dossier.ts';
import { AUTHORISATION } from '../dossier/intake.ts';
import type { Applicant } from '../http/caller.ts';
import { fault } from '../http/faults.ts';
import { Problem } from '../http/problems.ts';
import { anyFile, type Paper } from '../procedure/paper.ts';
import type { Procedure } from '../procedure/procedure.ts';

/** @throws Problem `invalid-request` where the law wants the person, so that nobody may stand in */
export function requireProxyAllowed({ inPerson }: Procedure): void {
  if (inPerson)
    throw new Problem('invalid-request', { faults: [fault('body', '/asProxy', 'proxy-not-allowed')] });
}

/** By what a proxy is authorised: the procedure's own paper, or one that it need not list. */
export const authorisationOf = ({ papers }: Procedure): Pick<Paper, 'id' | 'name'> & AcceptedFile =>
  papers.find(({ kind }) => kind === 'authorisation') ?? { ...AUTHORISATION, ...anyFile };

/**
 * What a proxy's account files is its applicant's, who sees it by the number that the identity provider vouches for; and
 * it stands on record who filed it.
 * @throws Problem `form-invalid` when who files is the applicant
 */
export function filedByProxy(
  { form }: Draft,
  account: Applicant,
): Pick<Filed, 'submitter'> & Partial<Pick<Filed, 'owner'>> {
  const submitter = { fullName: account.name, ...(account.number && { personalId: account.number }) };
  if (!form) return { submitter };
  const owner = ownerOnPaper(form.applicant);
  if (ownersOf(account).includes(owner))
    throw new Problem('form-invalid', { faults: [fault('body', '/applicant', 'proxy-is-applicant')] });
  return { owner, submitter };
}
