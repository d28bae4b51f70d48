import type * as z from 'zod';
import { dossierOfReference } from '../consignment/consignment.ts';
import { ConsignmentReport } from '../consignment/report.ts';
import type { ConsignmentStatus } from '../consignment/status.ts';
import type { Occasion } from '../dossier/change.ts';
import { loadCode } from '../dossier/code.ts';
import { loadFiledFile, loadFileIfThere } from '../dossier/store.ts';
import { fault } from '../http/faults.ts';
import { Problem } from '../http/problems.ts';
import { log } from '../log.ts';
import { ShipmentReport } from '../shipment/report.ts';
import { dossierCodeOf } from '../shipment/shipment.ts';
import type { ShipmentStatus } from '../shipment/status.ts';
import type { Write } from '../table/transaction.ts';
import { collectionHeard } from './collecting.ts';
import { shipmentReported } from './hearing.ts';
import type { PostalReport } from './report.ts';

type Report = z.infer<typeof PostalReport>;
type HeardReport = { readonly status: ShipmentStatus | ConsignmentStatus; readonly writes: readonly Write[] };

/** A report as one of those that an item of its direction has. @throws Problem `invalid-request` */
function reportAs<Known>(schema: z.ZodType<Known>, report: Report, otherwise: string): Known {
  const known = schema.safeParse(report);
  if (known.success) return known.data;
  throw new Problem('invalid-request', { faults: [fault('body', '/status', otherwise)] });
}

async function ofConsignment(dossierId: string, report: Report, occasion: Occasion): Promise<HeardReport> {
  const said = reportAs(ConsignmentReport, report, 'not-a-collection');
  const file = await loadFileIfThere(dossierId);
  if (!file) throw new Problem('shipment-not-found');
  const { consignment, writes } = collectionHeard(file, said, occasion);
  const { reference, status } = consignment;
  log.info('CONSIGNMENT_MOVED', { reference, reported: report.status, status });
  return { status, writes };
}

async function ofShipment(report: Report, occasion: Occasion): Promise<HeardReport> {
  const code = dossierCodeOf(report.reference);
  const entry = code && (await loadCode(code));
  if (!entry) throw new Problem('shipment-not-found');
  const said = reportAs(ShipmentReport, report, 'not-a-delivery');
  const file = await loadFiledFile(entry.dossierId);
  const { shipment, writes } = await shipmentReported(file, said, occasion);
  const { reference, status } = shipment;
  log.info('SHIPMENT_MOVED', { reference, reported: report.status, status });
  return { status, writes };
}

/**
 * A report of the post, as the writes of one transaction: its reference says of what.
 * @returns the status in which the item is then
 * @throws Problem `shipment-not-found` when there is no such item under this code
 * @throws Problem `invalid-request` when an item of its direction has no such step
 */
export function reportHeard(report: Report, occasion: Occasion): Promise<HeardReport> {
  const dossierId = dossierOfReference(report.reference);
  return dossierId === undefined ? ofShipment(report, occasion) : ofConsignment(dossierId, report, occasion);
}
