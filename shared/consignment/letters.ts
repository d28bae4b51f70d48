/** What the owner of a consignment is told of it, each at most once for what it tells. */
export const consignmentLetters = ['booked', 'failed', 'collected', 'cancelled', 'returned', 'lost'] as const;
export type ConsignmentLetter = (typeof consignmentLetters)[number];
