import * as z from 'zod';
import { operation } from '../../http/operation.ts';
import { KeptText } from '../../text.ts';
import { ofReceipt } from '../receipt-holder.ts';
import { PublicTimeline } from '../timeline.ts';

export const trackDossier = operation({
  id: 'track-dossier',
  area: 'tracking',
  method: 'POST',
  path: '/v1/tracking',
  summary: {
    vi: 'Tra cứu hồ sơ bằng mã hồ sơ và mã bí mật trên biên nhận',
    en: 'Track a dossier by its code and the secret of the receipt',
  },
  description:
    'Code and secret are sent in the body, so that they stand in no log. The answer is how far the dossier is (TT 01/2018/TT-VPCP Điều 16), how long it still takes, and whose turn it is; nothing of what it holds, asks for, or was told.',
  callers: 'public',
  body: z.strictObject(ofReceipt),
  status: 200,
  output: z.object({
    code: z.string(),
    status: z.object({ code: z.int(), name: KeptText }),
    completionPercent: z.int().min(0).max(100),
    ...PublicTimeline.shape,
    /** Whether it can be rated now. */
    mayRate: z.boolean(),
  }),
  problems: ['tracking-not-found'],
  touches: { table: ['get', 'query'] },
  examples: { request: { code: 'H25.03-211011-0001', secret: '7Q2M9ZK4XH8RT6WB1NCP5DVE' } },
});
