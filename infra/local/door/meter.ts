import type { Need } from '../iam/authorize.ts';
import type { Principal } from '../iam/principals.ts';

/** What one principal did by one operation. */
export type Count = {
  readonly principal: string;
  /** E.g. `dynamodb:TransactWriteItems`. */
  readonly operation: string;
  readonly calls: number;
  /** Capacity units that DynamoDB charged, read and written together, as AWS bills them. */
  readonly capacity: number;
};

/** A grant that was used: what one principal was allowed to do. */
export type Use = { readonly principal: string; readonly action: string };

/** A call that was refused by policy. */
export type Refusal = Use & { readonly resource: string; readonly reason: string };

type Named = Pick<Principal, 'name'>;

export type Meter = {
  called(principal: Named, operation: string): void;
  charged(principal: Named, operation: string, capacity: number): void;
  allowed(principal: Named, need: Need): void;
  refused(principal: Named, need: Need, reason: string): void;
  counts(): readonly Count[];
  uses(): readonly Use[];
  refusals(): readonly Refusal[];
};

/** Counts from the opening of the door. */
export function newMeter(): Meter {
  const counts = new Map<string, { principal: string; operation: string; calls: number; capacity: number }>();
  const uses = new Map<string, Use>();
  const refusals: Refusal[] = [];
  const count = (principal: string, operation: string) => {
    const name = `${principal}\n${operation}`;
    const entry = counts.get(name) ?? { principal, operation, calls: 0, capacity: 0 };
    counts.set(name, entry);
    return entry;
  };
  return {
    called: ({ name }, operation) => {
      count(name, operation).calls += 1;
    },
    charged: ({ name }, operation, capacity) => {
      count(name, operation).capacity += capacity;
    },
    allowed: ({ name: principal }, { action }) => {
      uses.set(`${principal} ${action}`, { principal, action });
    },
    refused: ({ name: principal }, { action, resource }, reason) => {
      refusals.push({ principal, action, resource, reason });
    },
    counts: () => [...counts.values()].map((entry) => ({ ...entry })),
    uses: () => [...uses.values()],
    refusals: () => [...refusals],
  };
}
