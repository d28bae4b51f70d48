import * as z from 'zod';
import { ownersOf } from '../applicant/owner.ts';
import { Appointment } from '../appointment/appointment.ts';
import { consignmentsIn } from '../consignment/store.ts';
import { Consultation } from '../consultation/consultation.ts';
import { Document } from '../document/document.ts';
import type { Applicant, Officer } from '../http/caller.ts';
import { Problem } from '../http/problems.ts';
import { Payment } from '../payment/payment.ts';
import { Proposal } from '../proposal/proposal.ts';
import { Result } from '../result/result.ts';
import { Shipment } from '../shipment/shipment.ts';
import { Supplement } from '../supplement/supplement.ts';
import { loadItems } from '../table/batch.ts';
import {
  APPOINTMENT_PREFIX,
  applicationKey,
  CONSULTATION_PREFIX,
  DOCUMENT_PREFIX,
  dossierKey,
  dossierPK,
  FILE_PREFIX,
  type Key,
  PAYMENT_PREFIX,
  PROPOSAL_PREFIX,
  RESULT_PREFIX,
  SHIPMENT_PREFIX,
  SUPPLEMENT_PREFIX,
} from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import { absent, type Condition, type Item, type Write } from '../table/transaction.ts';
import { accessTo } from './access.ts';
import { Dossier, type DossierFile, type Draft, type Filed } from './dossier.ts';
import { personEntry } from './find-entries.ts';
import { listEntries } from './lists.ts';
import { Summary } from './summary.ts';

const { SK: APPLICATION } = applicationKey('');

/** What there are none of is not written: an item without a count is read as none. */
const withoutNone = (dossier: Dossier): Item =>
  Object.fromEntries(Object.entries(dossier).filter(([, value]) => value !== 0));

/** A dossier as two items: what changes with every step, and what its applicant declared. */
function itemsOf(dossier: Dossier, outbox?: string) {
  const { v, form } = dossier;
  return {
    state: {
      ...dossierKey(dossier.id),
      ...withoutNone(dossier),
      form: undefined,
      office: undefined,
      submitter: undefined,
      intake: undefined,
      ...accessTo(dossier),
      ...listEntries(dossier),
      ...(outbox !== undefined && { outbox }),
    },
    application: form && {
      ...applicationKey(dossier.id),
      v,
      form,
      ...(dossier.status !== 'draft' && {
        office: dossier.office,
        submitter: dossier.submitter,
        intake: dossier.intake,
        ...personEntry(dossier),
      }),
      ...accessTo(dossier),
    },
  };
}

/** The version and status in which a dossier was read. */
const unchanged = ({ version, status }: Dossier): Condition => ({
  expression: '#version = :version AND #status = :status',
  names: { '#version': 'version', '#status': 'status' },
  values: { ':version': version, ':status': status },
});

/** A new draft, which has no form yet. */
export const putDraft = (draft: Draft): Write => ({ put: itemsOf(draft).state, when: absent });

/** A new draft that comes with its form. */
export function putFilledDraft(
  draft: Draft & { readonly form: NonNullable<Draft['form']> },
): readonly Write[] {
  const { application } = itemsOf(draft);
  return [putDraft(draft), ...(application ? [{ put: application, when: absent }] : [])];
}

/**
 * The next state of a dossier, on condition of the one that was read.
 * @param outbox the events of this change, which travel with the item
 */
export function putDossier(before: Dossier, after: Dossier, outbox?: string): readonly Write[] {
  const { state, application } = itemsOf(after, outbox);
  const declared =
    before.form !== after.form ||
    (before.status === 'draft') !== (after.status === 'draft') ||
    // By which it is forgotten, and which desk may see it, stands on it too.
    before.receiving !== after.receiving ||
    accessTo(before).expiresAt !== accessTo(after).expiresAt;
  return [
    { put: state, when: unchanged(before) },
    ...(application && declared ? [{ put: application }] : []),
  ];
}

/** Takes a dossier away for good, on condition of the state that was read. */
export const dropDossier = (dossier: Dossier): Write => ({
  remove: dossierKey(dossier.id),
  when: unchanged(dossier),
});

type Filter = {
  readonly expression?: string;
  readonly names?: Record<string, string>;
  readonly values?: Item;
};

/** Whose items a query may find: an applicant's own and what it files for others, what an officer's agency decides, and what an officer's desk takes in. */
function visibleTo(caller: Applicant | Officer): Filter {
  if (caller.kind === 'applicant') return visibleToApplicant(caller);
  const expression =
    caller.role === 'deskOfficer' ? 'agency = :caller OR receiving = :caller' : 'agency = :caller';
  return { expression, values: { ':caller': caller.agency } };
}

