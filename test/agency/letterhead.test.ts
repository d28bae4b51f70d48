import { expect, test } from 'vitest';
import { deskLetterheadOf, letterheadOf } from '../../shared/agency/letterhead.ts';

const province = 'Ủy ban nhân dân tỉnh Hà Nam';

test.each([
  ['Sở Tư pháp', province, 'Sở Tư pháp', 'Hà Nam'],
  ['UBND thị xã Duy Tiên', undefined, 'Ủy ban nhân dân thị xã Duy Tiên', 'Duy Tiên'],
  ['UBND thành phố Phủ Lý', undefined, 'Ủy ban nhân dân thành phố Phủ Lý', 'Phủ Lý'],
])('%s writes under its own name, and a committee under none', (agency, authority, office, place) => {
  expect(letterheadOf(agency)).toEqual({ authority, office, place });
});

test('a desk within an agency writes under it, the centre under the province', () => {
  expect(deskLetterheadOf('Bộ phận Một cửa, UBND huyện Kim Bảng')).toEqual({
    authority: 'Ủy ban nhân dân huyện Kim Bảng',
    office: 'Bộ phận Một cửa',
    place: 'Kim Bảng',
  });
  const centre = 'Trung tâm Phục vụ hành chính công tỉnh Hà Nam';
  expect(deskLetterheadOf(centre)).toEqual({ authority: province, office: centre, place: 'Hà Nam' });
});
