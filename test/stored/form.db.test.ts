import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { Appointment } from '../../shared/appointment/appointment.ts';
import { ClockEvent } from '../../shared/deadline/deadline.ts';
import { rejectionCodes } from '../../shared/document/document.ts';
import { channels } from '../../shared/dossier/channel.ts';
import { events } from '../../shared/dossier/events.ts';
import { filedStatusNames } from '../../shared/dossier/status.ts';
import { nameOfType } from '../../shared/event/envelope.ts';
import { readKept } from '../../shared/event/outbox.ts';
import { Payment } from '../../shared/payment/payment.ts';
import * as keys from '../../shared/table/keys.ts';
import { fixturesOf, versions } from './fixtures.ts';
import { formsOf, kindOf } from './form.ts';
import { recordLives } from './record.ts';

const newest = [...fixturesOf(versions.at(-1) ?? 0).values()].flatMap(({ items }) => items);

const ADD =
  'What is stored has another form now: let its schema read the old form too, and add a version of fixtures by npm run fixtures';

/** The kinds of items that there are keys for, but for the catalogue, which is imported. */
function kindsOfKeys(): readonly string[] {
  const Key = z.object({ PK: z.string(), SK: z.string() });
  const made = Object.values(keys).map((make) =>
    typeof make === 'function'
      ? Key.safeParse((make as (...ids: string[]) => unknown)('a', 'b', 'c')).data
      : undefined,
  );
  return made.flatMap((key) => (key && key.PK !== keys.CATALOGUE_PK ? [kindOf(key)] : []));
}

const clockMoves = ClockEvent.options.flatMap(({ shape: { kind } }) =>
  'options' in kind ? kind.options : [kind.value],
);

describe('the newest fixtures', () => {
  it('have the form of what is stored today', { timeout: 300_000 }, async () => {
    const today = [...(await recordLives()).values()].flatMap(({ items }) => items);
    expect(formsOf(today), ADD).toEqual(formsOf(newest));
  });

  it('bear a version, every item', () => {
    expect(newest.filter(({ v }) => typeof v !== 'number')).toEqual([]);
  });

  it('hold every kind of item', () => {
    expect(Object.keys(formsOf(newest)).sort()).toEqual([...kindsOfKeys()].sort());
  });

  const those = (kind: string) => newest.filter((item) => kindOf(item) === kind);
  it.each([
    ['status of a dossier', those('DOSSIER').map(({ status }) => status), ['draft', ...filedStatusNames]],
    [
      'move of a clock',
      those('DOSSIER')
        .flatMap(({ clock = [] }) => z.array(z.object({ kind: z.string() })).parse(clock))
        .map(({ kind }) => kind),
      clockMoves,
    ],
    [
      'kind of an appointment',
      those('DOSSIER#APPOINTMENT').map(({ kind }) => kind),
      Appointment.shape.kind.options,
    ],
    ['channel of a dossier', those('DOSSIER').map(({ channel }) => channel), channels],
    ['state of a payment', those('DOSSIER#PAYMENT').map(({ state }) => state), Payment.shape.state.options],
    [
      'rejection of a file',
      those('DOSSIER#DOCUMENT').flatMap(({ rejection = [] }) => rejection),
      rejectionCodes,
    ],
    ['outcome of an e-mail', those('ANNOUNCED').map(({ state }) => state), ['sent', 'skipped']],
    ['event', those('EVENT').map(({ event }) => nameOfType(readKept(String(event)).type)), events.names],
  ])('hold every %s', (_, held, known) => {
    expect([...new Set(held)].sort()).toEqual([...known].sort());
  });
});
