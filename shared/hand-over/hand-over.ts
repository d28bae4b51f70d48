import * as z from 'zod';
import { Subject } from '../actor.ts';
import { KeptName } from '../applicant/identifiers.ts';
import { StoredInstant } from '../instant.ts';
import { personal } from '../personal.ts';
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

/** Biên bản giao nhận: results that an agency hands to the post at once (QĐ 45/2016/QĐ-TTg Điều 9). */
export const HandOver = z.object({
  v: z.literal(1),
  version: z.int().min(1),
  agency: z.string(),
  /** 1, 2 … in the year, without a gap. */
  year: z.int(),
  number: z.int().min(1),
  state: z.enum(handOverStateNames),
  lines: z.array(HandOverLine),
  openedAt: StoredInstant,
  openedBy: Officer,
  /** Who signed for the desk. */
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

/** What stands below the lines. */
export const sumOfLines = ({ lines }: Pick<HandOver, 'lines'>) => ({
  items: lines.length,
  papers: lines.reduce((sum, { papers }) => sum + papers, 0),
  codVnd: lines.reduce((sum, { codVnd }) => sum + codVnd, 0),
});
