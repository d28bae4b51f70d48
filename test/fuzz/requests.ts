import * as z from 'zod';
import { openApi } from '../../infra/api/openapi.ts';
import { partnerOf } from '../../shared/http/operation.ts';
import { api, operations } from '../../shared/operations.ts';
import { signatureHeaders } from '../../shared/signature.ts';
import { type Way, ways } from '../authorization/calls.ts';
import { verdictOn } from '../authorization/oracle.ts';
import { type Person, people } from '../authorization/people.ts';
import type { Thing } from '../authorization/world.ts';
import type { OperationName } from '../memory/functions-beside.ts';
import { sharedKeyOf } from '../memory/memory-aws.ts';
import { type Event, eventFor } from '../support/call.ts';
import { forged } from './cursors.ts';
import type { Dice } from './dice.ts';
import { hostileTexts, Values } from './values.ts';

/** What the API says of itself: what is sent follows from it alone, and so does what may come back. */
export const description = openApi(operations, { title: 'Motcua', serverUrl: '/' });

const Parameter = z.object({ in: z.enum(['path', 'query']), name: z.string(), schema: z.unknown() });
const Described = z.object({
  parameters: z.array(z.union([Parameter, z.object({ $ref: z.string() })])),
  requestBody: z
    .object({ content: z.object({ 'application/json': z.object({ schema: z.unknown() }) }) })
    .optional(),
});
const Paths = z.record(z.string(), z.record(z.string(), Described));
const described = Paths.parse(description.paths);
const values = new Values(description.components.schemas);

/** A request, and how it came about. */
export type Request = { readonly operation: OperationName; readonly event: Event; readonly what: string };

/** What HTTP lets through in a header, and in an address once it is decoded. */
const inHeaders = hostileTexts.filter((text) => /^[\x20-\x7e]*$/.test(text));
const inAddresses = hostileTexts.filter((text) => text.isWellFormed());

/** Where a list may be told to go on that nobody was ever told. */
const positions = [
  ...inAddresses,
  '~',
  '1#9999',
  '{"shard":0,"after":""}',
  '{"shard":3,"after":"x"}',
  '{"shard":99,"after":"x"}',
  '{"shard":-1}',
];

/** Bodies that are no JSON of ours, by the types under which they may come. */
const rawBodies: readonly string[] = [
  '',
  '{',
  'null',
  '[]',
  '"text"',
  '1e999',
  '\ufeff{}',
  '{"action":"claim","action":"approve"}',
  '{"__proto__":{"action":"claim"}}',
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  `{"a":"${'x'.repeat(300_000)}"}`,
  'a=b&c=d',
];
const contentTypes: readonly (string | undefined)[] = [
  undefined,
  '',
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/json; charset=utf-16',
  'application/json;',
  'APPLICATION/JSON',
  'application/problem+json',
  'application/json, application/json',
  'multipart/form-data; boundary=x',
];

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : String(JSON.stringify(value));

/** Somebody who may make the call on something, where anybody may: who is refused at the door shows nothing of what is behind it. */
function whoAndWhat(
  way: string,
  things: readonly Thing[],
  dice: Dice,
): { readonly who: Person; readonly thing: Thing } {
  for (let tries = 0; tries < 40; tries += 1) {
    const [who, thing] = [dice.oneOf(people), dice.oneOf(things)];
    if (who.claims && verdictOn(way, thing.facts, who) === 'may') return { who, thing };
  }
  return { who: dice.oneOf(people), thing: dice.oneOf(things) };
}

