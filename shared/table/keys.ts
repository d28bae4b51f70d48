import { createHash } from 'node:crypto';

/** A primary key of the one table. */
export type Key = { readonly PK: string; readonly SK: string };

const padded = (number: number): string => String(number).padStart(6, '0');

/** All that belongs to one dossier stands in one partition. */
export const dossierPK = (dossierId: string): string => `DOSSIER#${dossierId}`;

/** The dossier in whose partition an item stands. */
export const dossierIdOf = (PK: string): string => PK.slice(dossierPK('').length);

/** The dossier and what a reader of it sees beside it begin so: one query reads them, and none of its history. */
export const FILE_PREFIX = 'DOSSIER';
const beside = (dossierId: string, part: string): Key => ({
  PK: dossierPK(dossierId),
  SK: `${FILE_PREFIX}#${part}`,
});
export const dossierKey = (dossierId: string): Key => ({ PK: dossierPK(dossierId), SK: FILE_PREFIX });

/** What the applicant declares: written with the form and seldom again. It stands next to the dossier, before all other parts. */
export const applicationKey = (dossierId: string): Key => beside(dossierId, 'APPLICATION');

/** A dossier in the list of who files it for its owner. */
export const proxyKey = (dossierId: string): Key => ({ PK: dossierPK(dossierId), SK: 'PROXY' });

/** Parts of the file, each an item of its own, so that the dossier itself stays small. */
export const DOCUMENT_PREFIX = `${FILE_PREFIX}#DOCUMENT#`;
export const SUPPLEMENT_PREFIX = `${FILE_PREFIX}#SUPPLEMENT#`;
export const PAYMENT_PREFIX = `${FILE_PREFIX}#PAYMENT#`;
export const APPOINTMENT_PREFIX = `${FILE_PREFIX}#APPOINTMENT#`;
export const SHIPMENT_PREFIX = `${FILE_PREFIX}#SHIPMENT#`;
export const CONSIGNMENT_PREFIX = `${FILE_PREFIX}#CONSIGNMENT#`;
export const RESULT_PREFIX = `${FILE_PREFIX}#RESULT#`;
export const CONSULTATION_PREFIX = `${FILE_PREFIX}#CONSULTATION#`;
export const PROPOSAL_PREFIX = `${FILE_PREFIX}#PROPOSAL#`;
export const documentKey = (dossierId: string, documentId: string): Key =>
  beside(dossierId, `DOCUMENT#${documentId}`);
export const supplementKey = (dossierId: string, number: number): Key =>
  beside(dossierId, `SUPPLEMENT#${padded(number)}`);
export const paymentKey = (dossierId: string, number: number): Key =>
  beside(dossierId, `PAYMENT#${padded(number)}`);
export const appointmentKey = (dossierId: string, number: number): Key =>
  beside(dossierId, `APPOINTMENT#${padded(number)}`);
export const shipmentKey = (dossierId: string, number: number): Key =>
  beside(dossierId, `SHIPMENT#${padded(number)}`);
export const consignmentKey = (dossierId: string, number: number): Key =>
  beside(dossierId, `CONSIGNMENT#${padded(number)}`);
export const consultationKey = (dossierId: string, number: number): Key =>
  beside(dossierId, `CONSULTATION#${padded(number)}`);
export const proposalKey = (dossierId: string, number: number): Key =>
  beside(dossierId, `PROPOSAL#${padded(number)}`);

export const resultKey = (dossierId: string, code: string): Key => beside(dossierId, `RESULT#${code}`);

/** One report of the post, by the operator's id of it and its effect: an item of its own, so that no other grows. */
export const reportKey = (dossierId: string, reportId: string): Key => ({
  PK: dossierPK(dossierId),
  SK: `REPORT#${reportId}`,
});

/**
 * What is paid online, beside the file: each attempt, and the refund of what it brought though nothing waited for it. Only
 * those read it who pay, are told of it, or look after it.
 */
