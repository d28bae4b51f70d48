import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import { bundleFolder } from '../../infra/build/build.ts';
import { api } from '../../shared/operations.ts';
import { eventFor, lambdaContext } from '../support/call.ts';
import { aQueue } from '../support/departments.ts';
import { startKeyService } from '../support/key-service.ts';
import { startObjectStore } from '../support/object-store.ts';
import { type Asked, askedOf } from './asked.ts';
import { startBenchTable } from './bench-table.ts';
import { callsOn } from './calls.ts';
import { PARTNER_SECRET } from './function-environment.ts';
import { keepOpenDossiers } from './open-dossiers.ts';
import { ANSWER_HEADERS, BYTES, type Exchange, type RecordedCall } from './recorded-call.ts';

// Makes a call of each operation against a table like the deployed one, and tells its parent of each what AWS was asked and
// answered. In a process of its own, whose AWS is a server here that passes everything on and takes notes.
const OPEN_DOSSIERS = 10_000;

let exchanges: Exchange[] = [];

/** Where what is not DynamoDB stands behind the recorder, by the variable that would lead a function there. */
const behind = new Map<string, string>();

/** Hands a request to what answers it. */
function passOn(
  dynamodbUrl: string,
  { target, body }: Asked,
  { url, headers }: IncomingMessage,
): Promise<Response> {
  const post = (address: string) => {
    const { authorization = '' } = headers;
    const type = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': target };
    return fetch(address, { method: 'POST', headers: { ...type, authorization }, body });
  };
  if (target.startsWith('DynamoDB')) return post(dynamodbUrl);
  if (target === 'AmazonSQS.GetQueueAttributes')
    return Promise.resolve(Response.json({ Attributes: aQueue }));
  if (target.startsWith('AmazonSQS')) return Promise.resolve(Response.json({ MessageId: 'message' }));
  if (target.startsWith('Trent')) return post(behind.get('AWS_ENDPOINT_URL_KMS') ?? '');
  const object = `${behind.get('AWS_ENDPOINT_URL_S3')}${url}`;
  if (target === 'S3.GetObject') return fetch(object);
  if (target === 'S3.PutObject') return fetch(object, { method: 'PUT', body });
  return Promise.resolve(Response.json({ Parameter: { Value: PARTNER_SECRET } }));
}

/** @returns the address of a server that stands between the functions and AWS */
async function startRecorder(dynamodbUrl: string): Promise<string> {
  const server = createServer(async (request, response) => {
    const asked = await askedOf(request);
    const passedOn = await passOn(dynamodbUrl, asked, request);
    const answer = Buffer.from(await passedOn.arrayBuffer());
    exchanges.push({ ...asked, answer: answer.toString(BYTES) });
    response.writeHead(passedOn.status, ANSWER_HEADERS).end(answer);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  return `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`;
}

const table = await startBenchTable(startRecorder);
const keys = await startKeyService(table);
const bucket = await startObjectStore();
for (const variable of ['AWS_ENDPOINT_URL_KMS', 'AWS_ENDPOINT_URL_S3']) {
  behind.set(variable, process.env[variable] ?? '');
  delete process.env[variable];
}
const calls = callsOn(table, bucket);

const load = createRequire(import.meta.url);

async function record(name: keyof typeof api): Promise<RecordedCall> {
  const { area, id } = api[name];
  const event = eventFor(api[name], await calls[name]());
  // It starts anew: what made ready for this call may have called it before, and left it what it keeps in memory.
  delete load.cache[load.resolve(bundleFolder(api[name]))];
  const { handler } = load(bundleFolder(api[name]));
  exchanges = [];
  // The body parser writes into the event.
  const { statusCode, body } = await handler(structuredClone(event), lambdaContext);
  if (statusCode >= 300) throw new Error(`${id} answered ${statusCode}: ${body}`);
  return { area, id, event, exchanges: [...exchanges] };
}

const recorded: RecordedCall[] = [];
for (const name of Object.keys(api) as readonly (keyof typeof api)[]) {
  if (name === 'listWorklist') await keepOpenDossiers(table, OPEN_DOSSIERS);
  recorded.push(await record(name));
}
process.send?.(recorded, async () => {
  await keys.stop();
  await table.stop();
  process.exit();
});
