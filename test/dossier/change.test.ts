import { describe, expect, it } from 'vitest';
import type { Instant, LocalDate } from '../../shared/clock.ts';
import { civilServiceCalendar } from '../../shared/deadline/seed.ts';
import type { AcceptedDocument } from '../../shared/document/document.ts';
import type { Act } from '../../shared/dossier/act.ts';
import { act } from '../../shared/dossier/change.ts';
import { dossierCode } from '../../shared/dossier/code.ts';
import type { DossierFile, Filed } from '../../shared/dossier/dossier.ts';
import { actorOf, requireStep, roleOf } from '../../shared/dossier/rules.ts';
import { shipmentReported } from '../../shared/postal/hearing.ts';
import { catalogue } from '../../shared/procedure/catalogue.ts';
import { ShipmentReport } from '../../shared/shipment/report.ts';
import { Shipment } from '../../shared/shipment/shipment.ts';
import { aDossier, aFile } from '../support/dossiers.ts';

const desk = {
  kind: 'officer',
  subject: 'cb-1',
  name: 'Cán bộ',
  role: 'deskOfficer',
  agency: 'H25.03',
} as const;
const caseOfficer = { ...desk, role: 'caseOfficer' } as const;
const owner = { kind: 'applicant', subject: 'cd-hoa', accountType: 'citizen', name: 'Hoa' } as const;

const at = (instant: string) => instant as Instant;
/** A copy of an identity card that was declared and accepted at this instant. */
const identityCopy = (instant: string): AcceptedDocument => ({
  v: 1,
  state: 'accepted',
  documentId: 'd0000000-0000-4000-8000-000000000001',
  dossierId: '0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e01',
  paperId: 'identity-copy',
  name: 'Căn cước.png',
  sizeBytes: 1234,
  sha256: 'a'.repeat(64),
  contentType: 'image/png',
  declaredAt: at(instant),
  filed: false,
  examinedAt: instant,
  objectVersion: 'version-1',
});

const procedure = catalogue.find(({ code }) => code === '2.000488');

type File = DossierFile<Filed>;
/** @param copied when the paper that answers a supplement was declared */
const apply = (
  file: File,
  input: Act,
  who: typeof desk | typeof caseOfficer | typeof owner,
  instant: string,
  copied = instant,
): File => {
  const day = instant.slice(0, 10) as LocalDate;
  const step = requireStep(input.action, file.dossier, roleOf(file.dossier, who), day);
  const documents = input.action === 'answerSupplement' ? [identityCopy(copied)] : [];
  return act({ ...file, documents }, input, step, {
    at: new Date(instant),
    actor: actorOf(who),
    newId: () => 'event-id',
    correlationId: 'c-1',
    procedure,
    calendar: civilServiceCalendar(),
  }).file;
};
const fresh = (): File => aFile(aDossier());

const request: Act = {
  action: 'requestSupplement',
  reason: 'Bản sao căn cước không đọc được',
  items: [{ name: 'Bản sao CCCD', paperId: 'identity-copy' }],
  deadline: '2021-10-29',
};

describe('the clock of a dossier', () => {
  it('starts with the reception: ten working days from Friday 8 October 2021 end on Friday the 22nd', () => {
    const received = apply(fresh(), { action: 'receive' }, desk, '2021-10-08T03:00:00.000Z');
    expect(received.dossier).toMatchObject({
      status: 'received',
      version: 4,
      lastEvent: 2,
      dueAt: '2021-10-22T10:00:00.000Z',
    });
  });

  it('stands still while a supplement is asked for, and counts anew when it is complete', () => {
    const received = apply(fresh(), { action: 'receive' }, desk, '2021-10-08T03:00:00.000Z');
    const asked = apply(received, request, caseOfficer, '2021-10-12T03:00:00.000Z');
    expect(asked.dossier.dueAt).toBeUndefined();
    const answered = apply(asked, { action: 'answerSupplement' }, owner, '2021-10-15T03:00:00.000Z');
    expect(answered.dossier).toMatchObject({ status: 'processing', dueAt: '2021-10-29T10:00:00.000Z' });
  });

  it('is shifted by the pause where the procedure says so', () => {
    const plain = aDossier();
    const pausing = { ...plain, procedure: { ...plain.procedure, supplementClock: 'pause' as const } };
    const received = apply(aFile(pausing), { action: 'receive' }, desk, '2021-10-08T03:00:00.000Z');
    const asked = apply(received, request, caseOfficer, '2021-10-12T03:00:00.000Z');
    const answered = apply(asked, { action: 'answerSupplement' }, owner, '2021-10-15T03:00:00.000Z');
    // Three working days of pause: the 22nd becomes the 27th.
    expect(answered.dossier.dueAt).toBe('2021-10-27T10:00:00.000Z');
  });

  it('has not begun when the desk asks before reception: the answer leads back to submitted', () => {
    const asked = apply(fresh(), request, desk, '2021-10-08T03:00:00.000Z');
    expect(asked.dossier.dueAt).toBeUndefined();
    const answered = apply(asked, { action: 'answerSupplement' }, owner, '2021-10-11T03:00:00.000Z');
    expect(answered.dossier.status).toBe('submitted');
    expect(answered.dossier.clock).toEqual([]);
  });
});

