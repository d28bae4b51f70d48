import * as z from 'zod';
import type { ProcedureSummary } from '../procedure/procedure.ts';
import { Share, shareOf } from './ratio.ts';

export const CatalogueFigures = z
  .object({
    procedures: z.int(),
    /** `2.067`. */
    text: z.string(),
    levels: z.array(z.object({ level: z.int(), share: Share })),
    /** Levels 3 and 4: filed online. */
    online: Share,
  })
  .meta({ id: 'CatalogueFigures' });

const levels = [4, 3, 2, 1] as const;

/** The procedures of a catalogue by level, the highest first. */
export function catalogueFigures(procedures: readonly ProcedureSummary[]): z.infer<typeof CatalogueFigures> {
  const of = (wanted: (level: number) => boolean) =>
    shareOf(procedures.filter(({ serviceLevel }) => wanted(serviceLevel)).length, procedures.length);
  return {
    procedures: procedures.length,
    text: procedures.length.toLocaleString('vi-VN'),
    levels: levels.map((level) => ({ level, share: of((one) => one === level) })),
    online: of((level) => level >= 3),
  };
}
