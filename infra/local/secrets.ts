import { randomInt, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import type { Assembly } from './assembly.ts';

type Secret = {
  readonly name: string;
  readonly arn: string;
  readonly value: string;
  readonly versionId: string;
  readonly createdAt: Date;
};

/** The secrets of the template, with values made on this machine. */
export type Secrets = {
  /** By name, ARN, or ARN without its random end; `undefined` when the template has no such secret. */
  find(nameOrArn: string): Secret | undefined;
  /** The value, for stand-ins that share it. Throws when the template has no such secret. */
  valueOf(nameOrArn: string): string;
};

const alphabets = {
  lower: 'abcdefghijklmnopqrstuvwxyz',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  digits: '0123456789',
  punctuation: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
} as const;

const generateSchema = z.object({
  PasswordLength: z.coerce.number().int().positive().default(32),
  ExcludeCharacters: z.string().default(''),
  ExcludeLowercase: z.boolean().default(false),
  ExcludeUppercase: z.boolean().default(false),
  ExcludeNumbers: z.boolean().default(false),
  ExcludePunctuation: z.boolean().default(false),
  IncludeSpace: z.boolean().default(false),
  RequireEachIncludedType: z.boolean().default(true),
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
});
type Generate = z.infer<typeof generateSchema>;

const secretSchema = z.object({
  SecretString: z.string().optional(),
  GenerateSecretString: generateSchema.default(generateSchema.parse({})),
});

const keptSchema = z.record(
  z.string(),
  z.object({ value: z.string(), versionId: z.string(), createdAt: z.iso.datetime() }),
);
type Kept = z.infer<typeof keptSchema>[string];

const pick = (from: string): string => from.charAt(randomInt(from.length));

function shuffled(characters: readonly string[]): string {
  const left = [...characters];
  return characters.map(() => left.splice(randomInt(left.length), 1).join('')).join('');
}

function randomPassword(how: Generate): string {
  const types = [
    how.ExcludeLowercase ? '' : alphabets.lower,
    how.ExcludeUppercase ? '' : alphabets.upper,
    how.ExcludeNumbers ? '' : alphabets.digits,
    how.ExcludePunctuation ? '' : alphabets.punctuation,
    how.IncludeSpace ? ' ' : '',
  ]
    .map((type) => [...type].filter((character) => !how.ExcludeCharacters.includes(character)).join(''))
    .filter((type) => type !== '');
  if (types.length === 0) throw new Error('GenerateSecretString excludes every character');
  const required = how.RequireEachIncludedType ? types.map(pick) : [];
  const all = types.join('');
  const rest = Array.from({ length: Math.max(0, how.PasswordLength - required.length) }, () => pick(all));
  return shuffled([...required, ...rest]);
}

/** What CloudFormation would put into the secret (template reference, AWS::SecretsManager::Secret). */
function valueFor(properties: unknown): string {
  const { SecretString, GenerateSecretString: how } = secretSchema.parse(properties);
  if (SecretString !== undefined) return SecretString;
  const password = randomPassword(how);
  if (how.SecretStringTemplate === undefined || how.GenerateStringKey === undefined) return password;
  const template = z.record(z.string(), z.unknown()).parse(JSON.parse(how.SecretStringTemplate));
  return JSON.stringify({ ...template, [how.GenerateStringKey]: password });
}

/**
 * The secrets of the assembly. Values are made once and kept in `secrets.json` in the data directory, which only its
 * owner may read; without a directory they last as long as the process.
 */
export function openSecrets(assembly: Assembly, dataDirectory: string | undefined, now: () => Date): Secrets {
  const file = dataDirectory === undefined ? undefined : path.join(dataDirectory, 'secrets.json');
  const kept =
    file !== undefined && existsSync(file) ? keptSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
  const made = (properties: unknown): Kept => ({
    value: valueFor(properties),
    versionId: randomUUID(),
    createdAt: now().toISOString(),
  });
  const secrets = assembly.ofType('AWS::SecretsManager::Secret').map(({ id, name, arn, properties }) => {
    const { value, versionId, createdAt } = kept[id] ?? made(properties);
    return { id, name, arn, value, versionId, createdAt: new Date(createdAt) };
  });
  if (file !== undefined) {
    const entries = secrets.map(({ id, value, versionId, createdAt }) => [
      id,
      { value, versionId, createdAt: createdAt.toISOString() },
    ]);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`, { mode: 0o600 });
  }
  const find = (nameOrArn: string): Secret | undefined =>
    secrets.find(({ name, arn }) => [name, arn, arn.replace(/-[^-]{6}$/, '')].includes(nameOrArn));
  return {
    find,
    valueOf: (nameOrArn) => {
      const secret = find(nameOrArn);
      if (!secret) throw new Error(`the templates have no secret called ${nameOrArn}`);
      return secret.value;
    },
  };
}
