import { action } from '../action.ts';
import { deciding } from '../roles.ts';

/** An officer takes it up (NĐ 61/2018 Điều 19). */
export const startProcessing = action({
  name: 'startProcessing',
  from: { received: { by: deciding, to: 'processing' } },
  clock: 'none',
  input: {},
  event: { name: 'dossier.processing-started', data: {} },
});
