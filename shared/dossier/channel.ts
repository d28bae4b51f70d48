import * as z from 'zod';
import { fault } from '../http/faults.ts';
import { Problem } from '../http/problems.ts';
import type { Procedure } from '../procedure/procedure.ts';

/** How a dossier came in (NĐ 61/2018 Điều 16): at a desk, online, or by the public post. */
export const channels = ['desk', 'online', 'post'] as const;
export type Channel = (typeof channels)[number];

/** A dossier that was kept before its channel was: all came in online then. */
export const KeptChannel = z.enum(channels).default('online');

/** @throws Problem `invalid-request` when the procedure does not take dossiers this way (QĐ 45/2016 Điều 1(2)) */
export function requireChannel({ submissionChannels }: Procedure, channel: Channel): void {
  if (!submissionChannels.includes(channel))
    throw new Problem('invalid-request', { faults: [fault('body', '/channel', 'channel-not-offered')] });
}
