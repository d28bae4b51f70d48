import * as z from 'zod';
import type { Assembly } from './assembly.ts';
import { fits } from './wildcard.ts';

const permissionSchema = z.object({
  Action: z.string(),
  FunctionName: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
});

/**
 * Whether the templates let a service invoke a function on behalf of a resource: what `AWS::Lambda::Permission`
 * states, without which AWS refuses the call.
 */
export function mayInvoke(
  assembly: Assembly,
  functionArn: string,
  service: string,
  sourceArn: string,
): boolean {
  const target = assembly.find('AWS::Lambda::Function', functionArn);
  return assembly.ofType('AWS::Lambda::Permission').some(({ properties }) => {
    const { Action, FunctionName, Principal, SourceArn } = permissionSchema.parse(properties);
    return (
      Action === 'lambda:InvokeFunction' &&
      [target.arn, target.name].includes(FunctionName) &&
      Principal === service &&
      (SourceArn === undefined || fits(SourceArn, sourceArn))
    );
  });
}
