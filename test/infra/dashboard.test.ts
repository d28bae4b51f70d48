import type { Browser } from 'playwright-core';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dashboardAsset } from '../../infra/api/dashboard.ts';
import { figuresOf } from '../../shared/statistics/figures.ts';
import { shareOf } from '../../shared/statistics/ratio.ts';
import {
  type Answers,
  browserIsThere,
  type Opened,
  openBrowser,
  opened,
  type View,
  violationsOf,
} from '../support/browser.ts';
import { type PageAnswer, servedPage } from '../support/page.ts';

const catalogue = {
  procedures: 2067,
  text: '2.067',
  levels: [
    { level: 4, share: shareOf(904, 2067) },
    { level: 3, share: shareOf(964, 2067) },
    { level: 2, share: shareOf(199, 2067) },
    { level: 1, share: shareOf(0, 2067) },
  ],
  online: shareOf(1868, 2067),
};

const rowOf = (key: string, vi: string, en: string, counts: Record<string, number> | null) => ({
  rank: 1,
  key,
  name: { vi, en },
  figures: counts && figuresOf({ eve: {}, end: counts }),
});

/** A quarter of two million đồng at desks, and the rest online. */
const money = { dA: 2_000_000, dC: 500_000, oO: 1_500_000, dp: 1, op: 3, oq: 3, dR: 200_000 };

/** 1 January to 10 October 2021, as the article has it. */
const total = figuresOf({
  eve: {},
  end: {
    or: 40_098,
    pr: 2000,
    dr: 135_525,
    pi: 2000,
    oo: 4960,
    pw: 800,
    de: 90_000,
    dt: 60_000,
    dv: 10_000,
    ...money,
    dV: 30,
    oS: 10,
    dU: 10,
  },
});
const months = [
  rowOf('2021-08', 'Tháng 08/2021', '2021-08', { or: 300, dr: 700, de: 900 }),
  rowOf('2021-09', 'Tháng 09/2021', '2021-09', {}),
  rowOf('2021-10', 'Tháng 10/2021', '2021-10', { or: 22_571, pr: 1, dr: 77_428, ...money }),
];
const agencies = [
  rowOf('H25.03', 'Sở Tư pháp', 'Department of Justice', {
    dr: 10,
    de: 7,
    dt: 2,
    dv: 1,
    pi: 3,
    po: 4,
    pw: 2,
    dV: 3,
    dS: 1,
    dU: 1,
  }),
  rowOf('H25.16', 'Sở Y tế', 'Department of Health', null),
];

const article: Answers = (path, query) => {
  if (path === '/v1/statistics/catalogue') return [200, catalogue];
  return [200, { total, rows: query.get('by') === 'month' ? months : agencies }];
};

/** A province that has only just begun. */
const nothing: Answers = (path) => {
  const none = shareOf(0, 0);
  if (path === '/v1/statistics/catalogue')
    return [200, { procedures: 0, text: '0', levels: [], online: none }];
  return [200, { total: figuresOf({ eve: {}, end: {} }), rows: [] }];
};

const period = '/dashboard?from=2021-01-01&to=2021-10-10';