/** Makes requests about these dossiers. */
export function requestsAbout(things: readonly Thing[]): (dice: Dice) => Request {
  const names = Object.keys(ways);

  const headersOf = (given: Readonly<Record<string, string>>, dice: Dice): Record<string, string> => {
    const headers: Record<string, string> = { ...given };
    for (const name of ['idempotency-key', 'if-match', 'accept-language', 'x-correlation-id'])
      if (dice.onceIn(12)) headers[name] = dice.oneOf(inHeaders);
    if (dice.onceIn(15)) delete headers[dice.oneOf(['idempotency-key', 'if-match'])];
    if (dice.onceIn(30)) headers['x-'.padEnd(20, 'x')] = 'x'.repeat(9000);
    return headers;
  };

  const addressOf = (
    place: 'path' | 'query',
    { parameters }: z.infer<typeof Described>,
    given: Readonly<Record<string, string>> = {},
    dice: Dice,
  ): Record<string, string> => {
    const made = parameters.flatMap((one) => {
      if (!('in' in one) || one.in !== place) return [];
      const near = given[one.name];
      if (place === 'query' && near === undefined && !dice.onceIn(3)) return [];
      const value = textOf(values.like(one.schema, near, dice)).toWellFormed();
      // Of a parameter that comes twice, API Gateway hands both on with a comma between them.
      return [[one.name, place === 'query' && dice.onceIn(15) ? `${value},${value}` : value] as const];
    });
    const stray =
      place === 'query' && dice.onceIn(15)
        ? [[dice.oneOf(inAddresses), dice.oneOf(inAddresses)] as const]
        : [];
    return Object.fromEntries([...made, ...stray]);
  };

  const claimsOf = ({ claims }: Person, dice: Dice): Readonly<Record<string, string>> | undefined => {
    const name = dice.oneOf(Object.keys(claims ?? { sub: '' }));
    return dice.onceIn(25)
      ? { ...claims, [name]: dice.oneOf(['', 'constructor', '__proto__', 'H25.99', '3']) }
      : claims;
  };

  return (dice) => {
    const name = dice.oneOf(names);
    const way: Way = ways[name] ?? fail(name);
    const operation = api[way.operation];
    const { who, thing } = whoAndWhat(name, things, dice);
    const said = way.said(thing, who);
    const contract = described[operation.path]?.[operation.method.toLowerCase()] ?? fail(name);
    const params = addressOf('path', contract, said.params, dice);
    const query = addressOf('query', contract, said.query, dice);
    const schema = contract.requestBody?.content['application/json'].schema;
    const body = schema === undefined ? said.body : values.like(schema, said.body, dice);
    if (dice.onceIn(8)) {
      const asked = { query: { ...said.query, ...query }, body };
      const cursor = forged(way.operation, dice.oneOf(positions), asked, who, thing);
      if (way.operation === 'searchDossiers') Object.assign(Object(body), { cursor });
      else query.cursor = cursor;
    }
    const rawBody = dice.onceIn(15)
      ? dice.oneOf(rawBodies)
      : body === undefined
        ? undefined
        : JSON.stringify(body);
    const partner = partnerOf(operation.callers);
    const etag = `"${way.version ?? thing.version}"`;
    const event = eventFor(operation, {
      params,
      query,
      rawBody,
      claims: claimsOf(who, dice),
      headers: headersOf(
        {
          'idempotency-key': `key-${dice.below(1_000_000_000)}`,
          'if-match': etag,
          ...(partner &&
            !dice.onceIn(8) &&
            signatureHeaders(sharedKeyOf(partner), rawBody ?? '', new Date())),
        },
        dice,
      ),
    });
    if (dice.onceIn(25)) {
      const type = dice.oneOf(contentTypes);
      if (type === undefined) delete event.headers['content-type'];
      else event.headers['content-type'] = type;
    }
    if (dice.onceIn(25) && event.body !== undefined) {
      // As API Gateway hands on what it takes for no text; every other such body is no UTF-8 either.
      event.isBase64Encoded = true;
      event.body = dice.onceIn(2)
        ? Buffer.from(event.body).toString('base64')
        : Buffer.from([0xc3, 0x28, 0xff, 0x7b]).toString('base64');
    }
    const shown = JSON.stringify({
      params,
      query,
      body: rawBody?.slice(0, 700),
      headers: Object.entries(event.headers).filter(([, value = '']) => value.length < 200),
    });
    return {
      operation: way.operation,
      event,
      what: `${who.name} calls ${name} about ${JSON.stringify(thing.facts)} with ${shown.slice(0, 1500)}`,
    };
  };
}

function fail(name: string): never {
  throw new Error(`${name} is not described`);
}
