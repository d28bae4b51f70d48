import type * as z from 'zod';
import { ImportedProcedure } from '../../../shared/procedure/catalogue.ts';
import type { Paper } from '../../../shared/procedure/paper.ts';
import type { Procedure } from '../../../shared/procedure/procedure.ts';
import type { Spreadsheet } from '../../../shared/spreadsheet.ts';
import {
  amounts,
  day,
  mebibytes,
  numberOr,
  someWords,
  text,
  texts,
  wholeNumber,
  word,
  yesOrNo,
} from './cells.ts';
import {
  column,
  type Fault,
  type Fields,
  headAt,
  type Line,
  readSheet,
  type Sheet,
  sheetOf,
} from './sheet.ts';
import type { Workbook } from './workbook.ts';

const channels = { 'trực tiếp': 'desk', 'trực tuyến': 'online', 'bưu chính': 'post' };
const units = { 'ngày làm việc': 'workingDays', ngày: 'calendarDays', 'trong ngày': 'sameDay' };
const kindsOfPaper = {
  'mẫu đơn': 'form',
  'giấy tờ tùy thân': 'identity',
  'giấy ủy quyền': 'authorisation',
  ảnh: 'photo',
  'tờ khai': 'declaration',
  'giấy chứng nhận': 'certificate',
  'quyết định': 'decision',
  'hợp đồng': 'contract',
  'bản vẽ': 'drawing',
  'báo cáo': 'report',
  khác: 'other',
} satisfies Record<string, z.infer<typeof Paper.shape.kind>>;
const fileTypes = { pdf: 'application/pdf', jpg: 'image/jpeg', png: 'image/png' };

const CODE = 'Mã thủ tục';

const main: Sheet = {
  name: 'Thủ tục',
  columns: [
    column(CODE, 'code', text),
    column('Tên thủ tục', 'name.vi', text),
    column('Tên tiếng Anh', 'name.en', text),
    column('Mã cơ quan', 'agency', text),
    column('Lĩnh vực', 'field.vi', text),
    column('Lĩnh vực (tiếng Anh)', 'field.en', text),
    column('Mức độ', 'serviceLevel', wholeNumber),
    column(
      'Loại dịch vụ',
      'serviceClass',
      word({ 'toàn trình': 'full', 'một phần': 'partial', 'cung cấp thông tin': 'information' }),
    ),
    column('Thời hạn', 'processing.days', wholeNumber),
    column('Đơn vị', 'processing.unit', word(units)),
    column('Thời hạn dài hơn', 'extendedProcessing.time.days', wholeNumber),
    column('Đơn vị của thời hạn dài hơn', 'extendedProcessing.time.unit', word(units)),
    column('Trường hợp dài hơn', 'extendedProcessing.basis.vi', text),
    column('Trường hợp dài hơn (tiếng Anh)', 'extendedProcessing.basis.en', text),
    column('Lãnh đạo duyệt', 'approval', yesOrNo),
    column('Thời hạn lấy ý kiến', 'consultation.time.days', wholeNumber),
    column('Đơn vị lấy ý kiến', 'consultation.time.unit', word(units)),
    column('Im lặng là đồng ý', 'consultation.silenceAgrees', yesOrNo),
    column('Căn cứ lấy ý kiến', 'consultation.source', text),
    column(
      'Thời điểm nộp phí',
      'feesDue',
      word({
        'trước khi nộp hồ sơ': 'beforeSubmission',
        'trước khi tiếp nhận': 'beforeReception',
        'trước khi trả kết quả': 'beforeResult',
      }),
    ),
    column('Kênh nộp', 'submissionChannels', someWords(channels)),
    column('Kênh trả', 'resultChannels', someWords(channels)),
    column('Phải có mặt', 'inPerson', yesOrNo),
    column('Bổ sung hồ sơ', 'supplementClock', word({ 'tính lại': 'restart', 'tạm dừng': 'pause' })),
    column('Dữ liệu nhạy cảm', 'sensitive', yesOrNo),
    column('Lưu trữ (năm)', 'retentionYears', numberOr({ 'vĩnh viễn': 'permanent' })),
    column('Đã đối chiếu', 'provenance.quoted', texts),
    column('Giả định', 'provenance.synthetic', texts),
  ],
};

