export type Face = 'regular' | 'bold' | 'italic';

/** Text of one face. Line feeds in it end a line. */
export type Run = { readonly text: string; readonly face: Face };

/** The width of a text in points. */
export type Measure = (text: string, face: Face) => number;

/** A word as it stands on its line, with the space after it where another follows. */
export type Word = Run & { readonly width: number };

export type Line = {
  readonly words: readonly Word[];
  readonly width: number;
  /** Ends a paragraph: its words are not spread to the margin. */
  readonly last: boolean;
};

/** Words of several syllables that a break would tear: the units of the province, and what stands in many a head. */
const WHOLE =
  /(?<!\p{L})(Hà Nam|Phủ Lý|Duy Tiên|Kim Bảng|Thanh Liêm|Bình Lục|Lý Nhân|Việt Nam|hành chính)(?!\p{L})/giu;

/** What belongs together in names, dates and times stays on one line, and a dash with what is before it. */
const bound = (text: string): string =>
  text
    .replace(WHOLE, (name) => name.replace(' ', '\u00a0'))
    .replace(/(?<!\p{L})(ngày|tháng|năm|mã|số) (?=\d)/giu, '$1\u00a0')
    .replace(/(?<=\d) (?=(?:giờ|phút|ngày|bộ)(?!\p{L}))/gu, '\u00a0')
    .replace(/ (?=–)/g, '\u00a0');

/** The words of each paragraph, with the spaces after them. */
const paragraphsOf = (runs: readonly Run[]): readonly (readonly Run[])[] =>
  runs
    .flatMap(({ text, face }) =>
      bound(text)
        .split('\n')
        .map((part, place) => ({ part, face, breaks: place > 0 })),
    )
    .reduce<Run[][]>(
      (paragraphs, { part, face, breaks }) => {
        if (breaks) paragraphs.push([]);
        const words = part.match(/[^ ]+ *| +/g) ?? [];
        paragraphs.at(-1)?.push(...words.map((text) => ({ text: text.replaceAll('\u00a0', ' '), face })));
        return paragraphs;
      },
      [[]],
    );

/** How lines are broken: `indent` is that of the first. */
type Breaking = { readonly width: number; readonly indent?: number; readonly measure: Measure };

/** As much of a word as fits, a character at least, and what is left of it. */
function torn(word: Run, room: number, measure: Measure): readonly [Run, Run] {
  const characters = [...word.text];
  let count = 1;
  while (count < characters.length && measure(characters.slice(0, count + 1).join(''), word.face) <= room)
    count += 1;
  const part = (from: number, to?: number): Run => ({
    text: characters.slice(from, to).join(''),
    face: word.face,
  });
  return [part(0, count), part(count)];
}

/** As many words on each line as fit. What is longer than a whole line is torn. */
function broken(words: readonly Run[], { width, indent = 0, measure }: Breaking): Run[][] {
  const lines: Run[][] = [[]];
  let room = width - indent;
  const waiting = [...words];
  for (let word = waiting.shift(); word; word = waiting.shift()) {
    const least = measure(word.text.trimEnd(), word.face);
    if (least > width && room > width / 4) {
      const [part, rest] = torn(word, room, measure);
      lines.at(-1)?.push(part);
      waiting.unshift(rest);
      lines.push([]);
      room = width;
    } else if (least > room) {
      lines.push([]);
      waiting.unshift(word);
      room = width;
    } else {
      lines.at(-1)?.push(word);
      room -= measure(word.text, word.face);
    }
  }
  return lines;
}

/** No word stands alone on a last line, where the line before can spare one. */
function inCompany(lines: Run[][], { width, measure }: Breaking): Run[][] {
  const [before, last] = [lines.at(-2), lines.at(-1)];
  const alone = last?.length === 1 ? last[0] : undefined;
  const spared = before && before.length > 2 ? before.at(-1) : undefined;
  if (!alone || !spared || measure(spared.text, spared.face) + measure(alone.text, alone.face) > width)
    return lines;
  return [...lines.slice(0, -2), before?.slice(0, -1) ?? [], [spared, alone]];
}

/** The last word without the spaces after it; one space stays to be read aloud where the text goes on. */
function lineOf(words: readonly Run[], last: boolean, final: boolean, measure: Measure): Line {
  const measured = words.map(({ text, face }, place) => {
    if (place < words.length - 1) return { text, face, width: measure(text, face) };
    const shown = text.trimEnd();
    const space = !final && (last || shown !== text) ? ' ' : '';
    return { text: shown + space, face, width: measure(shown, face) };
  });
  return { words: measured, width: measured.reduce((sum, { width }) => sum + width, 0), last };
}

/**
 * Breaks runs into lines. Vietnamese is written in short syllables, so lines break at spaces only; what is longer than
 * a line is broken where it must be.
 */
export function linesOf(runs: readonly Run[], breaking: Breaking): readonly Line[] {
  const lines = paragraphsOf(runs)
    .map((words) => inCompany(broken(words, breaking), breaking))
    .flatMap((paragraph) =>
      paragraph.map((words, place) => ({ words, last: place === paragraph.length - 1 })),
    );
  return lines.map(({ words, last }, place) =>
    lineOf(words, last, place === lines.length - 1, breaking.measure),
  );
}
