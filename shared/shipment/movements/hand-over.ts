import { movement } from '../movement.ts';

/** The desk and the post have both signed the record by which the post takes it. */
export const handOver = movement({
  name: 'handOver',
  from: ['REQUESTED'],
  to: 'PICKED_UP',
  by: ['deskOfficer'],
  event: 'shipment.moved',
});
