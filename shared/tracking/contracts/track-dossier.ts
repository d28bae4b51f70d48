import * as z from 'zod';
import { DOSSIER_CODE } from '../../dossier/code.ts';
import { operation } from '../../http/operation.ts';
import { KeptText } from '../../text.ts';

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
    'Code and secret are sent in the body, so that they stand in no log. The answer is the status and the degree of completion, and nothing more (TT 01/2018/TT-VPCP Điều 16).',
  callers: 'public',
  body: z.strictObject({ code: z.string().regex(DOSSIER_CODE), secret: z.string().min(1).max(64) }),
  status: 200,
  output: z.object({
    code: z.string(),
    status: z.object({ code: z.int(), name: KeptText }),
    completionPercent: z.int().min(0).max(100),
  }),
  problems: ['tracking-not-found'],
  touches: { table: ['get', 'query'] },
  examples: { request: { code: 'H25.03-211011-0001', secret: '7Q2M9ZK4XH8RT6WB1NCP5DVE' } },
});
