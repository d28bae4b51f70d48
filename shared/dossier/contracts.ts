import * as z from 'zod';
import { LocalDate } from '../clock.ts';
import { FileName, Opening, Sha256, Upload } from '../document/document.ts';
import { operation } from '../http/operation.ts';
import { FileType } from '../procedure/paper.ts';
import { ProcedureCode } from '../procedure/procedure.ts';
import { Act } from './act.ts';
import { DOSSIER_CODE } from './code.ts';
import { Form } from './dossier.ts';
import { Receipt } from './receipt.ts';
import { openStatuses } from './status.ts';
import { actionNames } from './transitions.ts';
import { DocumentView, DossierSummary, DossierView } from './view.ts';

const DossierPath = z.object({ dossierId: z.uuid() });
const DocumentPath = z.object({ dossierId: z.uuid(), documentId: z.uuid() });
const deskRoles = ['deskOfficer', 'caseOfficer', 'agencyLeader'] as const;

const Limit = z.coerce.number().int().min(1).max(100).default(20);
const Cursor = z.string().min(1).max(600).optional();
const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().optional() });

export const createDraft = operation({
  id: 'create-draft',
  area: 'filing',
  method: 'POST',
  path: '/v1/dossiers',
  summary: { vi: 'Lập hồ sơ nháp cho một thủ tục', en: 'Create a draft for a procedure' },
  description:
    'Procedures of level 2 are refused with how to file instead. A draft that nobody touches is forgotten after 30 days.',
  callers: { applicants: true },
  writes: 'create',
  body: z.strictObject({ procedureCode: ProcedureCode }),
  status: 201,
  output: DossierView,
  etag: true,
  problems: ['procedure-not-found', 'online-filing-not-offered'],
  touches: { table: ['get', 'put'] },
  examples: { request: { procedureCode: '2.000488' } },
});

