import { setTimeout as sleep } from 'node:timers/promises';
import type * as z from 'zod';
import { localDateOf } from '../../shared/clock.ts';
import type { CalendarChange } from '../../shared/control/calendar-change.ts';
import { vietnameseDate, vietnameseTime } from '../../shared/format.ts';
import { api } from '../../shared/operations.ts';
import type { FiledDossier, Scene } from './scene.ts';
import { expectSame } from './steps.ts';
import { until } from './until.ts';

type Change = z.input<typeof CalendarChange>;

const CONTROL = 'vpub.kiem-soat';
const STORM = 'Nghỉ phòng chống bão số 10';

/** A version is brought to the open dossiers once no function counts by the one before any more, and not sooner. */
const SETTLES_MS = 45_000;
const LONGEST_APPLICATION_SECONDS = 60;

/**
 * The day on which the result of a dossier is due becomes a day off, seen first and then made so: the dossier moves.
 * The day stays in the calendar of the data it is told on, since to bring its withdrawal to the dossiers would take as
 * long again: a dossier that is received later is due on the next working day, which its own story then takes. It is
 * weeks ahead, when no result of another story is due.
 */
export async function giveDayOff(scene: Scene, { person, dossierId, receipt }: FiledDossier): Promise<void> {
  const { client, as, step, tell } = scene;
  const owner = { token: await as(person), params: { dossierId } };
  const { dueAt = '' } = (await client.call(api.readDossier, owner)).body;
  const day = localDateOf(new Date(dueAt));
  const change = {
    reason: STORM,
    days: [{ date: day, kind: 'HOLIDAY' as const, name: STORM, legalBasis: 'Công điện 18/CĐ-UBND' }],
  };

  const move = await step('Xem trước một ngày nghỉ', 'which open dossiers a day off would move', async () => {
    const moves = await preview(scene, change);
    const ours = moves.find((one) => one.dossierId === dossierId);
    if (!ours) throw new Error(`expected ${receipt.code} among the ${moves.length} that move`);
    tell('Ngày nghỉ · day off', `${vietnameseDate(day)} ${STORM}`);
    tell('Hồ sơ phải dời · would move', String(moves.length));
    tell(ours.code, `${vietnameseTime(ours.dueAt)} → ${vietnameseTime(ours.newDueAt)}`);
    return ours;
  });

  const { version } = await step('Ban hành lịch mới', 'the day off is made so', () =>
    makeVersion(scene, change),
  );

  await step('Lịch mới tới mọi hồ sơ', 'brought to every open dossier, in the background', async () => {
    tell('Chờ 45 giây · 45 s', 'tới khi không nơi nào còn dùng lịch cũ · until none counts by the old one');
    await sleep(SETTLES_MS);
    await applied(scene, version);
    const { body } = await client.call(api.readDeadline, owner);
    expectSame('the due date', body.dueAt, move.newDueAt);
    expectSame('the version of the calendar', body.calendarVersion, version);
    const from = body.explanation.findIndex((line) => line.kind === 'day' && line.date === day);
    for (const { text } of body.explanation.slice(from)) tell('', text.vi);
  });
}

/** Every move that a change of the calendar would bring, page after page; nothing changes. */
async function preview({ client, as }: Scene, change: Change) {
  const token = await as(CONTROL);
  const moves = [];
  let cursor: string | undefined;
  do {
    const query: Record<string, string> = cursor ? { cursor } : {};
    const { body } = await client.call(api.previewCalendar, { token, query, body: change });
    moves.push(...body.items);
    cursor = body.nextCursor;
  } while (cursor);
  return moves;
}

/** The next version of the calendar, by the control of procedures. */
async function makeVersion({ client, as, tell }: Scene, change: Change) {
  const token = await as(CONTROL);
  const { etag } = await client.call(api.readCalendar, { token });
  const { body } = await client.call(api.changeCalendar, { token, etag, body: change });
  tell('Lịch làm việc · calendar', `phiên bản ${body.version}: ${body.reason}`);
  return body;
}

/** Waits until a version has been brought to every open dossier. */
async function applied({ client, as, tell }: Scene, version: number): Promise<void> {
  const said = { token: await as(CONTROL), query: { version: String(version) } };
  const { seen, moved, failed } = await until(
    `version ${version} of the calendar to be applied`,
    async () => {
      const { application } = (await client.call(api.readCalendar, said)).body;
      return application?.state === 'done' && application;
    },
    LONGEST_APPLICATION_SECONDS,
  );
  expectSame('the dossiers that could not be moved', failed, 0);
  tell('Xong · done', `xem ${seen}, dời ${moved} · saw ${seen}, moved ${moved}`);
}
