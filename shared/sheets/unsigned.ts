import type { Sign } from './kept.ts';

/** Sheets go out as they are made, to be signed by hand, as long as the agency has no key to sign with. */
export const unsigned: Sign = async (pdf) => pdf;
