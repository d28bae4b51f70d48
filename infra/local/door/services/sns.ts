import * as z from 'zod';
import type { Backend } from '../backend.ts';
import { parsed, type Understand } from '../call.ts';
import { unsupported } from '../wire.ts';

const publish = z.object({ Action: z.string(), TopicArn: z.string().default('') });

/** SNS, by the query protocol, which its clients speak. */
export const sns =
  (backend: Backend): Understand =>
  (request) => {
    const form = Object.fromEntries(new URLSearchParams(request.body.toString()));
    const { Action, TopicArn } = parsed(publish, form);
    if (Action !== 'Publish') throw unsupported('sns', Action);
    return {
      service: 'sns',
      operation: 'sns:Publish',
      needs: [{ action: 'sns:Publish', resource: TopicArn }],
      act: () => backend.send({ ...request, path: '/' }),
    };
  };
