import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Operation } from '../../shared/http/operation.ts';
import { problems } from '../../shared/http/problems.ts';
import { letterhead } from '../../shared/notification/letter.ts';
import type { Text } from '../../shared/text.ts';

/** What is said in two languages, the other one set apart. */
export const both = ({ vi, en }: Text): string => `${vi} <span lang="en">${en}</span>`;

/** What a script says: a text by its name, or several under one. */
type Texts = Readonly<Record<string, Text | Readonly<Record<string, Text>>>>;

type Page = {
  /** `infra/api/pages/<name>.js` is its script. */
  readonly name: string;
  /** Of its own, after the style that all pages have: files in `infra/api/pages`. */
  readonly styles?: readonly string[];
  readonly title: Text;
  /** What stands in it before its script runs. */
  readonly main: string;
  readonly footer: Text;
  readonly texts: Texts;
};

/** A page with one form, whose script asks one operation and shows what it answers. */
type FormPage = Omit<Page, 'main' | 'styles'> & {
  readonly lead: Text;
  /** Path of the operation. */
  readonly asks: string;
  readonly fields: string;
  readonly button: Text;
  /** What the script says: when nothing is found, and what else it needs. */
  readonly texts: Texts & { readonly notFound: Text };
};

const folder = join(import.meta.dirname, 'pages');

/** A script with what it imports, as one that a page can hold. */
async function scriptOf(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    format: 'iife',
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    write: false,
  });
  return outputFiles.map(({ text }) => text).join('');
}

/** Style sheets one after the other. */
async function styleOf(files: readonly string[]): Promise<string> {
  const sheets = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return sheets.join('\n');
}

/** The page as one file, with style and script in it. */
async function documentOf({ name, styles = [], title, main, footer, ...page }: Page): Promise<string> {
  const [style, script] = await Promise.all([
    styleOf(['page.css', ...styles]),
    scriptOf(join(folder, `${name}.js`)),
  ]);
  const texts = { busy: problems.busy.title, failed: problems.internal.title, ...page.texts };
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title.vi} – ${letterhead.province}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<header lang="vi">
<p class="province">${letterhead.province}</p>
<p>${letterhead.service}</p>
</header>
<main>
${main}
<noscript><p class="fault">${both({ vi: 'Trang này cần JavaScript.', en: 'This page needs JavaScript.' })}</p></noscript>
</main>
<footer>${both(footer)}</footer>
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
  contents: Buffer.from(await documentOf(page)),
});

/** As `pageAsset`, a page with one form. */
export const formAsset = (
  functions: string,
  operation: Operation,
  { lead, asks, fields, button, ...page }: FormPage,
) =>
  pageAsset(functions, operation, {
    ...page,
    main: `<h1>${both(page.title)}</h1>
<p>${both(lead)}</p>
<form method="post" data-operation="${asks}">
${fields}
<button>${both(button)}</button>
</form>
<div class="answer" role="status"></div>`,
  });
