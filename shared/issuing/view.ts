import * as z from 'zod';
import { withVietnamOffset } from '../clock.ts';
import { ResultView, viewOfResult } from '../dossier/view.ts';
import type { Result } from '../result/result.ts';
import { KeptText } from '../text.ts';

/** A line of an agency's register of results. */
export const RegisteredResult = ResultView.extend({
  number: z.int(),
  dossierId: z.uuid(),
  dossierCode: z.string(),
  procedureCode: z.string(),
  releasedAt: z.iso.datetime({ offset: true }).optional(),
}).meta({ id: 'RegisteredResult' });
export type RegisteredResult = z.infer<typeof RegisteredResult>;

export const inRegister = (result: Result): RegisteredResult => {
  const { number, dossierId, dossierCode, procedure, releasedAt } = result;
  return {
    ...viewOfResult(result),
    number,
    dossierId,
    dossierCode,
    procedureCode: procedure.code,
    ...(releasedAt && { releasedAt: withVietnamOffset(releasedAt) }),
  };
};

/** A result as its owner sees it among others. */
export const OwnResult = ResultView.extend({
  dossierId: z.uuid(),
  dossierCode: z.string(),
  procedure: z.object({ code: z.string(), name: KeptText }),
}).meta({ id: 'OwnResult' });
export type OwnResult = z.infer<typeof OwnResult>;

export const amongOwn = (result: Result): OwnResult => {
  const { dossierId, dossierCode, procedure } = result;
  return { ...viewOfResult(result), dossierId, dossierCode, procedure };
};
