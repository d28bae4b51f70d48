import * as z from 'zod';
import { submit } from './actions/submit.ts';
import { takeIn } from './actions/take-in.ts';
import { actions, type Stated } from './actions.ts';

type InputOf<A> = A extends {
  readonly name: infer Name extends string;
  readonly input: infer Input extends z.ZodRawShape;
}
  ? z.output<z.ZodObject<Input & { readonly action: z.ZodLiteral<Name> }>>
  : never;

/** How a draft is filed, online or at a desk: each is an operation of its own. */
const filings = [submit.name, takeIn.name];

/** An action on a filed dossier with what its actor has to say. */
export type Act = InputOf<Exclude<Stated, typeof submit | typeof takeIn>>;

export const acts = actions.filter(({ name }) => !filings.some((filing) => filing === name));

const [first, ...others] = acts.map(({ name, input }) =>
  z.strictObject({ action: z.literal(name), ...input }),
);
if (!first) throw new Error('there is no action');

// Gathered at run time from the very list whose types `Act` gathers.
export const Act = z.discriminatedUnion('action', [first, ...others]).meta({ id: 'Act' }) as z.ZodType<Act>;
