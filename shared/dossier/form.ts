import * as z from 'zod';
import { Address, KeptPostalAddress, keptAddress, PostalAddress } from '../applicant/address.ts';
import { Applicant, KeptApplicant } from '../applicant/applicant.ts';
import { fault, faultsOf } from '../http/faults.ts';
import { type Fault, Problem } from '../http/problems.ts';
import { personal } from '../personal.ts';
import type { FormField } from '../procedure/form.ts';
import { isDueFirst, type Procedure } from '../procedure/procedure.ts';
import { Words } from '../text.ts';

/**
 * How the applicant wants the result: at the one-stop desk, as a signed file (NĐ 45/2020/NĐ-CP Điều 17), or through the
 * public post (QĐ 45/2016/QĐ-TTg Điều 5).
 */
const Delivery = z
  .discriminatedUnion('channel', [
    z.strictObject({ channel: z.literal('desk') }),
    z.strictObject({ channel: z.literal('online') }),
    z.strictObject({ channel: z.literal('post'), address: PostalAddress }),
  ])
  .meta({ id: 'Delivery' });

/** What the applicant declares: who, what, how the result is wanted, and the procedure's own fields. */
export const Form = z
  .strictObject({
    applicant: Applicant,
    /** Trích yếu: what is asked for, in the applicant's words. */
    content: personal(z.string().trim().normalize('NFC').min(3).max(1000), 'words'),
    delivery: Delivery,
    /** Answers to the procedure's own fields, by field id. */
    answers: z
      .record(z.string().max(60), personal(z.union([z.string().trim().max(2000), z.number()]), 'answer'))
      .default({}),
    /** The id of a relief of the tariff that is claimed, where fees are paid before submission or reception: shown by a paper `relief-proof`. */
    relief: personal(z.string().max(60), 'answer').optional(),
  })
  .meta({ id: 'Form' });
export type Form = z.infer<typeof Form>;

/** A form as it was stored: communes, agencies and procedures of its day may be gone by now. */
export const KeptForm = z.object({
  applicant: KeptApplicant,
  content: Words,
  delivery: z.discriminatedUnion('channel', [
    z.object({ channel: z.literal('desk') }),
    z.object({ channel: z.literal('online') }),
    z.object({ channel: z.literal('post'), address: KeptPostalAddress }),
  ]),
  answers: z.record(z.string(), personal(z.union([z.string(), z.number()]), 'answer')),
  relief: personal(z.string(), 'answer').optional(),
});
export type KeptForm = z.infer<typeof KeptForm>;

const keptDelivery = (delivery: z.infer<typeof Delivery>): KeptForm['delivery'] =>
  delivery.channel !== 'post'
    ? delivery
    : { channel: 'post', address: { ...delivery.address, address: keptAddress(delivery.address.address) } };

/** A form as a filed dossier keeps it: with its addresses written out. */
const keptForm = (form: Form): KeptForm => ({
  ...form,
  applicant: { ...form.applicant, address: keptAddress(form.applicant.address) },
  delivery: keptDelivery(form.delivery),
});

/** What may be answered to one of the procedure's own questions. */
function answerTo(field: FormField): z.ZodType {
  switch (field.kind) {
    case 'text':
      return z.string().trim().min(1).max(field.maxLength);
    case 'date':
      return z.iso.date();
    case 'number':
      return z.int().min(field.min).max(field.max);
    case 'choice':
      return z.enum(field.choices.map(({ value }) => value));
  }
}

const answersOf = new WeakMap<readonly FormField[], z.ZodType>();

/** The answers that a procedure asks for: its questions, and no others. Made once for a procedure that is kept. */
function answersTo(fields: readonly FormField[]): z.ZodType {
  const made =
    answersOf.get(fields) ??
    z.strictObject(
      Object.fromEntries(
        fields.map((field) => [field.id, field.required ? answerTo(field) : answerTo(field).optional()]),
      ),
    );
  answersOf.set(fields, made);
  return made;
}

/** Whether the way of getting the result is one that the procedure offers. */
const deliveryFaults = (form: Form, procedure: Procedure): readonly Fault[] =>
  procedure.resultChannels.includes(form.delivery.channel)
    ? []
    : [fault('body', '/delivery/channel', 'result-channel-not-offered')];

function answerFaults(form: Form, procedure: Procedure): readonly Fault[] {
  const parsed = answersTo(procedure.fields).safeParse(form.answers, { reportInput: true });
  const issues: readonly z.core.$ZodIssue[] = parsed.success ? [] : parsed.error.issues;
  return faultsOf(
    'body',
    issues.map((issue) => ({ ...issue, path: ['answers', ...issue.path] })),
  );
}

