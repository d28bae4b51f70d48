import { createHash, randomUUID } from 'node:crypto';
import { SendObjectMalwareScanCommand } from '@aws-sdk/client-guardduty';
import {
  GetObjectCommand,
  GetObjectTaggingCommand,
  NoSuchKey,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handler as examineDocument } from '../../functions/examination/examine-document.ts';
import { handler as keepDocuments } from '../../functions/retention/keep-documents.ts';
import { guardDuty, s3 } from '../../shared/aws.ts';
import { toInstant } from '../../shared/clock.ts';
import { Document } from '../../shared/document/document.ts';
import { loadDocument, loadFiledDocuments, putDeclared, settle } from '../../shared/document/store.ts';
import { sweep } from '../../shared/examination/sweep.ts';
import { commit } from '../../shared/table/transaction.ts';
import { lambdaContext } from '../support/call.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { anEvent } from '../support/events.ts';
import { submitted } from '../support/filing.ts';
import { batchOf } from '../support/kept-dossier.ts';

let table: TestTable;
const bucket = mockClient(s3);
const scanner = mockClient(guardDuty);
beforeAll(async () => {
  table = await startApi();
});
afterAll(() => table.stop());
beforeEach(() => {
  bucket.reset();
  scanner.reset();
  scanner.on(SendObjectMalwareScanCommand).resolves({});
});

const pdf = Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');

async function declared(bytes: Buffer, declaredAt = '2021-10-08T02:00:00.000Z'): Promise<Document> {
  const document = Document.parse({
    v: 1,
    documentId: randomUUID(),
    dossierId: randomUUID(),
    paperId: 'application-form',
    name: 'Tờ khai.pdf',
    sizeBytes: bytes.byteLength,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    contentType: 'application/pdf',
    declaredAt,
    filed: false,
    state: 'declared',
  });
  await commit([putDeclared(document, { owner: 'cd-hoa' })]);
  return document;
}

const uploaded = (bytes: Buffer) =>
  bucket.on(GetObjectCommand).callsFake(() => ({ Body: { transformToByteArray: async () => bytes } }));

const scanned = ({ dossierId, documentId }: Document, scanResultStatus = 'NO_THREATS_FOUND') =>
  examineDocument({
    detail: {
      s3ObjectDetails: { objectKey: `dossiers/${dossierId}/${documentId}`, versionId: 'v1' },
      scanResultDetails: { scanResultStatus },
    },
  });

const now = async ({ dossierId, documentId }: Document) =>
  (await loadDocument(dossierId, documentId))?.document;

describe('a scanned upload', () => {
  it('that is what it was declared to be is accepted, with the version that was examined', async () => {
    uploaded(pdf);
    const document = await declared(pdf);
    await scanned(document);
    expect(await now(document)).toMatchObject({ state: 'accepted', objectVersion: 'v1' });
    expect(bucket.commandCalls(GetObjectCommand)[0]?.args[0].input).toMatchObject({ VersionId: 'v1' });
  });

  it.each([
    ['of another type than it says', Buffer.from('\x89PNG\r\n\x1a\n0000IHDR', 'latin1'), 'type-differs'],
    ['of no type that can be told', Buffer.from('just text'), 'type-differs'],
  ])('%s is rejected', async (_, bytes, rejection) => {
    uploaded(bytes);
    const document = await declared(bytes);
    await scanned(document);
    expect(await now(document)).toMatchObject({ state: 'rejected', rejection });
  });

  it('with other bytes than declared is rejected', async () => {
    const document = await declared(pdf);
    const other = Buffer.from(pdf);
    other.writeUInt8(0x20, pdf.byteLength - 1);
    uploaded(other);
    await scanned(document);
    expect(await now(document)).toMatchObject({ rejection: 'hash-differs' });
  });

  it.each([
    ['THREATS_FOUND', 'infected'],
    ['UNSUPPORTED', 'unscannable'],
  ])('with the verdict %s is rejected and never opened', async (verdict, rejection) => {
    const document = await declared(pdf);
    await scanned(document, verdict);
    expect(await now(document)).toMatchObject({ state: 'rejected', rejection });
    expect(bucket.commandCalls(GetObjectCommand)).toHaveLength(0);
  });

  it.each(['FAILED', 'ACCESS_DENIED'])(
    "whose scan ends as %s is none of the citizen's faults: it waits, and a later scan decides",
    async (scan) => {
      uploaded(pdf);
      const document = await declared(pdf);
      await scanned(document, scan);
      expect(await now(document)).toMatchObject({ state: 'declared' });
      await scanned(document);
      expect(await now(document)).toMatchObject({ state: 'accepted' });
    },
  );

  it('keeps its first verdict when the event comes again', async () => {
    uploaded(pdf);
    const document = await declared(pdf);
    await scanned(document);
    await scanned(document, 'THREATS_FOUND');
    expect(await now(document)).toMatchObject({ state: 'accepted' });
  });

  it('whose document was removed meanwhile is no error', async () => {
    const document = await declared(pdf);
    await expect(scanned({ ...document, documentId: randomUUID() })).resolves.toBeUndefined();
  });
});

