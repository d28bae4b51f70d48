import { readFileSync } from 'node:fs';
import path from 'node:path';
import { letterheadOf } from '../agency/letterhead.ts';
import type { Instant } from '../clock.ts';
import { localDateOf, withVietnamOffset } from '../clock.ts';
import { vietnameseDate } from '../format.ts';
import { Problem } from '../http/problems.ts';
import { lazily } from '../lazily.ts';
import { numberOnPaper } from '../result/code.ts';
import type { Result } from '../result/result.ts';
import { fontFiles } from '../sheets/pdf/fonts.ts';
import { NotSignable, signPdf } from '../signing/pdf.ts';
import type { Signer } from '../signing/signer.ts';

/** `22/10/2021 15:00:00 +07:00`, as signatures tell their time (NĐ 30/2020/NĐ-CP, phụ lục I, mục II.8). */
const timeOfSignature = (at: Instant): string =>
  `${vietnameseDate(localDateOf(at))} ${withVietnamOffset(at).slice(11, 19)} +07:00`;

/** Signs a file as a result. */
export type SignAsResult = (
  pdf: Uint8Array,
  signer: Signer,
  result: Pick<Result, 'code' | 'agency' | 'number' | 'signedAt'> & { readonly agencyName: string },
) => Promise<Uint8Array>;

/**
 * Signs results with what is seen of it in the font that the build put beside the function.
 * @param folder of the function
 */
export function resultSigner(folder: string): SignAsResult {
  const font = lazily(() => readFileSync(path.join(folder, 'fonts', fontFiles.regular)));
  return async (pdf, signer, { code, agency, number, signedAt, agencyName }) => {
    const lines = [
      `Ký bởi: ${agencyName}`,
      `Thời gian ký: ${timeOfSignature(signedAt)}`,
      `Số: ${numberOnPaper({ agency, number })}. Mã kết quả: ${code}`,
    ];
    try {
      return await signPdf(pdf, signer, {
        name: agencyName,
        reason: `Ban hành kết quả giải quyết thủ tục hành chính ${code}`,
        location: letterheadOf(agencyName).place,
        at: withVietnamOffset(signedAt),
        stamp: { lines, font },
      });
    } catch (error) {
      if (error instanceof NotSignable) throw new Problem('file-not-signable');
      throw error;
    }
  };
}