export const PAYING_PREFIX = 'PAYING#';
export const ATTEMPT_PREFIX = `${PAYING_PREFIX}ATTEMPT#`;
export const REFUND_PREFIX = `${PAYING_PREFIX}REFUND#`;
export const attemptKey = (dossierId: string, number: number): Key => ({
  PK: dossierPK(dossierId),
  SK: `${ATTEMPT_PREFIX}${padded(number)}`,
});
export const refundKey = (dossierId: string, attempt: number): Key => ({
  PK: dossierPK(dossierId),
  SK: `${REFUND_PREFIX}${padded(attempt)}`,
});

/** By what a draft is known to who pays for it leads to it, as the code does once it is filed. */
export const chargeKey = (code: string): Key => ({ PK: `CHARGE#${code}`, SK: 'CHARGE' });

/** A reference by which a request is paid by transfer leads to it; and each transfer into the account, by the bank's number. */
export const transferKey = (reference: string): Key => ({ PK: `TRANSFER#${reference}`, SK: 'TRANSFER' });
export const creditKey = (transaction: string): Key => ({ PK: `CREDIT#${transaction}`, SK: 'CREDIT' });

/** What a local day came to, beside a provider's file of it: written once. */
export const reconciliationsPK = (provider: string): string => `RECONCILIATION#${provider}`;
export const dayOfReconciliation = (day: string): string => `DAY#${day}`;
export const reconciliationKey = (provider: string, day: string): Key => ({
  PK: reconciliationsPK(provider),
  SK: dayOfReconciliation(day),
});

/** Receipts of what was paid, by their codes; and the sheets that were made of one, by the digest of what they say. */
export const FEE_RECEIPT_PREFIX = 'FEE_RECEIPT#';
export const feeReceiptKey = (dossierId: string, code: string): Key => ({
  PK: dossierPK(dossierId),
  SK: `${FEE_RECEIPT_PREFIX}${code}`,
});
export const feeReceiptSheetsPrefix = (code: string): string => `FEE_RECEIPT_SHEET#${code}#`;
export const feeReceiptSheetKey = (dossierId: string, code: string, edition: string): Key => ({
  PK: dossierPK(dossierId),
  SK: `${feeReceiptSheetsPrefix(code)}${edition}`,
});

/** The log: every event of a dossier by its number, for history, feeds and replay. */
export const EVENT_PREFIX = 'EVENT#';
export const eventKey = (dossierId: string, sequence: number): Key => ({
  PK: dossierPK(dossierId),
  SK: `${EVENT_PREFIX}${padded(sequence)}`,
});

/**
 * Index `log`: the events of an agency, and the readings of its sensitive dossiers, by local day; its results and its
 * receipts of fees by year; and what moved at a provider of payment, by local day, as well as what was destroyed.
 */
export const logPK = (
  kind: 'EVENT' | 'DESTRUCTION' | 'READ' | 'RESULT' | 'FEE_RECEIPT' | 'MONEY',
  whose: string,
  time: string,
): string => `${kind}#${whose}#${time}`;
export const numberInLog = (number: number): string => padded(number);

/** How far an agency's feed was read, and by what it was tried last: one query of who reads it finds both. */
export const feedPK = (agency: string): string => `FEED#${agency}`;
export const feedReadingKey = (agency: string): Key => ({ PK: feedPK(agency), SK: 'READING' });
export const feedTestKey = (agency: string): Key => ({ PK: feedPK(agency), SK: 'TEST' });

/** What is kept from the queues of agencies that suspended theirs: few, and asked for all together. */
export const WITHHELD_PK = 'WITHHELD';
export const withheldKey = (agency: string): Key => ({ PK: WITHHELD_PK, SK: `AGENCY#${agency}` });

/** What was done with an agency's subscription, by time. */
export const subscriptionPK = (agency: string): string => `SUBSCRIPTION#${agency}`;
export const SUBSCRIPTION_DEED_PREFIX = 'DEED#';
export const subscriptionDeedKey = (agency: string, at: string, id: string): Key => ({
  PK: subscriptionPK(agency),
  SK: `${SUBSCRIPTION_DEED_PREFIX}${at}#${id}`,
});

/** That somebody read a sensitive dossier. */
export const READ_PREFIX = 'READ#';
export const readKey = (dossierId: string, at: string, readId: string): Key => ({
  PK: dossierPK(dossierId),
  SK: `${READ_PREFIX}${at}#${readId}`,
});

