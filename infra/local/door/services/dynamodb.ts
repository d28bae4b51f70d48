import * as z from 'zod';
import type { Answer, Request } from '../../http.ts';
import type { Need, Place } from '../../iam/authorize.ts';
import type { Backend } from '../backend.ts';
import { inputOf, parsed, targetOf, type Understand } from '../call.ts';
import { transactionUnits } from '../capacity.ts';
import { type IndexLag, laggingIndexes } from '../lagging-indexes.ts';
import type { Meter } from '../meter.ts';
import { unsupported } from '../wire.ts';

const keyed = z.object({ PK: z.object({ S: z.string() }).optional() }).optional();
const target = z.object({ TableName: z.string(), IndexName: z.string().optional(), Key: keyed });
const byTable = z.object({ RequestItems: z.record(z.string(), z.unknown()) });
const entry = z.object({ Put: target, Update: target, Delete: target, ConditionCheck: target }).partial();
const transaction = z.object({ TransactItems: z.array(entry) });

/** What an entry of a transaction needs (Developer Guide, "DynamoDB Transactions: IAM permissions"). */
const actionOfEntry: Readonly<Record<string, string>> = {
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  ConditionCheck: 'dynamodb:ConditionCheckItem',
};

/** Only updates are fenced in by partitions: of the rest, judgements are remembered by their table alone. */
const inPartition = (key: z.infer<typeof keyed>) =>
  key?.PK && { context: { 'dynamodb:LeadingKeys': [key.PK.S] } };

/** What an operation needs; `undefined` for one that is not imitated. */
function needsOf(
  operation: string,
  input: unknown,
  { region, accountId }: Place,
): readonly Need[] | undefined {
  const table = (name: string): string => `arn:aws:dynamodb:${region}:${accountId}:table/${name}`;
  switch (operation) {
    case 'GetItem':
    case 'PutItem':
    case 'UpdateItem':
    case 'Query': {
      const { TableName, IndexName, Key } = parsed(target, input);
      const index = IndexName === undefined ? '' : `/index/${IndexName}`;
      const resource = `${table(TableName)}${index}`;
      return [
        { action: `dynamodb:${operation}`, resource, ...(operation === 'UpdateItem' && inPartition(Key)) },
      ];
    }
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return Object.keys(parsed(byTable, input).RequestItems).map((name) => ({
        action: `dynamodb:${operation}`,
        resource: table(name),
      }));
    case 'TransactWriteItems':
      return parsed(transaction, input).TransactItems.flatMap((one) =>
        Object.entries(one).map(([kind, { TableName, Key }]) => ({
          action: actionOfEntry[kind] ?? kind,
          resource: table(TableName),
          ...(kind === 'Update' && inPartition(Key)),
        })),
      );
    default:
      return undefined;
  }
}

/** DynamoDB Local looks at no signature, but wants one; its access keys have letters and digits only. */
const AUTHORIZATION = `AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;

const units = z.looseObject({ CapacityUnits: z.number() });
const charge = units.extend({ GlobalSecondaryIndexes: z.record(z.string(), units).default({}) });
const charged = z.looseObject({ ConsumedCapacity: z.union([charge, z.array(charge)]).optional() });

const total = (of: readonly z.infer<typeof units>[]): number =>
  of.reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);

/**
 * What AWS charges. What follows from a transaction in indexes it charges once, and only the items themselves twice
 * (measured on AWS in 2026: github.com/nubo-db/dynoxide/pull/188); DynamoDB Local doubles both.
 */
const chargeOf = (operation: string, input: unknown, charges: readonly z.infer<typeof charge>[]): number =>
  operation === 'TransactWriteItems'
    ? transactionUnits(input) + total(charges.flatMap((one) => Object.values(one.GlobalSecondaryIndexes))) / 2
    : total(charges);

/** A request that also asks what it consumes: written into its text, so that a large body is not serialized again. */
const askingForCapacity = ({ body, ...request }: Request): Request => ({
  ...request,
  body: Buffer.concat([
    Buffer.from('{"ReturnConsumedCapacity":"INDEXES",'),
    body.subarray(body.indexOf('{') + 1),
  ]),
});

/**
 * DynamoDB.
 * @param lag how far indexes may be behind
 * @param meter hears what each call consumes, where it is to be known: every answer is read again for it
 */
export function dynamodb(backend: Backend, place: Place, lag: IndexLag, meter?: Meter): Understand {
  const query = laggingIndexes(lag);
  return (request, principal) => {
    const name = targetOf(request);
    const input = inputOf(request);
    const needs = needsOf(name, input, place);
    if (!needs) throw unsupported('dynamodb', name);
    const operation = `dynamodb:${name}`;
    const send = async (outgoing: Request): Promise<Answer> => {
      const { 'accept-encoding': _, ...headers } = outgoing.headers;
      const answer = await backend.send({
        ...outgoing,
        headers: { ...headers, authorization: AUTHORIZATION },
      });
      // The checksum is that of the body as the emulator wrote it.
      const { 'x-amz-crc32': __, ...rest } = answer.headers;
      return { ...answer, headers: rest };
    };
    const metered = async (): Promise<Answer> => {
      const asked = request.body.includes('"ReturnConsumedCapacity"');
      const answer = await send(asked ? request : askingForCapacity(request));
      if (answer.status !== 200) return answer;
      const { ConsumedCapacity = [], ...rest } = charged.parse(JSON.parse(answer.body.toString()));
      meter?.charged(principal, operation, chargeOf(name, input, [ConsumedCapacity].flat()));
      return asked ? answer : { ...answer, body: JSON.stringify(rest) };
    };
    const act = meter ? metered : () => send(request);
    const ofIndex = needs.some(({ resource }) => resource.includes('/index/'));
    return { service: 'dynamodb', operation, needs, act: ofIndex ? () => query(request.body, act) : act };
  };
}