/** Lines of these say first of which procedure they are. */
const papers: Sheet = {
  name: 'Thành phần hồ sơ',
  columns: [
    column(CODE, 'procedure', text),
    column('Mã giấy tờ', 'id', text),
    column('Tên giấy tờ', 'name.vi', text),
    column('Tên tiếng Anh', 'name.en', text),
    column('Loại', 'kind', word(kindsOfPaper)),
    column('Bản chính', 'originals', wholeNumber),
    column('Bản sao', 'copies', wholeNumber),
    column('Định dạng', 'acceptedTypes', someWords(fileTypes)),
    column('Dung lượng (MiB)', 'maxBytes', mebibytes),
    column('Bắt buộc', 'required', yesOrNo),
    column('Điều kiện', 'condition.vi', text),
    column('Điều kiện (tiếng Anh)', 'condition.en', text),
    column('Nhạy cảm', 'sensitive', yesOrNo),
  ],
};
const fees: Sheet = {
  name: 'Phí, lệ phí',
  columns: [
    column(CODE, 'procedure', text),
    column('Loại', 'kind', word({ phí: 'PHI', 'lệ phí': 'LE_PHI' })),
    column('Số tiền (đồng)', 'amountVnd', wholeNumber),
    column('Trường hợp', 'basis.vi', text),
    column('Trường hợp (tiếng Anh)', 'basis.en', text),
    column('Từ ngày', 'validFrom', day),
    column('Đến ngày', 'validUntil', day),
  ],
};
const VERSION = 'Phiên bản';
const certainties = { có: 'seen', không: 'unverified' };

/** By which fees are charged, each from a day on: lines and reliefs say first of which version they are. */
const tariffs: Sheet = {
  name: 'Biểu phí',
  columns: [
    column(CODE, 'procedure', text),
    column(VERSION, 'version', text),
    column('Từ ngày', 'since', day),
    column('Căn cứ', 'source', text),
    column('Đã đối chiếu', 'certainty', word(certainties)),
    column('Đếm theo trường', 'countedBy', text),
  ],
};
const charges: Sheet = {
  name: 'Mức thu',
  columns: [
    column(CODE, 'procedure', text),
    column(VERSION, 'tariff', text),
    column('Mã khoản thu', 'id', text),
    column('Loại', 'kind', word({ phí: 'PHI', 'lệ phí': 'LE_PHI' })),
    column('Tên khoản thu', 'name.vi', text),
    column('Tên tiếng Anh', 'name.en', text),
    column('Số tiền (đồng)', 'amountVnd', wholeNumber),
    column('Nộp hồ sơ trực tuyến (đồng)', 'onlineVnd', wholeNumber),
    column('Mỗi bản, sau bản thứ', 'eachBeyond', wholeNumber),
  ],
};
const reliefs: Sheet = {
  name: 'Miễn, giảm',
  columns: [
    column(CODE, 'procedure', text),
    column(VERSION, 'tariff', text),
    column('Mã đối tượng', 'id', text),
    column('Đối tượng', 'name.vi', text),
    column('Đối tượng (tiếng Anh)', 'name.en', text),
    column('Giấy tờ chứng minh', 'proof.vi', text),
    column('Giấy tờ chứng minh (tiếng Anh)', 'proof.en', text),
    column('Mức thu', 'amounts', amounts),
  ],
};
const FIELD = 'Mã trường';
const fields: Sheet = {
  name: 'Trường thông tin',
  columns: [
    column(CODE, 'procedure', text),
    column(FIELD, 'id', text),
    column('Nhãn', 'label.vi', text),
    column('Nhãn (tiếng Anh)', 'label.en', text),
    column('Kiểu', 'kind', word({ 'văn bản': 'text', ngày: 'date', số: 'number', 'lựa chọn': 'choice' })),
    column('Bắt buộc', 'required', yesOrNo),
    column('Dài nhất', 'maxLength', wholeNumber),
    column('Nhỏ nhất', 'min', wholeNumber),
    column('Lớn nhất', 'max', wholeNumber),
  ],
};
const choices: Sheet = {
  name: 'Lựa chọn',
  columns: [
    column(CODE, 'procedure', text),
    column(FIELD, 'field', text),
    column('Giá trị', 'value', text),
    column('Nhãn', 'label.vi', text),
    column('Nhãn (tiếng Anh)', 'label.en', text),
  ],
};

