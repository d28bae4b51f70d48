import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { LocalDate } from '../../shared/clock.ts';
import { StoredInstant } from '../../shared/instant.ts';
import { apologySheet } from '../../shared/sheets/apology.ts';
import { controlSheet } from '../../shared/sheets/control.ts';
import { receiptSheet } from '../../shared/sheets/receipt.ts';
import type { SheetRecord } from '../../shared/sheets/record.ts';
import { refusalSheet } from '../../shared/sheets/refusal.ts';
import { registerSheet } from '../../shared/sheets/register.ts';
import type { Sheet } from '../../shared/sheets/sheet.ts';
import { supplementRequestSheet } from '../../shared/sheets/supplement-request.ts';
import {
  aRound,
  desk,
  entry,
  filedFile,
  late,
  pdfOf,
  poorRecord,
  richDossier,
  richHistory,
  richRecord,
  seen,
} from '../support/sheets.ts';

const instant = (text: string) => StoredInstant.parse(text);

const refused = (record: SheetRecord, reason: string): SheetRecord => ({
  ...record,
  history: [entry('dossier.refused', '2021-10-08T15:05', desk, { reason })],
});
const register = (rows: number): Sheet =>
  registerSheet({
    agencyName: 'Sở Tư pháp',
    from: LocalDate.parse('2021-10-01'),
    to: LocalDate.parse('2021-10-31'),
    receptions: Array.from({ length: rows }, () => ({
      dossier: richDossier(),
      receivedAt: instant('2021-10-08T07:05:00.000Z'),
      dueAt: undefined,
    })),
  });

/** Thousand characters, as long as a reason may be. */
const long = 'Đề nghị xác nhận lại quá trình cư trú, kèm theo giấy tờ chứng minh. '.repeat(15).slice(0, 1000);

/** A record that is as long as it may be: thirty papers, and as much to supplement. */
const longRecord = (): SheetRecord => {
  const names = Array.from({ length: 30 }, (_, place) => ({
    id: `moi-${place + 1}`,
    name: long.slice(0, 300),
  }));
  const record = richRecord({ history: [...richHistory, ...richHistory, ...richHistory, ...richHistory] });
  return {
    ...record,
    file: {
      ...record.file,
      documents: names.map(({ id }) => filedFile(id, `${id}.pdf`)),
      supplements: [aRound({ reason: long, items: names })],
    },
  };
};

const A5 = [420, 595];
const A4_ACROSS = [842, 595];

type Case = { readonly form: string; readonly sheet: Sheet | undefined; readonly size: readonly number[] };

const ofDossier = (record: SheetRecord, reason: string): readonly Case[] => [
  { form: '01', sheet: receiptSheet(record), size: A5 },
  { form: '02', sheet: supplementRequestSheet(record), size: A5 },
  { form: '03', sheet: refusalSheet(refused(record, reason)), size: A5 },
  { form: '04', sheet: apologySheet(late(record, reason)), size: A5 },
  { form: '05', sheet: controlSheet(record), size: A5 },
];

const cases = [
  ...ofDossier(richRecord(), 'Thiếu giấy tờ').map((one) => ({ record: 'a rich record', ...one })),
  ...ofDossier(poorRecord(), 'Thiếu').map((one) => ({ record: 'a poor record', ...one })),
  ...ofDossier(longRecord(), long).map((one) => ({ record: 'a long record', ...one })),
  { record: 'a month of forty receptions', form: '06', sheet: register(40), size: A4_ACROSS },
  { record: 'a month without any', form: '06', sheet: register(0), size: A4_ACROSS },
];

/** An element of the structure, as the reader gives it. */
const Node = z.object({
  role: z.string().optional(),
  type: z.string().optional(),
  alt: z.string().optional(),
  get children() {
    return z.array(Node).default([]);
  },
});
type Node = z.infer<typeof Node>;
/** Roles of the elements that have something to be read on a page. */
const rolesIn = ({ role, children }: Node): readonly string[] => [
  ...(role && children.some(({ type }) => type === 'content') ? [role] : []),
  ...children.flatMap(rolesIn),
];
const altsIn = ({ alt, children }: Node): readonly string[] => [
  ...(alt ? [alt] : []),
  ...children.flatMap(altsIn),
];

