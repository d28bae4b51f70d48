import type { Seat as ModelSeat } from '../model/people.ts';
import { type DeedName, deedNames, targetOf } from '../model/rules.ts';
import { ASKED, type Facts, hasResult, isReleased } from './facts.ts';
import type { Account, Person } from './people.ts';

/*
 * Who may do what, written down a second time: from NĐ 61/2018/NĐ-CP (Điều 6: whoever files sees, supplements, withdraws and
 * complains of its own, itself or by a proxy; Điều 11, 17-20: the desk takes in and hands out, officers of the deciding
 * agency process, its head approves; Điều 19: an agency that is asked answers), TT 01/2018/TT-VPCP Điều 16 (whoever has the
 * receipt follows the dossier), QĐ 45/2016/QĐ-TTg (the post reports what it carries) and NĐ 13/2023/NĐ-CP Điều 3(4) (nobody
 * else learns anything). No contract and no rule of the code is asked.
 */

/** How whoever calls is answered, as far as that follows from who it is. */
export type Verdict =
  /** Nothing is refused for who it is. */
  | 'may'
  /** It is there for them, but theirs it is not to do, or not now. */
  | 'may not'
  /** As if it were not there, to the letter; or as if that part of it were not. */
  | 'not there'
  | 'no such part'
  | 'not let in'
  /** They may, and say that they mean somebody else's. */
  | 'not theirs'
  | 'not known';

/** In which part somebody stands before a dossier: at the desk that takes it in, at the agency that decides, or at one that is asked, or was. */
type Seat = ModelSeat | 'heard' | 'machine';

const filed =
  'submitted received processing supplementRequested paymentRequested withdrawalRequested done returned refused stopped';
const any = `draft ${filed}`;
const applicants = 'citizen business';
const staff = 'desk officer head';

/**
 * An operation, who is let in, who of them finds the dossier, in which statuses it is there for them, and in which they may.
 * What is about no dossier ends after who is let in.
 */
