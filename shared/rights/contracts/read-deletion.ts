import { operation } from '../../http/operation.ts';
import { DELETION_PATH, DeletionView } from '../deletion-view.ts';

export const readDeletion = operation({
  id: 'read-deletion',
  area: 'rights',
  method: 'GET',
  path: DELETION_PATH,
  summary: {
    vi: 'Nếu tôi yêu cầu xóa dữ liệu thì những gì bị xóa, những gì phải giữ',
    en: 'What would go and what must stay if I want my data deleted',
  },
  description:
    'Says before anything happens what goes, and what stays by which law and until when; and how far the deletion is that was asked for last.',
  callers: { applicants: true },
  status: 200,
  output: DeletionView,
  problems: [],
  touches: { table: ['get', 'getMany', 'query'], indexes: ['owner'] },
  // Of thousands of dossiers each is looked at.
  timeoutSeconds: 29,
});
