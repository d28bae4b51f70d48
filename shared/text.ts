import * as z from 'zod';
import { personal } from './personal.ts';

/** Text of at most `most` characters, composed (Unicode NFC): `ệ` is one code point, so that equal texts are equal. */
export const composed = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine((text) => text === text.normalize('NFC'), 'not composed (NFC)');

/** A text in the two languages of the service. */
export const Text = z.object({ vi: composed(500), en: composed(500) });
export type Text = z.infer<typeof Text>;

/** A text as it was stored or is answered: what was checked when it came in is not checked again. */
export const KeptText = z.object({ vi: z.string(), en: z.string() });

/** What somebody wrote in words of their own, as it was stored or is answered. */
export const Words = personal(z.string(), 'words');

/** The languages of the service; Vietnamese where none is asked for. */
export type Language = keyof Text;

/**
 * Text as it is compared: lower case, without diacritics. `Lý lịch tư pháp` and `ly lich tu phap` are the same.
 * Lower case comes first, since `İ` lowers to a letter and a mark; `đ` is a letter of its own to Unicode.
 */
export const foldText = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('đ', 'd');
