import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { production } from '../../infra/settings/production.ts';
import { settingsOf } from '../../infra/settings/settings.ts';
import { Settings, stages } from '../../infra/settings/shape.ts';

describe('settings', () => {
  test.each(stages)('fit for %s', (stage) => {
    expect(settingsOf(stage, 4800)).toMatchObject({ stage, province: { code: 'H25', name: 'Hà Nam' } });
  });

  test('put the stand-ins of the local stage on the ports after its first', () => {
    expect(settingsOf('local', 5900)).toMatchObject({
      publicUrl: 'http://127.0.0.1:5900',
      identity: { issuer: 'http://127.0.0.1:5903' },
      partners: { postal: { url: 'http://127.0.0.1:5904' } },
    });
  });

  test('say where the API is by its domain, where it has one', () => {
    expect(settingsOf('staging', 4800).publicUrl).toBe('https://api-thunghiem.dichvucong.hanam.gov.vn');
    expect(settingsOf('production', 4800).publicUrl).toBe('https://api.dichvucong.hanam.gov.vn');
  });

  test('reach outside only over TLS, on every stage but the local one', () => {
    for (const stage of ['staging', 'production'] as const) {
      const { publicUrl, identity, partners } = settingsOf(stage, 4800);
      for (const url of [publicUrl, identity.issuer, partners.postal?.url])
        expect(url).toMatch(/^https:\/\//);
    }
  });

  test.each([
    ['a misspelt key', { throtling: production.throttling }],
    ['an account of eleven digits', { account: '31049287556' }],
    ['a domain with a scheme', { domain: { name: 'https://api.dichvucong.hanam.gov.vn' } }],
    [
      'a domain outside its zone',
      { domain: { name: 'api.hanam.gov.vn', hostedZone: { id: 'Z08514612QKXRT', name: 'nam.gov.vn' } } },
    ],
    [
      'a certificate of another region',
      {
        domain: {
          name: 'api.dichvucong.hanam.gov.vn',
          certificateArn:
            'arn:aws:acm:us-east-1:310492875561:certificate/5f0c3a0e-6a6b-4c58-8d0b-2f6d5b7c9e11',
        },
      },
    ],
    ['a URL beside the domain it follows from', { publicUrl: 'https://api.hanam.gov.vn' }],
    ['neither a URL nor a domain', { domain: undefined }],
    ['a ceiling of nothing', { tableUnits: { read: 0, write: 200 } }],
    ['an origin with a path', { cors: { origins: ['https://dichvucong.hanam.gov.vn/nop-ho-so'] } }],
    ['uploads that go before their drafts', { documents: { draftUploadDays: 30 } }],
    [
      'a department that wants events which there are not',
      { departments: [{ agency: 'H25.03', awsAccount: '482913760254', only: { types: ['dossier.lost'] } }] },
    ],
    [
      'more combinations of what a department wants than SNS takes',
      {
        departments: [
          {
            agency: 'H25.03',
            awsAccount: '482913760254',
            only: {
              procedures: Array.from({ length: 76 }, (_, place) => `2.${String(place).padStart(6, '0')}`),
              types: ['dossier.received', 'dossier.done'],
            },
          },
        ],
      },
    ],
    [
      'more wishes of departments than the environment of a function has room for',
      {
        departments: Array.from({ length: 20 }, (_, at) => ({
          agency: `H25.${at + 10}`,
          awsAccount: '482913760254',
          only: { fields: ['Bảo hiểm xã hội và việc làm', 'Phòng cháy, chữa cháy và cứu nạn, cứu hộ'] },
        })),
      },
    ],
    ['a retention that CloudWatch does not offer', { logRetentionDays: 45 }],
    [
      'an agency that subscribes twice',
      {
        departments: [
          { agency: 'H25.03', awsAccount: '482913760254' },
          { agency: 'H25.03', awsAccount: '310492875561' },
        ],
      },
    ],
  ])('refuse %s', (_, change) => {
    expect(Settings.safeParse({ ...production, ...change }).success).toBe(false);
  });

  test.each(['000000000003', '000000000000', '111111111111', '111122223333', '123456789012'])(
    'refuse the invented account %s with what to enter instead',
    (account) => {
      const departments = [{ agency: 'H25.03', awsAccount: account }];
      const refusals = Settings.safeParse({ ...production, account, departments }).error?.issues;
      expect(refusals?.map(({ path, message }) => [path.join('.'), message])).toEqual([
        [
          'account',
          `${account} is nobody's account: enter what \`aws sts get-caller-identity\` says in the stage's own`,
        ],
        [
          'departments.0.awsAccount',
          `${account} is nobody's account: enter the one that H25.03 reads from, or leave H25.03 out until it has one`,
        ],
      ]);
    },
  );

  test('take an account that looks like one, and none at all', () => {
    const departments = [{ agency: 'H25.03', awsAccount: '009996457667' }];
    expect(Settings.parse({ ...production, account: '310492875561', departments })).toMatchObject({
      account: '310492875561',
    });
    expect(Settings.parse(production)).toMatchObject({ departments: [] });
  });
});

describe('the app', () => {
  /** What it says when it makes nothing; it says so before it builds. */
  const refusalOf = async (context: Readonly<Record<string, string>>): Promise<string> => {
    const app = path.join(import.meta.dirname, '..', '..', 'infra', 'app.ts');
    const { stderr } = await promisify(execFile)(process.execPath, [app], {
      env: { ...process.env, CDK_CONTEXT_JSON: JSON.stringify(context) },
    }).then(
      () => ({ stderr: 'it refused nothing' }),
      (failed: { readonly stderr: string }) => failed,
    );
    return stderr.trim();
  };

  test('deploys to no account that a stage does not name, and says what to enter where', async () => {
    expect(await refusalOf({ stage: 'staging' })).toBe(
      'infra/settings/staging.ts names no account: enter as `account` what `aws sts get-caller-identity` says in the account that the stage is deployed to. Only `npm run synth` needs none.',
    );
  });

  test('knows no stage but those it has settings for', async () => {
    expect(await refusalOf({ stage: 'stagging' })).toContain(
      'expected one of "local"|"staging"|"production"',
    );
  });
});
