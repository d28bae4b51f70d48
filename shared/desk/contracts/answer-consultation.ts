import * as z from 'zod';
import { giveOpinion } from '../../dossier/actions/give-opinion.ts';
import { DossierPath } from '../../dossier/paths.ts';
import { deciding } from '../../dossier/roles.ts';
import { Work } from '../../dossier/work.ts';
import { operation } from '../../http/operation.ts';

export const answerConsultation = operation({
  id: 'answer-consultation',
  area: 'desk',
  method: 'POST',
  path: '/v1/dossiers/{dossierId}/opinion',
  summary: { vi: 'Trả lời cơ quan lấy ý kiến', en: "Answer an agency's consultation" },
  description:
    'By officers of the agency that is asked. It needs no version of the dossier, which is not theirs: other agencies may answer at the same time.',
  callers: { officers: deciding },
  writes: 'create',
  params: DossierPath,
  body: z.strictObject(giveOpinion.input),
  status: 200,
  output: z.object({ consultation: Work.shape.consultations.element }),
  problems: ['dossier-not-found', 'consultation-ended'],
  touches: { table: ['get', 'query', 'put'] },
  examples: {
    request: {
      opinion: 'agrees',
      answer: 'Thống nhất với phương án thoát nước của dự án',
      letter: '45/STNMT-MT',
    },
  },
});
