import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Answer, Request } from '../../http.ts';
import { escapeXml } from '../../xml.ts';
import { AwsError, unsupported, xmlAnswer } from '../wire.ts';

/**
 * SQS's query protocol, which AWS CLIs of before the end of 2023 speak, as a translation of the JSON protocol: the
 * form of a request becomes its JSON, and the JSON of the answer becomes XML. Source: the API version 2012-11-05.
 * Only what a reader does by the plain command line; the others speak JSON.
 */
const actions = ['ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility', 'GetQueueAttributes'];

/** Those whose answer says no more than that they were done. */
const silent = new Set(['DeleteMessage', 'ChangeMessageVisibility']);

const NAMESPACE = 'http://queue.amazonaws.com/doc/2012-11-05/';

/** The members that JSON writes as numbers; a form has text only. */
const integers = new Set(['MaxNumberOfMessages', 'VisibilityTimeout', 'WaitTimeSeconds']);

/** Lists, whose entries XML repeats under a name of their own; maps, which are pairs of a name and a value there. */
const entries: Readonly<Record<string, string>> = {
  Messages: 'Message',
  Attributes: 'Attribute',
  MessageAttributes: 'MessageAttribute',
};

function memberOf(name: string, value: string): unknown {
  if (!integers.has(name)) return value;
  if (/^\d+$/.test(value)) return Number(value);
  throw new AwsError(
    'InvalidParameterValue',
    400,
    `Value ${value} for parameter ${name} is invalid. Reason: Must be an integer.`,
  );
}

/** The call in the JSON protocol. A form numbers the entries of its lists: `AttributeName.1` is of `AttributeNames`. */
function inJson(request: Request): { readonly action: string; readonly request: Request } {
  const {
    Action: action = '',
    Version: _,
    ...form
  } = Object.fromEntries(new URLSearchParams(request.body.toString()));
  if (!actions.includes(action)) throw unsupported('sqs', action);
  const input: Record<string, unknown> = {};
  for (const [parameter, value] of Object.entries(form)) {
    const [name = '', number] = parameter.split('.');
    if (number === undefined) input[name] = memberOf(name, value);
    else input[`${name}s`] = [...z.array(z.string()).parse(input[`${name}s`] ?? []), value];
  }
  const headers = {
    ...request.headers,
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `AmazonSQS.${action}`,
  };
  return { action, request: { ...request, headers, body: Buffer.from(JSON.stringify(input)) } };
}

const structure = z.record(z.string(), z.unknown());

function xmlOf(name: string, value: unknown): string {
  const entry = entries[name];
  if (Array.isArray(value)) return value.map((one) => xmlOf(entry ?? name, one)).join('');
  const members = structure.safeParse(value);
  if (!members.success) return `<${name}>${escapeXml(String(value))}</${name}>`;
  const pairs = Object.entries(members.data);
  if (entry)
    return pairs
      .map(([Name, Value]) => `<${entry}>${xmlOf('Name', Name)}${xmlOf('Value', Value)}</${entry}>`)
      .join('');
  return `<${name}>${pairs.map(([member, inner]) => xmlOf(member, inner)).join('')}</${name}>`;
}

/** Codes that have no prefix in the query protocol; the emulator gives one to all. */
const unprefixed =
  /^AWS\.SimpleQueueService\.(?=(InvalidAttributeName|InvalidParameterValue|MissingParameter);)/;

/** The error of the emulator, with the code that the query protocol has for it. */
function errorOf({ status, headers, body }: Answer): AwsError {
  const code = String(headers['x-amzn-query-error']).replace(unprefixed, '').split(';', 1).join();
  const { message } = z.object({ message: z.string() }).parse(JSON.parse(body.toString()));
  return new AwsError(code, status, message);
}

/**
 * Answers a request of the query protocol by `answer`, which knows the JSON protocol only.
 * @throws AwsError of SQS, also where the emulator answers one
 */
export async function inQueryProtocol(
  request: Request,
  answer: (request: Request) => Promise<Answer | undefined>,
): Promise<Answer | undefined> {
  const call = inJson(request);
  const answered = await answer(call.request);
  if (answered === undefined) return undefined;
  if (answered.status !== 200) throw errorOf(answered);
  const { action } = call;
  const result = silent.has(action) ? '' : xmlOf(`${action}Result`, JSON.parse(answered.body.toString()));
  const metadata = `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`;
  return xmlAnswer(200, `<${action}Response xmlns="${NAMESPACE}">${result}${metadata}</${action}Response>`);
}
