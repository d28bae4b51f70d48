import { Form } from '../../dossier/form.ts';
import { DossierPath } from '../../dossier/paths.ts';
import { DossierView } from '../../dossier/view.ts';
import { operation } from '../../http/operation.ts';

export const fillForm = operation({
  id: 'fill-form',
  area: 'filing',
  method: 'PUT',
  path: '/v1/dossiers/{dossierId}/form',
  summary: { vi: 'Điền tờ khai của hồ sơ nháp', en: 'Fill the form of a draft' },
  description:
    'Replaces the whole form. Every fault is reported at once and nothing is kept of a form that has one. A charge that was asked ' +
    'for before submission and no longer follows from the form (how many, who pays less) ends: what was paid of it goes back, ' +
    'and it is asked for anew.',
  callers: { applicants: true, officers: ['deskOfficer'] },
  writes: 'change',
  params: DossierPath,
  body: Form,
  status: 200,
  output: DossierView,
  etag: true,
  problems: ['dossier-not-found', 'form-invalid', 'transition-not-allowed', 'procedure-not-found'],
  touches: { table: ['get', 'query', 'put'] },
  examples: {
    request: {
      applicant: {
        kind: 'citizen',
        fullName: 'Nguyễn Thị Hoa',
        personalId: '035190001234',
        phone: '0912345678',
        email: 'hoa.nguyen@example.vn',
        address: { unitCode: '13285', street: 'Số 12 đường Quy Lưu' },
      },
      content: 'Cấp phiếu lý lịch tư pháp số 1',
      delivery: { channel: 'desk' },
      answers: {},
    },
  },
});