/**
 * That the applicant was told of an event, by its number: right before the dossier, so that one query reads both.
 * @param copy id of the further address that it went to besides
 */
export const NOTIFICATION_PREFIX = 'ANNOUNCED#';
export const notificationKey = (
  dossierId: string,
  sequence: number,
  channel: 'email' | 'sms' | 'push',
  copy?: string,
): Key => {
  const by = channel === 'email' ? '' : `#${channel.toUpperCase()}`;
  return {
    PK: dossierPK(dossierId),
    SK: `${NOTIFICATION_PREFIX}${padded(sequence)}${copy ? `#COPY#${copy}` : by}`,
  };
};

/** How somebody wants to be told, by what their dossiers are theirs: the account, and the number of its papers. */
export const preferencesKey = (owner: string): Key => ({ PK: `PREFERENCES#${owner}`, SK: 'PREFERENCES' });

/** That an agency was told on a day what is due on it. */
export const digestKey = (agency: string, day: string): Key => ({
  PK: `DIGESTS#${agency}`,
  SK: `DIGEST#${day}`,
});

/** Feedback on a dossier, beside its file: only those read it who answer it, and who sent it. */
export const FEEDBACK_PREFIX = 'FEEDBACK#';
export const feedbackKey = (dossierId: string, number: number): Key => ({
  PK: dossierPK(dossierId),
  SK: `${FEEDBACK_PREFIX}${padded(number)}`,
});

/** How its applicant found the handling of a dossier: said once. */
export const ratingKey = (dossierId: string): Key => ({ PK: dossierPK(dossierId), SK: 'RATING' });

/** A form that was made of a dossier, by the digest of what it says: kept once, with its hash. */
export const SHEET_PREFIX = 'SHEET#';
export const sheetKey = (dossierId: string, form: string, edition: string): Key => ({
  PK: dossierPK(dossierId),
  SK: `${SHEET_PREFIX}${form}#${edition}`,
});

/** A register that was made of an agency's receptions, likewise. */
export const registerKey = (agency: string, period: string, edition: string): Key => ({
  PK: `REGISTER#${agency}`,
  SK: `REGISTER#${period}#${edition}`,
});

/** All that is kept of an agency's registers of a day or longer, by their first days. */
export const registersPK = (agency: string): string => registerKey(agency, '', '').PK;
export const registersFrom = (day: string): string => `REGISTER#${day}`;

/** How far the national portal knows a dossier. */
export const portalMarkKey = (dossierId: string): Key => ({ PK: dossierPK(dossierId), SK: 'PORTAL' });

/** What was filed there: how far it is on its way to us, beside its dossier, and to which dossier its code there leads. */
export const portalFilingKey = (dossierId: string): Key => ({
  PK: dossierPK(dossierId),
  SK: 'PORTAL_FILING',
});
export const portalCodeKey = (portalCode: string): Key => ({
  PK: `PORTAL_CODE#${portalCode}`,
  SK: 'PORTAL_CODE',
});

/** How far the log of each agency was read for the portal; and how each day's comparison with it came out. */
export const PORTAL_PK = 'PORTAL';
export const PORTAL_CURSORS_PREFIX = 'PORTAL_CURSOR#';
export const portalCursorKey = (agency: string): Key => ({
  PK: PORTAL_PK,
  SK: `${PORTAL_CURSORS_PREFIX}${agency}`,
});
export const DRIFTS_PREFIX = 'DRIFT#';
export const driftKey = (day: string): Key => ({ PK: PORTAL_PK, SK: `${DRIFTS_PREFIX}${day}` });

/** What the portal had otherwise on a day, a dossier in each item. */
export const differenceKey = (day: string, dossierCode: string): Key => ({
  PK: `DRIFT#${day}`,
  SK: `DIFFERENCE#${dossierCode}`,
});

/** That a dossier is not to be destroyed, by whom and why. */
export const holdKey = (dossierId: string): Key => ({ PK: dossierPK(dossierId), SK: 'HOLD' });

