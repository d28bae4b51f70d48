import { describe, expect, test } from 'vitest';
import { FeeReceipt } from '../../shared/fee-receipt/fee-receipt.ts';
import { apologySheet } from '../../shared/sheets/apology.ts';
import { controlSheet } from '../../shared/sheets/control.ts';
import { feeReceiptSheet } from '../../shared/sheets/fee-receipt.ts';
import { receiptSheet } from '../../shared/sheets/receipt.ts';
import { refusalSheet } from '../../shared/sheets/refusal.ts';
import type { Block, Sheet } from '../../shared/sheets/sheet.ts';
import { supplementRequestSheet } from '../../shared/sheets/supplement-request.ts';
import { aDossier, aFile } from '../support/dossiers.ts';
import {
  aRound,
  caseOfficer,
  desk,
  entry,
  late,
  poorRecord,
  richDossier,
  richHistory,
  richRecord,
} from '../support/sheets.ts';

/** A part of the body as lines: fields by their label, an open place as `…`. */
function shownBlock(block: Block): readonly string[] {
  switch (block.kind) {
    case 'fields':
      return [
        block.fields.map(({ label, value, unit }) => `${label}: ${value ?? '…'}${unit ?? ''}`).join(' | '),
      ];
    case 'paragraph':
      return [block.text];
    case 'list':
      return [block.lead, ...block.items.map((item) => `- ${item}`)];
    case 'table':
      return [
        ...(block.lead ? [block.lead] : []),
        ...[block.columns.map(({ head }) => head), ...block.rows].map((row) => row.join(' | ')),
      ];
  }
}

const linesOf = (sheet: Sheet | undefined): readonly string[] => (sheet?.body ?? []).flatMap(shownBlock);

