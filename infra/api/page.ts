import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Operation } from '../../shared/http/operation.ts';
import { problems } from '../../shared/http/problems.ts';
import { letterhead } from '../../shared/notification/letter.ts';
import type { Text } from '../../shared/text.ts';

/** What is said in two languages, the other one set apart. */
export const both = ({ vi, en }: Text): string => `${vi} <span lang="en">${en}</span>`;

/** A page with one form, whose script asks one operation and shows what it answers. */
type Page = {
  /** `infra/api/pages/<name>.js` is its script. */
  readonly name: string;
  readonly title: Text;
  readonly lead: Text;
  /** Path of the operation. */
  readonly asks: string;
  readonly fields: string;
  readonly button: Text;
  readonly footer: Text;
  /** What the script says: when nothing is found, and what else it needs. */
  readonly texts: Readonly<Record<string, Text | Readonly<Record<string, Text>>>> & {
    readonly notFound: Text;
  };
};

const folder = join(import.meta.dirname, 'pages');

/** A script with what it imports, as one that a page can hold. */
async function scriptOf(file: string): Promise<string> {
  const { outputFiles } = await build({ entryPoints: [file], bundle: true, format: 'iife', write: false });
  return outputFiles.map(({ text }) => text).join('');
}

/** The page as one file, with style and script in it. */
async function pageOf(page: Page): Promise<string> {
  const [style, script] = await Promise.all([
    readFile(join(folder, 'page.css'), 'utf8'),
    scriptOf(join(folder, `${page.name}.js`)),
  ]);
  const texts = { busy: problems.busy.title, failed: problems.internal.title, ...page.texts };
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title.vi} – ${letterhead.province}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<header>
<p class="province">${letterhead.province}</p>
<p>${letterhead.service}</p>
</header>
<main>
<h1>${both(page.title)}</h1>
<p>${both(page.lead)}</p>
<noscript><p class="fault">${both({ vi: 'Trang này cần JavaScript.', en: 'This page needs JavaScript.' })}</p></noscript>
<form method="post" data-operation="${page.asks}">
${page.fields}
<button>${both(page.button)}</button>
</form>
<div class="answer" role="status"></div>
</main>
<footer>${both(page.footer)}</footer>
<script type="application/json" id="texts">${JSON.stringify(texts)}</script>
<script>${script}</script>
</body>
</html>
`;
}

/**
 * The page that a function answers with: one file beside its bundle.
 *
 * @param functions the folder of all bundles
 */
export const pageAsset = async (functions: string, { area, id }: Operation, page: Page) => ({
  path: join(functions, area, id, `${page.name}.html`),
  contents: Buffer.from(await pageOf(page)),
});
