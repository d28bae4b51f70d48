import * as z from 'zod';
import { wordingOf } from '../../consent/consent.ts';
import { DossierPath } from '../../dossier/paths.ts';
import { Declared } from '../../dossier/view.ts';
import { operation } from '../../http/operation.ts';
import { RESULT_CODE } from '../../result/code.ts';

export const reuseResult = operation({
  id: 'reuse-result',
  area: 'issuing',
  method: 'POST',
  path: '/v1/dossiers/{dossierId}/reused-results',
  summary: {
    vi: 'Dùng lại một kết quả làm giấy tờ của hồ sơ',
    en: 'Use an earlier result as a paper of a dossier',
  },
  description:
    'Nothing is uploaded: the paper is the signed file itself, by its hash. With it the applicant agrees to the wording that `list-own-results` shows, which is recorded with its version and the time; who has withdrawn that consent gives it anew first.',
  callers: { applicants: true },
  writes: 'create',
  params: DossierPath,
  body: z.strictObject({
    paperId: z.string().min(1).max(60),
    resultCode: z.string().regex(RESULT_CODE),
    consentVersion: z.literal(wordingOf('reuse-results').version),
  }),
  status: 201,
  output: Declared,
  etag: true,
  problems: [
    'dossier-not-found',
    'procedure-not-found',
    'result-not-found',
    'result-not-valid',
    'document-not-fit',
    'consent-required',
    'consent-of-guardian',
    'transition-not-allowed',
  ],
  touches: { table: ['get', 'getMany', 'query', 'put'], indexes: ['log'] },
  examples: {
    request: { paperId: 'identity-copy', resultCode: 'H25.03-2021-KQ000015', consentVersion: 1 },
  },
});