describe('form 01, the receipt', () => {
  test('says who filed what, when it was received and for when the result is appointed', () => {
    const sheet = receiptSheet(richRecord());
    expect(sheet).toMatchObject({
      form: 'receipt',
      letterhead: {
        authority: 'Ủy ban nhân dân tỉnh Hà Nam',
        office: 'Trung tâm Phục vụ hành chính công tỉnh Hà Nam',
        place: 'Hà Nam',
      },
      numberSuffix: 'TNHS',
      title: ['Giấy tiếp nhận hồ sơ', 'và hẹn trả kết quả'],
      subtitle: 'Mã hồ sơ: H25.03-211008-0001',
      qr: 'https://api.dichvucong.hanam.gov.vn/tracking#H25.03-211008-0001',
      signatures: [
        { title: 'Người nộp hồ sơ', manner: '(Ký và ghi rõ họ tên)', name: undefined },
        { title: 'Người tiếp nhận hồ sơ', manner: '(Ký và ghi rõ họ tên)', name: 'Nguyễn Thị Thu Hà' },
      ],
    });
    expect(linesOf(sheet)).toEqual([
      'Bộ phận Tiếp nhận và Trả kết quả: Trung tâm Phục vụ hành chính công tỉnh Hà Nam',
      'Tiếp nhận hồ sơ của: Nguyễn Thị Hoa',
      'Người nộp hồ sơ: …',
      'Số căn cước công dân: 035190001234',
      'Địa chỉ: Số 12 đường Quy Lưu, Phường Quang Trung, Thành phố Phủ Lý, Tỉnh Hà Nam',
      'Số điện thoại: 0912345678 | Email: hoa.nguyen@example.vn',
      'Thủ tục hành chính: Cấp Phiếu lý lịch tư pháp (mã 2.000488)',
      'Nội dung yêu cầu giải quyết: Cấp phiếu lý lịch tư pháp số 1',
      'Thành phần hồ sơ nộp gồm',
      'TT | Tên giấy tờ | Bản chính | Bản sao | Bản chụp | Bản điện tử',
      '1 | Tờ khai hoặc đơn đề nghị |  |  |  | 01',
      '2 | Bản sao căn cước công dân hoặc hộ chiếu |  |  |  | 02',
      'Số lượng hồ sơ: …(bộ)',
      'Thời gian giải quyết hồ sơ theo quy định: 10 ngày làm việc',
      'Thời gian nhận hồ sơ: 20 giờ 15 phút, ngày 14 tháng 10 năm 2021',
      'Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 28 tháng 10 năm 2021',
      'Đăng ký nhận kết quả tại: Nguyễn Thị Hoa, Số 12 đường Quy Lưu, Phường Quang Trung, Thành phố Phủ Lý, Tỉnh Hà Nam, điện thoại 0912345678 (qua dịch vụ bưu chính công ích)',
      'Vào Sổ theo dõi hồ sơ, quyển số: … | Số thứ tự: …',
    ]);
  });

  test('states the reception from which the time counts, and its day: the first one, and anew once a supplement restarts it', () => {
    const received = richRecord(
      { history: richHistory.slice(0, 3) },
      richDossier({ clock: [{ kind: 'start', at: '2021-10-08T07:05:00.000Z' }] }),
    );
    expect(receiptSheet(received)?.dated).toBe('Hà Nam, ngày 08 tháng 10 năm 2021');
    expect(linesOf(receiptSheet(received))).toEqual(
      expect.arrayContaining([
        'Thời gian nhận hồ sơ: 14 giờ 05 phút, ngày 08 tháng 10 năm 2021',
        'Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 22 tháng 10 năm 2021',
      ]),
    );
    expect(receiptSheet(richRecord())?.dated).toBe('Hà Nam, ngày 14 tháng 10 năm 2021');
  });

  test('states a pause as a later appointment of the same reception', () => {
    const { clock } = richDossier();
    const resumed = [...clock.slice(0, 2), { kind: 'resume', at: '2021-10-14T13:15:00.000Z' }];
    expect(linesOf(receiptSheet(richRecord({}, richDossier({ clock: resumed }))))).toEqual(
      expect.arrayContaining([
        'Thời gian nhận hồ sơ: 14 giờ 05 phút, ngày 08 tháng 10 năm 2021',
        'Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 28 tháng 10 năm 2021',
      ]),
    );
  });

  test('says who brought papers to a desk, how many were counted and in how many sets', () => {
    const papers = [
      { paperId: 'application-form', originals: 1, copies: 0 },
      { paperId: 'authorisation', originals: 1, copies: 2 },
    ];
    const intake = { proxy: { fullName: 'Trần Văn Nam', personalId: '035201005678' }, papers, sets: 2 };
    const sheet = receiptSheet(richRecord({}, richDossier({ channel: 'desk', intake })));
    expect(linesOf(sheet)).toEqual(
      expect.arrayContaining([
        'Người nộp hồ sơ: Trần Văn Nam',
        '1 | Tờ khai hoặc đơn đề nghị | 01 |  |  | 01',
        '2 | Văn bản ủy quyền | 01 | 02 |  | ',
        '3 | Bản sao căn cước công dân hoặc hộ chiếu |  |  |  | 02',
        'Số lượng hồ sơ: 02(bộ)',
      ]),
    );
    expect(sheet?.signatures[0]?.name).toBe('Trần Văn Nam');
    const unlisted = richRecord({ procedure: undefined }, richDossier({ channel: 'desk', intake }));
    expect(linesOf(receiptSheet(unlisted))).toContain('2 | Giấy ủy quyền | 01 | 02 |  | ');
    const inPerson = richDossier({ channel: 'desk', intake: { papers, sets: 1 } });
    expect(linesOf(receiptSheet(richRecord({}, inPerson)))).toContain('Người nộp hồ sơ: Nguyễn Thị Hoa');
    const byPost = richDossier({ channel: 'post', intake: { papers, sets: 1 } });
    expect(linesOf(receiptSheet(richRecord({}, byPost)))).toContain('Người nộp hồ sơ: …');
  });

  test('counts what a supplement brought on paper beside what was there', () => {
    const papers = [{ paperId: 'identity-copy', originals: 0, copies: 1 }];
    const record = richRecord({}, richDossier({ channel: 'desk', intake: { papers, sets: 1 } }));
    const brought = [
      { paperId: 'identity-copy', name: 'Ảnh chụp rõ căn cước công dân', originals: 0, copies: 2 },
      { paperId: 'moi-1', name: 'Văn bản ủy quyền có chứng thực', originals: 1, copies: 0 },
    ];
    const round = aRound({ answeredAt: '2021-10-14T13:15:00.000Z', papers: brought });
    expect(linesOf(receiptSheet({ ...record, file: { ...record.file, supplements: [round] } }))).toEqual(
      expect.arrayContaining([
        '1 | Bản sao căn cước công dân hoặc hộ chiếu |  | 03 |  | 02',
        '2 | Văn bản ủy quyền có chứng thực | 01 |  |  | ',
      ]),
    );
  });

  test('leaves open what the record does not say', () => {
    const sheet = receiptSheet(poorRecord());
    expect(sheet?.letterhead).toEqual({
      authority: 'Ủy ban nhân dân huyện Kim Bảng',
      office: 'Bộ phận Một cửa',
      place: 'Kim Bảng',
    });
    expect(linesOf(sheet)).toEqual(
      expect.arrayContaining([
        'Địa chỉ: Xóm 1',
        'Số điện thoại: 0912345678 | Email: …',
        'Thời gian giải quyết hồ sơ theo quy định: Trong ngày làm việc',
        'Thời gian trả kết quả giải quyết hồ sơ: …',
        'Đăng ký nhận kết quả tại: Bộ phận Một cửa, UBND huyện Kim Bảng',
      ]),
    );
    expect(sheet?.signatures.map(({ name }) => name)).toEqual([undefined, undefined]);
  });

  test('names a business by its code and who represents it, and a paper that the procedure no longer has by its file', () => {
    const { form } = aDossier();
    const dossier = richDossier({
      form: {
        ...form,
        applicant: {
          kind: 'business',
          businessName: 'Công ty TNHH Dệt may Châu Giang',
          taxCode: '0700123455',
          representative: 'Phạm Quốc Hưng',
          phone: '0983112244',
          address: form.applicant.address,
        },
      },
    });
    expect(linesOf(receiptSheet(richRecord({ procedure: undefined }, dossier)))).toEqual(
      expect.arrayContaining([
        'Tiếp nhận hồ sơ của: Công ty TNHH Dệt may Châu Giang',
        'Mã số doanh nghiệp: 0700123455 | Người đại diện: Phạm Quốc Hưng',
        '1 | Tờ khai.pdf |  |  |  | 01',
        '2 | Ảnh chụp rõ căn cước công dân |  |  |  | 02',
      ]),
    );
  });

  test('is not there before the dossier is received', () => {
    const dossier = aDossier();
    expect(
      receiptSheet(richRecord({ file: aFile(dossier), history: richHistory.slice(0, 1) })),
    ).toBeUndefined();
  });
});

