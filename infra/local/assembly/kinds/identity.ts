import * as z from 'zod';
import { arnOf, type Kind, type Named, opaque, within } from '../kind.ts';
import { PolicyDocument } from '../policy-document.ts';

const policyArn = ({ context, name }: Named): string => `arn:aws:iam::${context.accountId}:policy/${name}`;

/** IAM and KMS. */
export const identity = {
  'AWS::IAM::ManagedPolicy': {
    properties: z.strictObject({ ManagedPolicyName: z.string().optional(), PolicyDocument }),
    named: 'ManagedPolicyName',
    arn: policyArn,
    ref: policyArn,
  },
  'AWS::IAM::Policy': {
    properties: z.strictObject({ PolicyName: z.string(), PolicyDocument, Roles: z.array(z.string()) }),
    named: 'PolicyName',
  },
  'AWS::IAM::Role': {
    properties: z.strictObject({
      RoleName: z.string().optional(),
      AssumeRolePolicyDocument: PolicyDocument,
      PermissionsBoundary: z.string().optional(),
      Policies: z.array(z.strictObject({ PolicyName: z.string(), PolicyDocument })).default([]),
    }),
    named: 'RoleName',
    made: within(64),
    arn: ({ context, name }) => `arn:aws:iam::${context.accountId}:role/${name}`,
  },
  'AWS::KMS::Key': {
    properties: z.strictObject({
      KeyPolicy: PolicyDocument,
      // What is asked of a key by its name is a signature; what it encrypts, nobody sees here.
      KeySpec: z.literal('RSA_2048').optional(),
      KeyUsage: z.literal('SIGN_VERIFY').optional(),
    }),
    ignores: ['EnableKeyRotation', 'RotationPeriodInDays'],
    made: (name) => opaque(32)(name).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    arn: (self) => arnOf(self, 'kms', `key/${self.name}`),
  },
} as const satisfies Record<string, Kind>;
