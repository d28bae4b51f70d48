import type { Language } from '../text.ts';
import type { Message } from './messages.ts';

/** The characters of the default alphabet of SMS, and those that take two places in it (3GPP TS 23.038, 6.2.1). */
const ALPHABET = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const EXTENSION = new Set('^{}\\[~]|€');

/** Places in a message of one part, and in each of several, whose headers take some (3GPP TS 23.040, 9.2.3.24.1). */
const places = { gsm7: { alone: 160, joined: 153 }, ucs2: { alone: 70, joined: 67 } } as const;

export type Sms = {
  readonly text: string;
  readonly encoding: keyof typeof places;
  /** As many as are paid for. */
  readonly parts: number;
};

const isPlain = (character: string): boolean => ALPHABET.has(character) || EXTENSION.has(character);

/** A text as it goes out. One character beyond the alphabet makes all of it UCS-2. */
function smsOfText(text: string): Sms {
  const characters = [...text];
  const encoding = characters.every(isPlain) ? 'gsm7' : 'ucs2';
  const length =
    encoding === 'gsm7'
      ? characters.reduce((sum, character) => sum + (EXTENSION.has(character) ? 2 : 1), 0)
      : text.length;
  const { alone, joined } = places[encoding];
  return { text, encoding, parts: length <= alone ? 1 : Math.ceil(length / joined) };
}

/** Signs that people type and no telephone of old knows. */
const signs: Readonly<Record<string, string>> = {
  đ: 'd',
  Đ: 'D',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '–': '-',
  '—': '-',
  '…': '...',
};

const withoutDiacritics = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[đĐ“”‘’–—…]/g, (sign) => signs[sign] ?? sign);

/** A message as an SMS, with its diacritics and without. */
export const smsEditions = (
  { text }: Message,
  language: Language = 'vi',
): { readonly full: Sms; readonly plain: Sms } => ({
  full: smsOfText(text[language]),
  plain: smsOfText(withoutDiacritics(text[language])),
});

/** A message as an SMS: with its diacritics where they cost no part more. */
export function smsOf(message: Message, language: Language = 'vi'): Sms {
  const { full, plain } = smsEditions(message, language);
  return full.parts <= plain.parts ? full : plain;
}
