import { describe, expect, it } from 'vitest';
import { shownReason, supplementReasons } from '../../shared/supplement/reasons.ts';

describe('the reasons of supplements', () => {
  it('are known by their codes, each once', () => {
    expect(supplementReasons().map(({ code }) => code)).toEqual([
      'illegible',
      'paper-missing',
      'expired',
      'not-signed',
      'wrong-form',
      'disagrees',
      'field-wrong',
      'unreachable',
      'appraisal-needs',
    ]);
  });

  it('say where it is written, and stand for papers, fields and what is new', () => {
    for (const { legalBasis } of supplementReasons())
      expect(legalBasis).toMatch(/^Nghị định 61\/2018\/NĐ-CP Điều \d+/);
    for (const kind of ['paper', 'field', 'new'] as const)
      expect(supplementReasons().filter((reason) => reason.of.includes(kind)).length).toBeGreaterThan(2);
  });

  it('are shown without where their values come from, and not at all when nobody knows them', () => {
    expect(shownReason('expired')).toEqual({
      code: 'expired',
      text: { vi: 'Giấy tờ đã hết giá trị sử dụng', en: 'The paper has expired' },
      mend: {
        vi: 'Nộp giấy tờ còn giá trị sử dụng vào ngày nộp.',
        en: 'Hand in one that is valid on the day you send it.',
      },
      legalBasis: 'Nghị định 61/2018/NĐ-CP Điều 17',
    });
    expect([shownReason('of-another-time'), shownReason(undefined)]).toEqual([undefined, undefined]);
  });
});
