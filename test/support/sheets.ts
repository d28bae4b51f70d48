import { fileURLToPath } from 'node:url';
import { getDocumentProxy } from 'unpdf';
import type { Actor } from '../../shared/actor.ts';
import { Appointment } from '../../shared/appointment/appointment.ts';
import { AcceptedDocument } from '../../shared/document/document.ts';
import type { DossierFile, Filed } from '../../shared/dossier/dossier.ts';
import type { EventData, EventName } from '../../shared/dossier/events.ts';
import type { Entry } from '../../shared/dossier/history.ts';
import { catalogue } from '../../shared/procedure/catalogue.ts';
import { readFonts } from '../../shared/sheets/pdf/fonts.ts';
import { renderPdf } from '../../shared/sheets/pdf/render.ts';
import type { SheetRecord } from '../../shared/sheets/record.ts';
import type { Sheet } from '../../shared/sheets/sheet.ts';
import { Supplement } from '../../shared/supplement/supplement.ts';
import { aDossier, aFile, keptPostDelivery } from './dossiers.ts';
import { anEvent } from './events.ts';

const officer = (name: string, role: string): Actor => ({
  kind: 'officer',
  subject: 'cb-1',
  name,
  role,
  agency: 'H25.03',
});
export const desk = officer('Nguyễn Thị Thu Hà', 'deskOfficer');
export const caseOfficer = officer('Vũ Đức Anh', 'caseOfficer');
export const leader = officer('Trần Quang Khải', 'agencyLeader');
const applicant: Actor = { kind: 'applicant', subject: 'cd-hoa' };

/** What happened at a local time, and who acted. @param at e.g. `2021-10-08T14:05` */
export const entry = <Name extends EventName>(
  name: Name,
  at: string,
  actor: Actor,
  data: Partial<EventData<Name>> = {},
): Entry => ({
  event: { ...anEvent(name, { ...data, occurredAt: `${at}:00+07:00` }), type: name },
  actor,
});

export const filedFile = (paperId: string, name: string) =>
  AcceptedDocument.parse({
    v: 1,
    documentId: '7b0a3c1e-52c5-4d55-8a0b-6d8f1f6a2c03',
    dossierId: '0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e01',
    paperId,
    name,
    sizeBytes: 1234,
    sha256: 'a'.repeat(64),
    contentType: 'application/pdf',
    declaredAt: '2021-10-07T01:00:00.000Z',
    filed: true,
    state: 'accepted',
    examinedAt: '2021-10-07T01:05:00.000Z',
    objectVersion: 'version-1',
  });

export const aRound = (change: object = {}): Supplement =>
  Supplement.parse({
    v: 1,
    number: 1,
    requestedAt: '2021-10-12T01:30:00.000Z',
    requestedBy: caseOfficer,
    reason: 'Ảnh chụp căn cước công dân bị mờ, không đọc được ngày cấp.',
    items: [
      { id: 'identity-copy', name: 'Ảnh chụp rõ căn cước công dân', paperId: 'identity-copy' },
      { id: 'moi-1', name: 'Văn bản ủy quyền có chứng thực' },
    ],
    deadline: '2021-10-20',
    ...change,
  });

const DUE = '2021-10-22T17:00:00+07:00';
const DUE_AGAIN = '2021-10-28T17:00:00+07:00';

/** A criminal record certificate to be posted, supplemented once, done a day early, handed to the post. */
export const richHistory: readonly Entry[] = [
  entry('dossier.submitted', '2021-10-08T09:00', applicant, { dueAt: undefined }),
  entry('dossier.received', '2021-10-08T14:05', desk, { dueAt: DUE }),
  entry('dossier.processing-started', '2021-10-11T08:00', caseOfficer, { dueAt: DUE }),
  entry('dossier.supplement-requested', '2021-10-12T08:30', caseOfficer, {
    dueAt: undefined,
    reason: 'mờ',
    items: [],
    deadline: '2021-10-20',
  }),
  entry('dossier.supplement-answered', '2021-10-14T20:15', applicant, { dueAt: DUE_AGAIN }),
  entry('dossier.done', '2021-10-27T16:45', leader, { dueAt: DUE_AGAIN }),
  entry('dossier.returned', '2021-10-28T09:20', desk, { dueAt: DUE_AGAIN }),
];

const start = { kind: 'start', at: '2021-10-08T07:05:00.000Z' } as const;

/** The dossier of that history. */
export const richDossier = (change: Partial<Record<keyof Filed, unknown>> = {}): Filed =>
  aDossier({
    status: 'returned',
    receivedAt: start.at,
    clock: [
      start,
      { kind: 'pause', at: '2021-10-12T01:30:00.000Z' },
      { kind: 'restart', at: '2021-10-14T13:15:00.000Z' },
    ],
    dueAt: '2021-10-28T10:00:00.000Z',
    returnedAt: '2021-10-28T02:20:00.000Z',
    supplements: 1,
    form: { ...aDossier().form, delivery: keptPostDelivery },
    ...change,
  });

