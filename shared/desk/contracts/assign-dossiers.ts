import * as z from 'zod';
import { Assigned } from '../../dossier/actions/assign.ts';
import { operation } from '../../http/operation.ts';
import { type ProblemCode, problems } from '../../http/problems.ts';
import { KeptText } from '../../text.ts';

const codes = Object.keys(problems) as readonly ProblemCode[] as readonly [ProblemCode, ...ProblemCode[]];

/** What became of one of them. */
const Outcome = z.discriminatedUnion('outcome', [
  z.object({ dossierId: z.uuid(), outcome: z.literal('assigned'), version: z.int() }),
  z.object({ dossierId: z.uuid(), outcome: z.literal('refused'), code: z.enum(codes), title: KeptText }),
]);
export type Outcome = z.infer<typeof Outcome>;

export const assignDossiers = operation({
  id: 'assign-dossiers',
  area: 'desk',
  method: 'POST',
  path: '/v1/assignments',
  summary: { vi: 'Phân công nhiều hồ sơ', en: 'Assign several dossiers' },
  description:
    'To an officer or a division, each with its own outcome; what can be assigned is, all of it in one transaction.',
  callers: { officers: ['deskOfficer', 'agencyLeader'] },
  writes: 'create',
  body: z.strictObject({
    // Each is two writes of the one transaction, which has at most 100.
    dossierIds: z.array(z.uuid()).min(1).max(25),
    to: Assigned,
  }),
  status: 200,
  output: z.object({ outcomes: z.array(Outcome) }),
  problems: ['invalid-request'],
  touches: { table: ['get', 'query', 'put'] },
  examples: {
    request: {
      dossierIds: ['0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e01'],
      to: { subject: 'stp.chuyen-vien', name: 'Vũ Đức Anh' },
    },
  },
});
