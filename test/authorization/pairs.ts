import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import * as z from 'zod';
import { api } from '../../shared/operations.ts';
import type { Key } from '../../shared/table/keys.ts';
import type { Ground } from '../memory/ground.ts';
import { eventFor, lambdaContext } from '../support/call.ts';
import { type Asked, type Way, ways } from './calls.ts';
import { complete, isAboutOne, isPartner, mayShow, type Verdict, verdictOn } from './oracle.ts';
import { type Person, people } from './people.ts';
import { startProvince } from './province.ts';
import { nothing, type Thing } from './world.ts';

/** How a call is made: mostly as its description says. */
const manners = ['as described', 'stale', 'without a key', 'with a word too many'] as const;
type Manner = (typeof manners)[number];

/** Somebody who calls an operation about a dossier. */
export type Pair = {
  readonly who: Person;
  readonly way: string;
  readonly thing: Thing;
  readonly manner: Manner;
};

/** An answer to the letter. */
type Answer = { readonly status: number; readonly text: string; readonly body: unknown };

const Outcomes = z.object({ outcomes: z.array(z.object({ code: z.string().optional() })) });
const Listed = z.object({
  items: z.array(
    z.object({
      id: z.string().optional(),
      dossierId: z.string().optional(),
      dossierCode: z.string().optional(),
    }),
  ),
});

const wayNames = Object.keys(ways);

/** What stays once it is made, and changes nothing: forms, and the registers. */
const isMade = ({ SK }: Key): boolean => /^(?:SHEET|REGISTER)#/.test(SK);

/** That somebody guessed at a secret is counted, whatever it is. */
const isCounted = ({ PK }: Key): boolean => PK.startsWith('LIMIT#');

/** That of several dossiers one was refused is written down with the answer, and nothing else is. */
const isAnswer = ({ PK }: Key): boolean => PK.startsWith('ANSWER#');

export const told = ({ who, way, thing, manner }: Pair): string =>
  `${who.name} calls ${way} (${manner}) about ${JSON.stringify(thing.facts)}`;

