import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { SendEmailCommand } from '@aws-sdk/client-sesv2';
import { vi } from 'vitest';
import { instantOf, LocalDate } from '../../shared/clock.ts';
import { addDays } from '../../shared/deadline/calendar.ts';
import { catalogue } from '../../shared/procedure/catalogue.ts';
import type { Procedure } from '../../shared/procedure/procedure.ts';
import { answerKey } from '../../shared/table/keys.ts';
import { Fixture } from './fixtures.ts';
import { Life } from './life.ts';
import { lives } from './lives.ts';
import { bucket, mail, startWorld } from './world.ts';

/** Of the second one, an agency that is consulted agrees by its silence. */
const procedures = catalogue.flatMap((procedure): Procedure[] => {
  if (['2.000488', '2.001583'].includes(procedure.code)) return [procedure];
  const time = { unit: 'calendarDays', days: 12 } as const;
  const consultation = { time, silenceAgrees: true, source: 'Luật Xây dựng 2014 Điều 102(1)(đ)' };
  return procedure.code === '2.000635' ? [{ ...procedure, consultation }] : [];
});

/** Lives a life from its beginning, in a world of its own. @returns what it leaves behind */
async function record(name: string, place: number): Promise<Fixture> {
  vi.setSystemTime(instantOf(addDays(LocalDate.parse('2021-09-20'), place), '08:00'));
  mail.reset();
  mail.on(SendEmailCommand).resolves({ MessageId: `ses-${name}` });
  bucket.on(PutObjectCommand).resolves({ VersionId: 'version-1' });
  bucket.on(GetObjectCommand).resolves({});
  const world = await startWorld(procedures);
  try {
    const life = new Life(name, world);
    await lives[name]?.(life, world);
    const { dossierId, filer, receipt, lastCall } = life;
    const { status, procedure } = (await life.read()).body;
    // Answers are kept for a day: of all calls but the last one they are as good as gone.
    const unsigned = lastCall?.operation === 'receivePostalCallback' ? 'postal' : 'anonymous';
    const { PK: lastAnswer } = answerKey(lastCall?.claims?.sub ?? unsigned, lastCall?.key ?? '');
    const items = (await world.items()).filter(({ PK, SK }) => SK !== 'ANSWER' || PK === lastAnswer);
    return Fixture.parse({ dossierId, agency: procedure.agency, filer, status, receipt, lastCall, items });
  } finally {
    await world.stop();
  }
}

/** Lives all lives, one after the other. @returns what each leaves behind, by its name */
export async function recordLives(): Promise<ReadonlyMap<string, Fixture>> {
  const recorded = new Map<string, Fixture>();
  try {
    for (const [place, name] of Object.keys(lives).entries()) recorded.set(name, await record(name, place));
  } finally {
    vi.useRealTimers();
  }
  return recorded;
}
