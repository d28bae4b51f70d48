import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import * as z from 'zod';

const Answer = z.object({
  statusCode: z.number(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});
export type PageAnswer = z.infer<typeof Answer>;

type Asset = (folder: string) => Promise<{ readonly path: string; readonly contents: Uint8Array }>;

/** What a function that serves a page answers, bundled with the page beside it. @param file of the function, below `functions/` */
export async function servedPage(asset: Asset, file: string): Promise<PageAnswer> {
  const directory = await mkdtemp(join(tmpdir(), 'page-'));
  try {
    const { path, contents } = await asset(directory);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, contents);
    await writeFile(join(directory, 'package.json'), '{"type":"commonjs"}');
    const outfile = join(dirname(path), 'index.js');
    await build({
      entryPoints: [join(import.meta.dirname, '../../functions', file)],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      logLevel: 'silent',
    });
    const { handler } = createRequire(import.meta.url)(outfile);
    return Answer.parse(await handler({ headers: {}, requestContext: { requestId: 'JKJaXmPLvHcESHA=' } }));
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** What stands in an element of a page. */
export const inside = ({ body }: PageAnswer, element: string): string =>
  new RegExp(`<${element}>(.*?)</${element.split(' ')[0]}>`, 's').exec(body)?.[1] ?? '';

/** A piece of the page, as the script makes and reads it. */
export type Piece = {
  [name: string]: unknown;
  value: string;
  children: (Piece | string)[];
  readonly heard: Record<string, (event: object) => unknown>;
};

export const piece = (name?: string): Piece => {
  const heard: Piece['heard'] = {};
  const children: Piece['children'] = [];
  return {
    name,
    value: '',
    children,
    heard,
    append: (...more: Piece['children']) => children.push(...more),
    replaceChildren: (...all: Piece['children']) => children.splice(0, children.length, ...all),
    addEventListener: (type: string, listener: (event: object) => unknown) => {
      heard[type] = listener;
    },
    focus: () => {},
    scrollIntoView: () => {},
  };
};

/** All pieces in a piece. */
export const piecesOf = (part: Piece | string): readonly Piece[] =>
  typeof part === 'string' ? [] : [part, ...part.children.flatMap(piecesOf)];

export const textOf = (part: Piece | string): string =>
  typeof part === 'string' ? part : part.children.map(textOf).join('');
