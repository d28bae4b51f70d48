import { describe, expect, it } from 'vitest';
import { smsEditions, smsOf } from '../../shared/notification/sms.ts';

const said = (vi: string) => ({ title: { vi: '', en: '' }, text: { vi, en: '' } });

describe('an SMS', () => {
  it.each([
    // 160 characters of the alphabet in one part, 153 in each of several; 70 and 67 beyond it.
    ['a'.repeat(160), 'gsm7', 1],
    ['a'.repeat(161), 'gsm7', 2],
    ['a'.repeat(306), 'gsm7', 2],
    ['a'.repeat(307), 'gsm7', 3],
    [`${'a'.repeat(158)}€`, 'gsm7', 1],
    [`${'a'.repeat(159)}€`, 'gsm7', 2],
    ['ạ'.repeat(70), 'ucs2', 1],
    ['ạ'.repeat(71), 'ucs2', 2],
    ['ạ'.repeat(135), 'ucs2', 3],
    [`${'a'.repeat(69)}ạ`, 'ucs2', 1],
    // A sign beyond the basic plane takes two places.
    [`${'ạ'.repeat(69)}𝕏`, 'ucs2', 2],
  ])('is paid for by its parts (%#)', (text, encoding, parts) => {
    expect(smsEditions(said(text)).full).toEqual({ text, encoding, parts });
  });

  it('loses its diacritics and the signs of printers, and nothing else', () => {
    expect(smsEditions(said('Đã “đính chính” hồ sơ H25.03 – Sở Tư pháp…')).plain).toEqual({
      text: 'Da "dinh chinh" ho so H25.03 - So Tu phap...',
      encoding: 'gsm7',
      parts: 1,
    });
  });

  it('keeps its diacritics where they cost no part more', () => {
    expect(smsOf(said('Hồ sơ H25.03-211010-0001 cần bổ sung.')).text).toBe(
      'Hồ sơ H25.03-211010-0001 cần bổ sung.',
    );
    expect(smsOf(said(`Hồ sơ ${'x'.repeat(80)}`)).text).toBe(`Ho so ${'x'.repeat(80)}`);
  });
});
