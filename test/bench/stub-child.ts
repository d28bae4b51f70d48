import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { askedOf } from './asked.ts';
import { ANSWER_HEADERS, BYTES, type Exchange } from './recorded-call.ts';

// Stands in for AWS in a process of its own: over TLS, as AWS is called, and at once. It answers as was recorded of what its
// parent names, and tells it what it was asked since the last time.
const [, , keystore = '', passphrase = ''] = process.argv;

let exchanges: readonly Exchange[] = [];
let asked: Exchange[] = [];

/** What is asked up to now is asked up to another instant each time. */
const atAnyTime = (body: string): string => body.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'instant');

/** What is written or sent differs in its ids from call to call, and is always taken. */
const answerTo = (target: string, body: string): Exchange | undefined =>
  exchanges.find(
    (one) =>
      one.target === target &&
      (/Write|Put|Sign|Send/.test(target) || atAnyTime(one.body) === atAnyTime(body)),
  );

const server = createServer({ pfx: readFileSync(keystore), passphrase }, async (request, response) => {
  const { target, body } = await askedOf(request);
  const found = answerTo(target, body);
  if (!found) console.error(`nothing was recorded for ${target} ${body}`);
  const answer = found?.answer ?? '{}';
  asked.push({ target, body, answer });
  const bytes = Buffer.from(answer, BYTES);
  response.writeHead(found ? 200 : 400, { ...ANSWER_HEADERS, 'content-length': bytes.length });
  response.end(bytes);
});
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));

process.on('message', ({ answers = exchanges }: { readonly answers?: readonly Exchange[] }) => {
  exchanges = answers;
  process.send?.(asked);
  asked = [];
});
process.on('disconnect', () => process.exit());
