import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import type { FileType } from '../../shared/procedure/paper.ts';

/** A file as somebody has it on disk. */
export type LocalFile = {
  readonly name: string;
  readonly contentType: FileType;
  readonly bytes: Uint8Array<ArrayBuffer>;
};

/** In lower-case hex, as declarations and receipts have it. */
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A PDF of one page that shows a line of ASCII (ISO 32000-1, 7.5). */
export function aPdf(name: string, line: string): LocalFile {
  const text = `BT /F1 16 Tf 72 760 Td (${line.replace(/[()\\]/g, '\\$&')}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  const header = '%PDF-1.4\n';
  let body = '';
  const entries = objects.map((object, index) => {
    const offset = header.length + body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const count = objects.length + 1;
  const crossReferences = `xref\n0 ${count}\n0000000000 65535 f \n${entries.join('')}`;
  const trailer = `trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${header.length + body.length}\n%%EOF\n`;
  const bytes = Buffer.from(header + body + crossReferences + trailer, 'latin1');
  return { name, contentType: 'application/pdf', bytes };
}

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A chunk: length, type, data, and the check sum of the last two (PNG specification, 5.3). */
function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(typed.length + 8);
  framed.writeUInt32BE(data.length);
  typed.copy(framed, 4);
  framed.writeUInt32BE(crc32(typed), typed.length + 4);
  return framed;
}

/** A PNG of one grey, `size` pixels wide and high. */
export function aPng(name: string, grey: number, size = 64): LocalFile {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.writeUInt8(8, 8);
  // Each row begins with its filter, 0 for none.
  const rows = Buffer.alloc(size * (size + 1), grey);
  for (let row = 0; row < size; row += 1) rows.writeUInt8(0, row * (size + 1));
  const bytes = Buffer.concat([
    PNG_SIGNATURE,
    chunk('IHDR', header),
    // Stored, not packed: the same bytes on every machine.
    chunk('IDAT', deflateSync(rows, { level: 0 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return { name, contentType: 'image/png', bytes };
}