const table: readonly (readonly [string, string, string?, string?, string?])[] = [
  ['listProcedures', 'everybody'],
  ['readProcedure', 'everybody'],
  ['listAgencies', 'everybody'],
  ['listUnits', 'everybody'],
  ['listSupplementReasons', 'everybody'],
  ['quoteFees', 'everybody'],
  ['createDraft', applicants],
  ['fillForm', `${applicants} desk`, 'owner desk', any, 'draft'],
  ['declareDocument', `${applicants} desk`, 'owner desk', any, 'draft supplementRequested'],
  ['removeDocument', `${applicants} desk`, 'owner desk', any, 'draft supplementRequested'],
  ['openDocument', `${applicants} ${staff}`, `owner ${staff} asked`, any, any],
  ['submitDossier', applicants, 'owner', any, 'draft'],
  ['readReceipt', applicants, 'owner', filed, filed],
  ['readDossier', `${applicants} ${staff}`, `owner ${staff} asked`, any, any],
  ['listNotifications', `${applicants} ${staff}`, `owner ${staff}`, any, any],
  ['readPreferences', applicants],
  ['setPreferences', applicants],
  ['confirmAddress', applicants],
  ['readDeadline', `${applicants} ${staff}`, `owner ${staff}`, any, any],
  ['readHistory', `${applicants} ${staff}`, `owner ${staff}`, any, any],
  ['listOwnDossiers', applicants],
  ['openIntake', 'desk'],
  ['receiveIntake', 'desk', 'desk', any, 'draft'],
  ['listWorklist', staff],
  ['listWorklist: what it is asked', staff],
  ['countWorklists', staff],
  ['searchDossiers: by code', staff],
  ['searchDossiers: by name', staff],
  ['searchDossiers: by number', staff],
  ['searchDossiers: by procedure', staff],
  ['searchDossiers: by days', staff],
  ['assignDossiers', 'desk head', 'desk head', any, 'received processing'],
  ['answerConsultation', 'officer head', 'asked heard', filed, filed],
  ['recordAbsence', staff],
  ['endAbsence', staff],
  ["endAbsence: a colleague's", staff],
  ['listAbsences', staff],
  ['previewSupplement', staff, staff, any, 'submitted received processing'],
  ['declareResult', 'officer head', 'officer head', filed, 'received processing done returned'],
  ['signResult', 'head', 'head', filed, 'received processing'],
  ['openResult', `${applicants} ${staff}`, `owner ${staff}`, any, any],
  ['listResults', 'officer head control'],
  ['listOwnResults', applicants],
  ['reuseResult', applicants, 'owner', any, 'draft supplementRequested'],
  ['reuseResult: in a draft of its own', applicants, 'owner', any, 'done returned'],
  ['startPayment', applicants, 'owner', any, 'paymentRequested'],
  ['startTransfer', applicants, 'owner', any, 'paymentRequested'],
  ['listTransfers', 'control'],
  ['endTransfer', 'control'],
  ['readPayments', `${applicants} ${staff}`, `owner ${staff}`, any, any],
  // Of a draft that is owed money no desk knows: the control of procedures returns it, and finds no other.
  ['recordRefund', 'desk control', 'desk', any, filed],
  ['explainDifference', 'desk', 'desk', any, filed],
  ['listReconciliations', 'control'],
  ['endFeeReceipt', 'desk', 'desk', any, filed],
  // Cash is its agency's: the desk takes it in, its leader looks after that, the control of procedures after all.
  ['readCash', 'desk head control'],
  ['readCash: of an agency', 'desk head control'],
  ['closeDrawer', 'desk head'],
  ["closeDrawer: a colleague's", 'desk head'],
  ['takeOverCash', 'desk head'],
  ['openClosingSheet', 'desk head control'],
  ['openSheet', `${applicants} ${staff}`, `owner ${staff}`, any, any],
  ['openSheet: of officers alone', `${applicants} ${staff}`, `owner ${staff}`, any, filed],
  ['openRegister', 'desk head control'],
  ['listEvents', 'machine'],
  ['listDossierEvents', 'machine', 'machine', filed, filed],
  // How an agency hears of its dossiers its own system decides.
  ['readSubscription', 'machine'],
  ['changeSubscription', 'machine'],
  ['replayEvents', 'machine'],
  ['replayEvents: of a dossier', 'machine'],
  ['testSubscription', 'machine'],
  ['listReadings', 'control'],
  // What the national portal shows is looked after by the control of procedures, for all agencies.
  ['readDrift', 'control'],
  ['mendDrift', 'control', 'control', filed, filed],
  ['readCalendar', 'control'],
  ['listCalendarVersions', 'control'],
  ['previewCalendar', 'control'],
  ['changeCalendar', 'control'],
  ['listFeedback', 'head control'],
  ['listFeedback: of an agency', 'head control'],
  ['answerFeedback', 'head control', 'head control', filed, filed],
  ['readTimeline', applicants, 'owner', any, any],
  ['sendFeedback', applicants, 'owner', any, filed],
  ['listDossierFeedback', applicants, 'owner', any, any],
  ['rateDossier', applicants, 'owner', any, 'returned refused stopped'],
  ['trackDossier', 'everybody', 'receipt', filed, filed],
  ['trackDossier: with another secret', 'everybody', 'nobody', filed, filed],
  ['rateByReceipt', 'everybody', 'receipt', filed, 'returned refused stopped'],
  ['rateByReceipt: with another secret', 'everybody', 'nobody', filed, filed],
  ['readTrackingPage', 'everybody'],
  ['verifyPaper', 'everybody', 'receipt', 'done returned', 'done returned'],
  ['verifyPaper: of another file', 'everybody', 'nobody', filed, filed],
  ['readVerificationPage', 'everybody'],
  // A copy of their own data is of everybody who files, and of nobody else (NĐ 13/2023/NĐ-CP Điều 14).
  ['requestExport', applicants],
  ['readExport', applicants],
  // So is what they consent to, and that their data go (Điều 11, 12, 16).
  ['readConsents', applicants],
  ['changeConsent', applicants],
  ['readDeletion', applicants],
  ['requestDeletion', applicants],
  ['changeDelivery', applicants, 'owner', any, 'done'],
  // What the post is to bring: the papers of a draft, or what a supplement asks for.
  ['bookConsignment', applicants, 'owner', any, 'draft supplementRequested'],
  ['cancelConsignment', applicants, 'owner', any, any],
  ['listConsignments', 'desk'],
  ['openHandOver', 'desk', 'desk', filed, 'done'],
  ['changeHandOver', 'desk'],
  ['readHandOver', 'desk'],
  ['openHandOverSheet', 'desk'],
  ['listHandOvers', 'desk'],
  // What is to be destroyed, and what is not: the control of procedures proposes, the head of the agency decides.
  ['drawDestructionList', 'control'],
  ['decideDestructionList', 'head'],
  ['readDestructionList', 'head control'],
  ['listDestructionLists', 'head control'],
  ['listDestructionLists: of an agency', 'head control'],
  ['changeHold', 'head control', 'head control', filed, filed],
  ['readHold', 'head control', 'head control', filed, filed],
  ['receivePostalCallback', 'postal'],
  ['receiveSmsCallback', 'sms'],
  ['receivePushCallback', 'push'],
  ['receiveBankCallback', 'bank'],
  ['receivePortalFiling', 'portal'],
  // Whoever has not proved a report is told so in the words of its format, with status 200.
  ['receiveVnpayCallback', 'everybody'],
  ['receiveDvcqgCallback', 'everybody'],
  ['readDashboard', 'everybody'],
  ['readCatalogueFigures', 'everybody'],
  ['readFigures', 'everybody'],
  ['comparePeriods', 'everybody'],
  ['readReport', 'desk head control'],
  ['readReport: of an agency', 'desk head control'],
  ['readRevenue', 'desk head control'],
  ['readRevenue: of an agency', 'desk head control'],
  ['readIndicators', 'head control'],
  ['readIndicators: of an agency', 'head control'],
  ['listCandidates', 'head control'],
  ['listCandidates: of an agency', 'head control'],
  ['listCountedDossiers', 'desk head control'],
  ['listCountedDossiers: of an agency', 'desk head control'],
  ['requestExtract', 'desk head control'],
  ['requestExtract: of an agency', 'desk head control'],
  ['readExtract', 'desk head control'],
  ['readOpenApi', 'everybody'],
  ['readAsyncApi', 'everybody'],
  ['readReference', 'everybody'],
  ['readReferenceScript', 'everybody'],
];

