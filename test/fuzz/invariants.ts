import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { api } from '../../shared/operations.ts';
import { AN_PHU_TAX_CODE, HOA_ID } from '../authorization/people.ts';
import type { OperationName } from '../memory/functions-beside.ts';
import { checkAnswer } from '../support/contract-check.ts';
import { form } from '../support/filing.ts';
import { description } from './requests.ts';

/** What stands of persons in the dossiers that are asked about, and in what is sent. */
const personal: readonly string[] = [
  HOA_ID,
  AN_PHU_TAX_CODE,
  form.applicant.fullName,
  form.applicant.phone,
  form.applicant.email,
  form.applicant.address.street,
  'Công ty TNHH An Phú',
  'Phạm Minh Đức',
];

/** What only an operator may see: where code stands, how the table names things, what libraries say. */
const inner =
  /\n\s+at |node_modules|\.[cm]?[jt]s:\d|DOSSIER#|ConditionalCheck|ValidationException|ZodError|SECRET\d/;

/** What of an answer nobody should see: a fault of ours, what is not described, or what is nobody's to read in a problem. */
export function faultIn(
  operation: OperationName,
  { statusCode: status = 0, headers: sent = {}, body: text = '' }: APIGatewayProxyStructuredResultV2,
): string | undefined {
  // No partner is there: what has to ask one says so.
  const isPartners = status === 503 && text.includes('"provider-unavailable"');
  if (status >= 500 && !isPartners) return `answers ${status}`;
  const { method, path, content } = api[operation];
  const headers = new Headers(Object.entries(sent).map(([name, value]) => [name, String(value)]));
  const isJson = headers.get('content-type')?.endsWith('json') === true;
  // A file is as it was built: `test/infra/reference.test.ts`.
  if (!content || status >= 400) {
    const body: unknown = isJson && text ? JSON.parse(text) : text;
    try {
      checkAnswer(description, { method, path: path.replace(/\{\w+\}/g, 'x'), status, headers, body });
    } catch (error) {
      return `answers otherwise than it is described: ${error instanceof Error ? error.message.split('\n').slice(1).join('; ') : error}`;
    }
  }
  if (status < 400) return undefined;
  if (inner.test(text)) return `tells of its inside: ${inner.exec(text)}`;
  const told = personal.find((one) => text.includes(one));
  return told && `repeats what is somebody's own in a problem: ${told}`;
}
