import type { Occasion } from '../dossier/change.ts';
import type { DossierFile, Draft } from '../dossier/dossier.ts';
import { loadFileIfThere } from '../dossier/store.ts';
import { loadPaying, type Paying } from '../payment/store.ts';
import type { Due } from '../table/due.ts';
import type { Write } from '../table/transaction.ts';
import { acted, type Sources, type Struck, strike, type Watch } from './strike.ts';

const REASON = 'Quá thời hạn thực hiện nghĩa vụ tài chính mà chưa nhận được thanh toán';

/** What becomes of the charge of a draft whose time has come. @param charge sort key of what was found */
type Unsubmitted = (
  file: DossierFile<Draft>,
  charge: string,
  paying: Paying,
  occasion: Occasion,
) => Promise<readonly Write[] | undefined>;

/** What becomes of a request whose last day is past, once no provider may still say that it was paid in time. */
const attending =
  (unsubmitted: Unsubmitted): Watch['attend'] =>
  async ({ dossierId, sortKey }: Due, occasion) => {
    const [file, paying] = await Promise.all([loadFileIfThere(dossierId), loadPaying(dossierId)]);
    if (!file || paying.attempts.some(({ state }) => state === 'pending')) return undefined;
    const { dossier } = file;
    return dossier.status === 'draft'
      ? unsubmitted({ ...file, dossier }, sortKey, paying, occasion)
      : acted({ ...file, dossier }, { action: 'closeUnpaid', reason: REASON }, occasion);
  };

/**
 * Ends the dossiers whose payment has missed its last day, and looks at the charges of drafts.
 * @param worker id of the worker that acts
 */
export const closeMissedPayments =
  (unsubmitted: Unsubmitted) =>
  (worker: string, sources: Sources): Promise<Struck> =>
    strike(worker, [{ kind: 'payment', before: sources.now(), attend: attending(unsubmitted) }], sources);
