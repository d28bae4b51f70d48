import { expect, it } from 'vitest';
import { vietQr } from '../../shared/transfer/viet-qr.ts';

it('is what another programme makes of the same account, sum and text', () => {
  // The example of github.com/subiz/vietqr, README.md.
  expect(vietQr({ bin: '970415', number: '0011001932418' }, 120_000, 'ung ho lu lut')).toBe(
    '00020101021238570010A00000072701270006970415011300110019324180208QRIBFTTA530370454061200005802VN62170813ung ho lu lut6304C15C',
  );
});
