import * as z from 'zod';
import { StoredInstant } from '../instant.ts';
import type { Text } from '../text.ts';
import { Words } from '../text.ts';

/** Why a file was rejected, in words that tell the citizen what to do. */
export const rejections = {
  'hash-differs': {
    vi: 'Tệp nhận được khác với tệp đã khai (SHA-256 không khớp). Hãy tải lên lại.',
    en: 'The file received differs from the file declared (SHA-256). Please upload it again.',
  },
  'size-differs': {
    vi: 'Kích thước tệp nhận được khác với kích thước đã khai. Hãy tải lên lại.',
    en: 'The size of the file received differs from the size declared. Please upload it again.',
  },
  'type-differs': {
    vi: 'Nội dung tệp không đúng loại đã khai. Hãy lưu lại đúng định dạng rồi tải lên.',
    en: 'The content of the file is not of the declared type. Save it in that format and upload it again.',
  },
  infected: {
    vi: 'Tệp có mã độc nên không được nhận. Hãy quét máy tính và dùng bản sạch.',
    en: 'The file contains malware and was not taken. Scan your computer and use a clean copy.',
  },
  unscannable: {
    vi: 'Không kiểm tra được tệp (có thể đã đặt mật khẩu hoặc bị hỏng). Hãy gửi bản không khóa.',
    en: 'The file could not be examined (it may be locked or damaged). Send a copy without a password.',
  },
  'not-examined': {
    vi: 'Do lỗi của hệ thống, tệp chưa được kiểm tra. Tệp của Ông/Bà không có lỗi, xin tải lên lại.',
    en: 'Through a fault of ours the file was not examined. Nothing is wrong with it: please upload it again.',
  },
  'never-uploaded': {
    vi: 'Tệp đã khai nhưng chưa được tải lên trong thời hạn. Hãy khai và tải lên lại.',
    en: 'The file was declared but not uploaded in time. Declare and upload it again.',
  },
} as const satisfies Record<string, Text>;

export type Rejection = keyof typeof rejections;
export const rejectionCodes = Object.keys(rejections) as readonly Rejection[] as readonly [
  Rejection,
  ...Rejection[],
];

/** SHA-256 in lower-case hex. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A file name as people give it: kept for people, never part of a key. */
export const FileName = z
  .string()
  .trim()
  .normalize('NFC')
  .min(1)
  .max(200)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this keeps out
  .regex(/^[^\u0000-\u001f\u007f/\\]+$/);

/**
 * Most files a dossier may hold: all of them take part in the one transaction of the submission, each perhaps with the
 * earlier result that it is (at most 100 items).
 */
export const GREATEST_NUMBER_OF_DOCUMENTS = 45;

const declared = {
  v: z.literal(1),
  documentId: z.uuid(),
  dossierId: z.uuid(),
  /** Which required paper of the procedure it is. */
  paperId: z.string(),
  /** That it is to become a result, from its agency; without it a paper, from its applicant. */
  purpose: z.literal('result').optional(),
  name: Words,
  sizeBytes: z.int(),
  sha256: z.string(),
  contentType: z.string(),
  /** UTC. */
  declaredAt: z.iso.datetime(),
  /** Whether it went in with a submission or a supplement: then it is part of the dossier for good. */
  filed: z.boolean(),
  /** How often its scan had to be asked for again, and when last: never where the first one came to a verdict. */
  scanAsked: z.object({ times: z.int().min(1), at: StoredInstant }).optional(),
};

/**
 * That a file is an earlier result of its owner, who has agreed that the agency uses it anew: to which wording, and when.
 * (NĐ 45/2020/NĐ-CP Điều 8, 9: what the state has given out is not asked for again.)
 */
export const Reuse = z.object({
  resultCode: z.string(),
  /** The dossier whose result it is; without it, it was chosen before this was asked for. */
  dossierId: z.uuid().optional(),
  objectKey: z.string(),
  consent: z.object({ version: z.int(), at: StoredInstant }),
});

/** A file that was found to be what it was declared to be. */
export const AcceptedDocument = z.object({
  ...declared,
  state: z.literal('accepted'),
  examinedAt: z.iso.datetime(),
  /** The version of the object that was examined: only this one is ever opened. */
  objectVersion: z.string(),
  reuse: Reuse.optional(),
});
export type AcceptedDocument = z.infer<typeof AcceptedDocument>;

/** A file of a dossier as it was stored: declared, then examined once, and accepted or rejected for good. */
export const Document = z.discriminatedUnion('state', [
  z.object({ ...declared, state: z.literal('declared') }),
  AcceptedDocument,
  z.object({
    ...declared,
    state: z.literal('rejected'),
    examinedAt: z.iso.datetime(),
    rejection: z.enum(rejectionCodes),
  }),
]);
export type Document = z.infer<typeof Document>;

/** How the key of every document begins; what else stands in the bucket is none. */
export const OBJECT_PREFIX = 'dossiers/';

/** Where papers of our own stand, forms and signed results: none is uploaded there, and none scanned. */
export const OWN_PREFIX = 'sheets/';

/** The key of an object is ours: ids only, nothing a person typed. */
export const objectKey = ({ dossierId, documentId }: Pick<Document, 'dossierId' | 'documentId'>): string =>
  `${OBJECT_PREFIX}${dossierId}/${documentId}`;

/** Where the bytes of an accepted file stand: under its own key, or as the result that it is. */
export const objectKeyOf = (document: AcceptedDocument): string =>
  document.reuse?.objectKey ?? objectKey(document);

const ObjectKey = z.templateLiteral([OBJECT_PREFIX, z.uuid(), '/', z.uuid()]).transform((key) => {
  const [, dossierId = '', documentId = ''] = key.split('/');
  return { dossierId, documentId };
});

/** The document behind an object's key. @throws ZodError for a key that is not one of ours */
export const documentOf = (key: string): { dossierId: string; documentId: string } => ObjectKey.parse(key);

/** What a client needs to send its file straight to S3: a form of these fields, and the file last. */
export const Upload = z.object({
  url: z.url(),
  fields: z.record(z.string(), z.string()),
  expiresInSeconds: z.int(),
});
export type Upload = z.infer<typeof Upload>;

/** Where an accepted file can be fetched, for a short time. */
export const Opening = z.object({ url: z.url(), expiresInSeconds: z.int() });
export type Opening = z.infer<typeof Opening>;
