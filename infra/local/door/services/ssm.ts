import * as z from 'zod';
import type { Place } from '../../iam/authorize.ts';
import { inputOf, parsed, targetOf, type Understand } from '../call.ts';
import { AwsError, jsonAnswer, unsupported } from '../wire.ts';

const named = z.object({ Name: z.string().regex(/^\/[\w.-]+(\/[\w.-]+)*$/) });
const read = named.extend({ WithDecryption: z.literal(true) });
const put = named.extend({
  Value: z.string().min(1),
  Type: z.literal('SecureString'),
  Overwrite: z.boolean().default(false),
});

/**
 * Parameter Store: what an operator puts there, until the door closes. It is encrypted by the key that Systems Manager has
 * in each account, which all who may read a parameter may use; so that decides nothing here.
 */
export function ssm({ region, accountId }: Place): Understand {
  const kept = new Map<string, string>();
  const answers: Readonly<Record<string, (input: unknown) => object>> = {
    GetParameter: (input) => {
      const { Name } = parsed(read, input);
      const Value = kept.get(Name);
      if (Value === undefined) throw new AwsError('ParameterNotFound', 400, `There is no parameter ${Name}.`);
      return { Parameter: { Name, Type: 'SecureString', Value } };
    },
    PutParameter: (input) => {
      const { Name, Value, Overwrite } = parsed(put, input);
      if (kept.has(Name) && !Overwrite)
        throw new AwsError('ParameterAlreadyExists', 400, 'The parameter already exists.');
      kept.set(Name, Value);
      return { Tier: 'Standard' };
    },
  };
  return (request) => {
    const name = targetOf(request);
    const answer = answers[name];
    if (!answer) throw unsupported('ssm', name);
    const input = inputOf(request);
    const resource = `arn:aws:ssm:${region}:${accountId}:parameter${parsed(named, input).Name}`;
    return {
      service: 'ssm',
      operation: `ssm:${name}`,
      needs: [{ action: `ssm:${name}`, resource }],
      act: async () => jsonAnswer(200, answer(input)),
    };
  };
}
