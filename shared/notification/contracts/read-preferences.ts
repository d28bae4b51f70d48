import { operation } from '../../http/operation.ts';
import { PreferencesView } from '../preferences-view.ts';

export const readPreferences = operation({
  id: 'read-preferences',
  area: 'notification',
  method: 'GET',
  path: '/v1/notification-preferences',
  summary: {
    vi: 'Cách tài khoản này muốn nhận thông báo',
    en: 'How this account wants to be told',
  },
  description: "The caller's own; what everybody gets who has chosen nothing, until it has chosen.",
  callers: { applicants: true },
  status: 200,
  output: PreferencesView,
  problems: [],
  touches: { table: ['get'] },
});
