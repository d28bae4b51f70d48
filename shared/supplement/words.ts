import { inSentence } from '../format.ts';
import type { Text } from '../text.ts';
import { shownReason } from './reasons.ts';
import type { ShownItem } from './supplement.ts';

/** What is asked for and how it is mended, as part of a sentence: `Bản sao căn cước công dân (chụp lại bản chính)`. */
export function itemInWords({ name, reason, note }: ShownItem): Text {
  const mend = shownReason(reason)?.mend;
  const inBrackets = (language: keyof Text): string => {
    const words = [note, mend?.[language]].flatMap((one) => (one ? inSentence(one) : []));
    return words.length > 0 ? ` (${words.join('; ')})` : '';
  };
  return { vi: `${inSentence(name)}${inBrackets('vi')}`, en: `${inSentence(name)}${inBrackets('en')}` };
}
