import { action } from '../action.ts';
import { attentionLeft } from '../attention.ts';

/** Who wanted the result online has it: the signed file was open to them, and they say so (NĐ 45/2020/NĐ-CP Điều 17). */
export const takeResult = action({
  name: 'takeResult',
  from: { done: { by: ['owner'], to: 'returned' } },
  clock: 'none',
  input: {},
  event: { name: 'dossier.returned', data: {} },
  forbids: ({ online }) => (online ? undefined : 'transition-not-allowed'),
  effect: ({ file: { dossier }, at }) => ({
    change: { returnedAt: at, attention: attentionLeft(dossier) },
  }),
});
