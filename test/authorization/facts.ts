import type { Status } from '../model/known.ts';
import { agencies } from './people.ts';

/** What is known of a dossier as far as it decides who may do what with it. */
export type Facts = {
  readonly applicant: 'hoa' | 'an-phu';
  /** By post: filled in online, and its papers are at the desk of its agency once it is filed. */
  readonly way: 'online' | 'by a proxy' | 'by post' | 'at its desk' | 'at the Centre';
  /** The agency that decides. */
  readonly agency: string;
  readonly status: Status;
  /** How far the proposal of its result is, and what was proposed. */
  readonly stage?: 'proposed' | 'approved';
  readonly outcome?: 'issue' | 'stop';
  /** Whether Sở TN&MT is asked for its opinion, or was. */
  readonly asked?: 'now' | 'before';
  /** Whether the last day to supplement or to pay is past. */
  readonly tooLate?: true;
  /** Whether the post was to collect its fees, and brought the result back. */
  readonly feesToCollect?: true;
  /** Whether its result is wanted online. */
  readonly wantedOnline?: true;
};

type State = Omit<Facts, 'applicant' | 'way' | 'agency'>;

const states: readonly State[] = [
  { status: 'draft' },
  { status: 'submitted' },
  { status: 'received' },
  { status: 'processing' },
  { status: 'processing', stage: 'proposed', outcome: 'issue' },
  { status: 'processing', stage: 'approved', outcome: 'issue' },
  { status: 'processing', stage: 'approved', outcome: 'stop' },
  { status: 'processing', asked: 'now' },
  { status: 'processing', asked: 'before' },
  { status: 'supplementRequested' },
  { status: 'supplementRequested', tooLate: true },
  { status: 'supplementRequested', asked: 'now' },
  { status: 'paymentRequested' },
  { status: 'paymentRequested', tooLate: true },
  { status: 'withdrawalRequested' },
  { status: 'done' },
  { status: 'done', feesToCollect: true },
  { status: 'done', wantedOnline: true },
  { status: 'returned' },
  { status: 'refused' },
  { status: 'stopped' },
];

const ways = ['online', 'by a proxy', 'by post', 'at its desk', 'at the Centre'] as const;

/** What came by post is like any other once it is received. */
const ofPost: readonly Status[] = ['draft', 'submitted', 'received', 'returned'];

/** Every state of a dossier, by every way in which it may have come, at two agencies for a citizen and a business. */
export const everyFacts: readonly Facts[] = [
  { applicant: 'hoa', agency: agencies.justice } as const,
  { applicant: 'an-phu', agency: agencies.zones } as const,
].flatMap((whose) =>
  ways.flatMap((way) =>
    states
      .filter(({ status }) => way !== 'by post' || ofPost.includes(status))
      .map((state) => ({ ...whose, way, ...state })),
  ),
);

/** The agency that is asked, where one is. */
export const ASKED = agencies.environment;

/** Whether an agency has made a result of it; it is given out with the decision. */
export const hasResult = ({ status, stage, outcome }: Facts): boolean =>
  isReleased({ status }) || (stage === 'approved' && outcome === 'issue');
export const isReleased = ({ status }: Pick<Facts, 'status'>): boolean =>
  status === 'done' || status === 'returned';
