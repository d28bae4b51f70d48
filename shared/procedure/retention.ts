import * as z from 'zod';

/** How long a closed dossier is kept: in years, or for good (TT 10/2022/TT-BNV Điều 3). */
export const KeptFor = z.union([z.int().min(1).max(70), z.literal('permanent')]);
export type KeptFor = z.infer<typeof KeptFor>;
