/** How a queue of events delivers, each number with its reason. */
export const deliveries = {
  /** Deliveries before a message is put aside: enough to outlast a hiccup, few enough to hold up its dossier only briefly. */
  most: 5,
  /** The longest that SQS keeps a message: time to mend a consumer and to send its dead letters through again. */
  keptDays: 14,
  /** Minutes that a department has for what it received before it comes again. */
  departmentMinutes: 5,
} as const;
