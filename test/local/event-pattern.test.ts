import { describe, expect, it } from 'vitest';
import type { EventPattern } from '../../infra/local/assembly/kinds/functions.ts';
import { matches, matchesAny } from '../../infra/local/sources/event-pattern.ts';

const scan = {
  source: 'aws.guardduty',
  resources: ['arn:one', 'arn:two'],
  detail: { scanStatus: 'COMPLETED', size: 48213, s3ObjectDetails: { objectKey: 'dossiers/1' } },
};

describe('event patterns', () => {
  it.each<[string, EventPattern, boolean]>([
    ['one of several texts', { source: ['aws.s3', 'aws.guardduty'] }, true],
    ['another text', { source: ['aws.s3'] }, false],
    ['one of several values', { resources: ['arn:two', 'arn:three'] }, true],
    ['none of several values', { resources: ['arn:three'] }, false],
    ['a nested field', { detail: { scanStatus: ['COMPLETED'] } }, true],
    [
      'every field, of which one differs',
      { source: ['aws.guardduty'], detail: { scanStatus: ['FAILED'] } },
      false,
    ],
    ['a number, not its text', { detail: { size: ['48213'] } }, false],
    ['a prefix', { detail: { s3ObjectDetails: { objectKey: [{ prefix: 'dossiers/' }] } } }, true],
    ['another prefix', { detail: { s3ObjectDetails: { objectKey: [{ prefix: 'logs/' }] } } }, false],
    ['a prefix of what is no text', { detail: { size: [{ prefix: '4' }] } }, false],
    ['a field that is there', { detail: { size: [{ exists: true }] } }, true],
    ['a field that is not there', { detail: { reason: [{ exists: false }] } }, true],
    ['a field below one that is not there', { gone: { deeper: [{ exists: false }] } }, true],
  ])('see %s', (_, pattern, expected) => {
    expect(matches(pattern, scan)).toBe(expected);
  });

  it('let everything through when there are none', () => {
    expect(matchesAny([], scan)).toBe(true);
    expect(matchesAny([{ source: ['aws.s3'] }], scan)).toBe(false);
  });
});
