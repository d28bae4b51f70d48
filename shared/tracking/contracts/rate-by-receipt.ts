import { operation } from '../../http/operation.ts';
import { SaidRating } from '../../rating/rating.ts';
import { ofReceipt } from '../receipt-holder.ts';

export const rateByReceipt = operation({
  id: 'rate-by-receipt',
  area: 'tracking',
  method: 'POST',
  path: '/v1/tracking/rating',
  summary: {
    vi: 'Đánh giá việc giải quyết hồ sơ bằng mã hồ sơ và mã bí mật trên biên nhận',
    en: 'Rate how a dossier was handled, by its code and the secret of the receipt',
  },
  description: 'For who has no account: once, after the dossier has come to its end.',
  callers: 'public',
  writes: 'create',
  body: SaidRating.extend(ofReceipt),
  status: 201,
  output: SaidRating,
  problems: ['tracking-not-found', 'rating-too-early', 'rating-given'],
  touches: { table: ['get', 'query', 'put'] },
  examples: {
    request: { code: 'H25.03-211011-0001', secret: '7Q2M9ZK4XH8RT6WB1NCP5DVE', grade: 'verySatisfied' },
  },
});