describe('form 02, the request for a supplement', () => {
  test('says what is to be supplemented, why, until when, and whom to ask', () => {
    const sheet = supplementRequestSheet(richRecord());
    expect(sheet).toMatchObject({
      form: 'supplement-request',
      numberSuffix: 'HDHS',
      dated: 'Hà Nam, ngày 12 tháng 10 năm 2021',
      signatures: [{ title: 'Người hướng dẫn', name: 'Vũ Đức Anh' }],
    });
    expect(linesOf(sheet).slice(5)).toEqual([
      'Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:',
      '- Ảnh chụp rõ căn cước công dân',
      '- Văn bản ủy quyền có chứng thực',
      'Lý do: Ảnh chụp căn cước công dân bị mờ, không đọc được ngày cấp.',
      'Thời hạn bổ sung, hoàn thiện: hết ngày 20 tháng 10 năm 2021',
      'Tra cứu hồ sơ tại: https://api.dichvucong.hanam.gov.vn/tracking',
      'Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, Ông/Bà liên hệ với Vũ Đức Anh, số điện thoại ………………… để được hướng dẫn./.',
    ]);
  });

  test('says of each thing how it is mended, where its reason is of the catalogue', () => {
    const items = [
      { id: '/applicant/phone', name: 'Số điện thoại', field: '/applicant/phone', reason: 'unreachable' },
    ];
    const lines = linesOf(
      supplementRequestSheet(
        richRecord({ file: aFile(richDossier(), { supplements: [aRound({ items })] }) }),
      ),
    );
    expect(lines).toContain(
      '- Số điện thoại (Khai lại số điện thoại, thư điện tử hoặc địa chỉ đang sử dụng)',
    );
  });

  test('leaves the name open where nobody is on record, and is not there where nothing was asked for', () => {
    expect(linesOf(supplementRequestSheet(poorRecord())).at(-1)).toContain(
      'liên hệ với …………………, số điện thoại',
    );
    expect(supplementRequestSheet(richRecord({ file: aFile(richDossier()) }))).toBeUndefined();
  });
});