function visibleToApplicant(caller: Applicant): Filter {
  const owners = ownersOf(caller);
  return {
    expression: `#owner IN (${owners.map((_, place) => `:owner${place}`).join(', ')}) OR proxy = :proxy`,
    names: { '#owner': 'owner' },
    values: {
      ...Object.fromEntries(owners.map((owner, place) => [`:owner${place}`, owner])),
      ':proxy': caller.subject,
    },
  };
}

/** All that stands in the partition of a dossier: the dossier, its parts, its log, and what was kept beside it. */
export const loadPartition = (dossierId: string): Promise<readonly Item[]> =>
  queryItems({
    KeyConditionExpression: 'PK = :dossier',
    ExpressionAttributeValues: { ':dossier': dossierPK(dossierId) },
    ConsistentRead: true,
  });

/** The items of one file that a filter lets through. */
const queryFile = (dossierId: string, consistent: boolean, filter: Filter = {}) =>
  queryItems({
    KeyConditionExpression: 'PK = :dossier AND begins_with(SK, :file)',
    FilterExpression: filter.expression,
    ExpressionAttributeNames: filter.names,
    ExpressionAttributeValues: {
      ':dossier': dossierPK(dossierId),
      ':file': FILE_PREFIX,
      ...filter.values,
    },
    ConsistentRead: consistent,
  });

/** What was declared bears the version in which it was written, which may be older than that of the state beside it. */
const Application = z.looseObject({ v: z.literal(1) });

/** The dossier among its items, with what its applicant declared. */
export function dossierOf(items: readonly Item[]): Dossier | undefined {
  const state = items.find(({ SK }) => SK === FILE_PREFIX);
  const application = items.find(({ SK }) => SK === APPLICATION);
  return state && Dossier.parse({ ...(application && Application.parse(application)), ...state });
}

/** The dossier among its items with its parts; what else stands beside it is passed over. */
export function fileOf(items: readonly Item[]): DossierFile | undefined {
  const dossier = dossierOf(items);
  if (!dossier) return undefined;
  // The items come by sort key, so numbered parts are in their order.
  const parts = (prefix: string) => items.filter(({ SK }) => String(SK).startsWith(prefix));
  const files = parts(DOCUMENT_PREFIX)
    .map((item) => Document.parse(item))
    .sort((one, other) => (one.declaredAt < other.declaredAt ? -1 : 1));
  return {
    dossier,
    documents: files.filter(({ purpose }) => !purpose),
    resultFiles: files.filter(({ purpose }) => purpose === 'result'),
    results: parts(RESULT_PREFIX).map((item) => Result.parse(item)),
    supplements: parts(SUPPLEMENT_PREFIX).map((item) => Supplement.parse(item)),
    appointments: parts(APPOINTMENT_PREFIX).map((item) => Appointment.parse(item)),
    payments: parts(PAYMENT_PREFIX).map((item) => Payment.parse(item)),
    shipments: parts(SHIPMENT_PREFIX).map((item) => Shipment.parse(item)),
    consignments: consignmentsIn(items),
    consultations: parts(CONSULTATION_PREFIX).map((item) => Consultation.parse(item)),
    proposals: parts(PROPOSAL_PREFIX).map((item) => Proposal.parse(item)),
  };
}

/**
 * A dossier with its parts, as far as the caller may see them: the query itself asks for the caller's own.
 * @throws Problem `dossier-not-found` also when it is somebody else's
 */
export async function loadFile(dossierId: string, caller: Applicant | Officer): Promise<DossierFile> {
  const file = fileOf(await queryFile(dossierId, true, visibleTo(caller)));
  if (!file) throw new Problem('dossier-not-found');
  return file;
}

/** The dossier itself among the items that a filter lets through. */
const queryDossier = (dossierId: string, filter: Filter) =>
  queryItems({
    KeyConditionExpression: 'PK = :dossier AND SK = :dossierItself',
    FilterExpression: filter.expression,
    ExpressionAttributeNames: filter.names,
    ExpressionAttributeValues: {
      ':dossier': dossierPK(dossierId),
      ':dossierItself': FILE_PREFIX,
      ...filter.values,
    },
  });

/**
 * A dossier with its parts, to be read: also by officers of an agency while it is asked for its opinion, which the first
 * query settles. What they find then is the deciding agency's.
 * @throws Problem `dossier-not-found` also when it is somebody else's
 */
export async function loadFileToRead(dossierId: string, caller: Applicant | Officer): Promise<DossierFile> {
  const file = fileOf(await queryFile(dossierId, true, visibleTo(caller)));
  if (file) return file;
  const asked = caller.kind === 'officer' ? await loadAsked(dossierId, caller) : undefined;
  if (!asked) throw new Problem('dossier-not-found');
  return asked;
}