type Row = {
  readonly letIn: readonly string[];
  readonly finds: readonly string[] | undefined;
  readonly there: readonly string[];
  readonly may: readonly string[];
};

const rows: ReadonlyMap<string, Row> = new Map(
  table.map(([way, letIn, finds, there = '', may = '']) => [
    way,
    {
      letIn: letIn.split(' '),
      finds: finds?.split(' '),
      there: there.split(' '),
      may: may.split(' '),
    },
  ]),
);

const DEED = 'applyTransition: ';

/** Who is let in to act at all; what they may, the book of lives says (`test/model/rules.ts`). */
const actors: Row = {
  letIn: `${applicants} ${staff}`.split(' '),
  finds: `owner ${staff}`.split(' '),
  there: any.split(' '),
  may: [],
};

/** What that book does not know of. */
export const otherDeeds: Readonly<Record<string, { readonly by: Seat; readonly from: readonly string[] }>> = {
  revokeResult: { by: 'head', from: ['done', 'returned'] },
};

const isDeed = (name: string): name is DeedName => deedNames.some((deed) => deed === name);

/** Whether the oracle knows a way of calling an operation. */
export const isKnown = (way: string): boolean => {
  const deed = way.startsWith(DEED) ? way.slice(DEED.length) : undefined;
  return deed === undefined ? rows.has(way) : isDeed(deed) || deed in otherDeeds;
};

/** Whose an account is: before it is filed a dossier is known to the account alone that makes it, afterwards to whom it is for as well. */
function isOwn({ applicant, way, status }: Facts, { account, isIdentified }: Person): boolean {
  if (way === 'by a proxy' && account === 'nam') return true;
  if ((account satisfies Account | undefined) !== applicant) return false;
  if (way === 'online' || way === 'by post') return true;
  // What came on paper or through another bears the number of the applicant's papers, and no account.
  return status !== 'draft' && isIdentified === true;
}

/** The desk that takes in papers, where papers are taken in. */
const receiving = ({ way, agency, status }: Facts): string | undefined => {
  if (way === 'at the Centre') return 'H25.19';
  // What goes by post is at a desk once that has signed for it.
  return way === 'at its desk' || (way === 'by post' && status !== 'draft') ? agency : undefined;
};

/** What goes by post is neither uploaded nor submitted (QĐ 45/2016 Điều 6, 7). */
const notByPost = ({ way, status }: Facts): Verdict | undefined =>
  way === 'by post' && status === 'draft' ? 'may not' : undefined;

