import type { Worker } from '../../shared/event/worker.ts';
import type { Operation } from '../../shared/http/operation.ts';
import { operations, workers } from '../../shared/operations.ts';

/** What every function of the system has in common, whether an operation of the API or a worker. */
export type Contract = Pick<Operation | Worker, 'id' | 'area' | 'touches'>;

/** The contracts of all functions. */
export const contracts: readonly Contract[] = [...operations, ...workers];

/** `submit-dossier` as CloudFormation names it: `SubmitDossier`. */
export const pascalCase = (id: string): string =>
  id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