/** That a result of a dossier is a paper of another one. */
export const REUSED_PREFIX = 'REUSED#';
export const reusedKey = (dossierId: string, by: string): Key => ({
  PK: dossierPK(dossierId),
  SK: `${REUSED_PREFIX}${by}`,
});

/** That a dossier was destroyed: all that is left of it. */
export const destructionKey = (dossierId: string): Key => ({ PK: dossierPK(dossierId), SK: 'DESTRUCTION' });

/**
 * Lists of what an agency is to destroy, by year and number: how far each is, and beside it what it names, so that lists of
 * lists read little.
 */
export const destructionListsPK = (agency: string): string => `DESTRUCTIONS#${agency}`;
export const destructionListKey = (agency: string, list: string): Key => ({
  PK: destructionListsPK(agency),
  SK: `LIST#${list}`,
});
export const destructionEntriesKey = (agency: string, list: string): Key => ({
  PK: destructionListsPK(agency),
  SK: `ENTRIES#${list}`,
});

/** By what an agency signs. */
export const signerKey = (agency: string): Key => ({ PK: `SIGNER#${agency}`, SK: 'SIGNER' });

/** Pools of item codes that the postal operator has allotted: read with every order, which the post gets a few of a minute. */
export const ITEM_CODES_PK = 'ITEM_CODES';
export const poolKey = (service: string, first: number): Key => ({
  PK: ITEM_CODES_PK,
  SK: `POOL#${service}${String(first).padStart(8, '0')}`,
});

/** Records by which an agency hands results to the post, by year and number. */
export const handOversPK = (agency: string): string => `HAND_OVERS#${agency}`;
export const handOverKey = (agency: string, record: string): Key => ({
  PK: handOversPK(agency),
  SK: `HAND_OVER#${record}`,
});

/** A PDF that was made of one of them, by the digest of what it says. */
export const handOverSheetsPK = (agency: string): string => `HAND_OVER_SHEETS#${agency}`;
export const handOverSheetsPrefix = (record: string): string => `HAND_OVER_SHEET#${record}#`;
export const handOverSheetKey = (agency: string, record: string, edition: string): Key => ({
  PK: handOverSheetsPK(agency),
  SK: `${handOverSheetsPrefix(record)}${edition}`,
});

/** A dossier code leads to its dossier and holds its receipt: written once, with the submission. */
export const codeKey = (dossierCode: string): Key => ({ PK: `CODE#${dossierCode}`, SK: 'CODE' });

/** What statistics know of a dossier, with its agency, in the order of its code: what its events tell leads there. */
export const factKey = (agency: string, dossierCode: string): Key => ({
  PK: factsPK(agency),
  SK: `FACT#${dossierCode}`,
});
export const factsPK = (agency: string): string => `FACTS#${agency}`;

/**
 * What is counted of a procedure at an agency: by day in an item for each month (`2021-10`), and in one for the whole year
 * (`2021`). An item is one procedure's, so that the busiest of the nation has a few writes a second.
 */
export const talliesPK = (agency: string): string => `TALLIES#${agency}`;
export const monthTallyKey = (agency: string, month: string, procedureCode: string): Key => ({
  PK: talliesPK(agency),
  SK: `MONTH#${month}#${procedureCode}`,
});
export const yearTallyKey = (agency: string, year: string, procedureCode: string): Key => ({
  PK: talliesPK(agency),
  SK: `YEAR#${year}#${procedureCode}`,
});

/**
 * What an agency took of one line of fees on one local day. A day of an agency has as many items as it charges lines, each
 * written with a receipt: a few times a second at the nation's busiest.
 */
export const revenuePK = (agency: string): string => `REVENUE#${agency}`;
export const takingsOf = (day: string): string => `TAKING#${day}#`;
export const takingKey = (agency: string, day: string, procedureCode: string, lineId: string): Key => ({
  PK: revenuePK(agency),
  SK: `${takingsOf(day)}${procedureCode}#${lineId}`,
});

