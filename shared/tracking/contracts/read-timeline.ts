import { DossierPath } from '../../dossier/paths.ts';
import { operation } from '../../http/operation.ts';
import { Timeline } from '../timeline.ts';

export const readTimeline = operation({
  id: 'read-timeline',
  area: 'tracking',
  method: 'GET',
  path: '/v1/dossiers/{dossierId}/timeline',
  summary: {
    vi: 'Hồ sơ đã đến đâu, còn bao lâu, còn thiếu gì và việc tiếp theo là của ai',
    en: 'How far a dossier is, how long it still takes, what is missing, and whose turn it is',
  },
  description:
    'In words, Vietnamese and English, for its owner or proxy: what happened, newest first, and what comes next.',
  callers: { applicants: true },
  params: DossierPath,
  status: 200,
  output: Timeline,
  problems: ['dossier-not-found'],
  touches: { table: ['get', 'query'] },
  examples: {
    response: {
      dossierId: '0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e01',
      code: 'H25.03-211008-0001',
      status: 'supplementRequested',
      now: { vi: 'Hồ sơ chờ Ông/Bà bổ sung, hoàn thiện', en: 'Waiting for your supplement' },
      time: { text: { vi: 'tạm dừng', en: 'paused' } },
      next: {
        who: 'applicant',
        whoName: { vi: 'Ông/Bà', en: 'You' },
        text: {
          vi: 'Bổ sung tất cả nội dung được yêu cầu trong một lần gửi.',
          en: 'Send everything that is asked for, at once.',
        },
        by: '2021-10-29',
      },
      missing: [
        {
          id: 'identity-copy',
          name: { vi: 'Bản sao căn cước công dân', en: 'Bản sao căn cước công dân' },
          reason: {
            code: 'illegible',
            text: {
              vi: 'Bản chụp mờ, thiếu trang hoặc không đọc được',
              en: 'The copy is blurred, incomplete or cannot be read',
            },
            mend: {
              vi: 'Chụp hoặc quét lại bản chính, đủ các trang, đủ bốn góc, rõ chữ và rõ dấu.',
              en: 'Photograph or scan the original again: every page, all four corners, with writing and stamp in focus.',
            },
            legalBasis: 'Nghị định 61/2018/NĐ-CP Điều 17',
          },
        },
      ],
      allowedActions: ['answerSupplement', 'requestWithdrawal'],
      mayRate: false,
      events: [
        {
          sequence: 2,
          event: 'dossier.supplement-requested',
          at: '2021-10-12T10:00:00+07:00',
          text: { vi: 'Cơ quan yêu cầu bổ sung, hoàn thiện', en: 'A supplement was asked for' },
          reason: 'Bản chụp mờ, thiếu trang hoặc không đọc được',
          by: { kind: 'officer', role: 'caseOfficer', agency: 'H25.03' },
        },
      ],
    },
  },
});
