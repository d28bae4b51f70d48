import { parseArgs } from 'node:util';
import * as z from 'zod';
import { basePortOf, PORT_RULE, portsOf, USUAL_PORT, urlAt } from '../machine.ts';

/** `npm run token -- <person>` prints a token of a person from the running identity stand-in; without one, all people. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { port: { type: 'string', default: String(USUAL_PORT) } },
});
const basePort = basePortOf(values.port);
if (basePort === undefined) throw new Error(PORT_RULE);
const issuer = urlAt(portsOf(basePort).identity);
const [person] = positionals;
const path = person === undefined ? '/people' : `/people/${encodeURIComponent(person)}/token`;
const response = await fetch(`${issuer}${path}`, { method: person === undefined ? 'GET' : 'POST' }).catch(
  () => {
    console.error(
      `Chưa có gì chạy ở ${issuer}: hãy chạy npm start trước. · Nothing runs there: npm start comes first.`,
    );
    process.exit(1);
  },
);
const answer = await response.text();
if (!response.ok) {
  console.error(answer.trim());
  process.exit(1);
}
if (person !== undefined) console.log(answer.trim());
else
  for (const { id, name, about } of z
    .array(z.object({ id: z.string(), name: z.string(), about: z.string() }))
    .parse(JSON.parse(answer)))
    console.log(`${id.padEnd(20)}${name.padEnd(36)}${about}`);
