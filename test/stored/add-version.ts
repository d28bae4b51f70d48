import { startVitest } from 'vitest/node';

// `npm run fixtures`: lives are lived where tests run, with a table, a post and a time of their own.
const vitest = await startVitest('test', [], {
  run: true,
  include: ['test/stored/write-version.ts'],
});
await vitest.close();
