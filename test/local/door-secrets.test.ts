import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSecrets } from '../../infra/local/secrets.ts';
import { assemblyOf } from './door-fixture.ts';

const assembly = assemblyOf({
  Postal: {
    Type: 'AWS::SecretsManager::Secret',
    Properties: {
      Name: 'motcua/postal',
      GenerateSecretString: { PasswordLength: 24, ExcludePunctuation: true },
    },
  },
});

describe('Secrets of the template', () => {
  it('are generated as the template says', () => {
    const value = openSecrets(assembly, undefined).find('motcua/postal')?.value;
    expect(value).toMatch(/^[a-zA-Z0-9]{24}$/);
    expect(openSecrets(assembly, undefined).find('motcua/postal')?.value).not.toBe(value);
  });

  it('are found by name and by ARN', () => {
    const secrets = openSecrets(assembly, undefined);
    const whole = secrets.find('motcua/postal');
    expect(whole?.arn).toMatch(
      /^arn:aws:secretsmanager:ap-southeast-1:000000000000:secret:motcua\/postal-[\da-f]{6}$/,
    );
    expect(secrets.find(whole?.arn ?? '')).toBe(whole);
    expect(secrets.find('motcua/none')).toBeUndefined();
    expect(secrets.find('motcua/none')).toBeUndefined();
  });

  it('stay the same between runs, in a file that only its owner may read', () => {
    const directory = mkdtempSync(path.join(tmpdir(), 'secrets-'));
    const first = openSecrets(assembly, directory).find('motcua/postal')?.value;
    expect(openSecrets(assembly, directory).find('motcua/postal')?.value).toBe(first);
    const file = path.join(directory, 'secrets.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});
