import { deflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { putAnswer, Replay } from '../../shared/http/idempotency.ts';
import type { Item, Write } from '../../shared/table/transaction.ts';

const repeatable = { subject: 'cd-hoa', key: 'one', requestHash: 'hash' };

const answer = {
  status: 200,
  headers: { etag: '"4"' },
  body: JSON.stringify({
    id: '0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e01',
    version: 4,
    status: 'received',
    nationalStatus: { code: 2, name: { vi: 'Được tiếp nhận', en: 'Received' } },
    allowedActions: ['assign', 'requestPayment'],
    code: 'H25.03-211010-0001',
    procedure: {
      code: '2.000488',
      name: { vi: 'Cấp Phiếu lý lịch tư pháp', en: 'Criminal record certificate' },
      agency: 'H25.03',
    },
    createdAt: '2021-10-10T08:10:00+07:00',
    submittedAt: '2021-10-10T08:40:00+07:00',
    dueAt: '2021-10-25T17:00:00+07:00',
    channel: 'online',
    documents: [
      {
        documentId: '37b5250a-e153-4645-8205-e5b51686fd4c',
        paperId: 'identity-copy',
        name: 'Tờ khai.pdf',
        sizeBytes: 1234,
        sha256: '02d93fd23e64d47cd08dddd5ce314fb25fa5f2e3fa6a18f6bc705b69ab76f2af',
        contentType: 'application/pdf',
        state: 'accepted',
        filed: true,
      },
    ],
    supplements: [],
    payments: [],
    shipments: [],
  }),
};

const kept: Write = putAnswer(repeatable, answer, new Date('2021-10-10T02:00:00.000Z'));
const item = 'put' in kept ? kept.put : {};
const replayed = (current: Item) => ('refused' in kept ? kept.refused?.(current) : undefined);
const bytesOf = ({ answer: bytes }: Item): number => (bytes instanceof Uint8Array ? bytes.length : 0);
const text = `${JSON.stringify({ status: 200, headers: answer.headers })}\n${answer.body}`;

it('an answer is kept in half the room that its compression alone would take', () => {
  expect(bytesOf(item)).toBeGreaterThan(100);
  expect(bytesOf(item)).toBeLessThan(deflateRawSync(text).length / 2);
});

it('a repeat is given what was answered, in the form of today and in the first one', () => {
  for (const form of [item, { ...item, v: 1, answer: new Uint8Array(deflateRawSync(text)) }]) {
    const replay = replayed(form);
    expect(replay).toBeInstanceOf(Replay);
    expect(replay).toMatchObject({ answer });
  }
});

it('a key that was used for another request gives nothing away', () => {
  expect(replayed({ ...item, requestHash: 'another' })).toMatchObject({ code: 'idempotency-key-reused' });
});
