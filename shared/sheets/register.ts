import { letterheadOf } from '../agency/letterhead.ts';
import { nameOf } from '../applicant/applicant.ts';
import { type Instant, instantOf, type LocalDate, localDateOf } from '../clock.ts';
import type { Filed } from '../dossier/dossier.ts';
import { filedStatuses } from '../dossier/status.ts';
import { vietnameseDate } from '../format.ts';
import type { Sheet } from './sheet.ts';
import { dayInWords } from './words.ts';

/** A dossier in the register: when it was received, and what was appointed then. */
export type Reception = {
  readonly dossier: Filed;
  readonly receivedAt: Instant;
  readonly dueAt: Instant | undefined;
};

/** An agency's receptions from one local day to another. */
export type Receptions = {
  readonly agencyName: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** In the order in which they came. */
  readonly receptions: readonly Reception[];
};

const delivered = {
  desk: 'Nhận tại Bộ phận Một cửa',
  online: 'Nhận trực tuyến',
  post: 'Nhận qua bưu chính công ích',
} as const satisfies Record<Filed['form']['delivery']['channel'], string>;

/** Form 06: every dossier that an agency received in a time, and what became of it. */
export function registerSheet({ agencyName, from, to, receptions }: Receptions): Sheet {
  return {
    form: 'register',
    letterhead: letterheadOf(agencyName),
    title: ['Sổ theo dõi hồ sơ'],
    subtitle: `Từ ${dayInWords(from)} đến ${dayInWords(to)}`,
    body: [
      {
        kind: 'table',
        columns: [
          { head: 'TT', width: 3.5, align: 'center' },
          { head: 'Mã hồ sơ', width: 14 },
          { head: 'Tên thủ tục hành chính', width: 16 },
          { head: 'Số lượng hồ sơ (bộ)', width: 5.5, align: 'center' },
          { head: 'Tên cá nhân, tổ chức', width: 14 },
          { head: 'Địa chỉ, số điện thoại', width: 19.5 },
          { head: 'Cơ quan chủ trì giải quyết', width: 10 },
          { head: 'Ngày nhận hồ sơ', width: 8, align: 'center' },
          { head: 'Ngày hẹn trả kết quả', width: 8, align: 'center' },
          { head: 'Ngày trả kết quả', width: 8, align: 'center' },
          { head: 'Phương thức nhận kết quả', width: 10 },
          { head: 'Ký nhận', width: 7, align: 'center' },
          { head: 'Ghi chú', width: 9 },
        ],
        rows: receptions.map(rowOf),
      },
    ],
    signatures: [],
    notes: [],
    at: newest(from, receptions),
  };
}

/** When the newest thing happened that it tells. */
function newest(from: LocalDate, receptions: readonly Reception[]): Instant {
  const times = receptions.flatMap(({ receivedAt, dossier: { returnedAt } }) => [
    receivedAt,
    returnedAt ?? receivedAt,
  ]);
  return times.sort().at(-1) ?? instantOf(from, '00:00');
}

function rowOf({ dossier, receivedAt, dueAt }: Reception, place: number): readonly string[] {
  const { form, procedure, office, status, intake } = dossier;
  const { applicant, delivery } = form;
  return [
    String(place + 1),
    dossier.code,
    procedure.name.vi,
    intake ? String(intake.sets).padStart(2, '0') : '',
    nameOf(applicant),
    `${applicant.address.line ?? applicant.address.street}\n${applicant.phone}`,
    office.name.vi,
    vietnameseDate(localDateOf(receivedAt)),
    dueAt ? vietnameseDate(localDateOf(dueAt)) : '',
    dossier.returnedAt ? vietnameseDate(localDateOf(dossier.returnedAt)) : '',
    delivered[delivery.channel],
    '',
    status === 'returned' ? '' : filedStatuses[status].name.vi,
  ];
}
