import type { Actor } from '../actor.ts';
import { type Instant, localDateOf } from '../clock.ts';
import type { AcceptedDocument, Document } from '../document/document.ts';
import { putDocument } from '../document/store.ts';
import { accessTo } from '../dossier/access.ts';
import type { Step } from '../dossier/action.ts';
import { correctResult } from '../dossier/actions/correct-result.ts';
import { issueResult } from '../dossier/actions/issue-result.ts';
import { type Acted, moved, type Occasion, recorded } from '../dossier/change.ts';
import { putNumber } from '../dossier/code.ts';
import type { DossierFile, Filed } from '../dossier/dossier.ts';
import { Problem } from '../http/problems.ts';
import { resultCode } from '../result/code.ts';
import type { Result } from '../result/result.ts';
import { putChangedResult, putResult } from '../result/store.ts';

/** What a new result stands in the place of, and why. */
export type Replacement = {
  readonly resultCode: string;
  readonly reason: string;
  readonly legalBasis: string;
};

/** An examined file that no result was made of yet. @throws Problem `document-not-found`, `document-not-open` */
export function requireResultFile(files: readonly Document[], documentId: string): AcceptedDocument {
  const file = files.find((one) => one.documentId === documentId);
  if (!file) throw new Problem('document-not-found');
  if (file.state !== 'accepted' || file.filed) throw new Problem('document-not-open');
  return file;
}

/** The next result of an agency's register, before it is signed. */
export function nextResult(
  dossier: Filed,
  stated: Pick<Result, 'abstract' | 'documentId'>,
  { at, by, taken }: { readonly at: Instant; readonly by: Actor; readonly taken: number },
) {
  const { agency, code, name } = dossier.procedure;
  const numbered = { agency, year: Number(localDateOf(at).slice(0, 4)), number: taken + 1 };
  return {
    v: 1 as const,
    code: resultCode(numbered),
    ...numbered,
    dossierId: dossier.id,
    dossierCode: dossier.code,
    procedure: { code, name },
    ...stated,
    signedAt: at,
    signedBy: by,
  };
}

/**
 * A result that was signed, as the writes of one transaction: the number taken, the line of the register, the file used
 * up, and where it replaces another, the mark on that.
 */
export function issued(
  file: DossierFile<Filed>,
  {
    step,
    source,
    result,
    replaced,
  }: {
    readonly step: Step;
    readonly source: AcceptedDocument;
    readonly result: Result;
    readonly replaced?: { readonly before: Result; readonly by: Replacement } | undefined;
  },
  occasion: Occasion,
): Acted {
  const { dossier, results, resultFiles } = file;
  const { code, sha256, agency, year, number, signedAt: at, signedBy } = result;
  const access = accessTo(dossier);
  const told = replaced
    ? {
        name: correctResult.event.name,
        data: { resultCode: code, sha256, replaces: replaced.before.code, reason: replaced.by.reason },
      }
    : { name: issueResult.event.name, data: { resultCode: code, sha256 } };
  const action = replaced ? correctResult : issueResult;
  const { after, writes } = recorded(dossier, [{ after: moved(dossier, action, step, at), told }], occasion);
  const used = { ...source, filed: true };
  const ended = replaced && {
    ...replaced.before,
    end: {
      kind: 'replaced' as const,
      at,
      by: signedBy,
      reason: replaced.by.reason,
      legalBasis: replaced.by.legalBasis,
      with: code,
    },
  };
  return {
    file: {
      ...file,
      dossier: after,
      results: [...results.map((one) => (ended && one === replaced.before ? ended : one)), result],
      resultFiles: resultFiles.map((one) => (one === source ? used : one)),
    },
    writes: [
      ...writes,
      putNumber(agency, String(year), number - 1),
      putResult(result, access),
      putDocument(source, used, access),
      ...(ended ? [putChangedResult(replaced.before, ended, access)] : []),
    ],
  };
}
