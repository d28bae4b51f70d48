import { setTimeout as sleep } from 'node:timers/promises';
import type { Call } from './actions.ts';
import type { Authorize, Decision, Need } from './authorize.ts';
import type { Faults } from './faults.ts';
import type { Principal } from './identify.ts';
import type { Meter } from './meter.ts';
import { type Answer, AwsError, awsError } from './wire.ts';

/**
 * Authorizes a call and does it, as injected faults let it. Gives nothing when the answer is to be lost on its way;
 * throws the service's own error when a policy refuses.
 */
export type Pass = (
  principal: Principal,
  call: Call,
  act: () => Answer | Promise<Answer>,
) => Promise<Answer | undefined>;

const refusalMessage = (principal: Principal, need: Need, { reason }: Decision): string =>
  `User: ${principal.arn} is not authorized to perform: ${need.action} on resource: ${need.resource} ${reason}`;

export function passer(authorize: Authorize, meter: Meter, faults: Faults): Pass {
  const assertAllowed = async (principal: Principal, call: Call): Promise<void> => {
    for (const need of call.needs) {
      const decision = await authorize(principal, need);
      if (decision.allowed) {
        meter.allowed(principal, need);
        continue;
      }
      meter.refused(principal, need, decision.reason);
      const message = refusalMessage(principal, need, decision);
      throw awsError(call.service, decision.byKey ? 'keyDenied' : 'denied', message);
    }
  };

  return async (principal, call, act) => {
    meter.called(principal, call.operation);
    await assertAllowed(principal, call);
    let lost = false;
    for (const effect of faults.strike(principal, call)) {
      switch (effect.kind) {
        case 'error':
          throw new AwsError(effect.code, effect.status, 'A fault was injected here');
        case 'throttle':
          throw awsError(call.service, 'throttled', 'Rate exceeded');
        case 'delay':
          await sleep(effect.ms);
          break;
        case 'duplicate':
          await act();
          break;
        case 'drop-response':
          lost = true;
      }
    }
    const answer = await act();
    return lost ? undefined : answer;
  };
}
