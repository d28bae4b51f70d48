import { afterEach, expect, it, vi } from 'vitest';
import { measure } from '../shared/metrics.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

it('measures in the name of the stage, so that the alarms of one do not ring for another', () => {
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
  vi.stubEnv('STAGE', 'staging');
  const written: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0);
  measure('EventLag', [73]);
  const [line = ''] = written;
  const { _aws, ...values } = JSON.parse(line);
  expect(values).toEqual({ service: 'motcua', stage: 'staging', EventLag: 73 });
  expect(_aws.CloudWatchMetrics).toEqual([
    {
      Namespace: 'motcua',
      Dimensions: [['service', 'stage']],
      Metrics: [{ Name: 'EventLag', Unit: 'Milliseconds' }],
    },
  ]);
});
