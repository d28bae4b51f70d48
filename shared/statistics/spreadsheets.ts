import type * as z from 'zod';
import type { Channel } from '../dossier/channel.ts';
import { filedStatuses } from '../dossier/status.ts';
import { vietnameseTime } from '../format.ts';
import { type Cell, type Column, type Spreadsheet, spreadsheetOf } from '../spreadsheet.ts';
import type { Text } from '../text.ts';
import type { comparePeriods } from './contracts/compare-periods.ts';
import type { listCandidates } from './contracts/list-candidates.ts';
import type { readCatalogueFigures } from './contracts/read-catalogue-figures.ts';
import type { readFigures } from './contracts/read-figures.ts';
import type { readIndicators } from './contracts/read-indicators.ts';
import type { readReport } from './contracts/read-report.ts';
import type { readRevenue } from './contracts/read-revenue.ts';
import type { CountedDossier } from './counted-dossier.ts';
import type { Figures } from './figures.ts';

/** What an operation answers. */
type AnswerOf<Contract extends { readonly output?: z.ZodType | undefined }> = z.output<
  NonNullable<Contract['output']>
>;
type Named = { readonly key: string; readonly name: Pick<Text, 'vi'> };

const TOTAL = 'Tổng số';

/** Procedures by level, and all of them. */
export const catalogueTable = ({ procedures, levels }: AnswerOf<typeof readCatalogueFigures>): Spreadsheet =>
  spreadsheetOf(
    'thu-tuc-theo-muc-do',
    [
      ['Mức độ', ({ name }) => name],
      ['Số thủ tục', ({ count }) => count],
      ['Tỷ lệ (%)', ({ percent }) => percent],
    ],
    [
      ...levels.map(({ level, share }) => ({
        name: `Mức độ ${level}`,
        count: share.part,
        percent: share.percent,
      })),
      { name: TOTAL, count: procedures, percent: procedures === 0 ? null : 100 },
    ],
  );

type FiguresRow = Named & { readonly figures: Figures | null };

/** A column of what the public may see: an empty cell where it may not. */
const figure = (head: string, of: (figures: Figures) => Cell): Column<FiguresRow> => [
  head,
  ({ figures }) => figures && of(figures),
];

const named: readonly Column<Named>[] = [
  ['Mã', ({ key }) => key],
  ['Tên', ({ name }) => name.vi],
];

/** What a period held, row by row, and in all. */
export const figuresTable = ({ total, rows }: AnswerOf<typeof readFigures>): Spreadsheet =>
  spreadsheetOf<FiguresRow>(
    'so-lieu-ho-so',
    [
      ...named,
      figure('Kỳ trước chuyển sang', ({ carriedOver }) => carriedOver),
      figure('Tiếp nhận', ({ received }) => received.total),
      figure('Tiếp nhận trực tuyến', ({ received }) => received.online),
      figure('Tiếp nhận trực tiếp', ({ received }) => received.desk),
      figure('Tiếp nhận qua bưu chính', ({ received }) => received.post),
      figure('Tỷ lệ trực tuyến (%)', ({ online }) => online.percent),
      figure('Từ chối tiếp nhận', ({ refused }) => refused),
      figure('Đã giải quyết', ({ resolved }) => resolved.total),
      figure('Trước hạn', ({ resolved }) => resolved.early),
      figure('Đúng hạn', ({ resolved }) => resolved.onTime),
      figure('Quá hạn', ({ resolved }) => resolved.overdue),
      figure('Tỷ lệ đúng hạn (%)', ({ inTime }) => inTime.percent),
      figure('Trả lại', ({ handedBack }) => handedBack),
      figure('Đã trả kết quả', ({ returned }) => returned),
      figure('Đang giải quyết', ({ inProgress }) => inProgress.total),
      figure('Đang giải quyết, trong hạn', ({ inProgress }) => inProgress.withinTime),
      figure('Đang giải quyết, quá hạn', ({ inProgress }) => inProgress.overdue),
      figure('Chờ người nộp', ({ inProgress }) => inProgress.waiting),
      figure('Nộp qua bưu chính công ích', ({ post }) => post.in),
      figure('Trả qua bưu chính công ích', ({ post }) => post.out),
      figure('Nộp hoặc trả qua bưu chính công ích', ({ post }) => post.either),
      figure('Nộp và trả qua bưu chính công ích', ({ post }) => post.both),
      figure('Phí, lệ phí phải nộp (đồng)', ({ fees }) => fees.chargedVnd),
      figure('Phí, lệ phí đã nộp (đồng)', ({ fees }) => fees.paid.totalVnd),
      figure('Nộp tiền mặt (đồng)', ({ fees }) => fees.paid.cashVnd),
      figure('Nộp chuyển khoản (đồng)', ({ fees }) => fees.paid.transferVnd),
      figure('Nộp trực tuyến (đồng)', ({ fees }) => fees.paid.onlineVnd),
      figure('Bưu chính thu hộ (đồng)', ({ fees }) => fees.paid.postVnd),
      figure('Tỷ lệ thanh toán trực tuyến (%)', ({ fees }) => fees.online.percent),
      figure('Đã hoàn trả (đồng)', ({ fees }) => fees.returnedVnd),
      figure('Hồ sơ được miễn phí, lệ phí', ({ fees }) => fees.exempt),
      figure('Rất hài lòng', ({ ratings }) => ratings.verySatisfied),
      figure('Hài lòng', ({ ratings }) => ratings.satisfied),
      figure('Không hài lòng', ({ ratings }) => ratings.unsatisfied),
      figure('Tỷ lệ hài lòng (%)', ({ ratings }) => ratings.favourable.percent),
    ],
    [...rows, { key: '', name: { vi: TOTAL }, figures: total }],
  );

