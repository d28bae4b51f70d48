import * as z from 'zod';
import type { Instant } from './clock.ts';

/** An instant as we store it: UTC with milliseconds, so that later ones sort after earlier ones. */
export const StoredInstant = z.iso.datetime({ precision: 3 }).transform((text) => text as Instant);