/** Cash of an agency's desk: the drawer of each officer who takes some, and what was closed, by day and number. */
export const cashPK = (agency: string): string => `CASH#${agency}`;
export const DRAWERS_PREFIX = 'DRAWER#';
export const drawerKey = (agency: string, subject: string): Key => ({
  PK: cashPK(agency),
  SK: `${DRAWERS_PREFIX}${subject}`,
});
export const CASH_CLOSINGS_PREFIX = 'CLOSING#';
export const cashClosingKey = (agency: string, place: string): Key => ({
  PK: cashPK(agency),
  SK: `${CASH_CLOSINGS_PREFIX}${place}`,
});
/** A paper that was made of a closing, by the digest of what it says. */
export const cashSheetKey = (agency: string, place: string, edition: string): Key => ({
  PK: cashPK(agency),
  SK: `CLOSING_SHEET#${place}#${edition}`,
});

/** The number of dossiers an agency has taken on one local day, and of results, receipts of fees, closings of cash, hand-over records and lists for destruction in a year. */
export const counterKey = (agency: string, time: string): Key => ({
  PK: `COUNTER#${agency}#${time}`,
  SK: 'COUNTER',
});

/** An answer kept for repeats, apart for each caller: a key guessed by another opens nothing. Short, however long both are. */
export const answerKey = (subject: string, idempotencyKey: string): Key => ({
  PK: `ANSWER#${createHash('sha256')
    .update(JSON.stringify([subject, idempotencyKey]))
    .digest('base64url')}`,
  SK: 'ANSWER',
});

/** How often somebody did what is limited, in a time of which the digest tells as well as of who: nothing else can be read from it. */
export const LIMIT_PREFIX = 'LIMIT#';
export const limitKey = (name: string, digest: string): Key => ({
  PK: `${LIMIT_PREFIX}${name}#${digest}`,
  SK: 'LIMIT',
});

/** The catalogue of procedures, read often and written seldom: each whole, and all in short, for searches. */
export const CATALOGUE_PK = 'CATALOGUE';
export const procedureKey = (code: string): Key => ({ PK: CATALOGUE_PK, SK: `PROCEDURE#${code}` });

/** All in short: the first item names the version, and the parts that did not fit into it stand under that. */
export const listingKey = (): Key => ({ PK: CATALOGUE_PK, SK: 'LISTING' });
export const listingPartsPrefix = (version: string): string => `LISTING#${version}#`;
export const listingPartKey = (version: string, part: number): Key => ({
  PK: CATALOGUE_PK,
  SK: `${listingPartsPrefix(version)}${padded(part)}`,
});

/**
 * The working calendar. A version never changes, for due dates say by which they were counted: who made it and why, asked
 * for all the time; its years, asked for once; and how far it has been brought to the open dossiers.
 */
export const CALENDAR_PK = 'CALENDAR';
export const VERSION_PREFIX = 'VERSION#';
const ofCalendar = (prefix: string, version: number): Key => ({
  PK: CALENDAR_PK,
  SK: `${prefix}${padded(version)}`,
});
export const calendarVersionKey = (version: number): Key => ofCalendar(VERSION_PREFIX, version);
export const calendarYearsKey = (version: number): Key => ofCalendar('YEARS#', version);
export const calendarApplicationKey = (version: number): Key => ofCalendar('APPLICATION#', version);

/**
 * Absences of an agency's officers, by their last day: those of today and later are one short query, and tell both who is
 * away and who covers for whom.
 */
export const absencesPK = (agency: string): string => `ABSENCES#${agency}`;
export const absencesFrom = (day: string): string => `ABSENCE#${day}`;
export const absenceKey = (agency: string, until: string, subject: string): Key => ({
  PK: absencesPK(agency),
  SK: `${absencesFrom(until)}#${subject}`,
});

/**
 * Index `worklist`: dossiers of an agency whose time runs. The nation's busiest agency moves a few a second, so one key
 * holds them.
 */
export const worklistPK = (agency: string): string => `WORK#${agency}`;

/** Index `place`: open dossiers apart by where each lies at an agency, such as on an officer's desk. */
export const placePK = (agency: string, place: string): string => `PLACE#${agency}#${place}`;

/** Index `find`: dossiers of an agency by what people know of them. Each entry ends with the dossier's id. */
export const findPK = (by: 'NAME' | 'PERSON' | 'PROCEDURE', agency: string, ...what: readonly string[]) =>
  [by, agency, ...what].join('#');
