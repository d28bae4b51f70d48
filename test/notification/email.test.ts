import { describe, expect, it } from 'vitest';
import { civilServiceCalendar } from '../../shared/deadline/seed.ts';
import { emailFor, messageOf, type NotifiedDossier } from '../../shared/notification/email.ts';
import { anEvent } from '../support/events.ts';

const dossier: NotifiedDossier = {
  applicantName: 'Nguyễn Thị Hoa',
  agencyName: { vi: 'Sở Tư pháp', en: 'Department of Justice' },
  desk: 'Trung tâm Phục vụ hành chính công tỉnh Hà Nam',
  procedureName: 'Cấp Phiếu lý lịch tư pháp cho công dân Việt Nam',
  statusName: 'Được tiếp nhận',
  trackingUrl: 'https://api.dichvucong.hanam.gov.vn/tracking',
  calendar: civilServiceCalendar(),
};

const shipment = { reference: 'H25.03-211010-0001-T1', itemCode: 'EB123456785VN', attempts: 1 };
const moved = (shipmentStatus: string, more: object = {}) =>
  anEvent('shipment.moved', {
    ...shipment,
    shipmentStatus,
    occurredAt: '2021-10-29T09:20:00+07:00',
    ...more,
  });

describe('what an agency is told', () => {
  const apologyDraft = { reason: 'Chờ xác minh', newDate: '2021-10-28', confirmBy: '2021-10-24' };
  it.each([
    [
      anEvent('dossier.due-soon', { apologyDraft }),
      'Hồ sơ H25.03-211010-0001 đến hạn trả kết quả vào 25/10/2021 17:00. Nếu không kịp, thủ trưởng cơ quan xin lỗi và hẹn lại chậm nhất ngày 24/10/2021; phiếu dự thảo đề xuất ngày 28/10/2021.',
    ],
    [
      anEvent('dossier.due-soon'),
      'Hồ sơ H25.03-211010-0001 đến hạn trả kết quả vào 25/10/2021 17:00 và không còn được hẹn lại.',
    ],
    [
      anEvent('dossier.step-overdue', { step: 'appraise', stepDueAt: '2021-10-20T09:00:00+07:00' }),
      'Bước "Thẩm định, đề xuất" của hồ sơ H25.03-211010-0001 đã quá hạn theo quy trình nội bộ từ 20/10/2021 09:00.',
    ],
    [
      anEvent('feedback.due-soon', { feedback: 1, kind: 'complaint', deadline: '2021-11-05' }),
      'Phản ánh về hồ sơ H25.03-211010-0001 phải được trả lời chậm nhất ngày 05/11/2021.',
    ],
    [
      anEvent('feedback.overdue', { feedback: 1, kind: 'suggestion', deadline: '2021-11-05' }),
      'Kiến nghị về hồ sơ H25.03-211010-0001 chưa được trả lời, hạn trả lời là ngày 05/11/2021.',
    ],
    [anEvent('dossier.overdue'), 'Hồ sơ H25.03-211010-0001 đã quá hạn trả kết quả từ 25/10/2021 17:00.'],
  ])('%#', (event, text) => {
    expect(messageOf(event, dossier)?.text.vi).toBe(text);
  });
});

