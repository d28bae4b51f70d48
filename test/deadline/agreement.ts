import fc from 'fast-check';
import { dueOf } from '../../shared/deadline/lines.ts';
import { dueFromLedger } from '../../shared/deadline/reckoning.ts';
import { reckonStep } from '../../shared/deadline/steps.ts';
import { calendarChanges, calendarsOf, ledgers, processingTimes, stepLedgers } from './ledgers.ts';
import { slowDue, slowStepDue } from './oracle.ts';

/** Throws, with the seed and the smallest case, where the engine and the slow computation differ. */
export function assertAgreement(runs: number, seed: number): void {
  const parameters = { numRuns: runs, seed };
  fc.assert(
    fc.property(ledgers, processingTimes, calendarChanges, (ledger, processing, changes) => {
      for (const { calendar, days } of calendarsOf(changes)) {
        const due = dueFromLedger(ledger, processing, calendar);
        const slow = slowDue(ledger, processing, days);
        if (due !== slow) throw new Error(`the engine says ${due}, the law ${slow}`);
      }
    }),
    parameters,
  );
}

/** The same for the steps of an agency's own process, which are counted in minutes. */
export function assertStepAgreement(runs: number, seed: number): void {
  fc.assert(
    fc.property(stepLedgers, fc.integer({ min: 1, max: 8 }), calendarChanges, (ledger, halves, changes) => {
      const [{ calendar, days }] = calendarsOf(changes);
      const due = dueOf(reckonStep(ledger, halves / 2, calendar));
      const slow = slowStepDue(ledger, halves * 240, days);
      if (due !== slow) throw new Error(`the engine says ${due}, the law ${slow}`);
    }),
    { numRuns: runs, seed },
  );
}
