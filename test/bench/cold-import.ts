import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { build as esbuild } from 'esbuild';
import { bundleFolder } from '../../infra/build/build.ts';
import { type Contract, contracts } from '../../infra/functions/contract.ts';
import { operations } from '../../shared/operations.ts';
import { median } from './statistics.ts';

/** Cold imports of one function's bundle beside those of the bare client, in milliseconds. */
export type ColdImport = {
  readonly contract: Contract;
  readonly medianMs: number;
  readonly bareMs: number;
};

const root = path.resolve(import.meta.dirname, '..', '..');

/** Prints how long a fresh process needs to load a file, in milliseconds. */
const loader = `const from = performance.now();
require(process.argv[1]);
console.log(performance.now() - from);
process.exit();`;

/** A process without the compile cache: Lambda runs with it off. */
const environment = {
  PATH: process.env.PATH,
  AWS_REGION: 'ap-southeast-1',
  NODE_DISABLE_COMPILE_CACHE: '1',
};

async function importMs(file: string): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', loader, file], { env: environment });
  return Number(stdout);
}

/**
 * The measure: a file of two lines, bundled by `esbuild in.js --bundle --platform=node --outfile=out.js` and no
 * other option, so neither minified nor shaken:
 *
 *     import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
 *     new DynamoDBClient({});
 */
async function bareBundle(folder: string): Promise<string> {
  const outfile = path.join(folder, 'out.js');
  const contents = "import { DynamoDBClient } from '@aws-sdk/client-dynamodb';\nnew DynamoDBClient({});\n";
  await esbuild({ stdin: { contents, resolveDir: root }, bundle: true, platform: 'node', outfile });
  return outfile;
}

/**
 * Imports every function of the API in a fresh process, again and again, each time right after the bare client, so
 * that whatever slows the machine down slows both. The bundles are those of `infra/build/build.ts`: build first.
 * @param rounds imports of each function
 */
export async function coldImports(rounds: number): Promise<readonly ColdImport[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'motcua-bench-'));
  try {
    const bare = await bareBundle(folder);
    const ofApi = contracts.filter(({ id }) => operations.some((operation) => operation.id === id));
    const measured = ofApi.map((contract) => ({
      contract,
      file: path.join(bundleFolder(contract), 'index.js'),
      own: [] as number[],
      bare: [] as number[],
    }));
    for (let round = 0; round < rounds; round++)
      for (const each of measured) {
        each.bare.push(await importMs(bare));
        each.own.push(await importMs(each.file));
      }
    return measured.map((each) => ({
      contract: each.contract,
      medianMs: median(each.own),
      bareMs: median(each.bare),
    }));
  } finally {
    await rm(folder, { recursive: true });
  }
}
