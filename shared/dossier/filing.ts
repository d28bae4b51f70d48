import { type Instant, localDateOf } from '../clock.ts';
import { putPassed } from '../consignment/store.ts';
import type { NewSecret } from '../ids.ts';
import type { Payment } from '../payment/payment.ts';
import type { Paper } from '../procedure/paper.ts';
import type { Procedure } from '../procedure/procedure.ts';
import type { Write } from '../table/transaction.ts';
import { accessTo } from './access.ts';
import { type Occasion, recorded, type State } from './change.ts';
import { dossierCode, putCode, putNumber } from './code.ts';
import type { DossierFile, Draft, Filed } from './dossier.ts';
import { officeOf } from './draft.ts';
import { putFiledCharge } from './draft-charge.ts';
import { formToFile } from './form.ts';
import { putFiled, requirePapers, taken, unfiled } from './papers.ts';
import { type Receipt, receiptFor } from './receipt.ts';

/** What is filed. */
export type Filing = {
  readonly draft: Draft;
  readonly file: DossierFile;
  readonly procedure: Procedure;
  /** Numbers the agency has given so far on the day. */
  readonly numbersGiven: number;
  readonly newSecret: NewSecret;
};

/** What happens to a dossier at the moment at which it is filed: further states, and payments that are new or changed. */
export type Following = {
  readonly states: readonly State[];
  readonly payments?: readonly Payment[];
  readonly writes?: readonly Write[];
};

/** When it counts as filed, and by whom and how where that is not as the draft says. */
type Circumstances = Partial<Pick<Filed, 'owner' | 'submitter' | 'verified' | 'intake' | 'feesFirst'>> & {
  readonly submittedAt: Instant;
  /** Papers that must be among its files. */
  readonly papers: readonly Pick<Paper, 'id' | 'name'>[];
  readonly next?: (submitted: Filed) => Following;
};

/**
 * A draft that is filed, as the writes of one transaction: the dossier with its code, the number taken, the files taken
 * in, the receipt, and the first events.
 * @throws Problem `form-invalid`, `papers-incomplete`, `day-full`
 */
export function filed(
  { draft, file, procedure, numbersGiven, newSecret }: Filing,
  { submittedAt, papers, next = () => ({ states: [] }), ...stated }: Circumstances,
  occasion: Occasion,
): { file: DossierFile<Filed>; receipt: Receipt; writes: readonly Write[] } {
  const form = formToFile(procedure, draft.form);
  const files = unfiled(file.documents);
  requirePapers(papers, file.documents, files);
  const day = localDateOf(occasion.at);
  const { agency } = draft.procedure;
  const { expiresAt: _, ...kept } = draft;
  const submitted: Filed = {
    ...kept,
    ...stated,
    form,
    office: officeOf(agency),
    status: 'submitted',
    code: dossierCode(agency, day, numbersGiven + 1),
    submittedAt,
    lastEvent: 1,
    clock: [],
    extensions: 0,
    reappointments: 0,
    supplements: 0,
    payments: file.payments.length,
    shipments: 0,
  };
  const following = next(submitted);
  const { after, writes } = recorded(
    draft,
    [{ after: submitted, told: { name: 'dossier.submitted' } }, ...following.states],
    occasion,
  );
  const receipt = receiptFor(after, files, newSecret());
  const { payments = [] } = following;
  const before = file.payments.filter(({ number }) => !payments.some((one) => one.number === number));
  return {
    file: {
      ...file,
      dossier: after,
      documents: file.documents.map((document) => taken(document, files)),
      payments: [...before, ...payments],
    },
    receipt,
    writes: [
      ...writes,
      ...(following.writes ?? []),
      putNumber(agency, day, numbersGiven),
      putCode(receipt),
      ...putFiled(files, after),
      ...before.map((ended) => putFiledCharge(after, ended)),
      ...file.consignments.map((one) => putPassed(after.id, one, one, accessTo(after))),
    ],
  };
}
