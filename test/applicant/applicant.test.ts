import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { Address, keptAddress, PostalAddress } from '../../shared/applicant/address.ts';
import { Applicant } from '../../shared/applicant/applicant.ts';
import { faultsOf } from '../../shared/http/faults.ts';

const citizen = {
  kind: 'citizen',
  fullName: 'Nguyễn Thị Hoa',
  personalId: '035190001234',
  dateOfBirth: '1990-03-08',
  phone: '+84 912 345 678',
  email: 'hoa.nguyen@example.vn',
  address: { unitCode: '13285', street: 'Số 12, đường Biên Hòa' },
};
const business = {
  kind: 'business',
  businessName: 'Công ty TNHH Lụa Nha Xá',
  taxCode: '0100109106',
  representative: 'Trần Văn Bình',
  phone: '0226 385 2627',
  address: { place: 'inProvince', unitCode: '13339', street: 'Thôn Nha Xá' },
};

/** Pointer and code of each fault, as a client would get them. */
function faults(schema: z.ZodType, value: unknown): readonly string[] {
  const parsed = schema.safeParse(value, { reportInput: true });
  return faultsOf('body', parsed.error?.issues ?? []).map(({ field, code }) => `${field} ${code}`);
}

describe('an applicant', () => {
  it('is a citizen or a business, in normal form', () => {
    expect(Applicant.parse(citizen)).toEqual({
      ...citizen,
      phone: '0912345678',
      address: { place: 'inProvince', unitCode: '13285', street: 'Số 12, đường Biên Hòa' },
    });
    expect(Applicant.parse(business)).toEqual({ ...business, phone: '02263852627' });
  });

  it('gets every fault at once, each with its place and stable code', () => {
    const wrong = {
      ...citizen,
      fullName: 'X Æ 12',
      personalId: '035401005678',
      phone: '12345',
      email: 'hoa(at)example.vn',
      address: { unitCode: '00001', street: '' },
    };
    expect(faults(Applicant, wrong).toSorted()).toEqual([
      '/address/street too-short',
      '/address/unitCode unit-unknown',
      '/email email',
      '/fullName full-name',
      '/personalId personal-id',
      '/phone phone',
    ]);
    expect(faults(Applicant, { ...business, taxCode: '0100109107' })).toEqual(['/taxCode tax-code']);
  });

  it.each([
    ['1990-12-31', '035190001234', []],
    ['1991-01-01', '035190001234', ['/dateOfBirth birth-date-disagrees']],
    ['1901-05-05', '035201005678', ['/dateOfBirth birth-date-disagrees']],
    ['2001-05-05', '035201005678', []],
    ['1990-02-30', '035190001234', ['/dateOfBirth not-date']],
  ])('born on %s with the id %s: %j', (dateOfBirth, personalId, expected) => {
    expect(faults(Applicant, { ...citizen, dateOfBirth, personalId })).toEqual(expected);
  });

  it('need not give a date of birth or an e-mail address, but nothing unknown either', () => {
    const { dateOfBirth: _, email: __, ...least } = citizen;
    expect(faults(Applicant, least)).toEqual([]);
    expect(faults(Applicant, { ...least, ethnicity: 'Kinh' })).toEqual(['/ethnicity unknown-field']);
    expect(faults(Applicant, { ...least, kind: 'robot' })).toEqual(['/kind not-a-choice']);
  });

  it('can be written as a JSON Schema both ways', () => {
    expect(z.toJSONSchema(Applicant, { io: 'input' }).$defs).toHaveProperty('Address');
    expect(z.toJSONSchema(Applicant, { io: 'output' }).$defs).toHaveProperty('Address');
  });
});

describe('an address', () => {
  const outside = {
    place: 'elsewhere',
    provinceName: 'Tỉnh Nam Định',
    districtName: 'Huyện Ý Yên',
    communeName: 'Xã Yên Thọ',
    street: 'Thôn Bình Thượng',
  };

  it('in the province is named by its commune, which knows its district', () => {
    const address = Address.parse({ unitCode: '13630', street: ' Xóm 5,  thôn Nhân Hậu' });
    expect(keptAddress(address).line).toBe('Xóm 5, thôn Nhân Hậu, Xã Hòa Hậu, Huyện Lý Nhân, Tỉnh Hà Nam');
  });

  it('elsewhere is named in words', () => {
    expect(keptAddress(Address.parse(outside)).line).toBe(
      'Thôn Bình Thượng, Xã Yên Thọ, Huyện Ý Yên, Tỉnh Nam Định',
    );
  });

  it.each([['347'], ['35'], ['13286'], ['']])('has a commune: %j is none', (unitCode) => {
    expect(faults(Address, { unitCode, street: 'Số 1' })).toEqual(['/unitCode unit-unknown']);
  });

  it('is either here or elsewhere', () => {
    expect(faults(Address, { ...outside, unitCode: '13285' })).toEqual(['/unitCode unknown-field']);
    expect(faults(Address, { place: 'elsewhere', street: 'Số 1' })).toEqual([
      '/provinceName required',
      '/districtName required',
      '/communeName required',
    ]);
  });

  it('for the post names who receives', () => {
    const address = { unitCode: '13285', street: 'Số 12, đường Biên Hòa' };
    expect(faults(PostalAddress, { receiverName: 'Nguyễn Thị Hoa', phone: '0912345678', address })).toEqual(
      [],
    );
    expect(faults(PostalAddress, { address })).toEqual(['/receiverName required', '/phone required']);
  });
});
