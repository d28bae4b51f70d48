import { agencyByCode } from '../agency/agency.ts';
import { deskLetterheadOf } from '../agency/letterhead.ts';
import { toInstant } from '../clock.ts';
import { timelinesses, timelinessOf } from '../deadline/timeliness.ts';
import type { Filed } from '../dossier/dossier.ts';
import type { EventName } from '../dossier/events.ts';
import type { Entry } from '../dossier/history.ts';
import { codeLine, line } from './fields.ts';
import { happenedAt, nameOfActor, type SheetRecord, trackingLink } from './record.ts';
import type { Sheet } from './sheet.ts';
import { timeInWords } from './words.ts';

type Party = 'applicant' | 'desk' | 'agency';

/** Who hands a dossier to whom; the one who acted is the one whose name is on record. */
type HandOver = {
  readonly from: Party;
  readonly to: Party;
  readonly acted: 'from' | 'to';
  readonly note: string;
  /** The agency's work ends with it: then it is held against the due time. */
  readonly ends?: true;
};

/** Which events pass a dossier on; a withdrawal that is asked for, or a parcel that moves, does not. */
const handOvers: Readonly<Record<string, HandOver | undefined>> = {
  'dossier.received': { from: 'applicant', to: 'desk', acted: 'to', note: 'Tiếp nhận hồ sơ' },
  'dossier.processing-started': { from: 'desk', to: 'agency', acted: 'to', note: 'Giải quyết hồ sơ' },
  'dossier.supplement-requested': {
    from: 'agency',
    to: 'applicant',
    acted: 'from',
    note: 'Yêu cầu bổ sung, hoàn thiện hồ sơ',
  },
  'dossier.supplement-answered': {
    from: 'applicant',
    to: 'agency',
    acted: 'from',
    note: 'Đã bổ sung, hoàn thiện hồ sơ',
  },
  'dossier.payment-requested': {
    from: 'agency',
    to: 'applicant',
    acted: 'from',
    note: 'Yêu cầu thực hiện nghĩa vụ tài chính',
  },
  'dossier.payment-recorded': {
    from: 'applicant',
    to: 'agency',
    acted: 'to',
    note: 'Đã thực hiện nghĩa vụ tài chính',
  },
  'dossier.charge-waived': {
    from: 'applicant',
    to: 'agency',
    acted: 'to',
    note: 'Không phải thực hiện nghĩa vụ tài chính',
  },
  'dossier.payment-on-delivery': {
    from: 'applicant',
    to: 'agency',
    acted: 'from',
    note: 'Đề nghị bưu điện thu hộ phí, lệ phí khi trả kết quả',
  },
  'dossier.refused': { from: 'desk', to: 'applicant', acted: 'from', note: 'Từ chối tiếp nhận hồ sơ' },
  'dossier.stopped': { from: 'agency', to: 'desk', acted: 'from', note: 'Dừng giải quyết hồ sơ', ends: true },
  'dossier.done': { from: 'agency', to: 'desk', acted: 'from', note: 'Đã có kết quả', ends: true },
  'dossier.returned': { from: 'desk', to: 'applicant', acted: 'from', note: 'Đã trả kết quả' },
} satisfies Partial<Record<EventName, HandOver>>;

/** Form 05 (NĐ 61/2018/NĐ-CP Điều 18): every hand-over of a dossier that was received, with its time, for officers. */
export function controlSheet(record: SheetRecord): Sheet | undefined {
  const {
    file: { dossier, consultations },
    history,
  } = record;
  const { dueAt, office } = dossier;
  const consulted = [...new Set(consultations.map(({ consulted }) => consulted))];
  const reception = history.findIndex(({ event }) => event.type === 'dossier.received');
  const [received, ...others] = reception < 0 ? [] : history.slice(reception);
  if (!received) return undefined;
  return {
    form: 'control',
    letterhead: deskLetterheadOf(office.desk),
    title: ['Phiếu kiểm soát', 'quá trình giải quyết hồ sơ'],
    subtitle: codeLine(dossier),
    qr: trackingLink(record),
    body: [
      line('Thời gian nhận hồ sơ', timeInWords(happenedAt(received))),
      line('Thời gian trả kết quả giải quyết hồ sơ', dueAt && timeInWords(dueAt)),
      line('Cơ quan (bộ phận) giải quyết hồ sơ', office.name.vi),
      line(
        'Cơ quan phối hợp giải quyết hồ sơ',
        consulted.map((agency) => agencyByCode(agency)?.name.vi ?? agency).join('; ') || undefined,
      ),
      {
        kind: 'table',
        columns: [
          { head: 'Tên cơ quan', width: 26.5 },
          { head: 'Thời gian giao, nhận hồ sơ', width: 20 },
          { head: 'Người giao', width: 13.5, align: 'center' },
          { head: 'Người nhận', width: 13.5, align: 'center' },
          { head: 'Kết quả giải quyết', width: 13, align: 'center' },
          { head: 'Ghi chú', width: 14.5 },
        ],
        rows: [received, ...others].flatMap((entry) => {
          const handOver = handOvers[entry.event.type];
          return handOver ? [rowOf(entry, handOver, dossier)] : [];
        }),
      },
    ],
    signatures: [],
    notes: [],
    at: happenedAt(others.at(-1) ?? received),
  };
}

function rowOf(
  entry: Entry,
  { from, to, acted, note, ends }: HandOver,
  { office }: Filed,
): readonly string[] {
  const parties = { applicant: 'Tổ chức, cá nhân', desk: office.desk, agency: office.name.vi };
  const at = happenedAt(entry);
  const due = ends && entry.event.data.dueAt;
  const name = nameOfActor(entry.actor) ?? '';
  return [
    `Giao: ${parties[from]}\nNhận: ${parties[to]}`,
    timeInWords(at),
    acted === 'from' ? name : '',
    acted === 'to' ? name : '',
    due ? timelinesses[timelinessOf(at, toInstant(new Date(due)))].vi : '',
    note,
  ];
}
