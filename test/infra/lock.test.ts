import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { releaseLock, runningIn, takeLock } from '../../infra/lock.ts';
import { assertPortsFree, directoryOf, portsOf } from '../../infra/machine.ts';

const aDirectory = () => mkdtempSync(path.join(tmpdir(), 'lock-'));

describe('the lock of a data directory', () => {
  it('tells a second start who holds it, until it is given back', () => {
    const directory = aDirectory();
    expect(takeLock(directory)).toBeUndefined();
    expect(takeLock(directory)).toBe(process.pid);
    releaseLock(directory);
    expect(runningIn(directory)).toBeUndefined();
    expect(takeLock(directory)).toBeUndefined();
  });

  it.each([
    ['of a process that has ended', String(2 ** 30)],
    ['that was cut off while it was written', ''],
  ])('%s counts for nothing', (_, content) => {
    const directory = aDirectory();
    writeFileSync(path.join(directory, 'running'), content);
    expect(takeLock(directory)).toBeUndefined();
    expect(runningIn(directory)).toBe(process.pid);
  });
});

describe('two runs of one clone', () => {
  it('on different ports share neither port nor directory', () => {
    const ports = [4800, 4900].flatMap((basePort) => Object.values(portsOf(basePort)));
    expect(new Set(ports).size).toBe(26);
    expect(path.basename(directoryOf(4800))).toBe('4800');
    expect(path.basename(directoryOf(4900))).toBe('4900');
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
