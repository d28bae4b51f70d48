import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openSecrets } from '../../infra/local/secrets.ts';
import { arn, assemblyOf } from './door-fixture.ts';

const secret = (Name: string, properties: Record<string, unknown>) => ({
  Type: 'AWS::SecretsManager::Secret',
  Properties: { Name, ...properties },
});

const assembly = assemblyOf({
  Postal: secret('motcua/postal', {
    GenerateSecretString: {
      PasswordLength: 24,
      ExcludePunctuation: true,
      ExcludeCharacters: 'O0l1',
      SecretStringTemplate: '{"user":"motcua"}',
      GenerateStringKey: 'password',
    },
  }),
  Plain: secret('motcua/plain', {}),
  Fixed: secret('motcua/fixed', { SecretString: 'cố định' }),
});

const now = () => new Date('2026-01-02T03:04:05Z');

describe('Secrets of the template', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'secrets-'));
  });

  it('are generated as the template says', () => {
    const secrets = openSecrets(assembly, undefined, now);
    const { user, password } = JSON.parse(secrets.valueOf('motcua/postal'));
    expect(user).toBe('motcua');
    expect(password).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-NP-Za-km-z2-9]{24}$/);
    expect(secrets.valueOf('motcua/plain')).toHaveLength(32);
    expect(secrets.valueOf('motcua/fixed')).toBe('cố định');
  });

  it('are found by name, by ARN and by ARN without its random end', () => {
    const secrets = openSecrets(assembly, undefined, now);
    const whole = secrets.find('motcua/plain');
    expect(whole?.arn).toMatch(
      /^arn:aws:secretsmanager:ap-southeast-1:000000000000:secret:motcua\/plain-[\da-f]{6}$/,
    );
    expect(secrets.find(whole?.arn ?? '')).toBe(whole);
    expect(secrets.find(arn('secretsmanager', 'secret:motcua/plain'))).toBe(whole);
    expect(secrets.find('motcua/none')).toBeUndefined();
    expect(() => secrets.valueOf('motcua/none')).toThrow('the templates have no secret called motcua/none');
  });

  it('stay the same between runs, in a file that only its owner may read', () => {
    const first = openSecrets(assembly, directory, now).valueOf('motcua/plain');
    expect(openSecrets(assembly, directory, now).valueOf('motcua/plain')).toBe(first);
    const file = path.join(directory, 'secrets.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});
