import type * as z from 'zod';
import { localDateOf } from '../clock.ts';
import type { Assigned } from '../dossier/actions/assign.ts';
import { act, type Occasion } from '../dossier/change.ts';
import { actorOf, requireFiled, requireStep, roleOf } from '../dossier/rules.ts';
import { loadFile } from '../dossier/store.ts';
import type { Officer } from '../http/caller.ts';
import { Problem, problems } from '../http/problems.ts';
import type { Write } from '../table/transaction.ts';
import type { Outcome } from './contracts/assign-dossiers.ts';

type Assignment = { readonly dossierIds: readonly string[]; readonly to: z.output<typeof Assigned> };
type Done = { readonly outcome: Outcome; readonly writes: readonly Write[] };

/** One dossier assigned, or why it is not. @throws Problem `invalid-request` where nothing could be assigned so */
async function assignOne(
  dossierId: string,
  to: Assignment['to'],
  caller: Officer,
  occasion: Omit<Occasion, 'actor'>,
): Promise<Done> {
  try {
    const file = requireFiled(await loadFile(dossierId, caller));
    const { dossier } = file;
    const step = requireStep('assign', dossier, roleOf(dossier, caller), localDateOf(occasion.at));
    const acted = act(file, { action: 'assign', to }, step, { ...occasion, actor: actorOf(caller) });
    const { version } = acted.file.dossier;
    return { outcome: { dossierId, outcome: 'assigned', version }, writes: acted.writes };
  } catch (error) {
    if (!(error instanceof Problem) || error.code === 'invalid-request') throw error;
    const { code } = error;
    return { outcome: { dossierId, outcome: 'refused', code, title: problems[code].title }, writes: [] };
  }
}

/** Several dossiers assigned, as the writes of one transaction, each once and with its own outcome. */
export async function assignEach(
  { dossierIds, to }: Assignment,
  caller: Officer,
  occasion: Omit<Occasion, 'actor'>,
): Promise<{ readonly outcomes: Outcome[]; readonly writes: readonly Write[] }> {
  const done = await Promise.all(
    [...new Set(dossierIds)].map((dossierId) => assignOne(dossierId, to, caller, occasion)),
  );
  return { outcomes: done.map(({ outcome }) => outcome), writes: done.flatMap(({ writes }) => writes) };
}