describe.runIf(browserIsThere)('the dashboard in a browser', () => {
  let served: PageAnswer;
  let browser: Browser;
  beforeAll(async () => {
    [served, browser] = await Promise.all([
      servedPage(dashboardAsset, 'statistics/read-dashboard.ts'),
      openBrowser(),
    ]);
  });
  afterAll(() => browser.close());

  /** Waits for what the API answers. */
  const answered = ({ page }: Pick<Opened, 'page'>): Promise<void> =>
    page.locator('[role=status]:empty').waitFor({ state: 'attached' });

  async function shown(address: string, answers: Answers, view?: View): Promise<Opened> {
    const found = await opened(browser, served, address, answers, view);
    await answered(found);
    return found;
  }

  /** What the tables tell, row by row, of the chart with this title. */
  const tableOf = async ({ page }: Opened, title: string): Promise<readonly string[]> => {
    const rows = page.locator('section', { hasText: title }).locator('tbody tr');
    const texts = await rows.evaluateAll((all) =>
      all.map((row) => [...row.children].map(({ textContent }) => textContent).join(' | ')),
    );
    return texts;
  };

  it('tells the figures of the article, in charts and in their tables', async () => {
    const found = await shown(period, article);
    expect(await found.page.locator('.tiles li').allInnerTexts()).toEqual([
      '177.623\nhồ sơ tiếp nhận',
      '22,57%\nnộp trực tuyến\n40.098 trên 177.623',
      '93,75%\ngiải quyết đúng hạn\n150.000 trên 160.000',
      '6.160\nqua bưu chính công ích',
      '0\nđang giải quyết cuối kỳ\n0 quá hạn',
      '2\ntriệu đồng phí, lệ phí đã nộp\n75,00% lượt nộp trực tuyến',
      '80,00%\nngười đánh giá hài lòng\n40 trên 50',
    ]);
    expect(await found.page.getByRole('img').evaluateAll((all) => all.map((one) => one.ariaLabel))).toEqual([
      'Thủ tục theo mức độ dịch vụ công. Mức độ 4: 904 (43,73%). Mức độ 3: 964 (46,64%). Mức độ 2: 199 (9,63%)',
      'Tỷ lệ hồ sơ trực tuyến theo tháng. 08/2021: 30,00%. 09/2021: –. 10/2021: 22,57%',
      'Hồ sơ tiếp nhận theo kênh. Trực tuyến: 40.098. Bưu chính: 2.000. Trực tiếp: 135.525',
      'Hồ sơ qua bưu chính công ích theo cơ quan. Sở Tư pháp: 5',
      'Giải quyết đúng hạn theo cơ quan. Sở Tư pháp: 90,00%',
      'Phí, lệ phí đã nộp theo tháng. Trực tuyến: 1,5. Chuyển khoản: 0. Tiền mặt: 0,5. Bưu chính thu hộ: 0',
      'Mức độ hài lòng theo cơ quan. Sở Tư pháp: 80,00%',
    ]);
    expect(await tableOf(found, 'Thủ tục theo mức độ')).toEqual([
      'Mức độ 4 | 904 | 43,73%',
      'Mức độ 3 | 964 | 46,64%',
      'Mức độ 2 | 199 | 9,63%',
      'Mức độ 1 | 0 | 0,00%',
      'Tất cả | 2.067 | 100,00%',
    ]);
    expect(await tableOf(found, 'Hồ sơ tiếp nhận theo kênh')).toEqual([
      '08/2021 | 300 | 0 | 700 | 1.000',
      '09/2021 | 0 | 0 | 0 | 0',
      '10/2021 | 22.571 | 1 | 77.428 | 100.000',
    ]);
    expect((await tableOf(found, 'Phí, lệ phí đã nộp')).at(-1)).toBe(
      '10/2021 | 1.500.000 | 0 | 500.000 | 0 | 2.000.000 | 200.000',
    );
  });

  it('does not tell what is not published', async () => {
    const found = await shown(period, article);
    expect(await tableOf(found, 'Hồ sơ qua bưu chính')).toEqual([
      'Sở Tư pháp | 1 | 2 | 2 | 5',
      'Sở Y tế | không công bố để bảo vệ người nộp',
    ]);
    expect(await tableOf(found, 'Mức độ hài lòng')).toEqual([
      'Sở Tư pháp | 3 | 1 | 1 | 80,00%',
      'Sở Y tế | không công bố để bảo vệ người nộp',
    ]);
  });

  it('speaks English to who asks for it', async () => {
    const found = await shown(`${period}&lang=en`, article);
    expect(await found.page.locator('html').getAttribute('lang')).toBe('en');
    expect((await found.page.locator('.tiles li').allInnerTexts())[1]).toBe(
      '22.57%\nfiled online\n40,098 of 177,623',
    );
    expect(await tableOf(found, 'Resolved on time')).toEqual([
      'Department of Justice | 7 | 2 | 1 | 90.00%',
      'Department of Health | not shown, to protect applicants',
    ]);
  });

  it('says that there is nothing where there is nothing, and nowhere a share of it', async () => {
    const { page } = await shown(period, nothing);
    expect(await page.locator('.empty').allInnerTexts()).toEqual([
      'Danh mục chưa có thủ tục nào.',
      'Không tiếp nhận hồ sơ nào trong kỳ này.',
      'Không tiếp nhận hồ sơ nào trong kỳ này.',
      'Không có hồ sơ nào qua bưu chính công ích trong kỳ này.',
      'Không giải quyết hồ sơ nào trong kỳ này.',
      'Không nộp phí, lệ phí nào trong kỳ này.',
      'Không có đánh giá nào trong kỳ này.',
    ]);
    expect(await page.locator('main').textContent()).not.toContain('%');
    expect(await page.locator('svg').count()).toBe(0);
  });

  it.each([
    [400, 'Kỳ phải bắt đầu trước khi kết thúc và không dài quá ba năm.'],
    [429, 'Hệ thống đang bận, hãy thử lại sau giây lát'],
    [500, 'Lỗi hệ thống, hãy thử lại sau'],
  ])('says what the matter is when the answer is %i', async (status, words) => {
    const { page } = await opened(browser, served, period, () => [status, {}]);
    await page.locator('.fault').waitFor();
    expect(await page.getByRole('status').textContent()).toBe(words);
  });

  it('asks for the days that are chosen, and has an address for them', async () => {
    const asked: string[] = [];
    const { page } = await shown(period, (path, query) => {
      asked.push(`${path}?${query}`);
      return article(path, query);
    });
    await page.getByLabel('Từ ngày').fill('2021-07-01');
    await page.getByRole('button', { name: 'Xem' }).click();
    await page.waitForURL('**/dashboard?from=2021-07-01&to=2021-10-10&lang=vi');
    await answered({ page });
    expect(asked.slice(-3).sort()).toEqual([
      '/v1/statistics/catalogue?',
      '/v1/statistics/figures?from=2021-07-01&to=2021-10-10&by=agency&limit=200',
      '/v1/statistics/figures?from=2021-07-01&to=2021-10-10&by=month',
    ]);
  });

  it('leads to the same tables as files', async () => {
    const { page } = await shown(period, article);
    const links = await page
      .locator('nav a')
      .evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    expect(links).toEqual([
      '/v1/statistics/catalogue?format=csv',
      '/v1/statistics/catalogue?format=xlsx',
      '/v1/statistics/figures?from=2021-01-01&to=2021-10-10&by=month&format=csv',
      '/v1/statistics/figures?from=2021-01-01&to=2021-10-10&by=month&format=xlsx',
      '/v1/statistics/figures?from=2021-01-01&to=2021-10-10&by=agency&limit=200&format=csv',
      '/v1/statistics/figures?from=2021-01-01&to=2021-10-10&by=agency&limit=200&format=xlsx',
    ]);
  });

  it.each([
    ['on a phone in Vietnamese, light', '', { width: 320, colorScheme: 'light' }],
    ['at a desk in English, dark', '&lang=en', { width: 1280, colorScheme: 'dark' }],
  ] as const)('can be read by everybody %s', async (_, language, view) => {
    const { page, complaints, hosts } = await shown(`${period}${language}`, article, view);
    for (const table of await page.locator('summary').all()) await table.click();
    expect(await violationsOf(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(view.width);
    expect(complaints).toEqual([]);
    expect([...hosts]).toEqual(['http://motcua.test']);
  });

  it('has its tables open on paper', async () => {
    const { page } = await shown(period, article, { colorScheme: 'dark' });
    const pdf = await getDocumentProxy(new Uint8Array(await page.pdf({ format: 'A4' })));
    const { text } = await extractText(pdf, { mergePages: true });
    expect(text).toMatch(/Mức độ 4\s+904\s+43,73%/);
  });
});
