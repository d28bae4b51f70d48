import { afterEach, describe, expect, it, vi } from 'vitest';
import { log, logger } from '../shared/log.ts';

afterEach(() => vi.restoreAllMocks());

/** What an error becomes in the log. */
function logged(error: unknown): { text: string; error: Record<string, unknown> } {
  const spy = vi.spyOn(logger, 'error').mockImplementation(() => {});
  log.error('EVENT_FAILED', error, { worker: 'notify-applicant' });
  const [, fields] = spy.mock.calls[0] ?? [];
  const { error: told } = fields as unknown as { error: Record<string, unknown> };
  return { text: JSON.stringify(fields), error: told };
}

describe('an error in the log', () => {
  it('keeps what an operator needs, and nothing of a person', () => {
    const rejected = Object.assign(
      new Error(
        'Email address is not verified. The following identities failed the check: Hoa <hoa.nguyen@example.vn>, 0912345678, 035190001234',
        { cause: new Error('550 no mailbox nam@example.vn') },
      ),
      { name: 'MessageRejected', $metadata: { requestId: 'r-1', httpStatusCode: 400 } },
    );
    const { text, error } = logged(rejected);
    expect(text).not.toMatch(/@|0912345678|035190001234/);
    expect(error).toMatchObject({
      name: 'MessageRejected',
      message: expect.stringContaining('is not verified'),
      stack: expect.stringContaining('log.test.ts'),
      requestId: 'r-1',
      httpStatus: 400,
      cause: { message: '550 no mailbox ***' },
    });
  });

  it('leaves ids and codes of ours as they are', () => {
    const { error } = logged(
      new Error('no filed dossier 0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e01, H25.03-211010-0001'),
    );
    expect(error.message).toBe('no filed dossier 0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e01, H25.03-211010-0001');
  });

  it('names each of several', () => {
    const { error } = logged(new AggregateError([new Error('one'), new TypeError('two')], 'both'));
    expect(error.errors).toMatchObject([{ message: 'one' }, { name: 'TypeError' }]);
  });
});
