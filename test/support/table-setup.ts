import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import type { TestProject } from 'vitest/node';
import { tableOfTemplate } from './table-of-template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    tableInput: CreateTableCommandInput;
  }
}

/** What would be deployed is made once for the whole run; each test file makes its own table of it. */
export default async function setup(project: TestProject): Promise<void> {
  project.provide('tableInput', await tableOfTemplate());
}
