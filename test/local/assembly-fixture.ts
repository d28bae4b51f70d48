import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Assembly, readAssembly } from '../../infra/local/assembly.ts';

type Json = Readonly<Record<string, unknown>>;
export type Resources = Readonly<Record<string, { Type: string; Properties?: Json; Condition?: string }>>;
export type StackTemplate = { readonly Resources: Resources } & Json;

/** An assembly of stacks as the CDK writes it, each stack after those before it, with the code of its functions. */
export function anAssembly(
  stacks: Readonly<Record<string, StackTemplate>>,
  code: Readonly<Record<string, string>> = {},
): Assembly {
  const directory = mkdtempSync(path.join(tmpdir(), 'assembly-'));
  const names = Object.keys(stacks);
  // Listed last to first, so that only the dependencies give the order.
  const artifacts = Object.fromEntries(
    names
      .map((name, at) => [
        name,
        {
          type: 'aws:cloudformation:stack',
          dependencies: names.slice(0, at),
          properties: { templateFile: `${name}.json`, stackName: name },
        },
      ])
      .reverse(),
  );
  writeFileSync(path.join(directory, 'manifest.json'), JSON.stringify({ artifacts }));
  for (const [name, template] of Object.entries(stacks)) {
    writeFileSync(path.join(directory, `${name}.json`), JSON.stringify(template));
  }
  for (const [hash, source] of Object.entries(code)) {
    mkdirSync(path.join(directory, `asset.${hash}`));
    writeFileSync(path.join(directory, `asset.${hash}`, 'index.js'), source);
  }
  return readAssembly(directory, {
    doorUrl: 'http://127.0.0.1:9',
    apiUrl: 'http://127.0.0.1:8',
    region: 'ap-southeast-1',
    accountId: '000000000000',
  });
}

/** A function of a template whose code is the asset of this name. */
export const aFunction = (hash: string, properties: Json = {}): Resources[string] => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    FunctionName: hash,
    Handler: 'index.handler',
    Role: `arn:aws:iam::000000000000:role/${hash}`,
    Code: { S3Bucket: 'assets', S3Key: `${hash}.zip` },
    ...properties,
  },
});

/** Lets a service invoke a function. */
export const aPermission = (
  functionName: string,
  service: string,
  sourceArn: unknown,
): Resources[string] => ({
  Type: 'AWS::Lambda::Permission',
  Properties: {
    Action: 'lambda:InvokeFunction',
    FunctionName: functionName,
    Principal: service,
    SourceArn: sourceArn,
  },
});

export const noKeys = () => ({ accessKeyId: 'AKIANOBODY', secretAccessKey: 'nothing' });
