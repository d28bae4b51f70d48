/** Every event that leaves the system, by its short name; what each tells stands in the catalogue. */
export const eventNames = [
  'dossier.submitted',
  'dossier.received',
  'dossier.refused',
  'dossier.processing-started',
  'dossier.supplement-requested',
  'dossier.supplement-answered',
  'dossier.payment-requested',
  'dossier.payment-recorded',
  'dossier.withdrawal-requested',
  'dossier.stopped',
  'dossier.done',
  'dossier.returned',
  'shipment.ordered',
  'shipment.moved',
] as const;
export type EventName = (typeof eventNames)[number];

/** The province as a source of events (CloudEvents 1.0 `source`). */
export const EVENT_SOURCE = 'urn:motcua:H25';

/** The CloudEvents `type` of an event; the major version is part of it. */
export const eventType = (name: EventName): string => `vn.gov.hanam.motcua.${name}.v1`;
