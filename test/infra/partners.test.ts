import { describe, expect, it } from 'vitest';
import { securityOf, securitySchemes } from '../../infra/api/openapi/requests.ts';
import { contracts, isIn } from '../../infra/functions/contract.ts';
import { settingsOf } from '../../infra/settings/settings.ts';
import { Settings } from '../../infra/settings/shape.ts';
import { partnerOf } from '../../shared/http/operation.ts';
import { operations } from '../../shared/operations.ts';
import { partnerIds } from '../../shared/partners.ts';
import { environmentOf } from '../../shared/resources.ts';

/** By what each proves its calls, outside of the body; the national platform proves them in it. */
const proofs = {
  postal: ['postal.x-motcua-signature', 'postal.x-motcua-timestamp'],
  sms: ['sms.x-motcua-signature', 'sms.x-motcua-timestamp'],
  push: ['push.x-motcua-signature', 'push.x-motcua-timestamp'],
  vnpay: ['vnpay.vnp_SecureHash'],
  dvcqg: [],
  bank: ['bank.x-motcua-signature', 'bank.x-motcua-timestamp'],
  portal: ['portal.x-motcua-signature', 'portal.x-motcua-timestamp'],
};

describe.each(partnerIds)('the partner %s', (partner) => {
  const variable = `PARTNER_${partner.toUpperCase()}`;

  it('must be reached somewhere in every stage', () => {
    const local = settingsOf('local', 4800);
    expect(Settings.safeParse(local).success).toBe(true);
    expect(Settings.safeParse({ ...local, partners: {} }).success).toBe(false);
  });

  it('gives who calls it its address and key, and who hears it the key alone', () => {
    const merchant = ['postal', 'vnpay', 'dvcqg', 'bank'].includes(partner) ? [`${variable}_MERCHANT`] : [];
    const user = partner === 'portal' ? [`${variable}_USER`] : [];
    expect(environmentOf({ partners: [partner] })).toEqual([
      `${variable}_URL`,
      ...merchant,
      ...user,
      `${variable}_SECRET_NAME`,
    ]);
    expect(environmentOf({ hears: partner })).toEqual([`${variable}_SECRET_NAME`]);
  });

  it('proves its calls as the description says', () => {
    const heard = operations.filter(({ callers }) => partnerOf(callers) === partner);
    expect(heard.length).toBeGreaterThan(0);
    for (const operation of heard) {
      expect(operation.touches.hears).toBe(partner);
      const [security = {}] = securityOf(operation);
      expect(Object.keys(security)).toEqual(proofs[partner]);
      for (const scheme of Object.keys(security)) expect(securitySchemes).toHaveProperty([scheme]);
    }
  });
});

describe('a stage that does without the national portal', () => {
  const { portal: _, ...others } = settingsOf('local', 4800).partners;
  const without = { ...settingsOf('local', 4800), partners: others };

  it('is one, while no other partner may be left out', () => {
    expect(Settings.safeParse(without).success).toBe(true);
    const { postal: __, ...noPost } = others;
    expect(Settings.safeParse({ ...without, partners: noPost }).success).toBe(false);
  });

  it('has none of the functions that call it, and all others', () => {
    expect(contracts.every(isIn(settingsOf('local', 4800)))).toBe(true);
    const left = contracts.filter((contract) => !isIn(without)(contract));
    expect(left.map(({ id }) => id)).toEqual(['receive-portal-filing', 'sync-portal', 'compare-portal']);
  });
});
