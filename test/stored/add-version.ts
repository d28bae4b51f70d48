import { startVitest } from 'vitest/node';
import { everyTest } from '../../vitest.config.ts';

// `npm run fixtures`: lives are lived where tests run, with a table, a post and a time of their own.
const vitest = await startVitest('test', [], {
  ...everyTest,
  config: false,
  run: true,
  include: ['test/stored/write-version.ts'],
});
await vitest.close();