/** A sheet whose lines belong to a line of another of the same procedure. */
type Inner = {
  readonly sheet: Sheet;
  readonly outer: Sheet;
  /** Which one a line means, and by what that is known. */
  readonly means: (line: Line) => unknown;
  readonly knownBy: (outer: Line) => unknown;
  /** Where it says so, and what is said where there is none. */
  readonly head: string;
  readonly says: string;
};
const choicesOfField: Inner = {
  sheet: choices,
  outer: fields,
  means: ({ fields: { field } }) => field,
  knownBy: ({ fields: { id, kind } }) => (kind === 'choice' ? id : undefined),
  head: FIELD,
  says: 'no such field of kind lựa chọn',
};
const ofTariff = {
  outer: tariffs,
  means: ({ fields: { tariff } }: Line) => tariff,
  knownBy: ({ fields: { version } }: Line) => version,
  head: VERSION,
  says: `no such version in ${tariffs.name}`,
};
const chargesOfTariff: Inner = { sheet: charges, ...ofTariff };
const reliefsOfTariff: Inner = { sheet: reliefs, ...ofTariff };
const inner = [choicesOfField, chargesOfTariff, reliefsOfTariff];

const sheets = [main, papers, fees, tariffs, charges, reliefs, fields, choices];

/** The catalogue as the sheets of a workbook. */
export function sheetsOf(catalogue: readonly Procedure[]): readonly Spreadsheet[] {
  const beside = (sheet: Sheet, of: (procedure: Procedure) => readonly object[]): Spreadsheet =>
    sheetOf(
      sheet,
      catalogue.flatMap((procedure) => of(procedure).map((one) => ({ procedure: procedure.code, ...one }))),
    );
  return [
    sheetOf(main, catalogue),
    beside(papers, (procedure) => procedure.papers),
    beside(fees, (procedure) => procedure.fees),
    beside(tariffs, (procedure) => procedure.tariffs),
    beside(charges, (procedure) =>
      procedure.tariffs.flatMap(({ version, lines }) => lines.map((one) => ({ tariff: version, ...one }))),
    ),
    beside(reliefs, (procedure) =>
      procedure.tariffs.flatMap(({ version, reliefs: of }) => of.map((one) => ({ tariff: version, ...one }))),
    ),
    beside(fields, (procedure) => procedure.fields),
    beside(choices, (procedure) =>
      procedure.fields.flatMap((field) =>
        field.kind === 'choice' ? field.choices.map((choice) => ({ field: field.id, ...choice })) : [],
      ),
    ),
  ];
}

/** What a workbook says: the procedures without a fault, the codes of those with one, and the faults. */
export type ReadCatalogue = {
  readonly procedures: readonly Procedure[];
  readonly faulty: ReadonlySet<string>;
  readonly faults: readonly Fault[];
};

/** A line, and where in the procedure stands what it says. */
type Part = { readonly line: Line; readonly at: readonly PropertyKey[] };

const codeOf = ({ fields: { code, procedure = code } }: Line): string => String(procedure ?? '');

/** The lines of one procedure put together: the procedure as it is checked, and the line of each part. */
function assembled(line: Line, beside: (sheet: Sheet) => readonly Line[]) {
  const partsOf = (sheet: Sheet, name: string): readonly Part[] =>
    beside(sheet).map((one, place) => ({ line: one, at: [name, place] }));
  const said = ({
    line: {
      fields: { procedure: _, field: __, tariff: ___, ...rest },
    },
  }: Part): Fields => rest;
  /** The lines of a sheet that belong to a part, in their order. */
  const within = ({ line: outer, at }: Part, { sheet, means, knownBy }: Inner, name: string) =>
    beside(sheet)
      .filter((one) => means(one) === knownBy(outer))
      .map((one, nth): Part => ({ line: one, at: [...at, name, nth] }));
  const asked = partsOf(fields, 'fields').map((part) => ({
    part,
    choices: within(part, choicesOfField, 'choices'),
  }));
  const charged = partsOf(tariffs, 'tariffs').map((part) => ({
    part,
    lines: within(part, chargesOfTariff, 'lines'),
    reliefs: within(part, reliefsOfTariff, 'reliefs'),
  }));
  const papersOf = partsOf(papers, 'papers');
  const feesOf = partsOf(fees, 'fees');
  const { submissionChannels, resultChannels } = line.fields;
  const byPost = (ways: unknown): boolean => Array.isArray(ways) && ways.includes('post');
  return {
    parts: [
      { line, at: [] },
      ...papersOf,
      ...feesOf,
      ...asked.flatMap(({ part, choices: of }) => [part, ...of]),
      ...charged.flatMap(({ part, lines, reliefs: of }) => [part, ...lines, ...of]),
    ],
    procedure: {
      ...line.fields,
      provenance: { quoted: [], synthetic: [], others: 'plausible', ...Object(line.fields.provenance) },
      postal: { receive: byPost(submissionChannels), return: byPost(resultChannels) },
      papers: papersOf.map(said),
      fees: feesOf.map(said),
      tariffs: charged.map(({ part, lines, reliefs: of }) => ({
        ...said(part),
        lines: lines.map(said),
        reliefs: of.map(said),
      })),
      fields: asked.map(({ part, choices: of }) => ({
        ...said(part),
        ...(of.length > 0 && { choices: of.map(said) }),
      })),
    },
  };
}

