import * as z from 'zod';
import { divisionOf } from '../agency/agency.ts';
import type { Instant, LocalDate } from '../clock.ts';
import type { Assignee } from '../dossier/assignee.ts';
import { vietnameseDate, vietnameseTime } from '../format.ts';
import { StoredInstant } from '../instant.ts';
import type { Text } from '../text.ts';
import { type Email, emailOf, greetings } from './email.ts';

/** What an agency is told of each morning: what is past its day, and what is due on this one. */
export const digestLists = ['overdue', 'dueToday'] as const;
export type DigestList = (typeof digestLists)[number];

/** A dossier whose time runs, as a digest speaks of it: neither its applicant nor its procedure, whose name may tell too much. */
type Running = {
  readonly code?: string | undefined;
  readonly dueAt?: Instant | undefined;
  readonly assignee?: Assignee | undefined;
};

/** What a list of an agency has: the oldest of it, and whether there is more. */
export type Digested = { readonly running: readonly Running[]; readonly more: boolean };

/** That an agency was told on a day. */
export const Digest = z.object({
  v: z.literal(1),
  agency: z.string(),
  day: z.iso.date(),
  overdue: z.int().min(0),
  dueToday: z.int().min(0),
  messageId: z.string(),
  at: StoredInstant,
});
export type Digest = z.infer<typeof Digest>;

/** So many of each list are named, the oldest first: a letter that nobody reads to its end helps nobody. */
export const NAMED_AT_MOST = 50;

const labels = {
  overdue: 'Quá hạn',
  dueToday: 'Đến hạn hôm nay',
} as const satisfies Record<DigestList, string>;

const words = {
  title: (day: string) => `Hồ sơ đến hạn ngày ${day}`,
  message: (overdue: string, dueToday: string): Text => ({
    vi: `Số hồ sơ đến hạn trả kết quả trong ngày: ${dueToday}; đã quá hạn: ${overdue}.`,
    en: `Results due today: ${dueToday}; overdue: ${overdue}.`,
  }),
  guidance:
    'Danh sách đầy đủ có trên hệ thống thông tin một cửa điện tử của tỉnh, mục "Đến hạn" và "Quá hạn". Hồ sơ không kịp hạn phải có thư xin lỗi và ngày hẹn lại trước khi hết hạn (Nghị định 61/2018/NĐ-CP, Điều 19).',
  more: 'và những hồ sơ khác trên hệ thống',
  unassigned: 'chưa phân công',
} as const;

/** In whose hands it is. */
function holderOf(agency: string, assignee: Assignee | undefined): string {
  const { name, division } = assignee ?? {};
  return name ?? (division && divisionOf(agency, division)?.name.vi) ?? words.unassigned;
}

/** The dossiers of a list, those in the same hands on one line. */
function linesOf(agency: string, list: DigestList, { running, more }: Digested) {
  const label = labels[list];
  const held = Map.groupBy(running, ({ assignee }) => holderOf(agency, assignee));
  const lines = [...held].map(([holder, ones]) => {
    const codes = ones.map(({ code, dueAt }) => `${code} (${dueAt ? vietnameseTime(dueAt) : ''})`);
    return [`${label} · ${holder}`, codes.join('; ')] as const;
  });
  return more ? [...lines, [label, words.more] as const] : lines;
}

/** As many as were counted, or more: `50+`. */
const countedOf = ({ running, more }: Digested): string => `${running.length}${more ? '+' : ''}`;

/** The letter to an agency about its day. Pure. */
export function digestLetter(
  agency: { readonly code: string; readonly name: Text },
  day: LocalDate,
  lists: Readonly<Record<DigestList, Digested>>,
): Email {
  const message = words.message(countedOf(lists.overdue), countedOf(lists.dueToday));
  return emailOf({
    language: 'vi',
    title: words.title(vietnameseDate(day)),
    greeting: greetings.vi(agency.name.vi),
    message: message.vi,
    translation: message.en,
    facts: digestLists.flatMap((list) => linesOf(agency.code, list, lists[list])),
    guidance: words.guidance,
  });
}
