import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import type { TestProject } from 'vitest/node';
import { startTemplateTable } from './table-of-template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    dynamodbUrl: string;
    tableInput: CreateTableCommandInput;
  }
}

/** One DynamoDB Local in memory for the whole run; each test file makes its own table in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { dynamodb, tableInput } = await startTemplateTable();
  project.provide('tableInput', tableInput);
  project.provide('dynamodbUrl', dynamodb.url);
  return dynamodb.stop;
}