export const fillForm = operation({
  id: 'fill-form',
  area: 'filing',
  method: 'PUT',
  path: '/v1/dossiers/{dossierId}/form',
  summary: { vi: 'Điền tờ khai của hồ sơ nháp', en: 'Fill the form of a draft' },
  description:
    'Replaces the whole form. Every fault is reported at once and nothing is kept of a form that has one.',
  callers: { applicants: true },
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

export const declareDocument = operation({
  id: 'declare-document',
  area: 'filing',
  method: 'POST',
  path: '/v1/dossiers/{dossierId}/documents',
  summary: { vi: 'Khai một tệp và nhận địa chỉ tải lên', en: 'Declare a file and get where to upload it' },
  description:
    'Send the file straight to `upload.url` as multipart/form-data: first every field of `upload.fields`, then `file`. Storage refuses another size, type or checksum than declared. The file is then examined; its state becomes accepted, or rejected with the reason.',
  callers: { applicants: true },
  writes: 'create',
  params: DossierPath,
  body: z.strictObject({
    paperId: z.string().min(1).max(60),
    name: FileName,
    sizeBytes: z.int().min(0),
    sha256: Sha256,
    contentType: FileType,
  }),
  status: 201,
  output: z.object({ document: DocumentView, upload: Upload }),
  problems: ['dossier-not-found', 'procedure-not-found', 'document-not-fit', 'transition-not-allowed'],
  touches: { table: ['get', 'query', 'put', 'check'], documents: ['upload'] },
  examples: {
    request: {
      paperId: 'to-khai',
      name: 'Tờ khai.pdf',
      sizeBytes: 48213,
      sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      contentType: 'application/pdf',
    },
  },
});

export const removeDocument = operation({
  id: 'remove-document',
  area: 'filing',
  method: 'DELETE',
  path: '/v1/dossiers/{dossierId}/documents/{documentId}',
  summary: { vi: 'Bỏ một tệp chưa nộp', en: 'Remove a file that is not filed yet' },
  callers: { applicants: true },
  writes: 'create',
  params: DocumentPath,
  status: 204,
  problems: ['dossier-not-found', 'document-not-found', 'transition-not-allowed'],
  touches: { table: ['get', 'query', 'put', 'delete'] },
});

export const openDocument = operation({
  id: 'open-document',
  area: 'filing',
  method: 'GET',
  path: '/v1/dossiers/{dossierId}/documents/{documentId}/content',
  summary: { vi: 'Mở một tệp đã được chấp nhận', en: 'Open an accepted file' },
  description: 'Gives an address that works for one minute and for exactly the version that was examined.',
  callers: { applicants: true, officers: deskRoles },
  params: DocumentPath,
  status: 200,
  output: Opening,
  problems: ['dossier-not-found', 'document-not-found', 'document-not-open'],
  touches: { table: ['query'], documents: ['open'] },
});

export const submitDossier = operation({
  id: 'submit-dossier',
  area: 'filing',
  method: 'POST',
  path: '/v1/dossiers/{dossierId}/submission',
  summary: { vi: 'Nộp hồ sơ', en: 'Submit the dossier' },
  description:
    'One transaction: the dossier gets its code (gapless per agency and day), the receipt lists every file with its SHA-256, and the first event leaves. Keep the tracking secret of the receipt.',
  callers: { applicants: true },
  writes: 'change',
  params: DossierPath,
  status: 201,
  output: z.object({ dossier: DossierView, receipt: Receipt }),
  etag: true,
  problems: [
    'dossier-not-found',
    'procedure-not-found',
    'online-filing-not-offered',
    'form-invalid',
    'papers-incomplete',
    'transition-not-allowed',
    'day-full',
  ],
  touches: { table: ['get', 'query', 'put'] },
});

export const readReceipt = operation({
  id: 'read-receipt',
  area: 'filing',
  method: 'GET',
  path: '/v1/dossiers/{dossierId}/receipt',
  summary: { vi: 'Đọc lại biên nhận nộp hồ sơ', en: 'Read the receipt of a submission again' },
  callers: { applicants: true },
  params: DossierPath,
  status: 200,
  output: Receipt,
  problems: ['dossier-not-found'],
  touches: { table: ['query'] },
});

export const readDossier = operation({
  id: 'read-dossier',
  area: 'filing',
  method: 'GET',
  path: '/v1/dossiers/{dossierId}',
  summary: { vi: 'Đọc một hồ sơ', en: 'Read a dossier' },
  description:
    "The owner's own dossiers, or those that the officer's agency decides; any other is not found.",
  callers: { applicants: true, officers: deskRoles },
  params: DossierPath,
  status: 200,
  output: DossierView,
  etag: true,
  problems: ['dossier-not-found'],
  touches: { table: ['query'] },
});

export const listOwnDossiers = operation({
  id: 'list-own-dossiers',
  area: 'filing',
  method: 'GET',
  path: '/v1/dossiers',
  summary: { vi: 'Danh sách hồ sơ của tôi, mới nhất trước', en: 'My dossiers, newest first' },
  callers: { applicants: true },
  query: z.strictObject({ limit: Limit, cursor: Cursor }),
  status: 200,
  output: pageOf(DossierSummary),
  problems: ['cursor-invalid'],
  touches: { indexes: ['owner'] },
});

export const listWorklist = operation({
  id: 'list-worklist',
  area: 'desk',
  method: 'GET',
  path: '/v1/worklist',
  summary: { vi: 'Danh sách hồ sơ cần xử lý của cơ quan', en: "The agency's open dossiers" },
  description:
    'By what is due first; dossiers without a due date by their age. `dueBefore` is a local day, exclusive.',
  callers: { officers: deskRoles },
  query: z.strictObject({
    status: z.enum(openStatuses).optional(),
    dueBefore: LocalDate.optional(),
    limit: Limit,
    cursor: Cursor,
  }),
  status: 200,
  output: pageOf(DossierSummary),
  problems: ['cursor-invalid'],
  touches: { indexes: ['worklist'] },
});

export const applyTransition = operation({
  id: 'apply-transition',
  area: 'desk',
  method: 'POST',
  path: '/v1/dossiers/{dossierId}/transitions',
  summary: { vi: 'Chuyển trạng thái hồ sơ', en: 'Move a dossier to its next status' },
  description: `Actions: ${actionNames.filter((name) => name !== 'submit').join(', ')}. Which of them this caller may take now stands in \`allowedActions\` of every answer.`,
  callers: { applicants: true, officers: deskRoles },
  writes: 'change',
  params: DossierPath,
  body: Act,
  status: 200,
  output: DossierView,
  etag: true,
  problems: [
    'dossier-not-found',
    'transition-not-allowed',
    'supplement-limit-reached',
    'papers-incomplete',
    'invalid-request',
  ],
  touches: { table: ['get', 'query', 'put'] },
  examples: { request: { action: 'receive' } },
});

export const trackDossier = operation({
  id: 'track-dossier',
  area: 'tracking',
  method: 'POST',
  path: '/v1/tracking',
  summary: {
    vi: 'Tra cứu hồ sơ bằng mã hồ sơ và mã bí mật trên biên nhận',
    en: 'Track a dossier by its code and the secret of the receipt',
  },
  description:
    'Code and secret are sent in the body, so that they stand in no log. The answer is the status and the degree of completion, and nothing more (TT 01/2018/TT-VPCP Điều 16).',
  callers: 'public',
  body: z.strictObject({ code: z.string().regex(DOSSIER_CODE), secret: z.string().min(1).max(64) }),
  status: 200,
  output: z.object({
    code: z.string(),
    status: z.object({ code: z.int(), name: z.object({ vi: z.string(), en: z.string() }) }),
    completionPercent: z.int().min(0).max(100),
  }),
  problems: ['tracking-not-found'],
  touches: { table: ['get'] },
  examples: { request: { code: 'H25.03-211011-0001', secret: '7Q2M9ZK4XH8RT6WB1NCP5DVE' } },
});
