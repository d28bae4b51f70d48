import type { Principal } from '../iam/principals.ts';
import type { Call } from './call.ts';

type Named = Pick<Principal, 'name' | 'arn'>;
type Struck = Pick<Call, 'operation' | 'needs'>;

/** Which calls a fault strikes; every part that is stated must fit. */
type Match = {
  /** Name or ARN. */
  readonly principal?: string;
  /** The operation (`dynamodb:TransactWriteItems`) or an IAM action it needs (`dynamodb:PutItem`). */
  readonly action?: string;
};

type Effect =
  /** Answers with this error of the service and does nothing. */
  | { readonly kind: 'error'; readonly code: string; readonly status: number }
  /** Answers as the service does when it is asked too fast. */
  | { readonly kind: 'throttle' }
  /** Does the call twice, as a network does that delivers a request again. */
  | { readonly kind: 'duplicate' }
  /** Does the call, then breaks the connection instead of answering. */
  | { readonly kind: 'drop-response' };

type InjectedFault = {
  readonly match: Match;
  readonly effect: Effect;
  /** How many calls it strikes; without it, all until `clear`. */
  readonly times?: number;
};

export type Faults = {
  add(fault: InjectedFault): void;
  clear(): void;
  /** The effects that strike this call, in the order they were added. */
  strike(principal: Named, call: Struck): readonly Effect[];
};

const fits = ({ principal, action }: Match, caller: Named, call: Struck): boolean =>
  (principal === undefined || principal === caller.name || principal === caller.arn) &&
  (action === undefined || action === call.operation || call.needs.some((need) => need.action === action));

/** Faults that tests inject; none to begin with. */
export function faultInjector(): Faults {
  let pending: { readonly fault: InjectedFault; left: number }[] = [];
  return {
    add: (fault) => {
      pending.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
    },
    clear: () => {
      pending = [];
    },
    strike: (principal, call) => {
      const striking = pending.filter(({ fault }) => fits(fault.match, principal, call));
      for (const entry of striking) entry.left -= 1;
      pending = pending.filter(({ left }) => left > 0);
      return striking.map(({ fault }) => fault.effect);
    },
  };
}
