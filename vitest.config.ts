import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/dynamodb-setup.ts'],
    clearMocks: true,
    silent: 'passed-only',
    testTimeout: 15_000,
    hookTimeout: 60_000,
  },
});