describe('the sweep', () => {
  it('settles what has waited too long, and leaves what is still young', async () => {
    const lost = await declared(pdf, '2021-10-08T02:00:00.000Z');
    const never = await declared(pdf, '2021-10-08T02:00:01.000Z');
    const unscanned = await declared(pdf, '2021-10-08T02:00:02.000Z');
    const young = await declared(pdf, '2021-10-08T02:50:00.000Z');
    const keyOf = ({ dossierId, documentId }: Document) => `dossiers/${dossierId}/${documentId}`;
    uploaded(pdf);
    bucket
      .on(GetObjectTaggingCommand)
      .rejects(new NoSuchKey({ message: 'gone', $metadata: {} }))
      .on(GetObjectTaggingCommand, { Key: keyOf(lost) })
      .resolves({
        VersionId: 'v1',
        TagSet: [{ Key: 'GuardDutyMalwareScanStatus', Value: 'NO_THREATS_FOUND' }],
      })
      .on(GetObjectTaggingCommand, { Key: keyOf(unscanned) })
      .resolves({ VersionId: 'v1', TagSet: [] });
    const { hanging } = await sweep(new Date('2021-10-08T03:00:00Z'));
    expect(hanging).toBe(1);
    expect(await now(lost)).toMatchObject({ state: 'accepted' });
    expect(await now(never)).toMatchObject({ state: 'rejected', rejection: 'never-uploaded' });
    expect(await now(unscanned)).toMatchObject({ state: 'declared' });
    expect(await now(young)).toMatchObject({ state: 'declared' });
  });

  it('gives up what nothing has scanned for a day, and lets one that fails hold up no other', async () => {
    const failing = await declared(pdf, '2021-09-01T02:00:00.000Z');
    const unscanned = await declared(pdf, '2021-09-01T02:00:01.000Z');
    bucket
      .on(GetObjectTaggingCommand)
      .resolves({ VersionId: 'v1', TagSet: [] })
      .on(GetObjectTaggingCommand, { Key: `dossiers/${failing.dossierId}/${failing.documentId}` })
      .rejects(new Error('storage down'));
    await expect(sweep(new Date('2021-09-02T03:00:00Z'))).rejects.toThrow('1 documents could not be swept');
    expect(await now(unscanned)).toMatchObject({ state: 'rejected', rejection: 'not-examined' });
    expect(await now(failing)).toMatchObject({ state: 'declared' });
    await settle(
      failing,
      { owner: 'cd-hoa' },
      'never-uploaded',
      '',
      toInstant(new Date('2021-09-02T04:00:00Z')),
    );
  });

  it('finds nothing once all is settled', async () => {
    const document = await declared(pdf, '2021-10-01T02:00:00.000Z');
    await settle(
      document,
      { owner: 'cd-hoa' },
      'accepted',
      'v1',
      toInstant(new Date('2021-10-01T02:01:00Z')),
    );
    bucket.on(GetObjectTaggingCommand).resolves({ TagSet: [] });
    await sweep(new Date('2021-10-01T04:00:00Z'));
    expect(bucket.commandCalls(GetObjectTaggingCommand)).toHaveLength(0);
  });
});

