import * as z from 'zod';
import { collectionReports, plainPassages } from '../consignment/report.ts';
import { deliveryReports, ofEveryReport, plainSteps } from '../shipment/report.ts';

/** What the operator reports of an item, whichever way it goes: its reference says which. */
export const PostalReport = z
  .discriminatedUnion('status', [
    z.object({ ...ofEveryReport, status: z.enum([...new Set([...plainSteps, ...plainPassages])]) }),
    ...deliveryReports,
    ...collectionReports,
  ])
  .meta({ id: 'PostalReport' });
