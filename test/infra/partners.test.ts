import { describe, expect, it } from 'vitest';
import { securityOf, securitySchemes } from '../../infra/api/openapi/requests.ts';
import { settingsOf } from '../../infra/settings/settings.ts';
import { Settings } from '../../infra/settings/shape.ts';
import { operations } from '../../shared/operations.ts';
import { partnerIds } from '../../shared/partners.ts';
import { environmentOf } from '../../shared/resources.ts';

describe.each(partnerIds)('the partner %s', (partner) => {
  const variable = `PARTNER_${partner.toUpperCase()}`;

  it('must be reached somewhere in every stage', () => {
    const local = settingsOf('local', 4800);
    expect(Settings.safeParse(local).success).toBe(true);
    expect(Settings.safeParse({ ...local, partners: {} }).success).toBe(false);
  });

  it('gives who calls it its address and key, and who hears it the key alone', () => {
    expect(environmentOf({ partners: [partner] })).toEqual([`${variable}_URL`, `${variable}_SECRET_ID`]);
    expect(environmentOf({ hears: partner })).toEqual([`${variable}_SECRET_ID`]);
  });

  it('signs its calls as the description says', () => {
    const heard = operations.filter(
      ({ callers }) => typeof callers === 'object' && 'partner' in callers && callers.partner === partner,
    );
    expect(heard.length).toBeGreaterThan(0);
    for (const operation of heard) {
      expect(operation.touches.hears).toBe(partner);
      const [security = {}] = securityOf(operation);
      expect(Object.keys(security)).not.toEqual([]);
      for (const scheme of Object.keys(security)) expect(securitySchemes).toHaveProperty([scheme]);
    }
  });
});