describe('a scan that failed on our side', () => {
  const tagged = (document: Document, result: string) =>
    bucket
      .on(GetObjectTaggingCommand, { Key: `dossiers/${document.dossierId}/${document.documentId}` })
      .resolves({ VersionId: 'v7', TagSet: [{ Key: 'GuardDutyMalwareScanStatus', Value: result }] });
  const start = new Date('2021-08-01T02:00:00.000Z').getTime();
  const asks = () => scanner.commandCalls(SendObjectMalwareScanCommand).map(({ args: [{ input }] }) => input);
  /** Minutes after its declaration at which a sweep asked for a scan. */
  async function askedAt(until: number): Promise<readonly number[]> {
    const minutes: number[] = [];
    for (let minute = 0; minute < until; minute += 5) {
      const before = asks().length;
      await sweep(new Date(start + minute * 60_000));
      if (asks().length > before) minutes.push(minute);
    }
    return minutes;
  }

  it.each(['FAILED', 'ACCESS_DENIED'])(
    'as %s is asked for again, of the same version, with rising pauses, and given up after a day',
    async (result) => {
      const document = await declared(pdf, '2021-08-01T02:00:00.000Z');
      tagged(document, result);
      expect(await askedAt(125)).toEqual([10, 15, 30, 60, 120]);
      expect(asks()[0]).toEqual({
        S3Object: {
          Bucket: 'documents',
          Key: `dossiers/${document.dossierId}/${document.documentId}`,
          VersionId: 'v7',
        },
      });
      // All that time nobody says that the file is at fault.
      expect(await now(document)).toMatchObject({ state: 'declared', scanAsked: { times: 5 } });
      await sweep(new Date(start + 24 * 3_600_000));
      expect(await now(document)).toMatchObject({ state: 'rejected', rejection: 'not-examined' });
      expect(asks()).toHaveLength(5);
    },
  );

  it('hangs, so that the alarm rings, until a scan comes to a verdict: then it is what its bytes are', async () => {
    uploaded(pdf);
    const document = await declared(pdf, '2021-08-01T02:00:00.000Z');
    tagged(document, 'FAILED');
    expect(await sweep(new Date(start + 10 * 60_000))).toEqual({ settled: 0, asked: 1, hanging: 1 });
    expect(await sweep(new Date(start + 12 * 60_000))).toEqual({ settled: 0, asked: 0, hanging: 1 });
    await scanned(document);
    expect(await now(document)).toMatchObject({ state: 'accepted', objectVersion: 'v1' });
    expect(await sweep(new Date(start + 20 * 60_000))).toEqual({ settled: 0, asked: 0, hanging: 0 });
  });

  it('is not asked for while the first may still be under way', async () => {
    const document = await declared(pdf, '2021-08-01T02:00:00.000Z');
    bucket.on(GetObjectTaggingCommand).resolves({ VersionId: 'v1', TagSet: [] });
    expect(await sweep(new Date(start + 24 * 60_000))).toEqual({ settled: 0, asked: 0, hanging: 0 });
    expect(await sweep(new Date(start + 26 * 60_000))).toEqual({ settled: 0, asked: 1, hanging: 1 });
    await settle(document, { owner: 'cd-hoa' }, 'infected', '', toInstant(new Date(start)));
  });

  it('is asked for no oftener where the scanner cannot even be asked, and holds up no other', async () => {
    const one = await declared(pdf, '2021-08-01T02:00:00.000Z');
    const other = await declared(pdf, '2021-08-01T02:00:01.000Z');
    for (const document of [one, other]) tagged(document, 'FAILED');
    scanner.on(SendObjectMalwareScanCommand).rejects(new Error('no plan'));
    await expect(sweep(new Date(start + 10 * 60_000))).rejects.toThrow('2 documents could not be swept');
    expect(await sweep(new Date(start + 12 * 60_000))).toMatchObject({ asked: 0, hanging: 2 });
    for (const document of [one, other])
      await settle(document, { owner: 'cd-hoa' }, 'infected', '', toInstant(new Date(start)));
  });
});

describe('what was submitted', () => {
  it('loses the mark of a draft and keeps the mark of the scan, on the examined version', async () => {
    const dossierId = await submitted();
    bucket.on(GetObjectTaggingCommand).resolves({
      TagSet: [
        { Key: 'retention', Value: 'draft' },
        { Key: 'GuardDutyMalwareScanStatus', Value: 'NO_THREATS_FOUND' },
      ],
    });
    bucket.on(PutObjectTaggingCommand).resolves({});
    expect(await loadFiledDocuments(dossierId)).toHaveLength(2);
    expect(await keepDocuments(batchOf(anEvent('dossier.submitted', { dossierId })), lambdaContext)).toEqual({
      batchItemFailures: [],
    });
    const tagged = bucket.commandCalls(PutObjectTaggingCommand).map(({ args: [{ input }] }) => input);
    expect(tagged).toHaveLength(2);
    expect(tagged[0]).toMatchObject({
      VersionId: 'version-1',
      Tagging: {
        TagSet: [{ Key: 'GuardDutyMalwareScanStatus', Value: 'NO_THREATS_FOUND' }],
      },
    });
  });

  it('is not written to again when it bears no mark any more', async () => {
    const dossierId = await submitted();
    bucket
      .on(GetObjectTaggingCommand)
      .resolves({ TagSet: [{ Key: 'GuardDutyMalwareScanStatus', Value: 'NO_THREATS_FOUND' }] });
    await keepDocuments(batchOf(anEvent('dossier.submitted', { dossierId })), lambdaContext);
    expect(bucket.commandCalls(GetObjectTaggingCommand)).toHaveLength(2);
    expect(bucket.commandCalls(PutObjectTaggingCommand)).toEqual([]);
  });
});