async function loadAsked(dossierId: string, { agency }: Officer): Promise<DossierFile | undefined> {
  const asked = { expression: 'contains(consulted, :caller)', values: { ':caller': agency } };
  const [dossier] = await queryDossier(dossierId, asked);
  if (!dossier) return undefined;
  const { procedure } = Summary.parse(dossier);
  const decides = { expression: 'agency = :decides', values: { ':decides': procedure.agency } };
  return fileOf(await queryFile(dossierId, true, decides));
}

/** A dossier as lists know it, as far as an officer may see it. */
export async function loadSummary(dossierId: string, officer: Officer): Promise<Summary | undefined> {
  const [item] = await queryDossier(dossierId, visibleTo(officer));
  return item && Summary.parse(item);
}

/**
 * What an agency was asked about a dossier, as far as it was.
 * @throws Problem `dossier-not-found` also when it was never asked
 */
export async function loadConsultations(dossierId: string, agency: string): Promise<readonly Consultation[]> {
  const items = await queryItems({
    KeyConditionExpression: 'PK = :dossier AND begins_with(SK, :consultations)',
    FilterExpression: 'consulted = :caller',
    ExpressionAttributeValues: {
      ':dossier': dossierPK(dossierId),
      ':consultations': CONSULTATION_PREFIX,
      ':caller': agency,
    },
    ConsistentRead: true,
  });
  if (items.length === 0) throw new Problem('dossier-not-found');
  return items.map((item) => Consultation.parse(item));
}

/**
 * A dossier whose version is the one that the caller has seen. For an officer a read that may be a moment old will do,
 * at half the cost, when it finds that version: what is written is held to it, and to the state of each part. Papers,
 * which come and go beside the version, are the applicant's to file.
 * @throws Problem `dossier-not-found`, `version-stale`
 */
export async function loadFileAt(
  dossierId: string,
  version: number,
  caller: Applicant | Officer,
): Promise<DossierFile> {
  const recent =
    caller.kind === 'officer' ? fileOf(await queryFile(dossierId, false, visibleTo(caller))) : undefined;
  const file = recent?.dossier.version === version ? recent : await loadFile(dossierId, caller);
  if (file.dossier.version !== version) throw new Problem('version-stale');
  return file;
}

/** The file of a dossier or a draft, for those of ours who look after its money; undefined when it is gone. */
export const loadFileIfThere = async (dossierId: string): Promise<DossierFile | undefined> =>
  fileOf(await queryFile(dossierId, true));

/** The file of a filed dossier, for partners and workers of ours: they learn only of filed ones. */
export async function loadFiledFile(dossierId: string): Promise<DossierFile<Filed>> {
  const file = await loadFileIfThere(dossierId);
  if (!file || file.dossier.status === 'draft') throw new Error(`no filed dossier ${dossierId}`);
  return { ...file, dossier: file.dossier };
}

/**
 * A filed dossier without its parts, as consumers of its events and those who track it may find it: a moment ago. It
 * costs half of what a consistent read does, and what an event tells stands in the event.
 * @throws Error when it is not found yet
 */
export const loadFiled = async (dossierId: string): Promise<Filed> =>
  (await loadFiledFrom(dossierKey(dossierId))).dossier;

/** The same with the items that stand before it, from a key on: no more is charged for a few small ones. */
export async function loadFiledFrom({ PK, SK }: Key): Promise<{ dossier: Filed; before: readonly Item[] }> {
  const items = await queryItems({
    KeyConditionExpression: 'PK = :dossier AND SK BETWEEN :from AND :application',
    ExpressionAttributeValues: { ':dossier': PK, ':from': SK, ':application': APPLICATION },
  });
  const dossier = dossierOf(items);
  if (!dossier || dossier.status === 'draft') throw new Error(`no filed ${PK}`);
  return { dossier, before: items.filter((item) => String(item.SK) < FILE_PREFIX) };
}

/** Filed dossiers without their parts, by their ids, as they were a moment ago and as far as they are there. */
export async function loadFiledOnes(dossierIds: readonly string[]): Promise<ReadonlyMap<string, Filed>> {
  const items = await loadItems(
    [...new Set(dossierIds)].flatMap((id) => [dossierKey(id), applicationKey(id)]),
  );
  const dossiers = [...Map.groupBy(items, ({ PK }) => PK).values()].map(dossierOf);
  return new Map(
    dossiers.flatMap((dossier) =>
      dossier && dossier.status !== 'draft' ? [[dossier.id, dossier] as const] : [],
    ),
  );
}
