import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caller as settings } from '../../infra/settings/province.ts';
import { callerFrom } from '../../shared/http/caller.ts';

const inherited = Object.getOwnPropertyNames(Object.prototype);

describe('the caller behind a token', () => {
  it('is an officer by role and agency, and an applicant by the kind of account', () => {
    expect(
      callerFrom({ sub: 'cb-1', HoVaTen: 'A', VaiTro: 'chuyen-vien', MaCoQuan: 'H25.03' }, settings),
    ).toEqual({ kind: 'officer', subject: 'cb-1', name: 'A', role: 'caseOfficer', agency: 'H25.03' });
    expect(callerFrom({ sub: 'cd-1', HoVaTen: 'B', LoaiTaiKhoan: 1 }, settings)).toMatchObject({
      kind: 'applicant',
      accountType: 'citizen',
    });
  });

  it('is named by what Cổng Dịch vụ công quốc gia and VNeID each call it, and verified where VNeID says so', () => {
    const citizen = { sub: 'cd-1', LoaiTaiKhoan: '1', HoVaTen: 'B', SoDinhDanh: '035190001234' };
    expect(callerFrom({ ...citizen, TechID: '7f3f', loAs: '2' }, settings)).toEqual({
      kind: 'applicant',
      subject: 'cd-1',
      accountType: 'citizen',
      name: 'B',
      number: '035190001234',
    });
    expect(callerFrom({ ...citizen, IAL: 2 }, settings)).toMatchObject({ verified: true });
    expect(callerFrom({ ...citizen, IAL: '1' }, settings)).not.toHaveProperty('verified');
    const { verification: _, ...unsaid } = settings;
    expect(callerFrom({ ...citizen, IAL: 2 }, unsaid)).not.toHaveProperty('verified');
  });

  it.each([
    ['MaSoThue', { MaSoThue: '0700123455', MaSoDoanhNghiep: '0100109106' }, '0700123455'],
    [
      'MaSoDoanhNghiep, where the other is empty',
      { MaSoThue: '', MaSoDoanhNghiep: '0700123455' },
      '0700123455',
    ],
  ])('is a business by %s', (_, numbers, number) => {
    const claims = { sub: 'dn-1', LoaiTaiKhoan: '2', TenDoanhNghiep: 'C', HoVaTen: 'B', ...numbers };
    expect(callerFrom(claims, settings)).toMatchObject({ accountType: 'business', name: 'C', number });
  });

  it('is of a division where the provider states one and the settings know the claim', () => {
    const claims = {
      sub: 'cb-1',
      HoVaTen: 'A',
      VaiTro: 'chuyen-vien',
      MaCoQuan: 'H25.03',
      MaPhongBan: 'hctp',
    };
    expect(callerFrom(claims, settings)).toMatchObject({ division: 'hctp' });
    const { division: _, ...names } = settings.claims;
    expect(callerFrom(claims, { ...settings, claims: names })).not.toHaveProperty('division');
  });

  it.each(['VaiTro', 'LoaiTaiKhoan'])('is nobody when %s names what every object inherits', (claim) => {
    fc.assert(
      fc.property(fc.constantFrom(...inherited), (name) => {
        expect(() =>
          callerFrom({ sub: 'x', HoVaTen: 'X', MaCoQuan: 'H25.03', [claim]: name }, settings),
        ).toThrow(expect.objectContaining({ code: 'caller-not-allowed' }));
      }),
    );
  });
});
