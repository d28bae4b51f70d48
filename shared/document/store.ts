import { GetObjectCommand, GetObjectTaggingCommand, PutObjectTaggingCommand } from '@aws-sdk/client-s3';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { s3, table } from '../aws.ts';
import type { Instant } from '../clock.ts';
import { environment } from '../resources.ts';
import { Access } from '../table/access.ts';
import { loadDue } from '../table/due.ts';
import { DOCUMENT_PREFIX, documentKey, dossierPK, dueEntry } from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import { absent, commit, type Item, type Write } from '../table/transaction.ts';
import { AcceptedDocument, Document, objectKey } from './document.ts';
import type { Verdict } from './examination.ts';

/** What waits for its examination stands in the index `due`. */
const waiting = (document: Document): Item =>
  document.state === 'declared' ? dueEntry('document', document.declaredAt, document.documentId) : {};

const itemOf = (document: Document, access: Access) => ({
  ...documentKey(document.dossierId, document.documentId),
  ...document,
  ...access,
  ...waiting(document),
});

/** A new document. */
export const putDeclared = (document: Document, access: Access): Write => ({
  put: itemOf(document, access),
  when: absent,
});

/** A document that must still be in the state it was read in. */
export const putDocument = (before: Document, after: Document, access: Access): Write => ({
  put: itemOf(after, access),
  when: {
    expression: '#state = :state AND filed = :filed',
    names: { '#state': 'state' },
    values: { ':state': before.state, ':filed': before.filed },
  },
});

/** Takes a document away that is not part of the dossier yet. */
export const dropDocument = (document: Document): Write => ({
  remove: documentKey(document.dossierId, document.documentId),
  when: { expression: 'filed = :no', values: { ':no': false } },
});

/** A document with who may see it, or undefined. Read consistently. */
export async function loadDocument(
  dossierId: string,
  documentId: string,
): Promise<{ document: Document; access: Access } | undefined> {
  const { Item: item } = await table.send(
    new GetCommand({
      TableName: environment('TABLE_NAME'),
      Key: documentKey(dossierId, documentId),
      ConsistentRead: true,
    }),
  );
  return item && { document: Document.parse(item), access: Access.parse(item) };
}

/** The bytes of an examined or waiting object's version. */
export async function loadObject(document: Document, versionId: string): Promise<Uint8Array> {
  const { Body } = await s3.send(
    new GetObjectCommand({
      Bucket: environment('DOCUMENTS_BUCKET'),
      Key: objectKey(document),
      VersionId: versionId,
    }),
  );
  return (await Body?.transformToByteArray()) ?? new Uint8Array();
}

/** Another run has settled the document, or it was removed. */
class SettledBefore extends Error {}

/** Writes what becomes of a document, unless it was settled before. @returns whether it was written */
async function unlessSettled(write: Write): Promise<boolean> {
  try {
    await commit([{ ...write, refused: () => new SettledBefore('settled before') }]);
    return true;
  } catch (error) {
    if (error instanceof SettledBefore) return false;
    throw error;
  }
}

/**
 * Writes down the outcome of an examination; whoever is second finds it done.
 * @throws Superseded when the item stays busy: nothing is written then, and the caller tries again
 */
export async function settle(
  document: Document,
  access: Access,
  verdict: Verdict,
  objectVersion: string,
  at: Instant,
): Promise<void> {
  const { state: _, ...declared } = document;
  const examined = { ...declared, examinedAt: at };
  const after: Document =
    verdict === 'accepted'
      ? { ...examined, state: 'accepted', objectVersion }
      : { ...examined, state: 'rejected', rejection: verdict };
  await unlessSettled(putDocument(document, after, access));
}

/** Writes down that a scan is asked for again. @returns false when the document was settled meanwhile */
export const noteScanAsked = (document: Document, access: Access, at: Instant): Promise<boolean> => {
  const times = (document.scanAsked?.times ?? 0) + 1;
  return unlessSettled(putDocument(document, { ...document, scanAsked: { times, at } }, access));
};

/** Documents declared before an instant that are still waiting for their examination. @param limit of each shard */
export const loadWaiting = async (before: Date, limit: number) =>
  (await loadDue('document', before, limit)).map(({ dossierId, sortKey }) => ({
    dossierId,
    documentId: sortKey.slice(DOCUMENT_PREFIX.length),
  }));

/**
 * Takes the mark off the examined version of a document by which it would be forgotten; the tag that the scan has set
 * stays. Nothing takes its place: a tag is paid for as long as the object is kept.
 */
export async function keepObject(document: AcceptedDocument): Promise<void> {
  // A result that is used anew bears no mark.
  if (document.reuse) return;
  const version = {
    Bucket: environment('DOCUMENTS_BUCKET'),
    Key: objectKey(document),
    VersionId: document.objectVersion,
  };
  const { TagSet = [] } = await s3.send(new GetObjectTaggingCommand(version));
  const others = TagSet.filter(({ Key }) => Key !== 'retention');
  if (others.length < TagSet.length)
    await s3.send(new PutObjectTaggingCommand({ ...version, Tagging: { TagSet: others } }));
}

/** The documents that are part of a dossier. */
export async function loadFiledDocuments(dossierId: string): Promise<readonly AcceptedDocument[]> {
  const items = await queryItems({
    KeyConditionExpression: 'PK = :dossier AND begins_with(SK, :document)',
    FilterExpression: 'filed = :yes',
    ExpressionAttributeValues: {
      ':dossier': dossierPK(dossierId),
      ':document': DOCUMENT_PREFIX,
      ':yes': true,
    },
    ConsistentRead: true,
  });
  return items.map((item) => AcceptedDocument.parse(item));
}