/** Who pays when an officer asks shows the officer why it is less. */
const reliefFaults = ({ relief }: Form, procedure: Procedure): readonly Fault[] =>
  relief === undefined || isDueFirst(procedure) ? [] : [fault('body', '/relief', 'relief-not-claimed-here')];

/** What is wrong with a form of a procedure, all at once; nothing when it fits. */
const faultsIn = (procedure: Procedure, form: Form): readonly Fault[] => [
  ...deliveryFaults(form, procedure),
  ...reliefFaults(form, procedure),
  ...answerFaults(form, procedure),
];

/**
 * A form that fits its procedure.
 * @throws Problem `form-invalid` with every fault at once
 */
export function formFor(procedure: Procedure, form: Form): Form {
  const faults = faultsIn(procedure, form);
  if (faults.length > 0) throw new Problem('form-invalid', { faults });
  return form;
}

/**
 * A form that was kept in a draft, as one that is filed today: its commune must still be there.
 * @throws Problem `form-invalid` with every fault at once
 */
export function formToFile(procedure: Procedure, kept: KeptForm | undefined): KeptForm {
  if (!kept) throw new Problem('form-invalid', { faults: [fault('body', '/form', 'required')] });
  const parsed = Form.safeParse(kept, { reportInput: true });
  if (!parsed.success) throw new Problem('form-invalid', { faults: faultsOf('body', parsed.error.issues) });
  return keptForm(formFor(procedure, parsed.data));
}

/** The fields of a form that a supplement may ask to correct, by JSON pointer (RFC 6901). */
export const isFormField = (pointer: string, procedure: Procedure): boolean =>
  /^\/(?:content|delivery|applicant\/(?:fullName|personalId|dateOfBirth|businessName|taxCode|representative|phone|email|address))$/.test(
    pointer,
  ) || procedure.fields.some(({ id }) => pointer === `/answers/${id}`);

const without = ({ line: _, ...address }: KeptForm['applicant']['address']) => address;

/** A kept form as its applicant once sent it. */
const asSent = (form: KeptForm): Record<string, unknown> => ({
  ...form,
  applicant: { ...form.applicant, address: without(form.applicant.address) },
  delivery:
    form.delivery.channel !== 'post'
      ? form.delivery
      : {
          channel: 'post',
          address: { ...form.delivery.address, address: without(form.delivery.address.address) },
        },
  answers: { ...form.answers },
});

/** What a field of a kept form says, as its applicant once sent it; nothing where it says nothing. @param pointer JSON pointer */
export function fieldOf(form: KeptForm, pointer: string): unknown {
  let value: unknown = asSent(form);
  for (const step of pointer.slice(1).split('/')) {
    const inner = z.record(z.string(), z.unknown()).safeParse(value);
    value = inner.success ? inner.data[step] : undefined;
  }
  return value;
}

function replace(target: Record<string, unknown>, [step = '', ...rest]: readonly string[], value: unknown) {
  const inner = z.record(z.string(), z.unknown()).safeParse(target[step]);
  target[step] = rest.length === 0 || !inner.success ? value : replace(inner.data, rest, value);
  return target;
}

/**
 * A filed form with some fields corrected. Only the corrections are checked by today's rules: what stands beside them
 * was right in its day. Where the procedure is gone, nothing asks its own questions any more.
 * @param corrections new values by JSON pointer
 * @throws Problem `form-invalid` with every fault in what was corrected
 */
export function correctedForm(
  kept: KeptForm,
  procedure: Procedure | undefined,
  corrections: Readonly<Record<string, unknown>>,
): KeptForm {
  const pointers = Object.keys(corrections);
  if (pointers.length === 0) return kept;
  const sent = asSent(kept);
  for (const pointer of pointers) replace(sent, pointer.slice(1).split('/'), corrections[pointer]);
  const parsed = Form.safeParse(sent, { reportInput: true });
  const found =
    parsed.success && procedure
      ? faultsIn(procedure, parsed.data)
      : faultsOf('body', parsed.error?.issues ?? []);
  const faults = found.filter(({ field }) =>
    pointers.some((pointer) => field === pointer || field.startsWith(`${pointer}/`)),
  );
  if (faults.length > 0) throw new Problem('form-invalid', { faults });
  const { applicant, ...others } = KeptForm.parse(parsed.success ? parsed.data : sent);
  return {
    ...others,
    applicant: {
      ...applicant,
      address:
        '/applicant/address' in corrections
          ? keptAddress(Address.parse(applicant.address))
          : kept.applicant.address,
    },
    delivery: '/delivery' in corrections ? keptDelivery(Delivery.parse(others.delivery)) : kept.delivery,
  };
}