/** A process's own functions in a province of their own, and what holds their answers against the oracle. */
export async function startJudge(ground: Ground) {
  const { table, functions, things } = await startProvince(ground);
  const { locked } = ground;
  const byName = new Map(
    things.flatMap((thing) => [[thing.id, thing] as const, [thing.code, thing] as const]),
  );

  const callOf = ({ said, version }: Way, asked: Asked, { who, manner }: Pair) => {
    const call = said(asked, who);
    return {
      ...call,
      claims: who.claims,
      ...(manner !== 'without a key' && { key: randomUUID() }),
      etag: `"${manner === 'stale' ? 99 : (version ?? asked.version)}"`,
      ...(manner === 'with a word too many' &&
        // A signature is of the very words.
        !call.headers &&
        call.body !== undefined && { body: { ...Object(call.body), tooMany: true } }),
    };
  };

  async function ask(pair: Pair, asked: Asked): Promise<Answer> {
    const way = ways[pair.way];
    if (!way) throw new Error(`nobody calls ${pair.way}`);
    const operation = api[way.operation];
    const { claims } = pair.who;
    if (!claims && locked.includes(`${operation.method} ${operation.path}`))
      return { status: 401, text: 'Unauthorized', body: undefined };
    const answer = await functions.get(way.operation)?.(
      eventFor(operation, callOf(way, asked, pair)),
      lambdaContext,
    );
    const { statusCode: status = 0, headers, body = '' } = answer ?? {};
    const isJson = String(headers?.['content-type']).endsWith('json');
    const text = `${status} ${JSON.stringify(headers)} ${body}`;
    return { status, text, body: isJson && body ? JSON.parse(body) : undefined };
  }

  /** Of several dossiers, what came of the one. */
  const statusOf = ({ status, body }: Answer): number => {
    const [outcome] = Outcomes.safeParse(body).data?.outcomes ?? [];
    if (!outcome?.code) return status;
    return outcome.code === 'dossier-not-found' ? 404 : 409;
  };

  /** What of a list it shows that it may not, or leaves out. */
  function listFault({ who, way, thing }: Pair, { body }: Answer): string | undefined {
    const { data } = Listed.safeParse(body);
    if (!data || isAboutOne(way)) return undefined;
    const seen = data.items.flatMap(
      ({ id, dossierId, dossierCode }) => byName.get(id ?? dossierId ?? dossierCode ?? '') ?? [],
    );
    const stray = seen.find(({ facts }) => !mayShow(way, facts, who));
    if (stray) return `is shown ${JSON.stringify(stray.facts)}`;
    if (!complete.includes(way)) return undefined;
    return mayShow(way, thing.facts, who) === seen.includes(thing)
      ? undefined
      : 'is not shown it, or should not be';
  }

  /** Whether an answer is, to the letter, the one about what is not there. */
  async function isAsIfAbsent(pair: Pair, verdict: Verdict, { text }: Answer): Promise<boolean> {
    const { id, version } = pair.thing;
    const isThere = verdict === 'no such part';
    const absent = await ask(pair, { ...nothing, version, ...(isThere && { id }) });
    table.takeBack(isMade);
    return text === absent.text || text.replaceAll(id, nothing.id) === absent.text;
  }

  /** What of an answer is not as the oracle has it. */
  async function faultOf(pair: Pair, verdict: Verdict, answer: Answer): Promise<string | undefined> {
    const status = statusOf(answer);
    const isUsual = pair.manner === 'as described';
    const got = `gets ${status} ${z.object({ code: z.string() }).safeParse(answer.body).data?.code ?? ''}`;
    switch (verdict) {
      case 'not known':
      case 'not let in':
        if (status !== (verdict === 'not known' ? 401 : 403)) return got;
        return (await isAsIfAbsent(pair, verdict, answer))
          ? undefined
          : 'is refused in other words than for what is not there';
      case 'not there':
      case 'no such part':
        if (isUsual ? status !== 404 : status < 400) return got;
        return (await isAsIfAbsent(pair, verdict, answer)) ? undefined : 'can tell it from what is not there';
      case 'not theirs':
        return (isUsual ? status !== 403 : status < 400) ? got : undefined;
      case 'may not':
        if (status < 400 || status === 401 || status === 403) return got;
        return isUsual && (await isAsIfAbsent(pair, verdict, answer))
          ? 'is told that it is not there'
          : undefined;
      case 'may':
        if (status === 401 || status === 403 || status >= 500) return got;
        if (!isUsual) return undefined;
        if (!isAboutOne(pair.way) && status >= 300 && !isPartner(pair.who)) return got;
        if (isAboutOne(pair.way) && status === 404 && (await isAsIfAbsent(pair, verdict, answer))) return got;
        return status < 300 ? listFault(pair, answer) : undefined;
    }
  }

  /** What is wrong with how a pair is answered, and how it was. */
  async function judged(
    pair: Pair,
  ): Promise<{ readonly status: number; readonly fault: string | undefined }> {
    const verdict = verdictOn(pair.way, pair.thing.facts, pair.who);
    const answer = await ask(pair, pair.thing);
    const { written } = table;
    table.takeBack(isMade);
    const status = statusOf(answer);
    const changed = written.filter(
      (key) => status >= 400 && !isCounted(key) && !(answer.status < 400 && isAnswer(key)),
    );
    const fault =
      (await faultOf(pair, verdict, answer)) ??
      (changed.length > 0
        ? `is refused with ${changed.map(({ SK }) => SK.split('#')[0])} written`
        : undefined);
    return { status, fault: fault && `${verdict}, but ${fault}` };
  }

  /** Who has something to do with a dossier: of its agency, or its applicant. */
  const near = ({ facts }: Thing) =>
    people.filter(({ agency, account }) => agency === facts.agency || account === facts.applicant);

  /** Any pair; half of them of those who are near to each other, among whom the law draws its finest lines. */
  const pairs: fc.Arbitrary<Pair> = fc
    .record({
      thing: fc.constantFrom(...things),
      isNear: fc.boolean(),
      who: fc.nat(10_000),
      way: fc.constantFrom(...wayNames),
      manner: fc.oneof(
        { weight: 4, arbitrary: fc.constant(manners[0]) },
        { weight: 1, arbitrary: fc.constantFrom(...manners) },
      ),
    })
    .map(({ thing, isNear, who, ...others }) => {
      const about = isNear ? near(thing) : people;
      return { thing, who: about[who % about.length] ?? fail(), ...others };
    });

  return { pairs, judged, things };
}

function fail(): never {
  throw new Error('nobody is there');
}