describe('what an applicant is told', () => {
  it.each([
    [
      anEvent('dossier.submitted'),
      'Hồ sơ của Ông/Bà đã được gửi thành công, mã tạm H25.03-211010-0001. Cơ quan sẽ kiểm tra và thông báo kết quả tiếp nhận.',
    ],
    [
      anEvent('dossier.received'),
      'Hồ sơ H25.03-211010-0001 đã được tiếp nhận ngày 11/10/2021. Ngày hẹn trả kết quả: 25/10/2021 17:00.',
    ],
    [
      anEvent('dossier.refused', { reason: 'Không thuộc thẩm quyền của Sở.' }),
      'Hồ sơ H25.03-211010-0001 không được tiếp nhận. Lý do: Không thuộc thẩm quyền của Sở.',
    ],
    [
      anEvent('dossier.supplement-requested', {
        reason: 'Ảnh mờ',
        items: [
          { id: 'identity-copy', name: 'Bản chụp CCCD' },
          { id: 'moi-2', name: 'Tờ khai;' },
        ],
        deadline: '2021-10-20',
      }),
      'Hồ sơ H25.03-211010-0001 cần bổ sung, hoàn thiện: Bản chụp CCCD; Tờ khai. Lý do: Ảnh mờ. Hạn bổ sung: 20/10/2021.',
    ],
    [
      anEvent('dossier.supplement-reminded', {
        items: [{ id: 'identity-copy', name: 'Bản chụp CCCD' }],
        deadline: '2021-10-20',
      }),
      'Hồ sơ H25.03-211010-0001 vẫn đang chờ bổ sung, hoàn thiện: Bản chụp CCCD. Hạn bổ sung: 20/10/2021; sau ngày này hồ sơ sẽ kết thúc.',
    ],
    [
      anEvent('dossier.supplement-requested', {
        reason: 'Bản chụp mờ, thiếu trang hoặc không đọc được',
        items: [{ id: 'identity-copy', name: 'Bản chụp CCCD', reason: 'illegible', note: 'Mặt sau bị lóa.' }],
        deadline: '2021-10-20',
      }),
      'Hồ sơ H25.03-211010-0001 cần bổ sung, hoàn thiện: Bản chụp CCCD (Mặt sau bị lóa; Chụp hoặc quét lại bản chính, đủ các trang, đủ bốn góc, rõ chữ và rõ dấu). Lý do: Bản chụp mờ, thiếu trang hoặc không đọc được. Hạn bổ sung: 20/10/2021.',
    ],
    [
      anEvent('feedback.received', { feedback: 1, kind: 'complaint', deadline: '2021-11-01' }),
      'Phản ánh của Ông/Bà về hồ sơ H25.03-211010-0001 đã được tiếp nhận. Cơ quan sẽ trả lời chậm nhất ngày 01/11/2021.',
    ],
    [
      anEvent('feedback.answered', { feedback: 1, kind: 'suggestion' }),
      'Kiến nghị của Ông/Bà về hồ sơ H25.03-211010-0001 đã được trả lời. Mời Ông/Bà đăng nhập Cổng Dịch vụ công để xem.',
    ],
    [
      anEvent('dossier.supplement-answered'),
      'Cơ quan đã nhận giấy tờ bổ sung của hồ sơ H25.03-211010-0001. Ngày hẹn trả mới: 25/10/2021 17:00.',
    ],
    [
      anEvent('dossier.supplement-answered', { dueAt: undefined }),
      'Cơ quan đã nhận giấy tờ bổ sung của hồ sơ H25.03-211010-0001. Cơ quan sẽ kiểm tra và thông báo kết quả tiếp nhận.',
    ],
    [
      anEvent('dossier.payment-requested', { amountVnd: 1_205_000, deadline: '2021-10-20' }),
      'Hồ sơ H25.03-211010-0001 cần thực hiện nghĩa vụ tài chính: 1.205.000 đồng. Vui lòng thanh toán trước 20/10/2021.',
    ],
    [
      anEvent('dossier.charge-corrected', {
        amountVnd: 100_000,
        deadline: '2021-10-22',
        reason: 'Người nộp thuộc diện giảm phí.',
      }),
      'Khoản phải nộp của hồ sơ H25.03-211010-0001 được điều chỉnh thành 100.000 đồng, thay cho yêu cầu trước. Lý do: Người nộp thuộc diện giảm phí. Vui lòng thanh toán trước 22/10/2021; khoản nộp theo yêu cầu trước sẽ được hoàn trả.',
    ],
    [
      anEvent('dossier.charge-waived', { reason: 'Người nộp thuộc diện được miễn phí' }),
      'Hồ sơ H25.03-211010-0001 không phải nộp phí, lệ phí, yêu cầu thanh toán trước không còn hiệu lực. Lý do: Người nộp thuộc diện được miễn phí.',
    ],
    [
      anEvent('dossier.payment-recorded', { amountVnd: 200_000, receiptNo: '0001234' }),
      'Đã nhận thanh toán 200.000 đồng cho hồ sơ H25.03-211010-0001. Số biên lai: 0001234.',
    ],
    [
      anEvent('dossier.stopped', { reason: 'Đổi ý', withdrawn: true }),
      'Hồ sơ H25.03-211010-0001 đã dừng xử lý theo yêu cầu rút hồ sơ của Ông/Bà.',
    ],
    [
      anEvent('dossier.stopped', { reason: 'Không đủ điều kiện', withdrawn: false }),
      'Hồ sơ H25.03-211010-0001 đã dừng xử lý. Lý do: Không đủ điều kiện.',
    ],
    [
      anEvent('dossier.done'),
      'Hồ sơ H25.03-211010-0001 đã có kết quả. Mời Ông/Bà nhận kết quả tại Trung tâm Phục vụ hành chính công tỉnh Hà Nam.',
    ],
    [
      anEvent('dossier.done', { delivery: 'post' }),
      'Hồ sơ H25.03-211010-0001 đã có kết quả. Kết quả được gửi qua bưu chính công ích đến địa chỉ Ông/Bà đã đăng ký.',
    ],
    [
      anEvent('shipment.ordered', { ...shipment, shipmentStatus: 'REQUESTED' }),
      'Kết quả hồ sơ H25.03-211010-0001 đã được giao cho bưu điện, mã bưu gửi EB123456785VN.',
    ],
    // Friday 29 October; the post comes again two working days later.
    [
      moved('DELIVERY_FAILED', { reason: 'receiverAbsent' }),
      'Bưu điện phát kết quả hồ sơ H25.03-211010-0001 lần 1 không thành công: không có người nhận. Bưu điện sẽ mời phát lại ngày 02/11/2021.',
    ],
    [
      moved('DELIVERY_FAILED', { reason: 'wrongAddress', attempts: 3 }),
      'Bưu điện phát kết quả hồ sơ H25.03-211010-0001 lần 3 không thành công: sai địa chỉ.',
    ],
    [moved('DELIVERED'), 'Kết quả hồ sơ H25.03-211010-0001 đã được phát thành công ngày 29/10/2021.'],
    [
      anEvent('dossier.withdrawal-declined', { reason: 'Kết quả đã được ký.' }),
      'Yêu cầu rút hồ sơ H25.03-211010-0001 không được chấp nhận, hồ sơ tiếp tục được giải quyết. Lý do: Kết quả đã được ký.',
    ],
    [
      moved('RETURNED_TO_AGENCY'),
      'Kết quả hồ sơ H25.03-211010-0001 được chuyển hoàn về Sở Tư pháp do phát không thành công.',
    ],
  ])('$name', (event, text) => {
    expect(messageOf(event, dossier)?.text.vi).toBe(text);
    expect(messageOf(event, dossier)?.text.en).toMatch(/^[A-Z].*H25\.03-211010-0001.*\.$/);
  });

  it.each([
    anEvent('dossier.processing-started'),
    anEvent('dossier.withdrawal-requested', { reason: 'Đổi ý rồi' }),
    anEvent('dossier.withdrawal-taken-back'),
    anEvent('dossier.returned'),
    anEvent('dossier.rated', { grade: 'satisfied' }),
    moved('PICKED_UP'),
    moved('IN_TRANSIT'),
    moved('OUT_FOR_DELIVERY'),
    moved('RETURNING'),
  ])('nothing by $name $data.shipmentStatus', (event) => {
    expect(emailFor(event, dossier)).toBeUndefined();
  });

  it('names the desk that the dossier was filed for, whatever has become of its agency', () => {
    const event = anEvent('dossier.done', { agency: 'H25.99' });
    const desk = 'Bộ phận Một cửa, UBND thành phố Phủ Lý';
    expect(messageOf(event, { ...dossier, desk })?.text.vi).toMatch(
      /nhận kết quả tại Bộ phận Một cửa, UBND thành phố Phủ Lý\.$/,
    );
  });
});

