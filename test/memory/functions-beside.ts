import { mkdir, writeFile } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { assetsOf } from '../../infra/build/assets.ts';
import type { Operation } from '../../shared/http/operation.ts';
import { api } from '../../shared/operations.ts';
import type { Handler } from '../support/call.ts';

/** Writes what the build puts beside functions. @param folder in which each has a folder of its own */
export async function layBeside(folder: string): Promise<void> {
  for (const file of await assetsOf(folder)) {
    await mkdir(path.dirname(file.path), { recursive: true });
    await writeFile(file.path, file.contents);
  }
}

export type OperationName = keyof typeof api;
export const operationNames = Object.keys(api) as readonly OperationName[];

/** What sheets look like nobody asks here: every one is an empty page, which takes a tenth of the time. */
const typesetter = `
  import { aPage } from '${new URL('../support/pages.ts', import.meta.url)}';
  export const typesetter = () => () => aPage(false);
`;

function setNoType(): void {
  registerHooks({
    load: (url, context, next) =>
      url.endsWith('/shared/sheets/typeset.ts')
        ? { format: 'module', source: typesetter, shortCircuit: true }
        : next(url, context),
  });
}

const load = async ({ area, id }: Operation, folder: string): Promise<Handler> => {
  // As in a bundle, where it is the bundle's own folder.
  Object.assign(globalThis, { __dirname: path.join(folder, area, id) });
  return (await import(`../../functions/${area}/${id}.ts`)).handler;
};

/** The functions of all operations, with what was laid beside them. */
export async function loadFunctions(folder: string): Promise<ReadonlyMap<OperationName, Handler>> {
  setNoType();
  const loaded = new Map<OperationName, Handler>();
  for (const name of operationNames) loaded.set(name, await load(api[name], folder));
  return loaded;
}
