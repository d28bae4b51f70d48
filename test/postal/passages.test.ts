import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { toInstant } from '../../shared/clock.ts';
import { afterCollectionReport } from '../../shared/consignment/consignment.ts';
import { passages } from '../../shared/consignment/movements.ts';
import { ConsignmentReport } from '../../shared/consignment/report.ts';
import { type ConsignmentStatus, consignmentStatusNames } from '../../shared/consignment/status.ts';
import { aConsignment } from '../support/consignments.ts';
import { consignmentDiagram } from '../support/shipment-diagram.ts';

const at = toInstant(new Date('2021-10-11T03:00:00.000Z'));

/** A consignment in a status, at its second attempt where there was one. */
const standing = (status: ConsignmentStatus) =>
  aConsignment({
    status,
    attempts: status === 'COLLECTING' || status === 'COLLECTION_FAILED' ? 2 : 0,
  });

const reportOf = (short: string): ConsignmentReport => {
  const [status, attempt] = short.split(' ');
  const { reference, itemCode, papers } = aConsignment();
  return ConsignmentReport.parse({
    eventId: 'vnp-1',
    reference,
    itemCode,
    status,
    occurredAt: '2021-10-11T09:20:00+07:00',
    ...(attempt && { attempt: Number(attempt) }),
    ...(status === 'COLLECTION_FAILED' && { reason: 'receiverAbsent' }),
    ...(status === 'COLLECTED' && {
      checklist: {
        papers: papers.map(({ name: _, ...counted }) => counted),
        seal: 'NP-1',
        clerk: { name: 'Trần Văn Bình', card: 'VNP-1' },
        signedAt: '2021-10-11T09:20:00+07:00',
      },
    }),
  });
};

const reports = [
  'COLLECTING 1',
  'COLLECTING 2',
  'COLLECTING 3',
  'COLLECTION_FAILED 1',
  'COLLECTION_FAILED 2',
  'COLLECTION_FAILED 3',
  'COLLECTED',
  'IN_TRANSIT',
  'RETURNED_TO_SENDER',
  'LOST',
  'CANCELLED',
];

/** What the post may still say of it, written down apart from the table: status > the reports that move it. */
const moving: Readonly<Record<ConsignmentStatus, readonly string[]>> = {
  INTENDED: reports,
  REQUESTED: reports,
  CANCELLING: reports,
  COLLECTING: [
    'COLLECTING 3',
    'COLLECTION_FAILED 2',
    'COLLECTION_FAILED 3',
    'COLLECTED',
    'IN_TRANSIT',
    'RETURNED_TO_SENDER',
    'LOST',
    'CANCELLED',
  ],
  COLLECTION_FAILED: [
    'COLLECTING 3',
    'COLLECTION_FAILED 3',
    'COLLECTED',
    'IN_TRANSIT',
    'RETURNED_TO_SENDER',
    'LOST',
    'CANCELLED',
  ],
  COLLECTED: ['IN_TRANSIT', 'RETURNED_TO_SENDER', 'LOST'],
  IN_TRANSIT: ['RETURNED_TO_SENDER', 'LOST'],
  HANDED_TO_AGENCY: [],
  RETURNED_TO_SENDER: [],
  LOST: [],
  CANCELLED: [],
};

describe('a consignment', () => {
  test.each(consignmentStatusNames.flatMap((status) => reports.map((report) => [status, report] as const)))(
    'that is %s hears %s',
    (status, short) => {
      const before = standing(status);
      const { consignment, moved } = afterCollectionReport(before, reportOf(short), at);
      expect(moved).toBe(moving[status].includes(short));
      expect(consignment.status).toBe(moved ? short.split(' ')[0] : status);
      if (!moved) expect(consignment.letters).toEqual([]);
    },
  );

  it('is moved by the post, its owner, the desk and a worker only as its table says', () => {
    const by = (mover: string) => passages.filter((one) => one.by.some((who) => who === mover));
    expect(by('owner').map(({ name }) => name)).toEqual(['giveUp']);
    expect(by('deskOfficer').map(({ name, to }) => [name, to])).toEqual([['arrive', 'HANDED_TO_AGENCY']]);
    expect(by('system').map(({ name }) => name)).toEqual(['acceptBooking', 'giveUp', 'drop', 'keepOn']);
  });

  it('is drawn in the README as its table has it', () => {
    const readme = readFileSync(path.join(import.meta.dirname, '../../shared/postal/README.md'), 'utf8');
    const [, drawn] = /<!-- passages:[^\n]*-->\n([\s\S]*?)\n<!-- \/passages -->/.exec(readme) ?? [];
    expect(drawn).toBe(consignmentDiagram());
  });
});
