import * as z from 'zod';
import { csvOf, type Spreadsheet, type SpreadsheetFormat, spreadsheetTypes, xlsxOf } from '../spreadsheet.ts';
import { type Answered, answerOf } from './answer.ts';
import { chain, type Sources, sources } from './chain.ts';
import type { Callers, Operation } from './operation.ts';
import { type Event, type Request, requestOf, type Schema } from './request.ts';

const headersOf = (type: keyof typeof spreadsheetTypes, { name }: Spreadsheet) => ({
  'content-type': spreadsheetTypes[type],
  'content-disposition': `attachment; filename="${name}.${type}"`,
});

const Part = z.object({ nextCursor: z.string().optional() });

/** Where the next part of a table is, which as JSON the answer itself says. */
function linkTo({ rawPath, queryStringParameters }: Event, body: unknown): Readonly<Record<string, string>> {
  const { nextCursor: cursor } = Part.parse(body);
  if (cursor === undefined) return {};
  const query = new URLSearchParams({
    ...z.record(z.string(), z.string()).parse(queryStringParameters),
    cursor,
  });
  return { link: `<${rawPath}?${query}>; rel="next"` };
}

/**
 * Serves an operation that changes nothing, and whose answer is a table for who asks for one by `format`.
 * @param tableOf makes it of the answer as its schema lets it out
 */
export const serveSpreadsheet = <
  P extends Schema,
  Q extends z.ZodType<{ readonly format: SpreadsheetFormat }>,
  B extends Schema,
  O extends z.ZodType,
  Who extends Callers,
>(
  operation: Operation<P, Q, B, O, Who>,
  useCase: (request: Request<P, Q, B, Who>, sources: Sources) => Promise<Answered<O>>,
  tableOf: (body: z.output<O>) => Spreadsheet,
) =>
  chain(operation, async (event) => {
    const request = requestOf(operation, event);
    const answered = await useCase(request, sources);
    const answer = answerOf(operation, answered);
    const asked = request.query.format;
    if (asked === 'json') return answer;
    const body = JSON.parse(answer.body);
    const table = tableOf(body);
    const headers = { ...answer.headers, ...headersOf(asked, table), ...linkTo(event, body) };
    if (asked === 'csv') return { ...answer, headers, body: csvOf(table) };
    return { ...answer, headers, body: (await xlsxOf(table)).toString('base64'), isBase64: true };
  });
