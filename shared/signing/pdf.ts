import { createHash } from 'node:crypto';
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFPage,
  type PDFRef,
  PDFString,
} from '@cantoo/pdf-lib';
import { signatureOf } from './cms.ts';
import type { Signer } from './signer.ts';
import { drawStamp, type Stamp } from './stamp.ts';

/** What a signature says of itself. */
export type Said = {
  /** In whose name. */
  readonly name: string;
  readonly reason: string;
  readonly location: string;
  /** With offset: `2021-10-22T15:00:00+07:00`. */
  readonly at: string;
  /** What is seen of it on the first page; without one it is seen only where signatures are listed. */
  readonly stamp?: Stamp | undefined;
};

/** A file that cannot be signed: it is locked, or no PDF that can be read. */
export class NotSignable extends Error {}

/** Bytes of a CMS signature besides its certificates: 256 of them the signature of an RSA key of 2,048 bits. */
const ROOM = 2048;

/** As many digits as a place in a file may need. */
const PLACE = 10;

/** ISO 32000-1, 7.9.4: `D:20211022150000+07'00'`. */
const pdfTime = (at: string): string =>
  at.replace(/^(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)(.\d+):(\d+)$/, "D:$1$2$3$4$5$6$7'$8'");

async function opened(pdf: Uint8Array): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(pdf, { forIncrementalUpdate: true, updateMetadata: false });
  } catch (error) {
    throw new NotSignable('the file cannot be signed', { cause: error });
  }
}

/** Names are unlike each other in a file: others may have signed it before (ISO 32000-1, 12.7.3.2). */
function nextName(fields: PDFArray): string {
  const names = fields.asArray().map((_, place) => {
    const field = fields.lookupMaybe(place, PDFDict);
    return field?.lookupMaybe(PDFName.of('T'), PDFString, PDFHexString)?.decodeText();
  });
  let number = fields.size() + 1;
  while (names.includes(`Signature${number}`)) number += 1;
  return `Signature${number}`;
}

/** The list under a name of a dictionary, made where there is none. */
function listOf(dictionary: PDFDict, name: string): PDFArray {
  const there = dictionary.lookupMaybe(PDFName.of(name), PDFArray);
  if (there) return there;
  const made = dictionary.context.obj([]);
  dictionary.set(PDFName.of(name), made);
  return made;
}

/** The form of the document, which lists its signatures (ISO 32000-1, 12.7.2 and 12.8). */
function formOf({ catalog, context }: PDFDocument): PDFDict {
  const there = catalog.lookupMaybe(PDFName.of('AcroForm'), PDFDict);
  const form = there ?? context.obj({});
  if (!there) catalog.set(PDFName.of('AcroForm'), context.register(form));
  // There are signatures, and what is changed is to be appended.
  form.set(PDFName.of('SigFlags'), PDFNumber.of(3));
  return form;
}

/** The field of the signature on a page: printed, locked, and with an area of none unless it has a stamp. */
async function addField(document: PDFDocument, page: PDFPage, value: PDFRef, stamp: Stamp | undefined) {
  const { context } = document;
  const fields = listOf(formOf(document), 'Fields');
  const seen = stamp && (await drawStamp(document, page, stamp));
  const field = context.register(
    context.obj({
      Type: 'Annot',
      Subtype: 'Widget',
      FT: 'Sig',
      T: PDFString.of(nextName(fields)),
      V: value,
      P: page.ref,
      F: 132,
      Rect: seen?.area ?? [0, 0, 0, 0],
      ...(seen && { AP: { N: seen.appearance } }),
    }),
  );
  fields.push(field);
  listOf(page.node, 'Annots').push(field);
}

/** Whether the places of its objects stand in a table, or in a stream: what is appended keeps to it (ISO 32000-1, 7.5.8). */
function hasTable(pdf: Uint8Array): boolean {
  const file = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  const place = /startxref\s+(\d+)/.exec(file.toString('latin1', file.lastIndexOf('startxref')))?.[1];
  return file.toString('latin1', Number(place)).trimStart().startsWith('xref');
}

/** Where bytes begin in a file. */
function placeOf(file: Buffer, bytes: string, from: number): number {
  const place = file.indexOf(bytes, from, 'latin1');
  if (place < 0) throw new Error('the signature was not written');
  return place;
}

/**
 * Appends a signature to a PDF (PAdES B-B: ETSI EN 319 142-1): what stands there is not changed by a byte, so earlier
 * signatures hold. The same file, signer and words give the same bytes.
 * @throws NotSignable
 */
export async function signPdf(
  pdf: Uint8Array,
  signer: Signer,
  { name, reason, location, at, stamp }: Said,
): Promise<Uint8Array> {
  const document = await opened(pdf);
  const { context } = document;
  const digits = 2 * (ROOM + signer.chain.reduce((sum, { length }) => sum + length, 0));
  const numbers = Array.from({ length: 3 }, () => PDFNumber.of(10 ** (PLACE - 1)));
  const value = context.register(
    context.obj({
      Type: 'Sig',
      Filter: 'Adobe.PPKLite',
      SubFilter: 'ETSI.CAdES.detached',
      Name: PDFHexString.fromText(name),
      Reason: PDFHexString.fromText(reason),
      Location: PDFHexString.fromText(location),
      M: PDFString.of(pdfTime(at)),
      ByteRange: [PDFNumber.of(0), ...numbers],
      Contents: PDFHexString.of('0'.repeat(digits)),
    }),
  );
  await addField(document, document.getPage(0), value, stamp);
  const file = Buffer.from(await document.commit({ useObjectStreams: !hasTable(pdf) }));
  const contents = placeOf(file, `<${'0'.repeat(digits)}>`, pdf.byteLength);
  const rest = contents + digits + 2;
  const range = `0 ${contents} ${rest} ${file.byteLength - rest}`;
  const between = placeOf(file, `[ 0 ${numbers.join(' ')} ]`, pdf.byteLength) + '[ '.length;
  file.write(range.padEnd(`0 ${numbers.join(' ')}`.length), between, 'latin1');
  const signed = createHash('sha256').update(file.subarray(0, contents)).update(file.subarray(rest));
  const signature = Buffer.from(await signatureOf(signed.digest(), signer));
  if (2 * signature.byteLength > digits)
    throw new Error('the signature is longer than the place left for it');
  file.write(signature.toString('hex'), contents + 1, 'latin1');
  return file;
}
