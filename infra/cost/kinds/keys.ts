import * as z from 'zod';
import type { Costs } from '../kind.ts';
import { type Line, line } from '../line.ts';
import { WORKING_HOURS } from '../load.ts';

const Key = z.object({
  EnableKeyRotation: z.boolean().default(false),
  RotationPeriodInDays: z.number().default(365),
});

/** The first two rotations each add the price of the key; further ones are free (KMS pricing). */
const PAID_ROTATIONS = 2;

export const keyCosts: Costs = ({ properties }, { load }) => {
  const { EnableKeyRotation, RotationPeriodInDays } = Key.parse(properties);
  const rotations = EnableKeyRotation ? Math.floor((365 * (load.year - 1)) / RotationPeriodInDays) : 0;
  return [
    line('KMS keys', 1, 'kms.keyMonth'),
    line('KMS keys, kept versions', Math.min(rotations, PAID_ROTATIONS), 'kms.keyMonth'),
  ];
};

/** DynamoDB keeps the key of a table for five minutes for each caller (developer guide, encryption at rest). */
export const TABLE_KEY_SECONDS = 300;

/** Requests to KMS by a service that keeps for so long what it was given: so many in each such period at most. */
export const keyRequests = (calls: number, keptSeconds: number, inPeriod = 1, hours = WORKING_HOURS): Line =>
  line('KMS requests', Math.min(calls, (inPeriod * hours * 3600) / keptSeconds), 'kms.request');