/** A record that can fill all that a record can fill. */
export const richRecord = (change: Partial<SheetRecord> = {}, dossier = richDossier()): SheetRecord => ({
  file: {
    ...aFile(dossier),
    documents: [
      filedFile('application-form', 'Tờ khai.pdf'),
      filedFile('identity-copy', 'Mặt trước.pdf'),
      filedFile('identity-copy', 'Mặt sau.pdf'),
    ],
    supplements: [aRound()],
  } satisfies DossierFile<Filed>,
  history: richHistory,
  procedure: catalogue.find(({ code }) => code === '2.000488'),
  trackingUrl: 'https://api.dichvucong.hanam.gov.vn/tracking',
  verificationUrl: 'https://api.dichvucong.hanam.gov.vn/verification',
  ...change,
});

/** A record whose dossier was extended before, and now gets another day with an apology. */
export const late = (record: SheetRecord, reason: string): SheetRecord => {
  const appointment = (kind: Appointment['kind'], number: number, dueBefore: string, dueAt: string) =>
    Appointment.parse({
      v: 1,
      number,
      kind,
      at: `2021-10-2${4 + number}T02:00:00.000Z`,
      by: leader,
      reason: kind === 'extension' ? 'phải xác minh' : reason,
      dueBefore,
      dueAt,
    });
  return {
    ...record,
    file: {
      ...record.file,
      appointments: [
        appointment('extension', 1, '2021-10-22T10:00:00.000Z', '2021-10-28T10:00:00.000Z'),
        appointment('reappointment', 2, '2021-10-28T10:00:00.000Z', '2021-11-04T10:00:00.000Z'),
      ],
    },
  };
};

/** A record as poor as can be: a district's, received by nobody known, without papers, procedure or due time. */
export const poorRecord = (change: Partial<SheetRecord> = {}): SheetRecord => {
  const dossier = aDossier({
    status: 'received',
    receivedAt: start.at,
    clock: [start],
    office: {
      name: { vi: 'UBND huyện Kim Bảng', en: 'Kim Bảng District' },
      desk: 'Bộ phận Một cửa, UBND huyện Kim Bảng',
    },
    procedure: { ...aDossier().procedure, agency: 'H25.33', processing: { unit: 'sameDay' } },
    form: {
      ...aDossier().form,
      applicant: {
        kind: 'citizen',
        fullName: 'Lý A',
        personalId: '035190001234',
        phone: '0912345678',
        address: { place: 'elsewhere', street: 'Xóm 1' },
      },
    },
  });
  return {
    file: {
      ...aFile(dossier),
      documents: [],
      supplements: [aRound({ requestedBy: { kind: 'system', worker: 'w' } })],
    },
    history: [
      entry('dossier.received', '2021-10-08T14:05', { kind: 'system', worker: 'w' }, { dueAt: undefined }),
    ],
    procedure: undefined,
    trackingUrl: 'https://api.dichvucong.hanam.gov.vn/tracking',
    verificationUrl: 'https://api.dichvucong.hanam.gov.vn/verification',
    ...change,
  };
};

const fonts = readFonts(fileURLToPath(new URL('.', import.meta.resolve('@expo-google-fonts/tinos'))));

/** The PDF of a sheet. */
export const pdfOf = (sheet: Sheet | undefined): Promise<Buffer> => {
  if (!sheet) throw new Error('the record warrants no such sheet');
  return renderPdf(sheet, fonts);
};

/** A page as a reader sees it. */
export type SeenPage = {
  readonly text: string;
  readonly size: readonly number[];
  /** Names of the fonts in the file; a missing one would have no subset prefix. */
  readonly fonts: readonly string[];
};

/** What a PDF reader makes of a file. */
export async function seen(bytes: Uint8Array) {
  // The reader takes the bytes away from whoever hands them in.
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
  const pages: SeenPage[] = [];
  const trees = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const texts = items.filter((item) => 'str' in item);
    await page.getOperatorList();
    trees.push(await page.getStructTree());
    pages.push({
      text: texts.map(({ str, hasEOL }) => str + (hasEOL ? '\n' : '')).join(''),
      size: page.view.slice(2).map(Math.round),
      fonts: [...new Set(texts.map(({ fontName }) => String(page.commonObjs.get(fontName).name)))].sort(),
    });
  }
  const { info } = await pdf.getMetadata();
  return { pages, trees, info, marked: await pdf.getMarkInfo(), raw: Buffer.from(bytes).toString('latin1') };
}