function seatOf(facts: Facts, person: Person): Seat | 'control' | undefined {
  const { kind, agency } = person;
  if (kind === 'citizen' || kind === 'business') return isOwn(facts, person) ? 'owner' : undefined;
  if (kind === 'desk' && agency === receiving(facts)) return 'desk';
  if (kind === 'control') return 'control';
  if (kind === 'machine') return agency === facts.agency && facts.status !== 'draft' ? 'machine' : undefined;
  if (kind !== 'desk' && kind !== 'officer' && kind !== 'head') return undefined;
  if (agency === facts.agency) return facts.status === 'draft' ? undefined : kind;
  if (agency !== ASKED || !facts.asked) return undefined;
  return facts.asked === 'now' ? 'asked' : 'heard';
}

function finds({ finds: seats = [], there }: Row, facts: Facts, person: Person): boolean {
  if (!there.includes(facts.status)) return false;
  if (seats.includes('receipt')) return true;
  const seat = seatOf(facts, person);
  return seat !== undefined && seats.includes(seat);
}

function mayAct(deed: string, facts: Facts, person: Person): boolean {
  const seat = seatOf(facts, person);
  const other = otherDeeds[deed];
  if (other) return seat === other.by && other.from.includes(facts.status);
  if (!isDeed(deed) || seat === undefined || seat === 'heard' || seat === 'control' || seat === 'machine')
    return false;
  return targetOf(facts, deed, seat) !== undefined;
}

/** What more decides, in one way or another. */
const particulars: Readonly<Record<string, (facts: Facts, person: Person) => Verdict | undefined>> = {
  // An absence is its officer's own.
  "endAbsence: a colleague's": (_, { kind, agency }) =>
    kind === 'officer' && agency === 'H25.03' ? undefined : 'not there',
  // Of a result its applicant knows nothing before the decision, and there is none before it is made.
  openResult: (facts, { kind }) => {
    const isApplicant = kind === 'citizen' || kind === 'business';
    return (isApplicant ? isReleased(facts) : hasResult(facts)) ? undefined : 'no such part';
  },
  submitDossier: notByPost,
  declareDocument: notByPost,
  removeDocument: notByPost,
  reuseResult: notByPost,
  // Of drafts the post collects what goes by it, and nothing else; and what it was never asked to collect cannot be called off.
  bookConsignment: ({ status, way }) => (status === 'draft' && way !== 'by post' ? 'may not' : undefined),
  cancelConsignment: () => 'no such part',
  // Nothing goes out by post before the decision, and nothing that is wanted online.
  changeDelivery: ({ status, wantedOnline }) =>
    status === 'draft' || (status === 'done' && !wantedOnline) ? undefined : 'no such part',
  // What goes out by post its agency's desk alone hands over, once the result is there.
  openHandOver: (facts, { agency }) => {
    if (agency !== facts.agency) return 'not there';
    return facts.status === 'done' && !facts.wantedOnline ? undefined : 'may not';
  },
  // A record is its agency's.
  changeHandOver: (_, { agency }) => (agency === 'H25.03' ? undefined : 'not there'),
  readHandOver: (_, { agency }) => (agency === 'H25.03' ? undefined : 'not there'),
  openHandOverSheet: (_, { agency }) => (agency === 'H25.03' ? undefined : 'not there'),
  // So is what was closed; and a drawer is its officer's, and open to the leader of the same agency.
  closeDrawer: (_, { kind, agency }) => (kind === 'desk' && agency === 'H25.03' ? undefined : 'not there'),
  "closeDrawer: a colleague's": (_, { agency }) => (agency === 'H25.03' ? undefined : 'not there'),
  takeOverCash: (_, { agency }) => (agency === 'H25.03' ? undefined : 'not there'),
  openClosingSheet: (_, { kind, agency }) =>
    kind === 'control' || agency === 'H25.03' ? undefined : 'not there',
  decideDestructionList: (_, { agency }) => (agency === 'H25.03' ? undefined : 'not there'),
  readDestructionList: (_, { kind, agency }) =>
    kind === 'control' || agency === 'H25.03' ? undefined : 'not there',
  // Another's result is none of one's own, whoever files with it.
  'reuseResult: in a draft of its own': (facts, { account }) =>
    isReleased(facts) && account === facts.applicant ? undefined : 'not there',
  // How an agency controls itself its applicant is not shown.
  'openSheet: of officers alone': (_, { kind }) =>
    kind === 'citizen' || kind === 'business' ? 'may not' : undefined,
  // What an agency has to answer for and how it does its work it is told of itself, and those who control procedures of each.
  ...Object.fromEntries(
    [
      'listFeedback',
      'readReport',
      'readRevenue',
      'readCash',
      'readIndicators',
      'listCandidates',
      'listCountedDossiers',
      'listDestructionLists',
    ].map((name) => [
      `${name}: of an agency`,
      (_: Facts, { kind, agency }: Person): Verdict | undefined =>
        kind === 'control' || agency === 'H25.03' ? undefined : 'not let in',
    ]),
  ),
  'requestExtract: of an agency': (_, { kind, agency }) =>
    kind === 'control' || agency === 'H25.03' ? undefined : 'not theirs',
  // The system of an agency hears of that alone.
  listEvents: (_, { agency }) => (agency === 'H25.03' ? undefined : 'not let in'),
  ...Object.fromEntries(
    ['readSubscription', 'changeSubscription', 'replayEvents', 'testSubscription'].map((name) => [
      name,
      (_: Facts, { agency }: Person): Verdict | undefined => (agency === 'H25.03' ? undefined : 'not let in'),
    ]),
  ),
  'replayEvents: of a dossier': (facts, { agency }) => {
    if (agency !== 'H25.03') return 'not let in';
    return facts.agency === agency && facts.status !== 'draft' ? undefined : 'not there';
  },
  // An opinion is given while it is asked for.
  answerConsultation: ({ asked }) => (asked === 'now' ? undefined : 'may not'),
  previewSupplement: (facts, person) => (mayAct('requestSupplement', facts, person) ? undefined : 'may not'),
};

