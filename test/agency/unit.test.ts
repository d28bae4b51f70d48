import { describe, expect, it } from 'vitest';
import { unitByCode, units, unitsOf } from '../../shared/agency/unit.ts';

const ofKind = (kind: string) => units().filter((unit) => unit.kind === kind);

describe('the administrative units', () => {
  it.each([
    ['347', 'Thành phố Phủ Lý', 'city', 21],
    ['349', 'Thị xã Duy Tiên', 'town', 16],
    ['350', 'Huyện Kim Bảng', 'district', 18],
    ['351', 'Huyện Thanh Liêm', 'district', 16],
    ['352', 'Huyện Bình Lục', 'district', 17],
    ['353', 'Huyện Lý Nhân', 'district', 21],
  ])('of %s %s, a %s, are %i communes', (code, name, kind, communes) => {
    expect(unitByCode(code)).toEqual({ code, name, kind, parent: '35' });
    expect(unitsOf(code)).toHaveLength(communes);
  });

  it('are one province, 6 districts, 20 wards, 6 townships and 83 communes, each with a code of its own', () => {
    expect(ofKind('province').map(({ name }) => name)).toEqual(['Tỉnh Hà Nam']);
    expect(unitsOf('35')).toHaveLength(6);
    expect(ofKind('ward')).toHaveLength(20);
    expect(ofKind('township')).toHaveLength(6);
    expect(ofKind('commune')).toHaveLength(83);
    expect(new Set(units().map(({ code }) => code)).size).toBe(116);
  });

  it('bear the prefix of their kind in their name', () => {
    expect(unitByCode('13285')).toEqual({
      code: '13285',
      name: 'Phường Quang Trung',
      kind: 'ward',
      parent: '347',
    });
    expect(ofKind('ward').every(({ name }) => name.startsWith('Phường '))).toBe(true);
    expect(ofKind('township').every(({ name }) => name.startsWith('Thị trấn '))).toBe(true);
    expect(ofKind('commune').every(({ name }) => name.startsWith('Xã '))).toBe(true);
  });

  it('tell two communes of one name apart by their code', () => {
    expect(unitByCode('13300')).toMatchObject({ name: 'Phường Trần Hưng Đạo', parent: '347' });
    expect(unitByCode('13594')).toMatchObject({ name: 'Xã Trần Hưng Đạo', parent: '353' });
  });

  it('know no other code', () => {
    expect(unitByCode('99999')).toBeUndefined();
    expect(unitsOf('99999')).toEqual([]);
  });
});
