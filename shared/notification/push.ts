import type { Language } from '../text.ts';
import type { Message } from './messages.ts';

/** A message as the app shows it: a title, its sentences in full, and what a tap on it opens. */
export type Push = { readonly title: string; readonly text: string; readonly url: string };

/** A message as it goes to an app. @param url of the page where the dossier is looked up */
export const pushOf = ({ title, text }: Message, language: Language, url: string): Push => ({
  title: title[language],
  text: text[language],
  url,
});
