import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { releaseLock, runningIn, takeLock } from '../../infra/local/lock.ts';
import { assertPortsFree, portsOf } from '../../infra/local/ports.ts';

const aDirectory = () => mkdtempSync(path.join(tmpdir(), 'lock-'));

describe('the lock of a data directory', () => {
  it('tells a second start who holds it, until it is given back', () => {
    const directory = aDirectory();
    expect(takeLock(directory, 4800)).toBeUndefined();
    expect(takeLock(directory, 5800)).toEqual({ pid: process.pid, basePort: 4800 });
    releaseLock(directory);
    expect(runningIn(directory)).toBeUndefined();
    expect(takeLock(directory, 5800)).toBeUndefined();
  });

  it.each([
    ['of a process that has ended', JSON.stringify({ pid: 2 ** 30, basePort: 4800 })],
    ['that was cut off while it was written', '{"pid":'],
  ])('%s counts for nothing', (_, content) => {
    const directory = aDirectory();
    writeFileSync(path.join(directory, 'running.json'), content);
    expect(takeLock(directory, 4800)).toBeUndefined();
    expect(runningIn(directory)).toEqual({ pid: process.pid, basePort: 4800 });
  });
});

it('names the port that something else listens on', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const ports = { ...portsOf(port - 4), api: 0, door: 0, ses: 0, identity: 0, dynamodb: 0, aws: 0 };
  await expect(assertPortsFree(ports)).rejects.toThrow(`Port ${port}, for the postal operator, is in use`);
  await new Promise((resolve) => other.close(resolve));
});
