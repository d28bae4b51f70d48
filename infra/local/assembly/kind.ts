import { createHash } from 'node:crypto';
import * as z from 'zod';

/** Where the assembly runs: what the pseudo parameters and the emulators' addresses become. */
export type Context = {
  /** The AWS endpoint of the functions, e.g. `http://127.0.0.1:4801`. */
  readonly doorUrl: string;
  /** The public address of the HTTP API, e.g. `http://127.0.0.1:4800`. */
  readonly apiUrl: string;
  readonly region: string;
  readonly accountId: string;
  /** Texts of the templates that are something else here: an address of the world outside, and its stand-in's. */
  readonly overlay?: Readonly<Record<string, string>>;
};

/** What a kind's formulas may look at. */
export type Named = {
  readonly name: string;
  readonly context: Context;
  /** A property of the resource with its intrinsics resolved. */
  readonly property: (name: string) => unknown;
};

type Formula = (self: Named) => string;

/** What the local run understands of a type of resource, and how it names itself in a template. */
export type Kind = {
  /** Strict: what does not stand here is not understood, and stops the start. */
  readonly properties: z.ZodType;
  /** Properties that change nothing on one machine, besides those that only describe. */
  readonly ignores?: readonly string[];
  /** The property that states the physical name; without it (or when it is absent) the name is made up. */
  readonly named?: string;
  /** What the service demands of a name that is made up. */
  readonly made?: (name: string, self: Omit<Named, 'name'>) => string;
  /** Made up as an ARN of this form; without it the resource has none, and its ARN is its name. */
  readonly arn?: Formula;
  /** What `Ref` gives when it is not the name. */
  readonly ref?: Formula;
  /** What `Fn::GetAtt` gives, besides `Arn`, which is the ARN unless it stands here. */
  readonly attributes?: Readonly<Record<string, Formula>>;
};

/** A part of a property that changes nothing on one machine. */
export const ignored = z.unknown().optional();

/** A type of which nothing runs on one machine. */
export const notRun = z.unknown();

export const arnOf = ({ context }: Named, service: string, resource: string): string =>
  `arn:aws:${service}:${context.region}:${context.accountId}:${resource}`;

/** Cuts a name that is too long for its service, keeping it unlike any other. */
export const within =
  (limit: number) =>
  (name: string): string =>
    name.length <= limit ? name : `${name.slice(0, limit - 9)}-${opaque(8)(name)}`;

/** The letters and digits that services put in ids, the same for the same resource in every run. */
export const opaque =
  (length: number) =>
  (name: string): string =>
    createHash('sha256').update(name).digest('hex').slice(0, length);
