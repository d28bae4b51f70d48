import { decide } from './deciding.ts';
import { deliver } from './delivering.ts';
import { file } from './filing.ts';
import { lookBack } from './looking-back.ts';
import type { Place } from './place.ts';
import type { Narrator } from './steps.ts';

/**
 * The life of one dossier from the search in the catalogue to the doorstep, told step by step.
 * @throws StepFailed at the first step that does not hold
 */
export async function journey(place: Place, narrator: Narrator): Promise<void> {
  const filed = await file(place, narrator);
  await decide(place, narrator, filed);
  await deliver(place, narrator, filed);
  await lookBack(place, narrator, filed);
}
