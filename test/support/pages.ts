import { PDFDocument } from '@cantoo/pdf-lib';

/** A PDF of one page with a text, whose objects stand in streams, or in a table. */
export async function aPage(useObjectStreams: boolean): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.addPage([420, 595]).drawText('Phieu ly lich tu phap');
  return document.save({ useObjectStreams });
}