describe('form 03, the refusal', () => {
  const reason = 'Hồ sơ không thuộc thẩm quyền giải quyết của Sở Tư pháp.';
  const refused = [entry('dossier.refused', '2021-10-08T15:05', desk, { reason })];

  test('says since when the dossier is there, and always why it is refused', () => {
    const sheet = refusalSheet(richRecord({ history: refused }));
    expect(sheet).toMatchObject({
      form: 'refusal',
      dated: 'Hà Nam, ngày 08 tháng 10 năm 2021',
      subtitle: 'Mã hồ sơ: H25.03-211008-0001',
      signatures: [{ name: undefined }, { name: 'Nguyễn Thị Thu Hà' }],
    });
    expect(linesOf(sheet).slice(-4)).toEqual([
      'Thời gian nộp hồ sơ: 09 giờ 00 phút, ngày 08 tháng 10 năm 2021',
      'Qua xem xét, Trung tâm Phục vụ hành chính công tỉnh Hà Nam thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:',
      'Hồ sơ không thuộc thẩm quyền giải quyết của Sở Tư pháp.',
      'Xin thông báo cho Ông/Bà được biết và thực hiện./.',
    ]);
  });

  test.each([
    ['a dossier that is stopped for a reason', { withdrawn: false }, true],
    ['none that its owner withdrew', { withdrawn: true }, false],
  ])('is there for %s', (_, data, there) => {
    const history = [entry('dossier.stopped', '2021-10-12T10:00', caseOfficer, { reason, ...data })];
    expect(refusalSheet(richRecord({ history })) !== undefined).toBe(there);
  });

  test('is not there for a dossier that goes its way', () => {
    expect(refusalSheet(richRecord())).toBeUndefined();
  });
});

