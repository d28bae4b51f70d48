import * as z from 'zod';
import { fault, faultsOf } from '../http/faults.ts';
import { type Fault, Problem } from '../http/problems.ts';
import type { FormField } from '../procedure/form.ts';
import type { Procedure } from '../procedure/procedure.ts';
import type { Form } from './dossier.ts';

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

/** The answers that a procedure asks for: its questions, and no others. */
const answersTo = (fields: readonly FormField[]): z.ZodType =>
  z.strictObject(
    Object.fromEntries(
      fields.map((field) => [field.id, field.required ? answerTo(field) : answerTo(field).optional()]),
    ),
  );

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

/**
 * A form that fits its procedure.
 * @throws Problem `form-invalid` with every fault at once
 */
export function formFor(procedure: Procedure, form: Form): Form {
  const faults = [...deliveryFaults(form, procedure), ...answerFaults(form, procedure)];
  if (faults.length > 0) throw new Problem('form-invalid', { faults });
  return form;
}