type Compared = { readonly name: string } & Readonly<
  Record<'now' | 'before' | 'difference' | 'times', number | null>
>;

/** A period beside another, a measure a row; rates differ by percentage points. */
export function comparisonTable(answer: AnswerOf<typeof comparePeriods>): Spreadsheet {
  const { received, receivedOnline, notOnline, post, online, inTime } = answer;
  const rate = (name: string, { points, ...change }: typeof online): Compared => ({
    name,
    ...change,
    difference: points,
  });
  return spreadsheetOf<Compared>(
    'so-sanh-hai-ky',
    [
      ['Chỉ tiêu', ({ name }) => name],
      ['Kỳ này', ({ now }) => now],
      ['Kỳ so sánh', ({ before }) => before],
      ['Chênh lệch', ({ difference }) => difference],
      ['Số lần', ({ times }) => times],
    ],
    [
      { name: 'Tiếp nhận', ...received },
      { name: 'Tiếp nhận trực tuyến', ...receivedOnline },
      { name: 'Tiếp nhận không trực tuyến', ...notOnline },
      { name: 'Qua bưu chính công ích', ...post },
      rate('Tỷ lệ trực tuyến (%)', online),
      rate('Tỷ lệ đúng hạn (%)', inTime),
    ],
  );
}

/** Report II.06a or II.07a, with its total. */
export function reportTable({ form, rows, total }: AnswerOf<typeof readReport>): Spreadsheet {
  const supplementing: readonly Column<typeof total>[] =
    form === '07a' ? [['Bổ sung', (row) => row.supplementing ?? null]] : [];
  return spreadsheetOf<typeof total>(
    `bao-cao-${form}`,
    [
      ...named,
      ['Tiếp nhận: tổng số', ({ received }) => received.total],
      ['Tiếp nhận: trực tuyến', ({ received }) => received.online],
      ['Tiếp nhận: trực tiếp, bưu chính', ({ received }) => received.deskOrPost],
      ['Tiếp nhận: kỳ trước chuyển sang', ({ received }) => received.carriedOver],
      ['Đã giải quyết: tổng số', ({ resolved }) => resolved.total],
      ['Đã giải quyết: trước hạn', ({ resolved }) => resolved.early],
      ['Đã giải quyết: đúng hạn', ({ resolved }) => resolved.onTime],
      ['Đã giải quyết: quá hạn', ({ resolved }) => resolved.overdue],
      ['Đang giải quyết: tổng số', ({ inProgress }) => inProgress.total],
      ['Đang giải quyết: trong hạn', ({ inProgress }) => inProgress.withinTime],
      ['Đang giải quyết: quá hạn', ({ inProgress }) => inProgress.overdue],
      ...supplementing,
      ['Trả lại', ({ handedBack }) => handedBack],
    ],
    [...rows, total],
  );
}

