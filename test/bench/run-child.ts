import path from 'node:path';
import { startMotcua } from '../../infra/run-locally.ts';
import { publishEvents } from '../../shared/event/contracts.ts';
import { isClocked } from '../../shared/event/worker.ts';
import { workers } from '../../shared/operations.ts';
import { ASSEMBLIES } from './run.ts';
import { newTimesheet } from './timesheet.ts';

/** The local run in a process of its own, as `npm start` has it: tells its parent when it is ready, and what it counts. */
const [basePort, dataDirectory = 'memory'] = process.argv.slice(2);
const timesheet = newTimesheet();
const { door, stop, sources, functions, assembly, apiUrl, identityUrl, departments } = await startMotcua({
  basePort: Number(basePort),
  dataDirectory,
  metersCapacity: true,
  ...(dataDirectory !== 'memory' && { assembliesDirectory: path.join(dataDirectory, ASSEMBLIES) }),
  onError: (functionName, error) => console.error(`${functionName}:`, error),
  onLog: timesheet.logged,
  onInvoked: timesheet.invoked,
});

// What a clock asks is counted where the bench has it strike.
for (const { id } of workers.filter(isClocked)) await sources.pause(id);

const publisher = publishEvents.id;
process.on('message', async (request) => {
  if (request === 'hold events back') await sources.pause(publisher);
  if (request === 'let events go') sources.resume(publisher);
  const [, woken] = /^wake (.+)$/.exec(String(request)) ?? [];
  if (woken) await functions.invoke(woken, {});
  process.send?.({ kind: 'counts', counts: door.counts(), timesheet: timesheet.entries() });
});
// The parent closes the channel to end the run; its death closes it too.
process.on('disconnect', () => void stop().then(() => process.exit()));
const [table] = assembly.ofType('AWS::DynamoDB::Table');
process.send?.({ kind: 'ready', apiUrl, identityUrl, departments, table: table?.name });
