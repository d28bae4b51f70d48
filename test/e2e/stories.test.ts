import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { showFigures } from '../../infra/demo/figures.ts';
import { placeAt } from '../../infra/demo/place.ts';
import { narrator } from '../../infra/demo/steps.ts';
import { stories } from '../../infra/demo/stories.ts';
import { until } from '../../infra/demo/until.ts';
import { localDateOf, systemNow } from '../../shared/clock.ts';
import { addDays } from '../../shared/deadline/calendar.ts';
import { api } from '../../shared/operations.ts';
import { type Motcua, startForTest } from '../support/motcua.ts';

const BASE_PORT = 5840;

let motcua: Motcua;
beforeAll(async () => {
  motcua = await startForTest(BASE_PORT);
}, 120_000);
afterAll(() => motcua?.stop(), 30_000);

/** The clock by which the post is told strikes every two seconds instead of every minute. */
let striking: NodeJS.Timeout;
beforeAll(() => {
  striking = setInterval(() => motcua.functions.invoke('retry-deliveries', {}), 2000);
});
afterAll(() => clearInterval(striking));

/** How many steps each story has, and some of what is told in them. */
const expectations: Readonly<Record<string, { readonly steps: number; readonly told: readonly RegExp[] }>> = {
  'criminal-record': {
    steps: 16,
    told: [
      /✗ bị từ chối .+mã độc/,
      /Phí · fee +200\.000 đồng/,
      /Số, ký hiệu · number .+, H25\.03-\d{4}-KQ000001/,
      /✓ xác minh · verified +Sở Tư pháp/,
      /✓ được nhận · accepted +H25\.03-\d{4}-KQ000001\.pdf/,
      /H25\.08 → H25\.03 +AccessDenied/,
      /within 5 minutes +\S+\/dossiers\/H25\.03-\d{6}-\d{4}/,
    ],
  },
  'driving-licence': {
    steps: 11,
    told: [
      /Giấy phép lái xe\.png: 0 bản chính, 1 bản sao/,
      /Phát không thành công +Delivery failed/,
      /Phát lại · again +sau lần 1/,
      /Trạng thái · status +10 Đã trả kết quả/,
      /14 dossier\.returned/,
    ],
  },
  'construction-permit': {
    steps: 20,
    told: [
      /UBND thành phố Phủ Lý +Công trình phù hợp/,
      /Lý do · reason +Chưa có chữ ký, con dấu/,
      /Xong · done +xem \d+, dời 1 /,
      /Nghỉ phòng chống bão số 10, Công điện 18\/CĐ-UBND/,
      /Lịch làm việc · calendar +phiên bản 2: Nghỉ phòng chống bão số 10/,
      /11 dossier\.due-date-moved/,
    ],
  },
  payment: {
    steps: 14,
    told: [
      /Ngân hàng báo có · credited +4 /,
      /Cộng · sum +210\.000 đồng/,
      /Hai thẻ trình duyệt · two tabs +một giao dịch H25x03y\d{6}y\d{4}y1/,
      /Trở về từ VNPAY · back +6 /,
      /VNPAY báo · reported +4 /,
      /Trả lời · answered +\{"RspCode":"00"/,
      /Trả lời · answered +\{"RspCode":"02"/,
      /Hoàn tiền · refund +200\.000 đồng: Khoản phí đã được thanh toán trước đó/,
    ],
  },
  post: {
    steps: 17,
    told: [
      /Chưa nhận được, lần 1 +không có người nhận/,
      /Niêm phong · seal +NP-\d{8}, Trần Văn Bình/,
      /Khác đăng ký · otherwise +Bản sao .+: 0 bản chính, 2 bản sao/,
      /Biên bản · record +\d{4}-\d{6}: 1 bưu gửi, 3 giấy tờ/,
      /Biên bản · record +\d{4}-\d{6}: EB\d{9}VN, thu hộ 200\.000 đồng/,
      /PDF +.+motcua-bien-ban-\d{4}-\d{6}\.pdf/,
      /Đã nhận · taken in +Bản sao căn cước công dân: 0 bản chính, 1 bản sao/,
      /Còn phải nộp · outstanding +200\.000 đồng/,
      /Trong bảng kê · in the batch +EB\d{9}VN, 200\.000 đồng/,
      /Cộng bảng kê · sum +200\.000 đồng/,
    ],
  },
  'birth-registration': {
    steps: 8,
    told: [/Số đăng ký · number +241\/KS/, /Đánh giá · rating +Rất hài lòng/],
  },
};

// In any order: a story finds nothing there that another has left, and leaves nothing that another would trip over.
describe.shuffle('the story', () => {
  it.each(stories)(
    '$name holds in every step',
    async ({ name, play }) => {
      const lines: string[] = [];
      const place = placeAt(BASE_PORT, () => motcua.departments);
      const telling = narrator((line) => lines.push(stripVTControlCharacters(line)));
      // By the client that checks every answer against the description of the API.
      await play({ ...place, ...telling, client: motcua.client });
      expect(lines.filter((line) => /^\n *\d+\. /.test(line))).toHaveLength(expectations[name]?.steps ?? 0);
      for (const told of expectations[name]?.told ?? [])
        expect(lines).toContainEqual(expect.stringMatching(told));
    },
    120_000,
  );
});

describe('the statistics of an agency', () => {
  it('know of the birth that was registered there, from the queue of its events', async () => {
    const { client, as } = motcua;
    const today = localDateOf(systemNow());
    const period = { from: addDays(today, -1), to: today };
    const token = await as('phu-ly.lanh-dao');
    const returned = { token, query: { ...period, figure: 'returned' as const, procedure: '1.001193' } };
    const counted = await until('the birth to be counted', async () => {
      const { body } = await client.call(api.listCountedDossiers, returned);
      return body.items.length > 0 ? body.items : undefined;
    });
    expect(counted).toMatchObject([{ channel: 'desk', status: 'returned' }]);
    const ofAgency = { query: { ...period, agency: 'H25.31', by: 'procedure' as const } };
    const { body } = await client.call(api.readFigures, ofAgency);
    expect(body.rows.find(({ key }) => key === '1.001193')?.figures).toMatchObject({
      received: { total: 1, desk: 1 },
      resolved: { total: 1, overdue: 0 },
      returned: 1,
      inProgress: { total: 0 },
    });
  }, 60_000);
});

describe('after the stories', () => {
  it('the figures of the dashboard are told, and lead to it', async () => {
    const lines: string[] = [];
    const telling = narrator((line) => lines.push(stripVTControlCharacters(line)));
    const place = placeAt(BASE_PORT, () => motcua.departments);
    await showFigures({ ...place, ...telling, client: motcua.client });
    for (const told of [
      /Thủ tục · procedures +83$/,
      /mức độ · level 4 +44 \(53,01%\)/,
      /Tiếp nhận · received +[1-9]\d*, trực tuyến [1-9]\d* \(\d+,\d\d%\)/,
      /Đã giải quyết · resolved +[1-9]/,
    ])
      expect(lines).toContainEqual(expect.stringMatching(told));
    const address = lines.flatMap((line) => /http\S+dashboard\S+/.exec(line) ?? [])[0] ?? '';
    expect((await fetch(address)).status).toBe(200);
  }, 60_000);
});

describe('the stories', () => {
  it('ask for no right that a function does not have', () => {
    const ofFunctions = motcua.door.refusals().filter(({ principal }) => !/^\d{12}$/.test(principal));
    expect(ofFunctions).toEqual([]);
  });
});
