import { nameOf } from '../applicant/applicant.ts';
import type { Filed } from '../dossier/dossier.ts';
import type { Block, Field, Signature } from './sheet.ts';

/** A line with one field. */
export const line = (label: string, value?: string, more: Partial<Field> = {}): Block => ({
  kind: 'fields',
  fields: [{ label, value, ...more }],
});

/** Whose dossier it is. */
export const ownerLine = (label: string, { form }: Filed): Block =>
  line(label, nameOf(form.applicant), { strong: true });

/** Where its owner is reached. */
export const contactLines = ({ form: { applicant } }: Filed): readonly Block[] => [
  line('Địa chỉ', applicant.address.line ?? applicant.address.street),
  {
    kind: 'fields',
    fields: [
      { label: 'Số điện thoại', value: applicant.phone },
      { label: 'Email', value: applicant.email },
    ],
  },
];

/** What is asked for. */
export const contentLines = ({ procedure, form }: Filed): readonly Block[] => [
  line('Thủ tục hành chính', `${procedure.name.vi} (mã ${procedure.code})`),
  line('Nội dung yêu cầu giải quyết', form.content),
];

/** Both sides of the desk. */
export const atTheDesk = (
  submitter: string | undefined,
  officer: string | undefined,
): readonly Signature[] => [
  { title: 'Người nộp hồ sơ', manner: '(Ký và ghi rõ họ tên)', name: submitter },
  { title: 'Người tiếp nhận hồ sơ', manner: '(Ký và ghi rõ họ tên)', name: officer },
];

/** Stands under the title of every form of one dossier. */
export const codeLine = ({ code }: Filed): string => `Mã hồ sơ: ${code}`;
