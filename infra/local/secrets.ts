import { randomBytes } from 'node:crypto';
import path from 'node:path';
import * as z from 'zod';
import type { Assembly } from './assembly.ts';
import { keep, readKept } from './kept.ts';

type Secret = { readonly name: string; readonly arn: string; readonly value: string };

/** The secrets of the template, with values made on this machine. */
export type Secrets = {
  /** By name or ARN; `undefined` when the template has no such secret. */
  find(nameOrArn: string): Secret | undefined;
};

const password = (length: number): string => randomBytes(length).toString('hex').slice(0, length);

const keptSchema = z.record(z.string(), z.string()).default({});

/**
 * The secrets of the assembly. Values are made once and kept in `secrets.json` in the data directory, which only its
 * owner may read; without a directory they last as long as the process.
 */
export function openSecrets(assembly: Assembly, dataDirectory: string | undefined): Secrets {
  const file = dataDirectory === undefined ? undefined : path.join(dataDirectory, 'secrets.json');
  const kept = keptSchema.parse(file && readKept(file));
  const secrets = assembly.ofType('AWS::SecretsManager::Secret').map(({ name, arn, properties }) => ({
    name,
    arn,
    value: kept[arn] ?? password(properties.GenerateSecretString.PasswordLength),
  }));
  if (file) keep(file, Object.fromEntries(secrets.map(({ arn, value }) => [arn, value])));
  return { find: (nameOrArn) => secrets.find(({ name, arn }) => [name, arn].includes(nameOrArn)) };
}
