import * as z from 'zod';
import { lazily } from '../lazily.ts';
import { environment } from '../resources.ts';

/** The account into which fees are transferred (NĐ 61/2018/NĐ-CP Điều 22): one for the whole province. */
export const FeeAccount = z.strictObject({
  /** Of its bank, as NAPAS numbers them. */
  bin: z.string().regex(/^\d{6}$/),
  bank: z.string().min(2).max(100),
  number: z.string().regex(/^\w{1,19}$/),
  holder: z.string().min(2).max(100),
});
export type FeeAccount = z.infer<typeof FeeAccount>;

/** The account of this stage. */
export const feeAccount = lazily(() => FeeAccount.parse(JSON.parse(environment('FEE_ACCOUNT'))));
