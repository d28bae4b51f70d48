import type * as z from 'zod';
import { publicActor } from '../actor.ts';
import { type LocalDate, withVietnamOffset } from '../clock.ts';
import { objectKeyOf } from '../document/document.ts';
import type { DossierFile, Filed } from '../dossier/dossier.ts';
import { entryOf, Reading } from '../dossier/history.ts';
import type { Receipt } from '../dossier/receipt.ts';
import { fileOf } from '../dossier/store.ts';
import { viewOf } from '../dossier/view.ts';
import { FeeReceipt } from '../fee-receipt/fee-receipt.ts';
import { Feedback, viewOfFeedback } from '../feedback/feedback.ts';
import type { Applicant } from '../http/caller.ts';
import { Announcement } from '../notification/announcement.ts';
import { isForAgency } from '../notification/email.ts';
import { viewOfAnnouncement } from '../notification/view.ts';
import { viewOfPayments } from '../paying/view.ts';
import { Attempt } from '../payment/attempt.ts';
import { Refund } from '../payment/refund.ts';
import { Rating } from '../rating/rating.ts';
import { dossierSheets } from '../sheets/dossier-sheets.ts';
import { dossierForms, sheetForms } from '../sheets/forms.ts';
import { KeptSheet } from '../sheets/kept-sheet.ts';
import { KeptReport } from '../shipment/store.ts';
import { NOTIFICATION_PREFIX } from '../table/keys.ts';
import type { Item } from '../table/transaction.ts';
import type { ExportedDossier, FiledForAnother } from './export-data.ts';
import { type HeldKind, heldKindOf } from './held.ts';

/** An object of the bucket that goes into an archive, and under which name. */
export type ArchivedFile = {
  readonly path: string;
  readonly objectKey: string;
  readonly objectVersion: string;
  readonly sizeBytes: number;
};

/** A file as a dossier tells of it, and where its bytes are. */
type Found = ExportedDossier['files'][number] & Pick<ArchivedFile, 'objectKey' | 'objectVersion'>;

const endings: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
};

/** Papers of the dossier that were found clean, and results that were given out. */
function filesOf({ documents, results }: DossierFile, folder: string): readonly Found[] {
  const papers = documents.flatMap((document): readonly Found[] => {
    if (document.state !== 'accepted') return [];
    const { documentId, name, sizeBytes, sha256, contentType, objectVersion } = document;
    const path = `${folder}/papers/${documentId}.${endings[contentType] ?? 'bin'}`;
    return [
      { path, kind: 'paper', name, sizeBytes, sha256, objectKey: objectKeyOf(document), objectVersion },
    ];
  });
  const given = results
    .filter(({ releasedAt }) => releasedAt)
    .map(({ code, abstract: name, sizeBytes, sha256, objectKey, objectVersion }): Found => {
      return {
        path: `${folder}/results/${code}.pdf`,
        kind: 'result',
        name,
        sizeBytes,
        sha256,
        objectKey,
        objectVersion,
      };
    });
  return [...papers, ...given];
}

/** Sheets that were made for its owner: those for officers alone, and drafts, are not. */
function sheetsOf(items: readonly Item[], folder: string): readonly Found[] {
  return items.flatMap((item): readonly Found[] => {
    const [kind, which, edition = ''] = String(item.SK).split('#');
    const form = kind === 'SHEET' ? dossierForms.find((one) => one === which) : 'fee-receipt';
    const { isDraft, madeAt: _, v: __, ...file } = KeptSheet.parse(item);
    if (!form || isDraft || dossierSheets[form].readers !== 'all') return [];
    return [
      {
        ...file,
        path: `${folder}/sheets/${which}-${edition}.pdf`,
        kind: 'sheet',
        name: sheetForms[form].title,
      },
    ];
  });
}

const consentsIn = ({ documents }: DossierFile): ExportedDossier['consents'] =>
  documents.flatMap((document) => {
    if (document.state !== 'accepted' || !document.reuse) return [];
    const { documentId, reuse } = document;
    const { version, at } = reuse.consent;
    return [{ documentId, resultCode: reuse.resultCode, version, at: withVietnamOffset(at) }];
  });

/** Items of each kind, by how their sort keys begin. @throws Error for a kind that nobody has thought of */
function byKind(items: readonly Item[]) {
  const kinds = Map.groupBy(items, ({ SK }) => heldKindOf(String(SK)));
  return <S extends z.ZodType>(kind: HeldKind, schema: S): readonly z.output<S>[] =>
    (kinds.get(kind) ?? []).map((item) => schema.parse(item));
}

/** All that the table holds of one dossier, as its owner is to have it, and where its files are. Pure. */
export function exportedDossier(
  items: readonly Item[],
  receipt: Receipt | undefined,
  { owner, day }: { readonly owner: Applicant; readonly day: LocalDate },
): { readonly dossier: ExportedDossier; readonly files: readonly ArchivedFile[] } {
  const file = fileOf(items);
  if (!file) throw new Error('these items are of no dossier');
  const of = byKind(items);
  const kind = (one: HeldKind) => items.filter(({ SK }) => heldKindOf(String(SK)) === one);
  const folder = `files/${file.dossier.id}`;
  const found = [
    ...filesOf(file, folder),
    ...sheetsOf([...kind('SHEET'), ...kind('FEE_RECEIPT_SHEET')], folder),
  ];
  const [rating] = of('RATING', Rating);
  const paying = { attempts: of('PAYING#ATTEMPT', Attempt), refunds: of('PAYING#REFUND', Refund) };
  return {
    files: found,
    dossier: {
      dossier: viewOf(file, owner, day),
      receipt,
      history: kind('EVENT')
        .map(entryOf)
        .map(({ event: { type, sequence, data }, actor }) => ({
          sequence,
          event: type,
          status: data.status,
          occurredAt: data.occurredAt,
          reason: data.reason,
          actor: publicActor(actor),
        })),
      readings: of('READ', Reading).map(({ at, reader: { agency, role, purpose } }) => ({
        at: withVietnamOffset(at),
        agency,
        role,
        purpose,
      })),
      notifications: kind('ANNOUNCED').flatMap((item) => {
        const announcement = Announcement.parse(item);
        if (isForAgency({ name: announcement.event })) return [];
        const sequence = Number.parseInt(String(item.SK).slice(NOTIFICATION_PREFIX.length), 10);
        return [viewOfAnnouncement(sequence, announcement)];
      }),
      feedback: of('FEEDBACK', Feedback).map(viewOfFeedback),
      ...(rating && {
        rating: { grade: rating.grade, comment: rating.comment, at: withVietnamOffset(rating.at) },
      }),
      payments: viewOfPayments(file.payments, paying, of('FEE_RECEIPT', FeeReceipt)),
      reports: of('REPORT', KeptReport).map(({ report }) => report),
      consents: consentsIn(file),
      files: found,
    },
  };
}

/** What of a dossier that is another's is of whom filed it. Pure. */
export const filedForAnother = ({ code, procedure, submittedAt, submitter }: Filed): FiledForAnother => ({
  code,
  procedure: { code: procedure.code, name: procedure.name },
  submittedAt: withVietnamOffset(submittedAt),
  submitter,
});
