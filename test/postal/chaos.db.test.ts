import { expect, it } from 'vitest';
import { livePostalChaos } from './chaos/chaos.ts';

/** `npm run chaos -- postal` says how many, and with which seed. */
const { CHAOS = '60', SEED = String(Date.now() % 1_000_000_000) } = process.env;

it('ends with one order, one item code, and the right status or a task for each result, whatever goes wrong', {
  timeout: 7_200_000,
}, async () => {
  const begun = performance.now();
  const { tally, outcome, collected, messages } = await livePostalChaos(Number(CHAOS), SEED).catch(
    (cause) => {
      throw new Error(`with the seed ${SEED}`, { cause });
    },
  );
  const seconds = Math.round((performance.now() - begun) / 1000);
  const { results, came, fees, wrong } = outcome;
  const rows = (counts: object) =>
    Object.entries(counts).map(([what, count]) => `  ${what.padEnd(36)}${count}`);
  console.log(
    [
      `${results} results by post (seed ${SEED}, ${seconds} s)`,
      'what came of them',
      ...rows(came),
      'what came of papers that were to be collected',
      ...rows(collected.came),
      'what the post collected',
      ...rows(fees),
      'what was told of them',
      ...rows(messages.messages),
      'what went wrong on the way',
      String(tally),
      'what is wrong in the end',
      ...rows({ ...wrong, ...collected.wrong, ...messages.wrong }),
    ].join('\n'),
  );
  expect(wrong).toEqual({
    doubleOrders: 0,
    doubleItemCodes: 0,
    lostItemCodes: 0,
    stuckWithoutTask: 0,
    otherThanAtTheOperator: 0,
    returnsMisjudged: 0,
    eventsMissingOrDouble: 0,
    reportsKeptTwice: 0,
    feesForgotten: 0,
    feesWithoutReceipt: 0,
    booksApartVnd: 0,
  });
  expect(collected.wrong).toEqual({
    doubleBookings: 0,
    collectionsStuckWithoutTask: 0,
    collectionsOtherThanAtTheOperator: 0,
    filedOtherwiseThanSigned: 0,
    supplementsHeldOffInVain: 0,
  });
  expect(collected.came['handed to the desk']).toBeGreaterThan(0);
  expect(messages.wrong).toEqual({
    eventsWithoutRecord: 0,
    doublesUntold: 0,
    smsSentTwice: 0,
    bouncesUnheeded: 0,
    fatesApart: 0,
  });
  expect(messages.messages.events).toBeGreaterThanOrEqual(2 * results);
  expect(messages.messages.sms).toBeGreaterThan(0);
  const settled = came.delivered + came['sent back by law'] + came['sent back early'] + came.lost;
  expect(settled + came.forgotten + came['not ordered']).toBe(results);
  expect(came.delivered).toBeGreaterThan(0);
  expect(fees.settled).toBeGreaterThan(0);
});