describe('form 04, the apology', () => {
  test('says when the dossier came, when its result was due, why it is late and for when it is appointed', () => {
    const sheet = apologySheet(late(richRecord(), 'Công an tỉnh chưa trả lời kết quả xác minh.'));
    expect(sheet).toMatchObject({
      form: 'apology',
      letterhead: { authority: 'Ủy ban nhân dân tỉnh Hà Nam', office: 'Sở Tư pháp', place: 'Hà Nam' },
      dated: 'Hà Nam, ngày 26 tháng 10 năm 2021',
      signatures: [{ title: 'Thủ trưởng cơ quan, đơn vị', manner: '(Ký, ghi rõ họ tên và đóng dấu)' }],
    });
    expect(linesOf(sheet)).toEqual([
      'Kính gửi: Nguyễn Thị Hoa',
      'Hồi 14 giờ 05 phút, ngày 08 tháng 10 năm 2021, Sở Tư pháp tiếp nhận hồ sơ đề nghị giải quyết thủ tục “Cấp Phiếu lý lịch tư pháp” của Ông/Bà; mã hồ sơ: H25.03-211008-0001.',
      'Thời gian hẹn trả kết quả: 17 giờ 00 phút, ngày 28 tháng 10 năm 2021.',
      'Tuy nhiên đến nay, Sở Tư pháp chưa trả kết quả giải quyết hồ sơ của Ông/Bà đúng thời hạn ghi trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả. Lý do: Công an tỉnh chưa trả lời kết quả xác minh.',
      'Sở Tư pháp xin lỗi Ông/Bà và sẽ trả kết quả giải quyết hồ sơ vào ngày 04 tháng 11 năm 2021.',
      'Sự chậm trễ này đã gây phiền hà, tốn kém chi phí, công sức của Ông/Bà; Sở Tư pháp mong nhận được sự thông cảm của Ông/Bà./.',
    ]);
  });

  test('is a draft, and says so, from the warning until it is confirmed', () => {
    const apologyDraft = { reason: 'Cần thêm thời gian', newDate: '2021-11-02', confirmBy: '2021-10-27' };
    const warned = entry('dossier.due-soon', '2021-10-26T00:10', { kind: 'system', worker: 'w' });
    const sheet = apologySheet(richRecord({ apologyDraft, history: [...richHistory, warned] }));
    expect(sheet).toMatchObject({
      title: ['Dự thảo phiếu xin lỗi', 'và hẹn lại ngày trả kết quả'],
      dated: 'Hà Nam, ngày 26 tháng 10 năm 2021',
    });
    expect(linesOf(sheet).slice(2, 5)).toEqual([
      'Thời gian hẹn trả kết quả: 17 giờ 00 phút, ngày 28 tháng 10 năm 2021.',
      'Tuy nhiên đến nay, Sở Tư pháp chưa trả kết quả giải quyết hồ sơ của Ông/Bà đúng thời hạn ghi trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả. Lý do: Cần thêm thời gian.',
      'Sở Tư pháp xin lỗi Ông/Bà và sẽ trả kết quả giải quyết hồ sơ vào ngày 02 tháng 11 năm 2021.',
    ]);
  });

  test('is not there where nothing was appointed anew', () => {
    expect(apologySheet(richRecord())).toBeUndefined();
  });
});

describe('form 05, the control sheet', () => {
  test('lists every hand-over since the reception with its time, and holds the end against the due time', () => {
    const sheet = controlSheet(richRecord());
    expect(sheet).toMatchObject({
      form: 'control',
      signatures: [],
      subtitle: 'Mã hồ sơ: H25.03-211008-0001',
    });
    const centre = 'Trung tâm Phục vụ hành chính công tỉnh Hà Nam';
    expect(linesOf(sheet)).toEqual([
      'Thời gian nhận hồ sơ: 14 giờ 05 phút, ngày 08 tháng 10 năm 2021',
      'Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 28 tháng 10 năm 2021',
      'Cơ quan (bộ phận) giải quyết hồ sơ: Sở Tư pháp',
      'Cơ quan phối hợp giải quyết hồ sơ: …',
      'Tên cơ quan | Thời gian giao, nhận hồ sơ | Người giao | Người nhận | Kết quả giải quyết | Ghi chú',
      `Giao: Tổ chức, cá nhân\nNhận: ${centre} | 14 giờ 05 phút, ngày 08 tháng 10 năm 2021 |  | Nguyễn Thị Thu Hà |  | Tiếp nhận hồ sơ`,
      `Giao: ${centre}\nNhận: Sở Tư pháp | 08 giờ 00 phút, ngày 11 tháng 10 năm 2021 |  | Vũ Đức Anh |  | Giải quyết hồ sơ`,
      'Giao: Sở Tư pháp\nNhận: Tổ chức, cá nhân | 08 giờ 30 phút, ngày 12 tháng 10 năm 2021 | Vũ Đức Anh |  |  | Yêu cầu bổ sung, hoàn thiện hồ sơ',
      'Giao: Tổ chức, cá nhân\nNhận: Sở Tư pháp | 20 giờ 15 phút, ngày 14 tháng 10 năm 2021 |  |  |  | Đã bổ sung, hoàn thiện hồ sơ',
      `Giao: Sở Tư pháp\nNhận: ${centre} | 16 giờ 45 phút, ngày 27 tháng 10 năm 2021 | Trần Quang Khải |  | Trước hạn | Đã có kết quả`,
      `Giao: ${centre}\nNhận: Tổ chức, cá nhân | 09 giờ 20 phút, ngày 28 tháng 10 năm 2021 | Nguyễn Thị Thu Hà |  |  | Đã trả kết quả`,
    ]);
  });

  test('is not there before the dossier is received', () => {
    expect(controlSheet(richRecord({ history: richHistory.slice(0, 1) }))).toBeUndefined();
  });
});

