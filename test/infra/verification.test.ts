import { createHash, webcrypto } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { verificationAsset } from '../../infra/api/verification.ts';
import { inside, type PageAnswer, piece, servedPage, textOf } from '../support/page.ts';

let answer: PageAnswer;
beforeAll(async () => {
  answer = await servedPage(verificationAsset, 'verification/read-verification-page.ts');
});

const file = Buffer.from('%PDF-1.7 of the agency');
const hash = createHash('sha256').update(file).digest('hex');
const code = 'H25.03-2021-KQ000015';

/** Opens the page, with an API that answers so. */
function opened(hashPart: string, status: number, body: unknown) {
  const [typed, chosen, button, told] = [
    piece(),
    {
      ...piece(),
      files: [{ arrayBuffer: async () => file.buffer.slice(file.byteOffset, file.byteOffset + file.length) }],
    },
    piece(),
    piece(),
  ];
  const asked: { url: string; init: { method: string; body: string } }[] = [];
  const heard: Record<string, (event: object) => unknown> = {};
  const form = {
    ...piece(),
    elements: { code: typed, file: chosen },
    dataset: { operation: /data-operation="([^"]+)"/.exec(answer.body)?.[1] },
    querySelector: () => button,
  };
  const found: Record<string, object> = {
    form,
    '.answer': told,
    '#texts': { textContent: inside(answer, 'script type="application/json" id="texts"') },
  };
  runInNewContext(inside(answer, 'script'), {
    location: { hash: hashPart },
    crypto: webcrypto,
    addEventListener: (type: string, listener: (event: object) => unknown) => {
      heard[type] = listener;
    },
    document: { querySelector: (selector: string) => found[selector], createElement: piece },
    fetch: async (url: string, init: { method: string; body: string }) => {
      asked.push({ url, init });
      return { ok: status === 200, status, json: async () => body };
    },
  });
  return {
    typed,
    chosen,
    asked,
    drop: (files: object[]) => heard.drop?.({ preventDefault: () => {}, dataTransfer: { files } }),
    told: () => textOf(told),
    submit: async () => {
      typed.heard.change?.({});
      await form.heard.submit?.({ preventDefault: () => {} });
    },
  };
}

describe('the page for verifying', () => {
  it('runs nothing but its own script, and sends what it asks to this API alone', () => {
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': expect.stringContaining("default-src 'none'; script-src 'sha256-"),
      'referrer-policy': 'no-referrer',
    });
    expect(answer.body).not.toMatch(/https?:|\son\w+=|style=/);
    expect(answer.body).toBe(answer.body.normalize('NFC'));
  });

  it('keeps the file: it sends its hash, and the code as it was read from paper', async () => {
    const page = opened('', 200, {});
    page.typed.value = ' h25.03-2021-kq000015';
    await page.submit();
    expect(page.asked).toMatchObject([
      {
        url: '/v1/verifications',
        init: { method: 'POST', body: JSON.stringify({ code, sha256: hash }) },
      },
    ]);
  });

  it('takes the code from a link, and a file that is dropped', () => {
    const page = opened(`#${code}`, 200, {});
    expect(page.typed.value).toBe(code);
    const dropped = [{ name: 'result.pdf' }];
    page.drop(dropped);
    expect(page.chosen.files).toBe(dropped);
    page.drop([]);
    expect(page.chosen.files).toBe(dropped);
  });

  it('tells what the paper is, whose, of which day, and what has become of it', async () => {
    const page = opened(`#${code}`, 200, {
      code,
      paper: { kind: 'result', name: { vi: 'Kết quả', en: 'Result' } },
      agency: { code: 'H25.03', name: { vi: 'Sở Tư pháp', en: 'Department of Justice' } },
      day: '2021-10-22',
      state: { code: 'replaced', name: { vi: 'Đã được thay thế', en: 'Replaced' } },
      endedOn: '2021-10-25',
      replacedWith: 'H25.03-2021-KQ000016',
    });
    await page.submit();
    expect(page.told()).toBe(
      [
        'H25.03-2021-KQ000015Đã được thay thế ReplacedKết quả Result',
        'Cơ quan: Sở Tư pháp Agency: Department of Justice',
        'Ngày: 22/10/2021 Day: 22/10/2021',
        'Hết hiệu lực từ ngày: 25/10/2021 No longer valid since: 25/10/2021',
        'Thay thế bằng: H25.03-2021-KQ000016 Replaced with: H25.03-2021-KQ000016',
      ].join(''),
    );
  });

  it('says that nothing is known of it, whichever is wrong', async () => {
    const page = opened(`#${code}`, 404, {});
    await page.submit();
    expect(page.told()).toBe(
      'Không có giấy tờ nào với mã và nội dung này There is no paper with this code and this content',
    );
  });
});
