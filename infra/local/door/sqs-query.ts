import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type Answer, AwsError, escapeXml, type WireRequest, xmlAnswer } from './wire.ts';

/**
 * SQS's query protocol, which AWS CLIs of before the end of 2023 speak, as a translation of the JSON protocol: the
 * form of a request becomes its JSON, and the JSON of the answer becomes XML. Source: the API version 2012-11-05.
 */

const namespace = 'http://queue.amazonaws.com/doc/2012-11-05/';

/** Lists, which a form numbers under a name of its own. */
const numberedLists = new Map([
  ['AttributeName', 'AttributeNames'],
  ['MessageAttributeName', 'MessageAttributeNames'],
  ['MessageSystemAttributeName', 'MessageSystemAttributeNames'],
]);

/** Lists, whose entries XML repeats under a name of their own. */
const repeatedLists = new Map([
  ['Messages', 'Message'],
  ['QueueUrls', 'QueueUrl'],
  ['Failed', 'BatchResultErrorEntry'],
]);

/** Maps, which are pairs both in a form and in XML: their name there, and what it calls the key. */
const maps = [
  ['Attributes', 'Attribute', 'Name'],
  ['MessageAttributes', 'MessageAttribute', 'Name'],
  ['MessageSystemAttributes', 'MessageSystemAttribute', 'Name'],
  ['Tags', 'Tag', 'Key'],
] as const;
const pairOfMap = new Map<string, { readonly pair: string; readonly key: string }>(
  maps.map(([map, pair, key]) => [map, { pair, key }]),
);
const mapOfPair = new Map<string, { readonly map: string; readonly key: string }>(
  maps.map(([map, pair, key]) => [pair, { map, key }]),
);

/** The members that JSON writes as numbers; a form has text only. */
const integers = new Set([
  'DelaySeconds',
  'MaxNumberOfMessages',
  'MaxResults',
  'VisibilityTimeout',
  'WaitTimeSeconds',
]);

/** Parameters of a form, whose names are paths: `MessageAttribute.1.Value.DataType`. */
type Parameters = readonly (readonly [path: readonly string[], value: string])[];

const grouped = (parameters: Parameters): readonly (readonly [name: string, parameters: Parameters])[] => {
  const groups = Map.groupBy(parameters, ([[name = '']]) => name);
  return [...groups].map(([name, group]) => [
    name,
    group.map(([path, value]) => [path.slice(1), value] as const),
  ]);
};

const numbered = (parameters: Parameters): readonly Parameters[] =>
  grouped(parameters)
    .toSorted(([a], [b]) => Number(a) - Number(b))
    .map(([, entry]) => entry);

function readScalar(name: string, value: string): string | number {
  if (!integers.has(name)) return value;
  if (/^-?\d+$/.test(value)) return Number(value);
  throw new AwsError(
    'InvalidParameterValue',
    400,
    `Value ${value} for parameter ${name} is invalid. Reason: Must be an integer.`,
  );
}

function readValue(name: string, parameters: Parameters): unknown {
  const [whole] = parameters;
  return whole?.[0].length === 0 ? readScalar(name, whole[1]) : readStructure(parameters);
}

function readMember(name: string, parameters: Parameters): readonly [name: string, value: unknown] {
  const list = name.endsWith('RequestEntry') ? 'Entries' : numberedLists.get(name);
  if (list !== undefined) return [list, numbered(parameters).map((entry) => readValue(name, entry))];
  const mapped = mapOfPair.get(name);
  if (mapped === undefined) return [name, readValue(name, parameters)];
  const pairs = numbered(parameters).map((entry) => new Map(grouped(entry)));
  return [
    mapped.map,
    Object.fromEntries(
      pairs.map((pair) => [
        pair.get(mapped.key)?.[0]?.[1] ?? '',
        readValue('Value', pair.get('Value') ?? []),
      ]),
    ),
  ];
}

const readStructure = (parameters: Parameters): Record<string, unknown> =>
  Object.fromEntries(grouped(parameters).map(([name, group]) => readMember(name, group)));

/** The call in the JSON protocol; a form without `QueueUrl` means the queue at whose path it was posted. */
function inJson(request: WireRequest): { readonly action: string; readonly request: WireRequest } {
  const {
    Action: action = '',
    Version: _,
    ...form
  } = Object.fromEntries(new URLSearchParams(request.body.toString()));
  const posted = request.path === '/' ? {} : { QueueUrl: `http://${request.headers.host}${request.path}` };
  const input = readStructure(
    Object.entries({ ...posted, ...form }).map(([name, value]) => [name.split('.'), value]),
  );
  const headers = {
    ...request.headers,
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `AmazonSQS.${action}`,
  };
  return { action, request: { ...request, headers, body: Buffer.from(JSON.stringify(input)) } };
}

const structure = z.record(z.string(), z.unknown());

const element = (name: string, value: unknown, action: string): string => {
  const inner = structure.safeParse(value);
  return `<${name}>${inner.success ? elements(inner.data, action) : escapeXml(String(value))}</${name}>`;
};

const elements = (members: Record<string, unknown>, action: string): string =>
  Object.entries(members)
    .map(([name, value]) => {
      const entry = name === 'Successful' ? `${action}ResultEntry` : repeatedLists.get(name);
      if (entry !== undefined) {
        const entries = z.array(z.unknown()).parse(value);
        return entries.map((one) => element(entry, one, action)).join('');
      }
      const mapped = pairOfMap.get(name);
      if (mapped === undefined) return element(name, value, action);
      return Object.entries(structure.parse(value))
        .map(([key, Value]) => element(mapped.pair, { [mapped.key]: key, Value }, action))
        .join('');
    })
    .join('');

/** Operations whose answer says no more than that they were done. */
const silent = new Set(['ChangeMessageVisibility', 'DeleteMessage', 'PurgeQueue']);

function inXml(action: string, answer: Answer): Answer {
  const result = silent.has(action)
    ? ''
    : element(`${action}Result`, JSON.parse(answer.body.toString()), action);
  const metadata = `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`;
  return xmlAnswer(200, `<${action}Response xmlns="${namespace}">${result}${metadata}</${action}Response>`);
}

/** Codes that have no prefix in the query protocol; the emulator gives one to all. */
const unprefixed =
  /^AWS\.SimpleQueueService\.(?=(InvalidAttributeName|InvalidMessageContents|InvalidParameterValue|MissingParameter);)/;

/** The error of the emulator, with the code that the query protocol has for it. */
function errorOf({ status, headers, body }: Answer): AwsError {
  const code = z.string().default('InternalFailure').parse(headers['x-amzn-query-error']);
  const { message } = z.object({ message: z.string().default('') }).parse(JSON.parse(body.toString()));
  return new AwsError(code.replace(unprefixed, '').split(';', 1).join(), status, message);
}

/**
 * Answers a request of the query protocol by `answer`, which knows the JSON protocol only.
 * @throws AwsError of SQS, also where the emulator answers one
 */
export async function inQueryProtocol(
  request: WireRequest,
  answer: (request: WireRequest) => Promise<Answer | undefined>,
): Promise<Answer | undefined> {
  const call = inJson(request);
  const answered = await answer(call.request);
  if (answered === undefined) return undefined;
  if (answered.status !== 200) throw errorOf(answered);
  return inXml(call.action, answered);
}
