import * as z from 'zod';
import { Text } from '../text.ts';

/** Types of files that a paper may come in, as their bytes say. */
export const FileType = z.enum(['application/pdf', 'image/jpeg', 'image/png']);
export type FileType = z.infer<typeof FileType>;

/** Files that answer what no procedure lists, bytes: the types of the catalogue, the size of a scan. */
export const anyFile = { acceptedTypes: [...FileType.options], maxBytes: 20 * 1024 * 1024 };

/** A paper that a dossier must or may hold (thành phần hồ sơ). */
export const Paper = z.object({
  /** Stable: documents refer to it. */
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  name: Text,
  kind: z.enum([
    'form',
    'identity',
    'authorisation',
    'photo',
    'declaration',
    'certificate',
    'decision',
    'contract',
    'drawing',
    'report',
    'other',
  ]),
  originals: z.int().nonnegative(),
  copies: z.int().nonnegative(),
  /** Empty for a thing that can only be handed over. */
  acceptedTypes: z.array(FileType),
  maxBytes: z.int().positive(),
  required: z.boolean(),
  /** When a paper that is not always required is. */
  condition: Text.optional(),
  /** Whether it holds sensitive personal data (NĐ 13/2023 Điều 2(4)): health, crimes. */
  sensitive: z.boolean(),
});
export type Paper = z.infer<typeof Paper>;