/** The indicators of QĐ 766. */
export const indicatorsTable = ({ items }: AnswerOf<typeof readIndicators>): Spreadsheet =>
  spreadsheetOf<(typeof items)[number]>(
    'chi-so-766',
    [
      ['Chỉ số', ({ id }) => id],
      ['Tên', ({ name }) => name.vi],
      ['Tử số', ({ share }) => share?.part ?? null],
      ['Mẫu số', ({ share }) => share?.whole ?? null],
      ['Tỷ lệ (%)', ({ share }) => share?.percent ?? null],
      ['Giờ', ({ hours }) => hours ?? null],
      ['Điểm', ({ score }) => score ?? null],
      ['Đạt điểm tối đa từ (%)', ({ fullFrom }) => fullFrom ?? null],
    ],
    items,
  );

/** Procedures that should move up, with the reasons. */
export const candidatesTable = ({ items }: AnswerOf<typeof listCandidates>): Spreadsheet =>
  spreadsheetOf<(typeof items)[number]>(
    'thu-tuc-nen-nang-muc-do',
    [
      ['Thứ hạng', ({ rank }) => rank],
      ['Mã thủ tục', ({ code }) => code],
      ['Tên thủ tục', ({ name }) => name.vi],
      ['Cơ quan', ({ agency }) => agency],
      ['Mức độ', ({ serviceLevel }) => serviceLevel],
      ['Mức độ đề nghị', ({ proposedLevel }) => proposedLevel],
      ['Tiếp nhận', ({ received }) => received],
      ['Nộp bằng giấy', ({ onPaper }) => onPaper.part],
      ['Tỷ lệ nộp bằng giấy (%)', ({ onPaper }) => onPaper.percent],
      ['Số giấy tờ', ({ requiredPapers }) => requiredPapers],
      ['Số ngày', ({ days }) => days],
      ['Tỷ lệ trực tuyến của cơ quan (%)', ({ agencyOnline }) => agencyOnline.percent],
      ['Tỷ lệ khi đó (%)', ({ agencyOnlineThen }) => agencyOnlineThen.percent],
      ['Lý do', ({ reasons }) => reasons.map(({ vi }) => vi).join('; ')],
    ],
    items,
  );

const channelNames = {
  desk: 'Trực tiếp',
  online: 'Trực tuyến',
  post: 'Bưu chính',
} as const satisfies Record<Channel, string>;

const statusNames = new Map(Object.entries(filedStatuses).map(([status, { name }]) => [status, name.vi]));

/** The dossiers behind a figure, or as many of them as one part has. */
export const countedDossiersTable = ({ items }: { readonly items: readonly CountedDossier[] }): Spreadsheet =>
  spreadsheetOf<CountedDossier>(
    'ho-so-cua-so-lieu',
    [
      ['Mã hồ sơ', ({ code }) => code],
      ['Mã thủ tục', ({ procedureCode }) => procedureCode],
      ['Kênh nộp', ({ channel }) => channelNames[channel]],
      ['Trạng thái', ({ status }) => statusNames.get(status) ?? status],
      ['Hạn trả kết quả', ({ dueAt }) => (dueAt ? vietnameseTime(dueAt) : null)],
    ],
    items,
  );

/** Revenue by day, agency and line of fees. */
export const revenueTable = ({ rows, total }: AnswerOf<typeof readRevenue>): Spreadsheet =>
  spreadsheetOf<(typeof rows)[number] | (typeof total & { readonly day: string })>(
    'so-thu-phi-le-phi',
    [
      ['Ngày', ({ day }) => day],
      ['Cơ quan', (row) => ('agency' in row ? row.agency : null)],
      ['Mã thủ tục', (row) => ('procedureCode' in row ? row.procedureCode : null)],
      ['Loại phí, lệ phí', (row) => ('line' in row ? row.line.name.vi : null)],
      ['Đã thu (đồng)', ({ issuedVnd }) => issuedVnd],
      ['Số biên lai lập', (row) => ('issued' in row ? row.issued : null)],
      ['Thay thế, hủy (đồng)', ({ endedVnd }) => endedVnd],
      ['Số biên lai thay thế, hủy', (row) => ('ended' in row ? row.ended : null)],
      ['Còn lại (đồng)', ({ netVnd }) => netVnd],
      ['Trong đó trực tuyến (đồng)', ({ onlineVnd }) => onlineVnd],
    ],
    [...rows, { ...total, day: TOTAL }],
  );
