import * as z from 'zod';
import { inputOf, parsed, type Understand } from '../call.ts';
import type { Scanner } from '../scanner.ts';
import { AwsError, jsonAnswer, unsupported } from '../wire.ts';

const asked = z.object({
  s3Object: z.object({ bucket: z.string(), key: z.string(), versionId: z.string().optional() }),
});

/** GuardDuty: a scan that is asked for, whose result comes as that of any scan. */
export const guardduty =
  (scanner: Scanner): Understand =>
  (request) => {
    const what = `${request.method} ${request.path}`;
    if (what !== 'POST /object-malware-scan/send') throw unsupported('guardduty', what);
    const { versionId, ...address } = parsed(asked, inputOf(request)).s3Object;
    return {
      service: 'guardduty',
      operation: 'guardduty:SendObjectMalwareScan',
      // It knows no resources (service authorization reference).
      needs: [{ action: 'guardduty:SendObjectMalwareScan', resource: '*' }],
      act: async () => {
        if (scanner.scan(address, versionId)) return jsonAnswer(200, {});
        const message = 'There is no such object in a bucket with a malware plan.';
        throw new AwsError('BadRequestException', 400, message);
      },
    };
  };
