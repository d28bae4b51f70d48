import { sampleConsignment } from '../../infra/events/sample-draft-letters.ts';
import { Consignment } from '../../shared/consignment/consignment.ts';

/** Papers that the post is to collect on Monday 11 October 2021, and whose booking it has taken. */
export const aConsignment = (change: Partial<Record<keyof Consignment, unknown>> = {}): Consignment =>
  Consignment.parse({ ...sampleConsignment, ...change });
