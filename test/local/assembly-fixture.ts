import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Context } from '../../infra/local/assembly/kind.ts';
import { type Assembly, readAssembly } from '../../infra/local/assembly.ts';

type Json = Readonly<Record<string, unknown>>;
export type Resources = Readonly<Record<string, { Type: string; Properties?: Json }>>;
export type StackTemplate = { readonly Resources: Resources } & Json;

export const account = '000000000000';
export const region = 'ap-southeast-1';

export const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:${region}:${account}:${resource}`;

/** An assembly of stacks as the CDK writes it, with the code of its functions. */
export function anAssembly(
  stacks: Readonly<Record<string, StackTemplate>>,
  code: Readonly<Record<string, string>> = {},
  context: Partial<Context> = {},
): Assembly {
  const directory = mkdtempSync(path.join(tmpdir(), 'assembly-'));
  const artifacts = Object.fromEntries(
    Object.keys(stacks).map((name) => [
      name,
      { type: 'aws:cloudformation:stack', properties: { templateFile: `${name}.json` } },
    ]),
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
    region,
    accountId: account,
    ...context,
  });
}

/** A function of a template whose code is the asset of this name. */
export const aFunction = (hash: string, properties: Json = {}): Resources[string] => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    FunctionName: hash,
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
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

export const policy = (...Statement: readonly Json[]) => ({ Version: '2012-10-17', Statement });

export const allow = (Action: readonly string[], Resource: string, rest: Json = {}): Json => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...rest,
});

/** A role that Lambda and GuardDuty may take, with these grants. */
export const role = (name: string, ...statements: readonly Json[]): Resources[string] => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: name,
    AssumeRolePolicyDocument: policy({
      Effect: 'Allow',
      Principal: { Service: ['lambda.amazonaws.com', 'malware-protection-plan.guardduty.amazonaws.com'] },
      Action: 'sts:AssumeRole',
    }),
    Policies: [{ PolicyName: 'grants', PolicyDocument: policy(...statements) }],
  },
});

export const noSession = () => ({
  accessKeyId: 'ASIANOBODY',
  secretAccessKey: 'nothing',
  sessionToken: 'never',
});
