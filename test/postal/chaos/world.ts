import { setTimeout as sleep } from 'node:timers/promises';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { vi } from 'vitest';
import * as z from 'zod';
import { handler as receivePostalCallback } from '../../../functions/postal/receive-postal-callback.ts';
import { type PostalStandIn, startPostal } from '../../../infra/partners/postal.ts';
import { table } from '../../../shared/aws.ts';
import { systemNow } from '../../../shared/clock.ts';
import { api } from '../../../shared/operations.ts';
import { signatureHeaders } from '../../../shared/signature.ts';
import type { Tally } from '../../model/tally.ts';
import { call } from '../../support/call.ts';
import type { TestTable } from '../../support/dynamodb.ts';
import { startApi } from '../../support/environment.ts';
import { type Dice, drawn } from './dice.ts';

/** What the province shares with every partner here. */
export const SECRET = 'khóa chung với bưu điện';
const secrets = mockClient(SSMClient);
const mail = mockClient(SESv2Client);

/** Our side, the operator, and all that goes wrong between them. */
export type World = {
  readonly target: TestTable;
  readonly postal: PostalStandIn;
  readonly stop: () => Promise<void>;
};

const Written = z.union([
  z
    .object({
      TransactItems: z.array(z.object({ Put: z.object({ Item: z.looseObject({ PK: z.string() }) }) })),
    })
    .transform(({ TransactItems }) => TransactItems[0]?.Put.Item.PK),
  z.object({ Item: z.looseObject({ PK: z.string() }) }).transform(({ Item }) => Item.PK),
]);

/** A function may be killed right before it writes, or right after, before anybody hears of it. */
function killAtWrites(dice: Dice, tally: Tally, isOn: () => boolean): void {
  table.middlewareStack.add(
    (next) => async (args) => {
      const key = isOn() ? Written.safeParse(args.input).data : undefined;
      const fate =
        key &&
        drawn(dice(`write of ${key}`), [
          [94, 'goes well'],
          [3, 'before'],
          [3, 'after'],
        ]);
      if (fate === 'before') {
        tally.add('functions killed', 'before they wrote');
        throw new Error('killed');
      }
      const answer = await next(args);
      if (fate === 'after') {
        tally.add('functions killed', 'after they wrote');
        throw new Error('killed');
      }
      return answer;
    },
    { step: 'initialize', name: 'kill', override: true },
  );
}

/** The operator is slow, out of order, speaks nonsense, or does what is asked and its answer is lost. */
function disturbCalls(postal: PostalStandIn, dice: Dice, tally: Tally): void {
  postal.disturb(async (request) => {
    const { pathname } = new URL(request.url);
    const kind = drawn(dice(`call ${pathname} ${request.headers.get('idempotency-key')}`), [
      [80, undefined],
      [3, 'slow'],
      [5, 'out of order'],
      [3, 'nonsense'],
      [2, 'nonsense after it was done'],
      [6, 'done, and the answer lost'],
      [1, 'asked too often'],
    ] as const);
    if (!kind) return undefined;
    tally.add('calls to the operator', kind);
    if (kind === 'slow') {
      await sleep(20);
      return undefined;
    }
    const status = { 'out of order': 503, 'done, and the answer lost': 504, 'asked too often': 429 };
    return kind === 'nonsense' || kind === 'nonsense after it was done'
      ? { done: kind !== 'nonsense', answer: new Response('<html>Xin chào', { status: 200 }) }
      : { done: status[kind] === 504, answer: new Response(null, { status: status[kind] }) };
  });
}

export async function beginChaos(dice: Dice, tally: Tally): Promise<World & { faults(on: boolean): void }> {
  const target = await startApi(undefined, []);
  const postal = await startPostal({ port: 0, callbackUrl: 'http://127.0.0.1:9', secret: SECRET });
  Object.assign(process.env, {
    EMAIL_SENDER: 'no-reply@example.vn',
    EMAIL_CONFIGURATION_SET: 'motcua-test',
    PARTNER_POSTAL_URL: postal.url,
    PARTNER_POSTAL_MERCHANT: 'HANAM',
    PARTNER_POSTAL_SECRET_NAME: '/motcua/test/partners/postal',
  });
  mail.on(SendEmailCommand).resolves({ MessageId: 'ses-1' });
  secrets.on(GetParameterCommand).resolves({ Parameter: { Value: SECRET } });
  vi.useFakeTimers({ toFake: ['Date'] });
  let isOn = false;
  killAtWrites(dice, tally, () => isOn);
  return {
    target,
    postal,
    faults: (on) => {
      isOn = on;
      if (on) disturbCalls(postal, dice, tally);
      else postal.disturb(undefined);
    },
    stop: async () => {
      table.middlewareStack.remove('kill');
      vi.useRealTimers();
      await postal.stop();
      await target.stop();
    },
  };
}

/** Calls back as the operator does, or as somebody does who has not its key. @returns the status of the answer */
export async function callBack(report: object, secret = SECRET): Promise<number> {
  const rawBody = JSON.stringify(report);
  const headers = signatureHeaders(secret, rawBody, systemNow());
  return (await call(api.receivePostalCallback, receivePostalCallback, { rawBody, headers })).status;
}
