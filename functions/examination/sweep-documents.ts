import { systemNow } from '../../shared/clock.ts';
import { sweep } from '../../shared/examination/sweep.ts';
import { log } from '../../shared/log.ts';
import { measure } from '../../shared/metrics.ts';

/** Finds documents whose examination hangs: the verdict was lost, the scan failed, or nothing was ever uploaded. */
export const handler = async (): Promise<void> => {
  const { settled, asked, hanging } = await sweep(systemNow());
  measure('DocumentsHanging', hanging);
  log.info('DOCUMENTS_SWEPT', { settled, asked, hanging });
};
