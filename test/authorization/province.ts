import { loadFunctions } from '../memory/functions-beside.ts';
import type { Ground } from '../memory/ground.ts';
import { startMemoryAws } from '../memory/memory-aws.ts';
import { everything } from './world.ts';

/** This process's own functions, in a province of their own in which every dossier is that may be. */
export async function startProvince({ table: tableInput, folder }: Ground) {
  const { table, chain } = await startMemoryAws(tableInput);
  const functions = await loadFunctions(folder);
  const { things, items } = everything(chain, new Date());
  table.hold(items);
  return { table, functions, things };
}
