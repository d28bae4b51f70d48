import type { Contract } from '../../infra/functions/contract.ts';
import type { eventFor } from '../support/call.ts';
import type { Asked } from './asked.ts';
import { resultOf } from './result-of.ts';

/** A character for each byte: answers are kept so, for some are files. */
export const BYTES = 'latin1';

/** Headers of any answer of AWS; JSON is the same for all that speak it, and each file is the first version. */
export const ANSWER_HEADERS = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-version-id': 'version-1',
};

/** What AWS was asked, and what it answered. */
export type Exchange = Asked & { readonly answer: string };

/** A call of a function that succeeds, and what AWS is asked meanwhile. */
export type RecordedCall = Pick<Contract, 'id' | 'area'> & {
  readonly event: ReturnType<typeof eventFor>;
  readonly exchanges: readonly Exchange[];
};

/** A call of each operation of the API, made against a table like the deployed one. */
export const recordCalls = (): Promise<readonly RecordedCall[]> => resultOf('record-child.ts');

/** How many dossiers the page of the worklist shows. */
export const PAGE = 50;
