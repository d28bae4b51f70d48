import { deskLetterheadOf } from '../agency/letterhead.ts';
import { nameOf } from '../applicant/applicant.ts';
import type { AcceptedDocument } from '../document/document.ts';
import type { Filed } from '../dossier/dossier.ts';
import { AUTHORISATION } from '../dossier/intake.ts';
import { atTheDesk, codeLine, contactLines, contentLines, line, ownerLine } from './fields.ts';
import { nameOfActor, newestOf, type SheetRecord, trackingLink } from './record.ts';
import type { Block, Sheet } from './sheet.ts';
import { dated, processingInWords, timeInWords } from './words.ts';

/**
 * Form 01 (NĐ 61/2018/NĐ-CP Điều 17(1)(c)): that the papers are received, and for when the result is appointed. Where
 * the time began anew once the papers were complete (Điều 19(4)), it states that reception and that appointment.
 */
export function receiptSheet(record: SheetRecord): Sheet | undefined {
  const { file, history, procedure } = record;
  const { dossier } = file;
  const reception = dossier.clock.findLast(({ kind }) => kind === 'start' || kind === 'restart');
  if (!reception) return undefined;
  const appointed = newestOf(
    history.filter(({ event }) => event.data.dueAt),
    'dossier.received',
    'dossier.supplement-answered',
    'dossier.payment-recorded',
    'dossier.charge-waived',
    'dossier.payment-on-delivery',
  );
  const letterhead = deskLetterheadOf(dossier.office.desk);
  const submitter = submitterOf(dossier);
  return {
    form: 'receipt',
    letterhead,
    numberSuffix: 'TNHS',
    dated: dated(letterhead, reception.at),
    title: ['Giấy tiếp nhận hồ sơ', 'và hẹn trả kết quả'],
    subtitle: codeLine(dossier),
    qr: trackingLink(record),
    body: [
      line('Bộ phận Tiếp nhận và Trả kết quả', dossier.office.desk),
      ownerLine('Tiếp nhận hồ sơ của', dossier),
      line('Người nộp hồ sơ', submitter),
      identityLine(dossier),
      ...contactLines(dossier),
      ...contentLines(dossier),
      papersTable(file, procedure),
      line('Số lượng hồ sơ', dossier.intake && twoDigits(dossier.intake.sets), { unit: '(bộ)' }),
      line('Thời gian giải quyết hồ sơ theo quy định', processingInWords(dossier.procedure.processing)),
      line('Thời gian nhận hồ sơ', timeInWords(reception.at), { strong: true }),
      line(
        'Thời gian trả kết quả giải quyết hồ sơ',
        appointed?.event.data.dueAt && timeInWords(new Date(appointed.event.data.dueAt)),
        { strong: true },
      ),
      line('Đăng ký nhận kết quả tại', returnPlace(dossier)),
      {
        kind: 'fields',
        fields: [{ label: 'Vào Sổ theo dõi hồ sơ, quyển số' }, { label: 'Số thứ tự' }],
      },
    ],
    signatures: atTheDesk(submitter, nameOfActor(newestOf(history, 'dossier.received')?.actor)),
    notes: [
      'Giấy tiếp nhận hồ sơ và hẹn trả kết quả được lập thành hai liên: một liên giao cho người nộp hồ sơ, một liên lưu tại Bộ phận Tiếp nhận và Trả kết quả.',
      'Tổ chức, cá nhân có thể đăng ký nhận kết quả tại Bộ phận Tiếp nhận và Trả kết quả hoặc tại nhà (trụ sở tổ chức) qua dịch vụ bưu chính công ích.',
    ],
    at: reception.at,
  };
}

function identityLine({ form: { applicant } }: Filed): Block {
  return applicant.kind === 'citizen'
    ? line('Số căn cước công dân', applicant.personalId)
    : {
        kind: 'fields',
        fields: [
          { label: 'Mã số doanh nghiệp', value: applicant.taxCode },
          { label: 'Người đại diện', value: applicant.representative },
        ],
      };
}

/** Who files for the applicant, else the applicant who came to a desk. Whoever files online or by post is not on record by name. */
function submitterOf({ channel, submitter, intake, form }: Filed): string | undefined {
  const proxy = intake?.proxy ?? submitter;
  return proxy?.fullName ?? (channel === 'desk' && intake ? nameOf(form.applicant) : undefined);
}

const twoDigits = (count: number): string => String(count).padStart(2, '0');
const counted = (count: number): string => (count ? twoDigits(count) : '');

/** What was handed in, by paper: as it was counted at a desk, and in files. */
function papersTable(
  { dossier, documents, supplements }: SheetRecord['file'],
  procedure: SheetRecord['procedure'],
): Block {
  const filed = documents.filter(
    (document): document is AcceptedDocument => document.state === 'accepted' && document.filed,
  );
  const names = [
    ...[...(procedure?.papers ?? []), AUTHORISATION].map(({ id, name }) => ({ id, name: name.vi })),
    ...supplements.flatMap(({ items }) => items),
  ];
  const overTheDesk = [
    ...(dossier.intake?.papers ?? []),
    ...supplements.flatMap(({ papers = [] }) => papers),
  ];
  const ids = [...new Set([...overTheDesk, ...filed].map(({ paperId }) => paperId))];
  return {
    kind: 'table',
    lead: 'Thành phần hồ sơ nộp gồm',
    columns: [
      { head: 'TT', width: 7, align: 'center' },
      { head: 'Tên giấy tờ', width: 53 },
      { head: 'Bản chính', width: 10, align: 'center' },
      { head: 'Bản sao', width: 10, align: 'center' },
      { head: 'Bản chụp', width: 10, align: 'center' },
      { head: 'Bản điện tử', width: 10, align: 'center' },
    ],
    rows: ids.map((id, place) => {
      const files = filed.filter(({ paperId }) => paperId === id);
      const papers = overTheDesk.filter(({ paperId }) => paperId === id);
      const sheets = (what: 'originals' | 'copies') => papers.reduce((sum, paper) => sum + paper[what], 0);
      const known = names.find((one) => one.id === id)?.name;
      return [
        String(place + 1),
        known ?? (files.map(({ name }) => name).join('\n') || id),
        counted(sheets('originals')),
        counted(sheets('copies')),
        '',
        counted(files.length),
      ];
    }),
  };
}

function returnPlace({ form: { delivery }, office }: Filed): string {
  if (delivery.channel === 'desk') return office.desk;
  if (delivery.channel === 'online') return 'Trực tuyến, trên Cổng Dịch vụ công của tỉnh';
  const { receiverName, phone, address } = delivery.address;
  return `${receiverName}, ${address.line ?? address.street}, điện thoại ${phone} (qua dịch vụ bưu chính công ích)`;
}
