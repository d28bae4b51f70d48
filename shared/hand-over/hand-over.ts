import * as z from 'zod';
import { Subject } from '../actor.ts';
import { KeptName } from '../applicant/identifiers.ts';
import { StoredInstant } from '../instant.ts';
import { personal } from '../personal.ts';
import { NamedCount, sheetsOf } from '../procedure/counted.ts';
import { handOverStateNames } from './state.ts';

/** One item of a record, as it was when the desk signed: all that a postal clerk may see of it (QĐ 45/2016 Điều 16(5)). */
export const HandOverLine = z.object({
  dossierId: z.uuid(),
  dossierCode: z.string(),
  /** Which shipment of its dossier. */
  shipment: z.int().min(1),
  itemCode: z.string(),
  receiverName: KeptName,
  receiverAddress: personal(z.string(), 'street'),
  /** Papers inside. */
  papers: z.int().min(0),
  /** What the post collects on delivery, in đồng. */
  codVnd: z.int().min(0),
});
export type HandOverLine = z.infer<typeof HandOverLine>;

const Officer = z.object({ subject: Subject, name: KeptName });

/** The clerk who fetches the items, as the card says. */
export const Carrier = z.object({
  name: personal(z.string().trim().min(2).max(100), 'personName'),
  card: personal(z.string().trim().min(2).max(40), 'number'),
  route: personal(z.string().trim().min(1).max(40), 'number').optional(),
});
export type Carrier = z.infer<typeof Carrier>;

/** Papers of one applicant that the post brings, as desk and carrier count them together (QĐ 45/2016/QĐ-TTg Điều 7). */
export const Arrival = z.object({
  dossierId: z.uuid(),
  /** Which consignment of its dossier. */
  consignment: z.int().min(1),
  itemCode: z.string(),
  senderName: KeptName,
  senderAddress: personal(z.string(), 'street'),
  /** Number of the seal, where the post has told it. */
  seal: z.string().optional(),
  /** Whether the seal was whole: said with the count. */
  sealIntact: z.boolean().optional(),
  /** As both sides counted them; until then as the postman and the sender did, or as they were booked. */
  papers: z.array(NamedCount),
});
export type Arrival = z.infer<typeof Arrival>;

/** Which way what stands in a record goes: from the agency to the post, or from the post to the agency. */
export const directions = ['outbound', 'inbound'] as const;
export type Direction = (typeof directions)[number];

/** Biên bản giao nhận: results that an agency hands to the post at once (QĐ 45/2016/QĐ-TTg Điều 9), or papers that it takes over from it (Điều 7). */
export const HandOver = z.object({
  v: z.literal(1),
  version: z.int().min(1),
  agency: z.string(),
  /** 1, 2 … in the year, without a gap. */
  year: z.int(),
  number: z.int().min(1),
  state: z.enum(handOverStateNames),
  /** Those that were kept before papers came by post went out. */
  direction: z.enum(directions).default('outbound'),
  /** What goes out, or what comes in. */
  lines: z.array(HandOverLine),
  arrivals: z.array(Arrival).default([]),
  openedAt: StoredInstant,
  openedBy: Officer,
  /** Who signed for the desk, whichever way it goes. */
  giver: Officer.extend({ at: StoredInstant }).optional(),
  /** Who signed for the post. */
  taker: z
    .object({
      name: KeptName,
      card: personal(z.string(), 'number'),
      route: personal(z.string(), 'number').optional(),
      at: StoredInstant,
    })
    .optional(),
});
export type HandOver = z.infer<typeof HandOver>;

/** What the record of an agency is called in addresses, and on its shipments: `2021-000012`. */
export const recordOf = ({ year, number }: Pick<HandOver, 'year' | 'number'>): string =>
  `${year}-${String(number).padStart(6, '0')}`;

/** Each item is three writes where it moves, and a transaction has at most 100: some are the record's and its answer's. */
export const MOST_LINES = 30;

/** In the place of a receiver who is forgotten. */
const FORGOTTEN = '—';

/** A line without whom it was for: of what was never handed over, or of a dossier that was destroyed. */
export const withoutReceiver = (line: HandOverLine): HandOverLine => ({
  ...line,
  receiverName: FORGOTTEN,
  receiverAddress: FORGOTTEN,
});

/** An arrival without whose it was. */
export const withoutSender = (arrival: Arrival): Arrival => ({
  ...arrival,
  senderName: FORGOTTEN,
  senderAddress: FORGOTTEN,
});

/** How many sheets an arrival holds. */
export const sheetsIn = ({ papers }: Arrival): number =>
  papers.reduce((sum, paper) => sum + sheetsOf(paper), 0);

/** What stands below the lines. */
export const sumOfLines = ({ lines, arrivals }: Pick<HandOver, 'lines' | 'arrivals'>) => ({
  items: lines.length + arrivals.length,
  papers: [...lines.map(({ papers }) => papers), ...arrivals.map(sheetsIn)].reduce((sum, n) => sum + n, 0),
  codVnd: lines.reduce((sum, { codVnd }) => sum + codVnd, 0),
});
