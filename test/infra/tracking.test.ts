import { createHash } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { trackingAsset } from '../../infra/api/tracking.ts';
import { inside, type PageAnswer, piece, piecesOf, servedPage, textOf } from '../support/page.ts';

let answer: PageAnswer;
beforeAll(async () => {
  answer = await servedPage(trackingAsset, 'tracking/read-tracking-page.ts');
});

const inPage = (element: string): string => inside(answer, element);

const sha256 = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** A dossier in hand, as the API tells of it. */
const processing = {
  code: 'H25.03-211010-0001',
  status: { code: 4, name: { vi: 'Đang xử lý', en: 'Being processed' } },
  completionPercent: 50,
  now: { vi: 'Hồ sơ đang được giải quyết', en: 'Being decided' },
  time: { text: { vi: 'còn 3 ngày làm việc', en: '3 working days left' }, workingDays: 3 },
  next: {
    who: 'agency',
    whoName: { vi: 'Sở Tư pháp', en: 'Department of Justice' },
    text: { vi: 'Giải quyết hồ sơ.', en: 'Decides it.' },
  },
  events: [{ at: '2021-10-08T09:00:00+07:00', text: { vi: 'Hồ sơ được nộp', en: 'The dossier was filed' } }],
  mayRate: false,
};

/** Opens the page at an address, with an API that answers so. */
function opened(hash: string, status: number, body: unknown) {
  const [code, secret, button, told] = [piece(), piece(), piece(), piece()];
  const asked: { url: string; init: { method: string; body: string } }[] = [];
  const form = {
    ...piece(),
    elements: { code, secret },
    dataset: { operation: /data-operation="([^"]+)"/.exec(answer.body)?.[1] },
    querySelector: () => button,
  };
  const found: Record<string, object> = {
    form,
    '.answer': told,
    '#texts': { textContent: inPage('script type="application/json" id="texts"') },
  };
  runInNewContext(inPage('script'), {
    location: { hash },
    crypto: { randomUUID: () => 'a-new-key' },
    document: { querySelector: (selector: string) => found[selector], createElement: piece },
    fetch: async (url: string, init: { method: string; body: string }) => {
      asked.push({ url, init });
      return { ok: status === 200, status, json: async () => body };
    },
  });
  return {
    code,
    secret,
    asked,
    told: () => textOf(told),
    find: (name: string) => {
      const found = piecesOf(told).find((part) => part.name === name);
      if (!found) throw new Error(`the page has no ${name}`);
      return found;
    },
    press: async (words: string) => {
      const button = piecesOf(told).find((part) => part.name === 'button' && textOf(part) === words);
      await button?.heard.click?.({});
    },
    submit: async () => {
      for (const field of [code, secret]) field.heard.change?.({});
      await form.heard.submit?.({ preventDefault: () => {} });
    },
  };
}

describe('the page for tracking', () => {
  it('asks nothing of anybody else, and runs nothing but its own script', () => {
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect(answer.headers['content-security-policy']).toBe(
      `default-src 'none'; script-src ${sha256(inPage('script'))}; style-src ${sha256(inPage('style'))}; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(answer.body).not.toMatch(/https?:|\son\w+=|style=/);
  });

  it('has a label and a hint for each field, in Vietnamese and English', () => {
    for (const id of ['code', 'secret'])
      expect(answer.body).toMatch(
        new RegExp(
          `<label for="${id}">.+ <span lang="en">.+</span></label>[^]+<input id="${id}"[^>]+aria-describedby="${id}-hint"`,
        ),
      );
    expect(answer.body).toContain('<html lang="vi">');
    expect(answer.body).toBe(answer.body.normalize('NFC'));
  });

  it('takes the code from the link that an e-mail brings, and the secret from nowhere', async () => {
    const { code, secret } = opened('#H25.03-211010-0001', 200, {});
    expect([code.value, secret.value]).toEqual(['H25.03-211010-0001', '']);
  });

  it('sends what was read from paper in the body, and tells the status in both languages', async () => {
    const page = opened('', 200, {
      ...processing,
    });
    page.code.value = ' h25.03-211010-0001';
    page.secret.value = '7q2m9zk4 xh8rt6wb-lncp5dvo';
    await page.submit();
    expect(page.asked).toMatchObject([
      {
        url: '/v1/tracking',
        init: {
          method: 'POST',
          body: '{"code":"H25.03-211010-0001","secret":"7Q2M9ZK4XH8RT6WB1NCP5DV0"}',
        },
      },
    ]);
    expect(page.told()).toBe(
      [
        'H25.03-211010-0001',
        'Hồ sơ đang được giải quyết Being decided',
        'còn 3 ngày làm việc 3 working days left',
        'Mức độ hoàn thành: 50 % Completion: 50 %',
        'Việc tiếp theo Next step',
        'Sở Tư pháp: Giải quyết hồ sơ. Department of Justice: Decides it.',
        'Quá trình giải quyết What happened so far',
        '08/10/2021 09:00Hồ sơ được nộp The dossier was filed',
      ].join(''),
    );
  });

  it('says by when something is to be done', async () => {
    const next = {
      who: 'applicant',
      whoName: { vi: 'Ông/Bà', en: 'You' },
      text: { vi: 'Bổ sung hồ sơ.', en: 'Send it.' },
      by: '2021-10-29',
    };
    const page = opened('', 200, { ...processing, next });
    await page.submit();
    expect(page.told()).toContain(
      'Ông/Bà: Bổ sung hồ sơ. (chậm nhất ngày 29/10/2021) You: Send it. (by 29/10/2021)',
    );
  });

  it('takes a rating of what has ended, with code, secret and words in the body, and thanks for it', async () => {
    const page = opened('#H25.03-211010-0001', 200, { ...processing, mayRate: true });
    page.secret.value = '7Q2M9ZK4XH8RT6WB1NCP5DVE';
    await page.submit();
    page.find('textarea').value = ' Nhanh ';
    await page.press('Không hài lòng Not satisfied');
    expect(page.asked[1]).toMatchObject({
      url: '/v1/tracking/rating',
      init: {
        headers: { 'idempotency-key': 'a-new-key' },
        body: '{"code":"H25.03-211010-0001","secret":"7Q2M9ZK4XH8RT6WB1NCP5DVE","grade":"unsatisfied","comment":"Nhanh"}',
      },
    });
    expect(page.told()).toContain('Cảm ơn Ông/Bà đã đánh giá. Thank you for your rating.');
    expect(page.told()).not.toContain('Không hài lòng');
  });

  it.each([
    [404, 'Mã hồ sơ hoặc mã tra cứu không đúng The dossier code or the tracking secret is wrong'],
    [500, 'Lỗi hệ thống, hãy thử lại sau Something went wrong on our side: try again later'],
  ])('says what the matter is when the answer is %i', async (status, words) => {
    const page = opened('#H25.03-211010-0001', status, {});
    await page.submit();
    expect(page.told()).toBe(words);
  });

  it('says the same to who asks too often as to who meets a busy table', async () => {
    const [often, busy] = [opened('', 429, {}), opened('', 503, {})];
    await often.submit();
    await busy.submit();
    expect(often.told()).toBe(busy.told());
    expect(often.told()).not.toBe('');
  });
});
