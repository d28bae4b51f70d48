import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** What holds of every test. */
export const everyTest = {
  globalSetup: ['test/support/table-setup.ts'],
  deps: { interopDefault: false },
  clearMocks: true,
  env: { POWERTOOLS_LOG_LEVEL: 'SILENT', POWERTOOLS_METRICS_DISABLED: 'true', STAGE: 'local' },
  silent: 'passed-only',
  testTimeout: 60_000,
  // Some wait until all functions are bundled, beside another test.
  hookTimeout: 240_000,
} satisfies ViteUserConfig['test'];

export default defineConfig({
  test: {
    ...everyTest,
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**'],
          // A file waits half of its time for its own DynamoDB Local: two together use two cores.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        // A whole motcua is as busy as a machine can be: each has it for itself.
        test: {
          name: 'whole',
          include: ['test/e2e/**/*.test.ts'],
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
