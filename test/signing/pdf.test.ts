import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PDFDocument } from '@cantoo/pdf-lib';
import { describe, expect, it } from 'vitest';
import { receiptSheet } from '../../shared/sheets/receipt.ts';
import { NotSignable, type Said, signPdf } from '../../shared/signing/pdf.ts';
import { agencyKey } from '../support/agency-key.ts';
import { aPage } from '../support/pages.ts';
import { pdfOf, richRecord } from '../support/sheets.ts';
import {
  opensslPrints,
  opensslVerifies,
  pdfsig,
  pdftotext,
  signatureIn,
  verifiersAreThere,
} from '../support/signatures.ts';

const { signer, pem } = agencyKey();
const font = readFileSync(
  fileURLToPath(import.meta.resolve('@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf')),
);
const said: Said = {
  name: 'Sở Tư pháp',
  reason: 'Ban hành kết quả giải quyết thủ tục hành chính H25.03-2021-KQ000015',
  location: 'Hà Nam',
  at: '2021-10-22T15:00:00+07:00',
  stamp: { lines: ['Ký bởi: Sở Tư pháp', 'Số: 15/KQ-STP'], font: () => font },
};

const valid = (pdf: Uint8Array) => pdfsig(pdf).match(/Signature is Valid/g)?.length ?? 0;

describe.runIf(verifiersAreThere)('a signed PDF', () => {
  it.each([
    ['whose objects stand in a table', false],
    ['whose objects stand in streams', true],
  ])('%s holds what it held, byte by byte, and a signature over all of it', async (_, useObjectStreams) => {
    const pdf = await aPage(useObjectStreams);
    const signed = Buffer.from(await signPdf(pdf, signer, said));
    expect(signed.subarray(0, pdf.byteLength).equals(Buffer.from(pdf))).toBe(true);
    const report = pdfsig(signed);
    for (const line of [
      'Signer Certificate Common Name: Sở Tư pháp',
      'Signing Hash Algorithm: SHA-256',
      'Signature Type: ETSI.CAdES.detached',
      'Total document signed',
      'Signature Validation: Signature is Valid.',
    ])
      expect(report).toContain(line);
    expect(pdftotext(signed)).toMatch(/Ký bởi: Sở Tư pháp\n.*Số: 15\/KQ-STP/);
  });

  it('is verified by OpenSSL up to its authority, with the certificate that is part of what was signed', async () => {
    const signature = signatureIn(Buffer.from(await signPdf(await aPage(false), signer, said)));
    expect(opensslVerifies(signature, pem)).toContain('%PDF-1.7');
    const printed = opensslPrints(signature);
    expect(printed).toContain('object: id-smime-aa-signingCertificateV2 (1.2.840.113549.1.9.16.2.47)');
    // The time stands in the dictionary of the signature, and in it alone (ETSI EN 319 142-1, 6.3).
    expect(printed).not.toContain('signingTime');
    const altered = { ...signature, covered: Buffer.from(signature.covered) };
    altered.covered.writeUInt8(altered.covered.readUInt8(9) ^ 1, 9);
    expect(() => opensslVerifies(altered, pem)).toThrow(/verification failure|digest/i);
    expect(() => opensslVerifies(signature, agencyKey('Sở khác').pem)).toThrow(/verify error|unable to get/i);
  });

  it('says in whose name, why, where and when, in Vietnamese', async () => {
    const text = Buffer.from(await signPdf(await aPage(false), signer, said)).toString('latin1');
    const hex = (words: string) =>
      `<FEFF${Buffer.from(words, 'utf16le').swap16().toString('hex').toUpperCase()}>`;
    expect(text).toContain(`/Name ${hex('Sở Tư pháp')}`);
    expect(text).toContain(`/Reason ${hex(said.reason)}`);
    expect(text).toContain(`/Location ${hex('Hà Nam')}`);
    expect(text).toContain("/M (D:20211022150000+07'00')");
  });

  it('is the same file for the same file, key and words', async () => {
    const pdf = await aPage(true);
    const sha256 = async () =>
      createHash('sha256')
        .update(await signPdf(pdf, signer, said))
        .digest('hex');
    expect(await sha256()).toBe(await sha256());
  });

  it('may be signed by another, and both hold', async () => {
    const once = await signPdf(await aPage(true), signer, said);
    const twice = await signPdf(once, agencyKey('UBND tỉnh Hà Nam').signer, { ...said, stamp: undefined });
    expect(valid(twice)).toBe(2);
    expect(pdfsig(twice)).toMatch(/Signature1.+Signature2/s);
  });

  it('shows when a byte of it is changed', async () => {
    const signed = Buffer.from(await signPdf(await aPage(false), signer, said));
    signed.write('6', signed.indexOf('595'));
    expect(valid(signed)).toBe(0);
  });

  it('stays a form as the law sets it: nothing is seen of the signature', async () => {
    const sheet = receiptSheet(richRecord());
    if (!sheet) throw new Error('the record warrants no receipt');
    const pdf = await pdfOf(sheet);
    const signed = await signPdf(pdf, signer, { ...said, stamp: undefined });
    expect(valid(signed)).toBe(1);
    expect(pdftotext(signed)).toBe(pdftotext(pdf));
  });

  it('is not made of what is no PDF, or of one that is locked', async () => {
    await expect(signPdf(Buffer.from('%PDF-1.7 of nothing'), signer, said)).rejects.toThrow(NotSignable);
    const locked = await PDFDocument.create();
    locked.addPage();
    locked.encrypt({ userPassword: 'mật khẩu' });
    await expect(signPdf(await locked.save(), signer, said)).rejects.toThrow(NotSignable);
  });
});
