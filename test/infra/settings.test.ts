import { describe, expect, test } from 'vitest';
import { production } from '../../infra/settings/production.ts';
import { settingsOf } from '../../infra/settings/settings.ts';
import { Settings, stages } from '../../infra/settings/shape.ts';

describe('settings', () => {
  test.each(stages)('fit for %s', (stage) => {
    expect(settingsOf(stage, 4800)).toMatchObject({ stage, province: { code: 'H25', name: 'Hà Nam' } });
  });

  test('give the six departments of the article a queue', () => {
    const agencies = settingsOf('production', 4800).departments.map(({ agency }) => agency);
    expect(agencies).toEqual(['H25.03', 'H25.08', 'H25.18', 'H25.07', 'H25.11', 'H25.06']);
  });

  test('put the stand-ins of the local stage on the ports after its first', () => {
    expect(settingsOf('local', 5900)).toMatchObject({
      publicUrl: 'http://127.0.0.1:5900',
      identity: { issuer: 'http://127.0.0.1:5903' },
      partners: { postal: { url: 'http://127.0.0.1:5904' } },
    });
  });

  test('reach outside only over TLS, on every stage but the local one', () => {
    for (const stage of ['staging', 'production'] as const) {
      const { publicUrl, identity, partners } = settingsOf(stage, 4800);
      for (const url of [publicUrl, identity.issuer, partners.postal.url]) expect(url).toMatch(/^https:\/\//);
    }
  });

  test.each([
    ['a misspelt key', { throtling: production.throttling }],
    ['an account of eleven digits', { account: '12345678901' }],
    ['an origin with a path', { cors: { origins: ['https://dichvucong.hanam.gov.vn/nop-ho-so'] } }],
    ['uploads that go before their drafts', { documents: { draftUploadDays: 30 } }],
    ['a retention that CloudWatch does not offer', { logRetentionDays: 45 }],
    [
      'an agency that subscribes twice',
      {
        departments: [
          { agency: 'H25.03', awsAccount: '000000000003' },
          { agency: 'H25.03', awsAccount: '310000000008' },
        ],
      },
    ],
  ])('refuse %s', (_, change) => {
    expect(Settings.safeParse({ ...production, ...change }).success).toBe(false);
  });
});
