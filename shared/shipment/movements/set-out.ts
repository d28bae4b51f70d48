import { movement } from '../movement.ts';
import { notFetched, onItsWay } from '../status.ts';

/** The postman sets out with it: a delivery attempt begins, and no attempt that is over begins again. */
export const setOut = movement({
  name: 'setOut',
  from: [...notFetched, ...onItsWay],
  to: 'OUT_FOR_DELIVERY',
  by: ['post'],
  forbids: ({ attempts }, attempt) => attempt <= attempts,
  event: 'shipment.moved',
});