describe.each(cases)('$record as form $form', ({ form, sheet, size }) => {
  test('is a tagged, archivable file in Vietnamese with its fonts in it, on its paper', async () => {
    const { pages, trees, info, marked, raw } = await seen(await pdfOf(sheet));
    expect(info).toMatchObject({
      PDFFormatVersion: '1.7',
      Language: 'vi-VN',
      Subject: `Mẫu số ${form}, Thông tư số 01/2018/TT-VPCP`,
    });
    expect(marked).toMatchObject({ Marked: true, Suspects: false });
    expect(raw).toContain(
      '<pdfaid:part>2</pdfaid:part>\n            <pdfaid:conformance>A</pdfaid:conformance>',
    );
    expect(raw).toContain('/DisplayDocTitle true');
    for (const page of pages) {
      expect(page.size).toEqual(size);
      expect(page.fonts.length).toBeGreaterThan(0);
      for (const font of page.fonts) expect(font).toMatch(/^[A-Z]{6}\+Tinos-(Regular|Bold|Italic)$/);
      expect(page.text).toBe(page.text.normalize('NFC'));
    }
    expect(trees.flatMap((tree) => rolesIn(Node.parse(tree))).filter((role) => role === 'H1')).toHaveLength(
      1,
    );
    expect(pages[0]?.text).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n');
  });

  test('is the same bytes every time', async () => {
    const digest = async () =>
      createHash('sha256')
        .update(await pdfOf(sheet))
        .digest('hex');
    expect(await digest()).toBe(await digest());
  });
});

describe('a form', () => {
  test('reads from head to foot as it was written', async () => {
    const { pages } = await seen(await pdfOf(supplementRequestSheet(richRecord())));
    expect(pages.map(({ text }) => text.replaceAll('\n', ' ').replace(/ +/g, ' '))).toEqual([
      [
        'ỦY BAN NHÂN DÂN TỈNH HÀ NAM TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG TỈNH HÀ NAM',
        'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc',
        'Số: ………/HDHS Hà Nam, ngày 12 tháng 10 năm 2021',
        'PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ Mã hồ sơ: H25.03-211008-0001',
        'Hồ sơ của: Nguyễn Thị Hoa',
        'Địa chỉ: Số 12 đường Quy Lưu, Phường Quang Trung, Thành phố Phủ Lý, Tỉnh Hà Nam',
        'Số điện thoại: 0912345678 Email: hoa.nguyen@example.vn',
        'Thủ tục hành chính: Cấp Phiếu lý lịch tư pháp (mã 2.000488)',
        'Nội dung yêu cầu giải quyết: Cấp phiếu lý lịch tư pháp số 1',
        'Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:',
        '1. Ảnh chụp rõ căn cước công dân 2. Văn bản ủy quyền có chứng thực',
        'Lý do: Ảnh chụp căn cước công dân bị mờ, không đọc được ngày cấp.',
        'Thời hạn bổ sung, hoàn thiện: hết ngày 20 tháng 10 năm 2021',
        'Tra cứu hồ sơ tại: https://api.dichvucong.hanam.gov.vn/tracking',
        'Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, Ông/Bà liên hệ với Vũ Đức Anh, số điện thoại ………………… để được hướng dẫn./.',
        'NGƯỜI HƯỚNG DẪN (Ký và ghi rõ họ tên) Vũ Đức Anh',
      ].join(' '),
    ]);
  });

  test('fits a receipt of two papers on one page', async () => {
    expect((await seen(await pdfOf(receiptSheet(richRecord())))).pages).toHaveLength(1);
  });

  test('repeats the head of a table on each page, numbers the pages that follow, and names the dossier on them', async () => {
    const { pages, trees } = await seen(await pdfOf(controlSheet(longRecord())));
    expect(pages.length).toBeGreaterThan(1);
    for (const [place, { text }] of pages.entries()) {
      expect(text).toContain('Tên cơ quan');
      if (place > 0) expect(text.startsWith(`${place + 1} Mã hồ sơ: H25.03-211008-0001`)).toBe(true);
    }
    // Read aloud it is once.
    const roles = trees.flatMap((tree) => rolesIn(Node.parse(tree)));
    expect(roles.filter((role) => role === 'TH')).toHaveLength(6);
    expect(roles.filter((role) => role === 'TD')).toHaveLength(96);
  });

  test('lets nobody sign a page that says nothing', async () => {
    for (const sheet of [receiptSheet(longRecord()), refusalSheet(refused(longRecord(), long))]) {
      const last = (await seen(await pdfOf(sheet))).pages.at(-1)?.text ?? '';
      const [before = '', after] = last.split('NGƯỜI NỘP HỒ SƠ');
      expect(after).toBeDefined();
      expect(before.trim().split('\n').length).toBeGreaterThan(2);
    }
  });

  test('leads by its QR code to the look-up with the code of the dossier, and says nothing else by it', async () => {
    const { trees } = await seen(await pdfOf(receiptSheet(richRecord())));
    expect(trees.flatMap((tree) => altsIn(Node.parse(tree)))).toEqual([
      'Mã QR dẫn đến trang tra cứu hồ sơ: https://api.dichvucong.hanam.gov.vn/tracking#H25.03-211008-0001',
    ]);
  });

  test('composes what was typed decomposed, and shows a box for what its font has not', async () => {
    const reason = 'Thiếu giấy tờ 📄 theo mẫu'.normalize('NFD');
    const { pages } = await seen(await pdfOf(refusalSheet(refused(richRecord(), reason))));
    expect(pages[0]?.text).toContain('Thiếu giấy tờ □ theo mẫu');
  });
});
