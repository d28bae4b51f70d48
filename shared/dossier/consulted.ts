import type { ProblemCode } from '../http/problems.ts';
import type { Role, Standing, Step } from './action.ts';
import type { FiledStatus } from './status.ts';

/** What forbids to go on while an agency is being asked. */
export const whileAsking = ({ consulted = [] }: Standing): ProblemCode | undefined =>
  consulted.length > 0 ? 'consultation-open' : undefined;

const consultedIn = [
  'processing',
  'supplementRequested',
  'paymentRequested',
  'withdrawalRequested',
] as const satisfies readonly FiledStatus[];

/** From each status in which an agency may be waited for, and back to it. */
export const whereConsulted = (role: Role): Partial<Record<FiledStatus, Step>> =>
  Object.fromEntries(consultedIn.map((status) => [status, { by: [role], to: status }]));
