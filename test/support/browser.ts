import { existsSync } from 'node:fs';
import axe, { type AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { PageAnswer } from './page.ts';

const executablePath = '/usr/bin/chromium';

/** Whether Debian's Chromium is there. CI installs it; who only runs the tests need not have it. */
export const browserIsThere = process.env.CI !== undefined || existsSync(executablePath);

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath });

/** What an API answers to a question: a status, and a body. */
export type Answers = (path: string, query: URLSearchParams) => readonly [status: number, body: unknown];

export type View = {
  readonly width?: number;
  readonly colorScheme?: 'light' | 'dark';
};

/** A page as a browser shows it. */
export type Opened = {
  readonly page: Page;
  /** What the browser complained of: faults of the script, and what the policy of the page forbids. */
  readonly complaints: readonly string[];
  /** Whoever was asked for something. */
  readonly hosts: ReadonlySet<string>;
};

const HOST = 'http://motcua.test';

/** Opens a page at an address, with an API that answers so. */
export async function opened(
  browser: Browser,
  served: PageAnswer,
  address: string,
  answers: Answers,
  { width = 1280, colorScheme = 'light' }: View = {},
): Promise<Opened> {
  const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
  const complaints: string[] = [];
  const hosts = new Set<string>();
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.route('**/*', (route) => {
    const { origin, pathname, searchParams } = new URL(route.request().url());
    hosts.add(origin);
    if (pathname === new URL(address, HOST).pathname)
      return route.fulfill({ status: served.statusCode, headers: served.headers, body: served.body });
    const [status, body] = answers(pathname, searchParams);
    return route.fulfill({ status, json: body });
  });
  await page.goto(`${HOST}${address}`);
  return { page, complaints, hosts };
}

/** What axe has against the page as it stands, by all of its rules. */
export async function violationsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
