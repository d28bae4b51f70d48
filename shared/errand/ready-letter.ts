import { toInstant, withVietnamOffset } from '../clock.ts';
import { vietnameseTime } from '../format.ts';
import type { Email } from '../notification/email.ts';
import { htmlOf, type Letter, textOf } from '../notification/letter.ts';
import type { Errand } from './errand.ts';

/** What of the letter differs by what was asked for; the moment until which it can be fetched is handed in. */
export type Told = Pick<Letter, 'title' | 'greeting' | 'guidance' | 'leadsTo'> & {
  readonly message: (until: string) => string;
  readonly translation: (until: string) => string;
};

/** That what was asked for is ready: whose, and of what, nobody learns from the letter, who may read it on its way. Pure. */
export function readyLetter({ expiresAt }: Errand, told: Told, url: string): Email {
  const until = vietnameseTime(withVietnamOffset(toInstant(new Date(expiresAt * 1000))));
  const letter: Letter = {
    ...told,
    language: 'vi',
    message: told.message(until),
    translation: told.translation(until),
    facts: [['Tải về trước', until]],
    trackingUrl: url,
  };
  return { subject: letter.title, text: textOf(letter), html: htmlOf(letter) };
}
