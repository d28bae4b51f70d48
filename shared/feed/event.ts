import * as z from 'zod';
import { envelope } from '../event/envelope.ts';

/**
 * An event as the queues of departments bring it. It was held against the catalogue when it was committed, perhaps by
 * another version: what this one does not know goes out as it is.
 */
export const FedEvent = z
  .looseObject({
    ...envelope,
    type: z.string(),
    data: z.looseObject({
      agency: z.string(),
      procedureCode: z.string().optional().meta({ description: 'Of every event of a dossier.' }),
    }),
  })
  .meta({ id: 'Event' });
export type FedEvent = z.infer<typeof FedEvent>;
