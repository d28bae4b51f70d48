import { localDateOf } from '../../shared/clock.ts';
import { loadCode } from '../../shared/dossier/code.ts';
import { officeOf } from '../../shared/dossier/draft.ts';
import { feeReceiptStateOf, feeReceiptStates } from '../../shared/fee-receipt/fee-receipt.ts';
import { FEE_RECEIPT_CODE } from '../../shared/fee-receipt/series.ts';
import { loadFeeReceipt } from '../../shared/fee-receipt/store.ts';
import { Problem } from '../../shared/http/problems.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { RESULT_CODE } from '../../shared/result/code.ts';
import { resultStates, stateOf } from '../../shared/result/result.ts';
import { loadResult } from '../../shared/result/store.ts';
import { sheetForms } from '../../shared/sheets/forms.ts';
import { findKeptSheet, isKeptReceipt } from '../../shared/sheets/kept-sheet.ts';
import { verifyPaper } from '../../shared/verification/contracts/verify-paper.ts';

const named = (agency: string) => ({ code: agency, name: officeOf(agency).name });

async function resultOf(code: string, sha256: string) {
  const result = await loadResult(code);
  if (!result?.releasedAt || result.sha256 !== sha256) return undefined;
  const { agency, signedAt, end } = result;
  const state = stateOf(result);
  return {
    code,
    paper: {
      kind: 'result' as const,
      name: { vi: 'Kết quả giải quyết thủ tục hành chính', en: 'Result of an administrative procedure' },
    },
    agency: named(agency),
    day: localDateOf(signedAt),
    state: { code: state, name: resultStates[state] },
    ...(end && { endedOn: localDateOf(end.at) }),
    ...(end?.kind === 'replaced' && { replacedWith: end.with }),
  };
}

async function feeReceiptOf(code: string, sha256: string) {
  const receipt = await loadFeeReceipt(code);
  if (!receipt || !(await isKeptReceipt(receipt.dossierId, code, sha256))) return undefined;
  const { agency, issuedAt, end } = receipt;
  const state = feeReceiptStateOf(receipt);
  return {
    code,
    paper: {
      kind: 'feeReceipt' as const,
      name: { vi: sheetForms['fee-receipt'].title, en: 'Receipt of a fee' },
    },
    agency: named(agency),
    day: localDateOf(issuedAt),
    state: { code: state, name: feeReceiptStates[state] },
    ...(end && { endedOn: localDateOf(end.at) }),
    ...(end?.kind === 'replaced' && { replacedWith: end.with }),
  };
}

async function sheetOf(code: string, sha256: string) {
  const entry = await loadCode(code);
  const sheet = entry && (await findKeptSheet(entry.dossierId, sha256));
  if (!sheet) return undefined;
  const { number, title } = sheetForms[sheet.form];
  return {
    code,
    paper: { kind: 'form' as const, name: { vi: title, en: `Form ${number} of TT 01/2018/TT-VPCP` } },
    agency: named(entry.receipt.procedure.agency),
    day: localDateOf(sheet.madeAt),
    state: { code: 'valid' as const, name: resultStates.valid },
  };
}

function finderOf(code: string) {
  if (RESULT_CODE.test(code)) return resultOf;
  return FEE_RECEIPT_CODE.test(code) ? feeReceiptOf : sheetOf;
}

export const handler = serveRead(verifyPaper, async ({ body: { code, sha256 } }) => {
  const found = await finderOf(code)(code, sha256);
  // One answer for a wrong code and for a wrong file: guessing learns nothing.
  if (!found) throw new Problem('verification-not-found');
  return { body: found };
});
