import * as z from 'zod';
import { correctResult } from './actions/correct-result.ts';
import { giveOpinion } from './actions/give-opinion.ts';
import { issueResult } from './actions/issue-result.ts';
import { submit } from './actions/submit.ts';
import { takeIn } from './actions/take-in.ts';
import { actions, type Stated } from './actions.ts';

type InputOf<A> = A extends {
  readonly name: infer Name extends string;
  readonly input: infer Input extends z.ZodRawShape;
}
  ? z.output<z.ZodObject<Input & { readonly action: z.ZodLiteral<Name> }>>
  : never;

/**
 * What takes more than a change of the dossier, how a draft is filed, a result signed, and a question of another agency
 * answered: operations of their own.
 */
const apart = [submit.name, takeIn.name, giveOpinion.name, issueResult.name, correctResult.name];

/** An action on a filed dossier with what its actor has to say. */
export type Act = InputOf<
  Exclude<
    Stated,
    typeof submit | typeof takeIn | typeof giveOpinion | typeof issueResult | typeof correctResult
  >
>;

/** What an agency says that is asked for its opinion. */
export type Opinion = InputOf<typeof giveOpinion>;

export const acts = actions.filter(({ name }) => !apart.some((one) => one === name));

const [first, ...others] = acts.map(({ name, input }) =>
  z.strictObject({ action: z.literal(name), ...input }),
);
if (!first) throw new Error('there is no action');

// Gathered at run time from the very list whose types `Act` gathers.
export const Act = z.discriminatedUnion('action', [first, ...others]).meta({ id: 'Act' }) as z.ZodType<Act>;
