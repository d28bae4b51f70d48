import { aPdf } from '../../infra/demo/files.ts';
import { sendPaper } from '../../infra/demo/papers.ts';
import type { Client } from '../../shared/client/client.ts';
import { api } from '../../shared/operations.ts';
import { catalogue } from '../../shared/procedure/catalogue.ts';
import type { FormField } from '../../shared/procedure/form.ts';
import type { Procedure } from '../../shared/procedure/procedure.ts';

/** A draft that lacks nothing but its submission. */
export type ReadyDraft = { readonly dossierId: string; readonly etag: string };

const requiredPapers = ({ papers }: Procedure) => papers.filter(({ required }) => required);

/** Of each agency the procedure that can be filed online with the fewest papers. */
export function leanProcedures(agencies: number): readonly Procedure[] {
  const filable = catalogue
    .filter(
      ({ submissionChannels, resultChannels }) =>
        submissionChannels.includes('online') && resultChannels.includes('desk'),
    )
    .toSorted((one, other) => requiredPapers(one).length - requiredPapers(other).length);
  const byAgency = Map.groupBy(filable, ({ agency }) => agency);
  return [...byAgency.values()].flatMap(([leanest]) => leanest ?? []).slice(0, agencies);
}

function answerTo(field: FormField): string | number {
  switch (field.kind) {
    case 'text':
      return 'Xin việc làm';
    case 'date':
      return '2021-10-11';
    case 'number':
      return field.min;
    case 'choice':
      return field.choices[0]?.value ?? '';
  }
}

/** What a citizen fills in. */
export const formOf = ({ name, fields }: Procedure) => ({
  applicant: {
    kind: 'citizen' as const,
    fullName: 'Nguyễn Thị Hoa',
    personalId: '035190001234',
    phone: '0912345678',
    email: 'hoa.nguyen@example.vn',
    address: { place: 'inProvince' as const, unitCode: '13285', street: 'Số 12 đường Quy Lưu' },
  },
  content: name.vi,
  delivery: { channel: 'desk' as const },
  answers: Object.fromEntries(
    fields.filter(({ required }) => required).map((field) => [field.id, answerTo(field)]),
  ),
});

/** Prepares a draft as a citizen does: form, papers sent and examined. */
export async function prepareDraft(client: Client, token: string, procedure: Procedure): Promise<ReadyDraft> {
  const created = await client.call(api.createDraft, {
    token,
    body: { procedureCode: procedure.code },
  });
  const dossierId = created.body.id;
  await client.call(api.fillForm, {
    token,
    params: { dossierId },
    etag: created.etag,
    body: formOf(procedure),
  });
  for (const { id } of requiredPapers(procedure)) {
    const document = await sendPaper(client, token, dossierId, id, aPdf(`${id}.pdf`, dossierId));
    if (document.state !== 'accepted') throw new Error(`${id} was ${document.state}`);
  }
  const { etag } = await client.call(api.readDossier, { token, params: { dossierId } });
  return { dossierId, etag };
}
