import { describe, expect, it } from 'vitest';
import { matches, matchesAny } from '../../infra/local/sources/event-pattern.ts';

const scan = {
  source: 'aws.guardduty',
  detail: { scanStatus: 'COMPLETED', size: 48213, tags: ['giấy tờ', 'ảnh'], note: null },
};

describe('event patterns', () => {
  it.each<[string, unknown, boolean]>([
    ['one of several texts', { source: ['aws.s3', 'aws.guardduty'] }, true],
    ['another text', { source: ['aws.s3'] }, false],
    ['a nested field', { detail: { scanStatus: ['COMPLETED'] } }, true],
    [
      'every field, of which one differs',
      { source: ['aws.guardduty'], detail: { scanStatus: ['FAILED'] } },
      false,
    ],
    ['null', { detail: { note: [null] } }, true],
    ['a number, not its text', { detail: { size: ['48213'] } }, false],
    ['an item of a list', { detail: { tags: ['ảnh'] } }, true],
    ['a prefix', { source: [{ prefix: 'aws.' }] }, true],
    ['another prefix', { source: [{ prefix: 'vn.' }] }, false],
    ['a suffix', { source: [{ suffix: 'duty' }] }, true],
    ['whatever its case', { detail: { scanStatus: [{ 'equals-ignore-case': 'completed' }] } }, true],
    ['a wildcard', { source: [{ wildcard: 'aws.*du*' }] }, true],
    ['anything but this', { source: [{ 'anything-but': ['aws.guardduty'] }] }, false],
    ['anything but a prefix', { source: [{ 'anything-but': { prefix: 'vn.' } }] }, true],
    ['anything but, of a field that is absent', { detail: { reason: [{ 'anything-but': ['x'] }] } }, false],
    ['a field that is there', { detail: { size: [{ exists: true }] } }, true],
    ['a field that is not there', { detail: { reason: [{ exists: false }] } }, true],
    ['a field below one that is not there', { gone: { deeper: [{ exists: false }] } }, true],
    ['a range', { detail: { size: [{ numeric: ['>', 0, '<=', 48213] }] } }, true],
    ['outside a range', { detail: { size: [{ numeric: ['>', 48213] }] } }, false],
    ['either of two', { $or: [{ source: ['aws.s3'] }, { detail: { size: [48213] } }] }, true],
  ])('see %s', (_, pattern, expected) => {
    expect(matches(pattern, scan)).toBe(expected);
  });

  it('refuse an operator they do not know', () => {
    expect(() => matches({ source: [{ cidr: '10.0.0.0/8' }] }, scan)).toThrow('operator "cidr"');
  });

  it('let everything through when there are none', () => {
    expect(matchesAny([], scan)).toBe(true);
    expect(matchesAny([{ source: ['aws.s3'] }], scan)).toBe(false);
  });
});
