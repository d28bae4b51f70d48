import { afterAll, expect, it, vi } from 'vitest';
import { measure } from '../shared/metrics.ts';

vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
vi.stubEnv('STAGE', 'staging');

afterAll(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

it('writes a count in the name of the stage, and nothing at all when there is nothing to count', () => {
  const written: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0);
  measure('DocumentsHanging', 0);
  expect(written).toEqual([]);
  measure('DocumentsHanging', 2);
  const { _aws, ...values } = JSON.parse(written[0] ?? '');
  expect(values).toEqual({ service: 'motcua', stage: 'staging', DocumentsHanging: 2 });
  expect(_aws.CloudWatchMetrics).toEqual([
    {
      Namespace: 'motcua',
      Dimensions: [['service', 'stage']],
      Metrics: [{ Name: 'DocumentsHanging', Unit: 'Count' }],
    },
  ]);
});
