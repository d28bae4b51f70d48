import { createHash, randomUUID } from 'node:crypto';
import { handler as applyTransition } from '../../functions/desk/apply-transition.ts';
import { handler as createDraft } from '../../functions/filing/create-draft.ts';
import { handler as declareDocument } from '../../functions/filing/declare-document.ts';
import { handler as fillForm } from '../../functions/filing/fill-form.ts';
import { handler as submitDossier } from '../../functions/filing/submit-dossier.ts';
import { toInstant } from '../../shared/clock.ts';
import type { Verdict } from '../../shared/document/examination.ts';
import { loadDocument, settle } from '../../shared/document/store.ts';
import { api } from '../../shared/operations.ts';
import { type Answered, type Call, call } from './call.ts';

/** Claims as the local identity provider gives them; the mapping is that of the settings. */
export const hoa = { sub: 'cd-hoa', LoaiTaiKhoan: '1', HoVaTen: 'Nguyễn Thị Hoa' };
export const nam = { sub: 'cd-nam', LoaiTaiKhoan: '1', HoVaTen: 'Trần Văn Nam' };
export const officer = (role: 'can-bo-mot-cua' | 'chuyen-vien' | 'lanh-dao', agency = 'H25.03') => ({
  sub: `cb-${role}-${agency}`,
  HoVaTen: 'Cán bộ',
  VaiTro: role,
  MaCoQuan: agency,
});
export const desk = officer('can-bo-mot-cua');
export const caseOfficer = officer('chuyen-vien');

/** A form that fits the criminal record certificate (2.000488). */
export const form = {
  applicant: {
    kind: 'citizen',
    fullName: 'Nguyễn Thị Hoa',
    personalId: '035190001234',
    phone: '0912345678',
    email: 'hoa.nguyen@example.vn',
    address: { place: 'inProvince', unitCode: '13285', street: 'Số 12 đường Quy Lưu' },
  },
  content: 'Cấp phiếu lý lịch tư pháp số 1',
  delivery: { channel: 'desk' },
  answers: { sheetKind: '1', purpose: 'Xin việc làm', sheets: 2 },
};

export const postDelivery = {
  channel: 'post',
  address: {
    receiverName: 'Nguyễn Thị Hoa',
    phone: '0912345678',
    address: { place: 'inProvince', unitCode: '13285', street: 'Số 12 đường Quy Lưu' },
  },
};

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export const declaration = (paperId: string) => ({
  paperId,
  name: 'Tờ khai.pdf',
  sizeBytes: 1234,
  sha256: sha256(Buffer.from(paperId)),
  contentType: 'application/pdf',
});

export const draft = (claims: Call['claims'] = hoa, procedureCode = '2.000488'): Promise<Answered> =>
  call(api.createDraft, createDraft, { claims, key: randomUUID(), body: { procedureCode } });

export const fill = (dossierId: string, said: Call = {}): Promise<Answered> =>
  call(api.fillForm, fillForm, {
    claims: hoa,
    params: { dossierId },
    key: randomUUID(),
    etag: '"1"',
    body: form,
    ...said,
  });

export const declare = (dossierId: string, said: Call = {}): Promise<Answered> =>
  call(api.declareDocument, declareDocument, {
    claims: hoa,
    params: { dossierId },
    key: randomUUID(),
    body: declaration('application-form'),
    ...said,
  });

export const submit = (dossierId: string, said: Call = {}): Promise<Answered> =>
  call(api.submitDossier, submitDossier, {
    claims: hoa,
    params: { dossierId },
    key: randomUUID(),
    etag: '"4"',
    ...said,
  });

export const transit = (dossierId: string, body: object, said: Call = {}): Promise<Answered> =>
  call(api.applyTransition, applyTransition, {
    claims: desk,
    params: { dossierId },
    key: randomUUID(),
    body,
    ...said,
  });

/** Settles a declared document as its examination would. */
export async function settleDocument(
  dossierId: string,
  documentId: string,
  verdict: Verdict = 'accepted',
  at = new Date('2021-10-11T02:00:00Z'),
) {
  const found = await loadDocument(dossierId, documentId);
  if (!found) throw new Error('no such document');
  await settle(found.document, found.access, verdict, 'version-1', toInstant(at));
}

/** A draft with its form and both required papers accepted: ready to be submitted at ETag "4". */
export async function readyDraft(
  claims: Call['claims'] = hoa,
  delivery: object = form.delivery,
): Promise<string> {
  const { body } = await draft(claims);
  const dossierId: string = body.id;
  await fill(dossierId, { claims, body: { ...form, delivery } });
  for (const paperId of ['application-form', 'identity-copy']) {
    const declared = await declare(dossierId, { claims, body: declaration(paperId) });
    await settleDocument(dossierId, declared.body.document.documentId);
  }
  return dossierId;
}

/** A dossier that has just been submitted, at ETag "5". */
export async function submitted(claims: Call['claims'] = hoa, delivery?: object): Promise<string> {
  const dossierId = await readyDraft(claims, delivery);
  const answer = await submit(dossierId, { claims });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return dossierId;
}