describe('the e-mail', () => {
  it('says what happened, to which dossier, until when, and where to follow it', () => {
    const email = emailFor(anEvent('dossier.received'), dossier);
    expect(email?.subject).toBe('[H25.03-211010-0001] Hồ sơ đã được tiếp nhận');
    expect(email?.text).toBe(`Ủy ban nhân dân tỉnh Hà Nam
Cổng Dịch vụ công và hệ thống thông tin một cửa điện tử

Kính gửi Ông/Bà Nguyễn Thị Hoa,

Hồ sơ H25.03-211010-0001 đã được tiếp nhận ngày 11/10/2021. Ngày hẹn trả kết quả: 25/10/2021 17:00.

Dossier H25.03-211010-0001 was received on 11/10/2021. The result is due on 25/10/2021 17:00.

Mã hồ sơ: H25.03-211010-0001
Thủ tục: Cấp Phiếu lý lịch tư pháp cho công dân Việt Nam
Cơ quan giải quyết: Sở Tư pháp
Trạng thái: Được tiếp nhận
Ngày hẹn trả kết quả: 25/10/2021 17:00

Ông/Bà có thể theo dõi hồ sơ trên Cổng Dịch vụ công của tỉnh: đăng nhập tài khoản đã nộp hồ sơ, hoặc tra cứu bằng mã hồ sơ và mã tra cứu ghi trên giấy biên nhận.
https://api.dichvucong.hanam.gov.vn/tracking#H25.03-211010-0001

Thư này được gửi tự động, xin không trả lời. Cán bộ không bao giờ hỏi mật khẩu hay mã tra cứu của Ông/Bà.
`);
  });

  it.each([anEvent('dossier.done'), anEvent('dossier.done', { delivery: 'online' }), moved('DELIVERED')])(
    'invites to rate once the result is there (%#), in the letter alone',
    (event) => {
      const invitation =
        'Khi đã nhận kết quả, mời Ông/Bà đánh giá việc giải quyết hồ sơ ở trang tra cứu, theo đường dẫn trong thư này.';
      expect(emailFor(event, dossier)?.text).toContain(`. ${invitation}\n`);
      expect(messageOf(event, dossier)?.text.vi).not.toContain('đánh giá');
    },
  );

  it('holds the same in HTML, in Vietnamese, with a table that reads aloud', () => {
    const html = emailFor(anEvent('dossier.received'), dossier)?.html ?? '';
    expect(html).toContain('<html lang="vi">');
    expect(html).toContain(
      '<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3">Hồ sơ đã được tiếp nhận</h1>',
    );
    expect(html.match(/<th scope="row"/g)).toHaveLength(5);
    expect(html).toContain('>25/10/2021 17:00</td>');
    expect(html).toContain('<a href="https://api.dichvucong.hanam.gov.vn/tracking#H25.03-211010-0001"');
    expect(html).not.toContain('<img');
    expect(html).not.toContain('<script');
  });

  it('lets nobody write HTML into it', () => {
    const reason = '<script>alert("x")</script> & \'y\'';
    const html =
      emailFor(anEvent('dossier.refused', { reason }), {
        ...dossier,
        applicantName: '<b>Hoa</b>',
        procedureName: 'A & B',
        trackingUrl: 'https://example.vn/"><script>',
      })?.html ?? '';
    expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;');
    expect(html).toContain('&lt;b&gt;Hoa&lt;/b&gt;');
    expect(html).toContain('A &amp; B');
    expect(html).toContain('href="https://example.vn/&quot;&gt;&lt;script&gt;#H25.03-211010-0001"');
    expect(html).not.toContain('<script>');
  });

  it('promises no due date where nobody waits any more', () => {
    const stopped = anEvent('dossier.stopped', {
      status: 'stopped',
      nationalStatus: 8,
      reason: 'Không đủ điều kiện',
      withdrawn: false,
    });
    expect(emailFor(stopped, dossier)?.text).not.toContain('Ngày hẹn trả kết quả');
  });

  it('is composed (NFC), as every program shows it', () => {
    const email = emailFor(anEvent('dossier.done'), dossier);
    for (const part of [email?.subject, email?.text, email?.html]) expect(part).toBe(part?.normalize('NFC'));
  });
});
