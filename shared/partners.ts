/** Parties outside. */
export type PartnerId = 'postal';
