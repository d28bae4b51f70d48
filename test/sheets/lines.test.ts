import { describe, expect, test } from 'vitest';
import { type Line, linesOf, type Run } from '../../shared/sheets/pdf/lines.ts';

/** Every character is one point wide. */
const measure = (text: string): number => Array.from(text).length;
const plain = (text: string): Run => ({ text, face: 'regular' });
const broken = (text: string, width: number, indent = 0): readonly string[] =>
  linesOf([plain(text)], { width, indent, measure }).map(textOf);
const textOf = ({ words }: Line): string => words.map(({ text }) => text).join('');

describe('lines', () => {
  test('take as many words as fit, and keep the space that is read aloud where the text goes on', () => {
    expect(broken('Phiếu từ chối tiếp nhận hồ', 14)).toEqual(['Phiếu từ chối ', 'tiếp nhận hồ']);
  });

  test('leave no word alone on a last line, where the line before can spare one and both fit', () => {
    expect(broken('một hai ba bốn', 11)).toEqual(['một hai ', 'ba bốn']);
    expect(broken('Nguyễn Thị Thanh-Thủy', 12)).toEqual(['Nguyễn Thị ', 'Thanh-Thủy']);
  });

  test('keep dates, times, names of places and dashes whole', () => {
    expect(broken('hẹn trả ngày 22 tháng 10', 13)).toEqual(['hẹn trả ', 'ngày 22 ', 'tháng 10']);
    expect(broken('lúc 17 giờ 00 phút', 9)).toEqual(['lúc ', '17 giờ ', '00 phút']);
    expect(broken('thuộc tỉnh Hà Nam', 13)).toEqual(['thuộc tỉnh ', 'Hà Nam']);
    expect(broken('Sở Lao động – Thương binh', 12)).toEqual(['Sở Lao ', 'động – ', 'Thương binh']);
  });

  test('begin the first one further in', () => {
    expect(broken('một hai ba bốn năm', 11, 4)).toEqual(['một hai ', 'ba bốn năm']);
  });

  test('end where a line feed stands, and that line is a last one: not spread to the margin', () => {
    const lines = linesOf([plain('Giao: Sở Tư pháp\nNhận: Trung tâm')], { width: 10, measure });
    expect(lines.map((line) => [textOf(line), line.last])).toEqual([
      ['Giao: Sở ', false],
      ['Tư pháp ', true],
      ['Nhận: ', false],
      ['Trung tâm', true],
    ]);
  });

  test('tear a word that is longer than a line, from where it stands', () => {
    expect(broken('Email: mot.dia.chi.rat.dai@example.vn', 16)).toEqual([
      'Email: mot.dia.c',
      'hi.rat.dai@examp',
      'le.vn',
    ]);
  });

  test('are as wide as their words without the space after the last', () => {
    const lines = linesOf([plain('Mã hồ sơ: '), { text: 'H25.03-1', face: 'bold' }], { width: 10, measure });
    expect(lines.map((line) => [textOf(line), line.width])).toEqual([
      ['Mã hồ sơ: ', 9],
      ['H25.03-1', 8],
    ]);
  });

  test('are one empty line of an empty text, so that an open place keeps its room', () => {
    expect(broken('', 10)).toEqual(['']);
  });
});