const partners: readonly string[] = ['postal', 'sms', 'push', 'bank', 'portal'];

export const isPartner = ({ kind }: Person): boolean => partners.includes(kind);

/**
 * How somebody is to be answered who calls an operation in a way about a dossier.
 * @throws Error for a way that it does not know
 */
export function verdictOn(way: string, facts: Facts, person: Person): Verdict {
  const deed = way.startsWith(DEED) ? way.slice(DEED.length) : undefined;
  const row = deed === undefined ? rows.get(way) : actors;
  if (!row) throw new Error(`the oracle knows nothing of ${way}`);
  const { letIn } = row;
  if (!letIn.includes('everybody')) {
    // A partner is known by its own key, and by it alone.
    const isForPartners = partners.some((partner) => letIn.includes(partner));
    if (isForPartners) return letIn.includes(person.kind) ? 'may' : 'not known';
    if (person.kind === 'no token' || isPartner(person)) return 'not known';
    if (!letIn.includes(person.kind)) return 'not let in';
  }
  if (row.finds && !finds(row, facts, person)) return 'not there';
  const particular = particulars[way]?.(facts, person);
  if (particular) return particular;
  if (!row.finds) return 'may';
  const may = deed === undefined ? row.may.includes(facts.status) : mayAct(deed, facts, person);
  return may ? 'may' : 'may not';
}

/** The lists, and from where a dossier may stand in them. */
const shown: Readonly<Record<string, string>> = {
  listOwnDossiers: 'owner',
  listOwnResults: 'owner',
  listWorklist: staff,
  'listWorklist: what it is asked': 'asked heard',
  'searchDossiers: by code': staff,
  'searchDossiers: by name': staff,
  'searchDossiers: by number': staff,
  'searchDossiers: by procedure': staff,
  'searchDossiers: by days': staff,
  listFeedback: 'head control',
  'listFeedback: of an agency': 'head control',
  listResults: 'officer head control',
  listEvents: 'machine',
  listReadings: 'control',
  listCountedDossiers: 'desk head control',
  'listCountedDossiers: of an agency': 'desk head control',
};

/** Whether a list may show somebody a dossier. */
export function mayShow(way: string, facts: Facts, person: Person): boolean {
  const seat = seatOf(facts, person);
  if (way === 'listResults') return hasResult(facts) && person.agency === facts.agency;
  if (way === 'listFeedback' && seat === 'control') return person.agency === facts.agency;
  if (way === 'listOwnResults' && !isReleased(facts)) return false;
  // A draft has no code, and no agency: it is known to whoever makes it.
  if (way !== 'listOwnDossiers' && facts.status === 'draft') return false;
  return seat !== undefined && shown[way]?.split(' ').includes(seat) === true;
}

/** The lists that show all there is, on their first page: what may be shown is shown. */
export const complete: readonly string[] = ['listOwnDossiers', 'searchDossiers: by code'];

/** Whether a way is about one dossier, so that its answer tells whether that is there. */
export const isAboutOne = (way: string): boolean =>
  way.startsWith(DEED) || rows.get(way)?.finds !== undefined;
