import type { Answer } from '../http.ts';
import type { Authorize } from '../iam/authorize.ts';
import type { Principal } from '../iam/principals.ts';
import type { Call } from './call.ts';
import type { Faults } from './faults.ts';
import type { Meter } from './meter.ts';
import { AwsError, awsError } from './wire.ts';

/**
 * Authorizes a call and does it, as injected faults let it. Gives nothing when the answer is to be lost on its way;
 * throws the service's own error when a policy refuses.
 */
export type Pass = (principal: Principal, call: Call) => Promise<Answer | undefined>;

export function passer(authorize: Authorize, meter: Meter, faults: Faults): Pass {
  const assertAllowed = async (principal: Principal, { service, needs }: Call): Promise<void> => {
    for (const need of needs) {
      const { allowed, reason } = await authorize(principal, need);
      if (allowed) {
        meter.allowed(principal, need);
        continue;
      }
      meter.refused(principal, need, reason);
      const what = `not authorized to perform: ${need.action} on resource: ${need.resource} ${reason}`;
      throw awsError(service, 'denied', `User: ${principal.arn} is ${what}`);
    }
  };

  return async (principal, call) => {
    meter.called(principal, call.operation);
    await assertAllowed(principal, call);
    let lost = false;
    for (const effect of faults.strike(principal, call)) {
      switch (effect.kind) {
        case 'error':
          throw new AwsError(effect.code, effect.status, 'A fault was injected here');
        case 'throttle':
          throw awsError(call.service, 'throttled', 'Rate exceeded');
        case 'duplicate':
          await call.act();
          break;
        case 'drop-response':
          lost = true;
      }
    }
    const answer = await call.act();
    return lost ? undefined : answer;
  };
}