describe('a receipt of a fee', () => {
  const receipt = FeeReceipt.parse({
    v: 1,
    code: 'H25.03-2021-BL0000015',
    agency: 'H25.03',
    year: 2021,
    number: 15,
    form: '01BLP0-001',
    symbol: 'AA-21E',
    dossierId: '0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e01',
    dossierCode: 'H25.03-211008-0001',
    procedure: { code: '2.000488', name: { vi: 'Cấp Phiếu lý lịch tư pháp', en: 'Criminal record' } },
    payment: 1,
    payer: { name: 'Nguyễn Thị Hoa', address: 'Số 5 đường Lê Lợi', number: '035190001234' },
    tariff: 'TT244-2016',
    lines: [
      {
        id: 'further-sheets',
        kind: 'PHI',
        name: { vi: 'Mỗi Phiếu từ Phiếu thứ 3', en: 'Each sheet from the third on' },
        quantity: 5,
        unitVnd: 5_000,
        amountVnd: 25_000,
      },
    ],
    amountVnd: 25_000,
    online: true,
    issuedAt: '2021-10-11T02:00:00.000Z',
    issuedBy: { kind: 'partner', partner: 'vnpay' },
  });

  test('says who collects, who pays, for what, and how much in figures and in words', () => {
    const sheet = feeReceiptSheet(richRecord({ feeReceipt: receipt }));
    expect(sheet).toMatchObject({
      subtitle: 'Số: 0000015',
      qr: 'https://api.dichvucong.hanam.gov.vn/verification#H25.03-2021-BL0000015',
    });
    expect(linesOf(sheet)).toEqual([
      'Mẫu số: 01BLP0-001 | Ký hiệu: AA-21E',
      'Đơn vị thu: Sở Tư pháp',
      'Người nộp tiền: Nguyễn Thị Hoa',
      'Số định danh cá nhân, mã số thuế: 035190001234',
      'Địa chỉ: Số 5 đường Lê Lợi',
      'Mã hồ sơ: H25.03-211008-0001',
      'Thủ tục hành chính: Cấp Phiếu lý lịch tư pháp (mã 2.000488)',
      'TT | Tên loại phí, lệ phí | Số lượng | Mức thu (đồng) | Số tiền (đồng)',
      '1 | Mỗi Phiếu từ Phiếu thứ 3 | 5 | 5.000 | 25.000',
      ' | Tổng cộng |  |  | 25.000',
      'Số tiền: 25.000 đồng',
      'Viết bằng chữ: Hai mươi lăm nghìn đồng',
      'Biểu mức thu: TT244-2016',
      'Hình thức thanh toán: Trực tuyến',
      'Mã tra cứu: H25.03-2021-BL0000015',
    ]);
  });

  test('that was replaced says by which, on its own paper', () => {
    const end = { kind: 'replaced', at: receipt.issuedAt, by: receipt.issuedBy } as const;
    const ended = { ...receipt, end: { ...end, reason: 'Sai tên.', with: 'H25.03-2021-BL0000016' } };
    expect(linesOf(feeReceiptSheet(richRecord({ feeReceipt: ended })))).toContain(
      'Biên lai này đã được thay thế bằng biên lai H25.03-2021-BL0000016 ngày 11 tháng 10 năm 2021. Lý do: Sai tên.',
    );
  });
});
