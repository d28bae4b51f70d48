import * as z from 'zod';

/** How a dossier came in (NĐ 61/2018 Điều 16): at a desk, online, or by the public post. */
export const channels = ['desk', 'online', 'post'] as const;
export type Channel = (typeof channels)[number];

/** A dossier that was kept before its channel was: all came in online then. */
export const KeptChannel = z.enum(channels).default('online');