describe('the answer to a supplement', () => {
  it('brings what was asked for after it was asked for: an older paper is none', () => {
    const asked = apply(fresh(), request, desk, '2021-10-08T03:00:00.000Z');
    const answer = (copied: string) =>
      apply(asked, { action: 'answerSupplement' }, owner, '2021-10-11T03:00:00.000Z', copied);
    expect(() => answer('2021-10-08T02:59:59.999Z')).toThrow(
      expect.objectContaining({
        code: 'papers-incomplete',
        faults: [expect.objectContaining({ field: '/identity-copy', code: 'paper-missing' })],
      }),
    );
    expect(answer('2021-10-08T03:00:00.000Z').dossier.status).toBe('submitted');
  });
});

describe('a second supplement', () => {
  it('is refused: the law allows one, full and accurate', () => {
    const asked = apply(fresh(), request, desk, '2021-10-08T03:00:00.000Z');
    const answered = apply(asked, { action: 'answerSupplement' }, owner, '2021-10-11T03:00:00.000Z');
    expect(() => apply(answered, request, desk, '2021-10-11T04:00:00.000Z')).toThrow(
      expect.objectContaining({ code: 'supplement-limit-reached' }),
    );
  });
});

describe('closing what was not answered', () => {
  it('waits until the deadline is past', () => {
    const asked = apply(fresh(), request, desk, '2021-10-08T03:00:00.000Z');
    const close: Act = { action: 'closeUnanswered', reason: 'Quá hạn bổ sung' };
    expect(() => apply(asked, close, desk, '2021-10-29T03:00:00.000Z')).toThrow(
      expect.objectContaining({ code: 'transition-not-allowed' }),
    );
    expect(apply(asked, close, desk, '2021-10-30T03:00:00.000Z').dossier.status).toBe('refused');
  });
});

describe('a dossier code', () => {
  it('names the agency, the local day and the number of the day', () => {
    expect(dossierCode('H25.03', '2021-10-10' as LocalDate, 1)).toBe('H25.03-211010-0001');
    expect(dossierCode('H25.14', '2024-03-12' as LocalDate, 9999)).toBe('H25.14-240312-9999');
  });

  it('ends at 9999 with a problem of its own', () => {
    expect(() => dossierCode('H25.03', '2021-10-10' as LocalDate, 10_000)).toThrow(
      expect.objectContaining({ code: 'day-full' }),
    );
  });
});

describe('a delivered shipment', () => {
  it('moves and returns the dossier in one transaction with two events in order', async () => {
    const shipment = Shipment.parse({
      v: 1,
      number: 1,
      reference: 'H25.03-211008-0001-T1',
      itemCode: 'EB123456785VN',
      status: 'REQUESTED',
      attempts: 0,
      intendedAt: '2021-10-22T03:00:00.000Z',
      tries: 0,
    });
    const done = aDossier({ status: 'done', version: 7, lastEvent: 5, shipments: 1 });
    const report = ShipmentReport.parse({
      eventId: 'vnp-1',
      reference: shipment.reference,
      itemCode: shipment.itemCode,
      status: 'DELIVERED',
      occurredAt: '2021-10-25T09:20:00+07:00',
    });
    const occasion = {
      at: new Date('2021-10-25T02:21:00Z'),
      actor: { kind: 'partner', partner: 'postal' } as const,
      newId: () => 'event-id',
      correlationId: 'c-1',
    };
    const { writes } = await shipmentReported(aFile(done, { shipments: [shipment] }), report, occasion);
    expect(writes).toMatchObject([
      { put: { SK: 'DOSSIER', status: 'returned', version: 8, lastEvent: 7 } },
      { put: { SK: 'EVENT#000006', logPK: 'EVENT#H25.03#2021-10-25' } },
      { put: { SK: 'EVENT#000007', actor: { kind: 'partner', partner: 'postal' } } },
      { put: { SK: 'REPORT#vnp-1#moved', effect: 'moved' } },
      { put: { SK: 'DOSSIER#SHIPMENT#000001', status: 'DELIVERED' } },
    ]);
    const [dossier, ...events] = writes.flatMap((write) => ('put' in write ? [write.put] : []));
    const travelling: { type: string; sequence: number }[] = JSON.parse(String(dossier?.outbox));
    expect(travelling.map(({ type, sequence }) => [sequence, type])).toEqual([
      [6, 'shipment.moved'],
      [7, 'dossier.returned'],
    ]);
    // In the log each names the hash of the one before; those who listen need none of it.
    const logged = events.slice(0, 2).map(({ event }) => JSON.parse(String(event)));
    expect(logged.map(({ previous: _, ...event }) => event)).toEqual(travelling);
    expect(logged.map(({ previous }) => previous)).toEqual([undefined, expect.stringMatching(/^[\w-]{43}$/)]);
    expect(dossier?.head).toMatch(/^[\w-]{43}$/);
    expect(dossier?.head).not.toBe(logged[1].previous);
  });
});