export const findSK = (order: string, dossierId: string): string => `${order}#${dossierId}`;

/** The number of a person's papers as a key may hold it: its hash with the agency, so that no other's entries are like it. */
export const numberInKey = (agency: string, number: string): string =>
  createHash('sha256')
    .update(JSON.stringify([agency, number]))
    .digest('base64url');

/** The same index: feedback that an agency has not answered yet, by its last day. */
export const feedbackPK = (agency: string): string => `FEEDBACK#${agency}`;

/** Index `find`: papers that are on their way to an agency, by the day on which they are collected. */
export const consignmentsPK = (agency: string): string => `CONSIGNMENTS#${agency}`;

/** Index `find`: transfers of which nobody knows yet what for, oldest first; and money of drafts that no provider returns. */
export const OPEN_CREDITS_PK = 'CREDITS';
export const OPEN_REFUNDS_PK = 'REFUNDS';

/** All that belongs to an account itself, and the account in whose partition an item stands. */
export const accountPK = (subject: string): string => `ACCOUNT#${subject}`;
export const subjectOf = (PK: string): string => PK.slice(accountPK('').length);

/** The copy of an account's data that it asked for last. */
export const exportKey = (subject: string): Key => ({ PK: accountPK(subject), SK: 'EXPORT' });

/** The list of dossiers that an officer asked for last. */
export const extractKey = (subject: string): Key => ({ PK: accountPK(subject), SK: 'EXTRACT' });

/** What an account agreed to or withdrew, each time an item; and that it asked for its data to be deleted, the last time. */
export const CONSENT_PREFIX = 'CONSENT#';
export const consentKey = (subject: string, purpose: string, number: number): Key => ({
  PK: accountPK(subject),
  SK: `${CONSENT_PREFIX}${purpose}#${padded(number)}`,
});
export const deletionKey = (subject: string): Key => ({ PK: accountPK(subject), SK: 'DELETION' });

/** Index `owner`: dossiers of an account, newest last. */
export const ownerPK = (subject: string): string => `OWNER#${subject}`;

/** The same index: results that were given out to an account, newest last. */
export const resultsPK = (subject: string): string => `RESULTS#${subject}`;

/**
 * What waits for its time: an upload for its examination, a payment or a supplement for its last day, an attempt to pay
 * or a refund for what its provider says of it, a delivery for its order and then for news of it, a consignment for both and
 * for the letter that tells of it, a result for its due day or a step that leads to it, a consultation whose silence will count,
 * feedback for the last day of its answer, an approved list for its destruction, an account's data for their deletion, a
 * message for the end of quiet hours, a dossier for another try at the national portal, what was filed there for its files.
 * Results of whose day the agency was warned wait apart, and so do those that are overdue.
 */
export type DueKind =
  | 'document'
  | 'payment'
  | 'attempt'
  | 'refund'
  | 'supplement'
  | 'delivery'
  | 'progress'
  | 'consignment'
  | 'consultation'
  | 'step'
  | 'result'
  | 'warned'
  | 'overdue'
  | 'feedback'
  | 'destruction'
  | 'deletion'
  | 'message'
  | 'portal'
  | 'filing';

/**
 * All that is declared in the nation waits in one list, so it is spread over this many keys: 1,000 writes a second is
 * the limit of one (DynamoDB developer guide, partition key design).
 */
const SHARDS = 4;
const shardOf = (id: string): number => createHash('sha256').update(id).digest().readUInt8(0) % SHARDS;

/** Index `due`: what waits, by the time at which it is to be looked at. */
const duePK = (kind: DueKind, shard: number): string => `DUE#${kind}#${shard}`;
export const dueShards = (kind: DueKind): readonly string[] =>
  Array.from({ length: SHARDS }, (_, shard) => duePK(kind, shard));

/** The entry of one item in the index `due`. @param at UTC instant from which it is to be looked at */
export const dueEntry = (kind: DueKind, at: string, id: string) => ({
  duePK: duePK(kind, shardOf(id)),
  dueSK: `${at}#${id}`,
});