/** The fault at the innermost line that says what is wrong. */
function faultAt(parts: readonly Part[], { path, message, code, input }: z.core.$ZodIssue): Fault[] {
  const holds = ({ at }: Part): boolean => at.every((name, depth) => path[depth] === name);
  const part = parts.findLast(holds);
  if (!part) return [];
  const says = code !== 'custom' && input === undefined ? 'is missing' : message;
  return [{ line: part.line, head: headAt(part.line.sheet, path.slice(part.at.length)), says }];
}

/**
 * The catalogue that a workbook holds, every line of it checked by the rules of the catalogue.
 * @throws Unready when a sheet or column is not there
 */
export function catalogueIn(workbook: Workbook): ReadCatalogue {
  const lists = new Map(sheets.map((sheet) => [sheet, readSheet(workbook, sheet)]));
  const linesOf = (sheet: Sheet) => lists.get(sheet)?.lines ?? [];
  const byCode = new Map(
    [...lists.keys()].map((sheet) => [sheet, Map.groupBy(linesOf(sheet), codeOf)] as const),
  );
  const known = byCode.get(main);
  const astray = [...lists.keys()].flatMap((sheet) =>
    linesOf(sheet).flatMap((line): Fault[] => {
      const code = codeOf(line);
      if (code === '') return [{ line, head: CODE, says: 'is missing' }];
      if (!known?.has(code)) return [{ line, head: CODE, says: `no procedure ${code} in ${main.name}` }];
      const isAgain = sheet === main && known.get(code)?.[0] !== line;
      return isAgain ? [{ line, head: CODE, says: `${code} stands there twice` }] : [];
    }),
  );
  const innerAstray = inner.flatMap(({ sheet, outer, means, knownBy, head, says }) =>
    linesOf(sheet).flatMap((line): Fault[] => {
      const of = byCode.get(outer)?.get(codeOf(line)) ?? [];
      const isKnown = means(line) !== undefined && of.some((one) => knownBy(one) === means(line));
      return isKnown ? [] : [{ line, head, says }];
    }),
  );
  const unread = [...lists.values()].flatMap(({ faults }) => faults);
  const before = [...astray, ...innerAstray, ...unread];
  const spoilt = new Set(before.map(({ line }) => codeOf(line)));
  const checked = [...(known ?? [])]
    .filter(([code]) => code !== '')
    .map(([code, [line]]) => {
      if (!line) throw new Error(`no line of ${code}`);
      const { procedure, parts } = assembled(line, (sheet) => byCode.get(sheet)?.get(code) ?? []);
      const result = ImportedProcedure.safeParse(procedure, { reportInput: true });
      return {
        code,
        procedure: result.data,
        faults: (result.error?.issues ?? []).flatMap((issue) => faultAt(parts, issue)),
      };
    });
  // What could not be read is missing as well: that is said once.
  const isSaid = (fault: Fault): boolean =>
    unread.some(({ line, head }) => line === fault.line && head === fault.head);
  const after = checked.flatMap(({ faults }) => faults).filter((fault) => !isSaid(fault));
  const good = checked.flatMap(({ code, procedure }) => (procedure && !spoilt.has(code) ? [procedure] : []));
  const sound = new Set(good.map(({ code }) => code));
  return {
    procedures: good,
    faulty: new Set(checked.map(({ code }) => code).filter((code) => !sound.has(code))),
    faults: [...before, ...after],
  };
}
