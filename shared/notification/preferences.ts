import { createHash, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { KeptEmail } from '../applicant/identifiers.ts';
import { type Instant, localDateOf, toInstant } from '../clock.ts';
import { Problem } from '../http/problems.ts';
import type { NewId, NewSecret } from '../ids.ts';
import { StoredInstant } from '../instant.ts';
import { commonChannels, messageChannels } from './announcement.ts';
import { QuietHours } from './quiet.ts';

/** How long a code holds, how often it may be tried, how many go out for an account in a day, and to how many addresses. */
export const CODE_MINUTES = 30;
const TRIES = 5;
const CODES_A_DAY = 5;
export const MOST_ADDRESSES = 3;

/** The code that was sent to an address last, which whoever confirms it is to state. */
const Asked = z.object({ digest: z.string(), until: StoredInstant, triesLeft: z.int().min(0) });

/** An address besides that of the form. Until it is confirmed nothing goes there but the code. */
const FurtherAddress = z.object({
  id: z.uuid(),
  email: KeptEmail,
  confirmedAt: StoredInstant.optional(),
  asked: Asked.optional(),
});
type FurtherAddress = z.infer<typeof FurtherAddress>;

/** What somebody chooses. */
export const choices = {
  language: z.enum(['vi', 'en']),
  /** The first by which a message gets through is used; of those left out only by what the law demands. */
  channels: z.array(z.enum(messageChannels)),
  quiet: QuietHours.optional(),
};

/** How a person or a business wants to be told. */
export const Preferences = z.object({
  v: z.literal(1),
  version: z.int().min(1),
  ...choices,
  addresses: z.array(FurtherAddress),
  /** The codes that went out on the last day on which some did. */
  codes: z.object({ day: z.iso.date(), sent: z.int().min(0) }).optional(),
});
export type Preferences = z.infer<typeof Preferences>;

/** Of whoever has chosen nothing. */
export const unchosen: Preferences = {
  v: 1,
  version: 1,
  language: 'vi',
  channels: [...commonChannels],
  addresses: [],
};

type Chosen = Pick<Preferences, keyof typeof choices> & { readonly addresses: readonly string[] };

/** A code that is to go to an address. */
export type Code = { readonly email: string; readonly code: string };

type Sources = { readonly at: Date; readonly newId: NewId; readonly newSecret: NewSecret };

/** As many characters of a secret as somebody copies by hand: 40 bits, which its few tries do not guess. */
const newCode = ({ newSecret }: Sources): string => newSecret().slice(0, 8);

const digestOf = (id: string, code: string): string =>
  createHash('sha256')
    .update(JSON.stringify([id, code]))
    .digest('base64url');

const isAwaited = ({ asked }: FurtherAddress, at: Instant): boolean =>
  asked !== undefined && asked.until > at && asked.triesLeft > 0;

/** An address as it is kept from now on, and the code that goes there first if nobody has confirmed it, nor is about to. */
function kept(email: string, known: FurtherAddress | undefined, sources: Sources) {
  if (known && (known.confirmedAt || isAwaited(known, toInstant(sources.at)))) return { address: known };
  const id = known?.id ?? sources.newId();
  const code = newCode(sources);
  const until = toInstant(new Date(sources.at.getTime() + CODE_MINUTES * 60_000));
  return {
    address: { id, email, asked: { digest: digestOf(id, code), until, triesLeft: TRIES } },
    code: { email, code },
  };
}

/**
 * Preferences as they are chosen, with the codes to be sent: one to each address that is new, or whose code has passed.
 * @throws Problem `codes-used-up`
 */
export function chosen(
  before: Preferences | undefined,
  { addresses, ...choice }: Chosen,
  sources: Sources,
): { readonly after: Preferences; readonly codes: readonly Code[] } {
  const all = [...new Set(addresses)].map((email) =>
    kept(
      email,
      before?.addresses.find((known) => known.email === email),
      sources,
    ),
  );
  const codes = all.flatMap(({ code }) => code ?? []);
  const day = localDateOf(sources.at);
  const sent = (before?.codes?.day === day ? before.codes.sent : 0) + codes.length;
  if (codes.length > 0 && sent > CODES_A_DAY) throw new Problem('codes-used-up');
  return {
    after: {
      v: 1,
      version: (before?.version ?? 0) + 1,
      ...choice,
      addresses: all.map(({ address }) => address),
      codes: codes.length > 0 ? { day, sent } : before?.codes,
    },
    codes,
  };
}

/** Whether anything is chosen that somebody has to agree to: that messages go to an address where none went before. */
export const addsAddress = (
  before: Preferences | undefined,
  { addresses }: Pick<Chosen, 'addresses'>,
): boolean => addresses.some((email) => !before?.addresses.some((known) => known.email === email));

/** The same without further addresses, for whom no longer agrees that messages go there. */
export const withoutAddresses = (before: Preferences): Preferences => ({
  ...before,
  version: before.version + 1,
  addresses: [],
});

const same = (one: string, other: string): boolean => timingSafeEqual(Buffer.from(one), Buffer.from(other));

/**
 * Preferences after somebody has stated the code of an address, rightly or not: a wrong one takes a try.
 * @throws Problem `code-not-valid` where no code is awaited: of an address that is not there the same as of one whose
 * code has passed or was tried too often, so that guessing learns nothing
 */
export function codeTried(
  before: Preferences | undefined,
  { email, code }: Code,
  at: Date,
): { readonly after: Preferences; readonly right: boolean } {
  const address = before?.addresses.find((known) => known.email === email);
  if (!before || !address?.asked || !isAwaited(address, toInstant(at))) throw new Problem('code-not-valid');
  const { asked, ...known } = address;
  const right = same(asked.digest, digestOf(known.id, code));
  const now: FurtherAddress = right
    ? { ...known, confirmedAt: toInstant(at) }
    : { ...known, asked: { ...asked, triesLeft: asked.triesLeft - 1 } };
  const addresses = before.addresses.map((one) => (one === address ? now : one));
  return { after: { ...before, version: before.version + 1, addresses }, right };
}
