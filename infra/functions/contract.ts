import type { Worker } from '../../shared/event/worker.ts';
import type { Operation } from '../../shared/http/operation.ts';
import { operations, workers } from '../../shared/operations.ts';
import { partnersOf } from '../../shared/resources.ts';
import type { Settings } from '../settings/shape.ts';

/** What every function of the system has in common, whether an operation of the API or a worker. */
export type Contract = Pick<Operation | Worker, 'id' | 'area' | 'touches'>;

/** The contracts of all functions. */
export const contracts: readonly Contract[] = [...operations, ...workers];

/** Whether a stage has all partners that a function calls or hears: without one it has not the function. */
export const isIn =
  ({ partners }: Pick<Settings, 'partners'>) =>
  ({ touches }: Pick<Contract, 'touches'>): boolean =>
    partnersOf(touches).every((partner) => partners[partner] !== undefined);

/** `submit-dossier` as CloudFormation names it: `SubmitDossier`. */
export const pascalCase = (id: string): string =>
  id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
