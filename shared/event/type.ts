import type { EventName } from './catalogue.ts';

/** The province as a source of events (CloudEvents 1.0 `source`). */
export const EVENT_SOURCE = 'urn:motcua:H25';

/** The CloudEvents `type` of an event; the major version is part of it. */
export const eventType = (name: EventName): string => `vn.gov.hanam.motcua.${name}.v1`;
