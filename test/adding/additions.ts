/** What somebody adds to the tree: whole files, and replacements in files that are there. */
export type Addition = {
  readonly files: Readonly<Record<string, string>>;
  /** By file, what stands there now, once, and what then stands in its place. */
  readonly replacements: Readonly<Record<string, readonly (readonly [now: string, then: string])[]>>;
};

/** An action: the desk reminds an owner of a supplement. */
export const action: Addition = {
  files: {
    'shared/dossier/actions/remind-owner.ts': `import * as z from 'zod';
import { action } from '../action.ts';
import { Reason } from '../reason.ts';

/** The supplement has not come, and its last day is near. */
export const remindOwner = action({
  name: 'remindOwner',
  from: { supplementRequested: { by: ['deskOfficer'], to: 'supplementRequested' } },
  clock: 'none',
  input: { reason: Reason },
  event: { name: 'dossier.owner-reminded', data: { reason: z.string() } },
  effect: ({ input: { reason } }) => ({ data: { reason } }),
});
`,
  },
  replacements: {
    'shared/dossier/actions.ts': [
      [
        "import { requestPayment } from './actions/request-payment.ts';\n",
        "import { remindOwner } from './actions/remind-owner.ts';\nimport { requestPayment } from './actions/request-payment.ts';\n",
      ],
      ['  closeUnanswered,\n', '  closeUnanswered,\n  remindOwner,\n'],
    ],
  },
};

/** What a citizen hears of it, and reads. */
export const text: Addition = {
  files: {},
  replacements: {
    'shared/notification/messages.ts': [
      [
        '  pay: (',
        `  reminded: ({ code, reason }: { code: string; reason: string }) => ({
    title: { vi: 'Nhắc bổ sung hồ sơ', en: 'Reminder to supplement' },
    text: {
      vi: \`Hồ sơ \${code} đang chờ bổ sung: \${reason}.\`,
      en: \`Dossier \${code} is waiting for its supplement: \${reason}.\`,
    },
  }),
  pay: (`,
      ],
    ],
    'shared/tracking/words.ts': [
      [
        "  'dossier.payment-requested':",
        `  'dossier.owner-reminded': saying({ vi: 'Cơ quan nhắc bổ sung', en: 'The agency reminded you of it' }),
  'dossier.payment-requested':`,
      ],
    ],
    'shared/notification/email.ts': [
      [
        "    case 'dossier.payment-requested': {\n",
        `    case 'dossier.owner-reminded':
      return messages.reminded({ code, reason: inSentence(event.data.reason) });
    case 'dossier.payment-requested': {
`,
      ],
    ],
  },
};

/** That statistics do not count it. */
export const counting: Addition = {
  files: {},
  replacements: {
    'shared/statistics/fact.ts': [
      [
        "  'dossier.supplement-reminded': false,\n",
        "  'dossier.supplement-reminded': false,\n  'dossier.owner-reminded': false,\n",
      ],
    ],
  },
};

/** The law that allows it, as the walk over the table states it apart from the table, and an example of it. */
export const law: Addition = {
  files: {},
  replacements: {
    'test/dossier/event.test.ts': [
      [
        "  { action: 'requestPayment',",
        "  { action: 'remindOwner', reason },\n  { action: 'requestPayment',",
      ],
    ],
    'test/authorization/oracle.ts': [
      [
        '  revokeResult: {',
        "  remindOwner: { by: 'desk', from: ['supplementRequested'] },\n  revokeResult: {",
      ],
    ],
    'test/authorization/calls.ts': [
      ['  revokeResult: (', '  remindOwner: () => ({ reason }),\n  revokeResult: ('],
    ],
    'test/dossier/transitions.test.ts': [
      [
        "    deskOfficer: ['takeInSupplement', 'closeUnanswered'],\n",
        "    deskOfficer: ['takeInSupplement', 'closeUnanswered', 'remindOwner'],\n",
      ],
    ],
  },
};

/** The READMEs' picture, drawn again. */
export const drawing = (now: string, then: string): Addition => ({
  files: {},
  replacements: { 'README.md': [[now, then]], 'README.vi.md': [[now, then]] },
});

/** A use case: officers ask for the statuses of a dossier, with their national codes and names. */
export const useCase: Addition = {
  files: {
    'shared/desk/contracts/list-statuses.ts': `import * as z from 'zod';
import { deskRoles } from '../../dossier/paths.ts';
import { filedStatusNames } from '../../dossier/status.ts';
import { operation } from '../../http/operation.ts';
import { KeptText } from '../../text.ts';

export const listStatuses = operation({
  id: 'list-statuses',
  area: 'desk',
  method: 'GET',
  path: '/v1/statuses',
  summary: { vi: 'Các trạng thái của hồ sơ', en: 'The statuses of a dossier' },
  callers: { officers: deskRoles },
  status: 200,
  output: z.object({
    items: z.array(z.object({ status: z.enum(filedStatusNames), code: z.int(), name: KeptText })),
  }),
  problems: [],
  touches: {},
});
`,
    'functions/desk/list-statuses.ts': `import { listStatuses } from '../../shared/desk/contracts/list-statuses.ts';
import { filedStatuses, filedStatusNames } from '../../shared/dossier/status.ts';
import { serveRead } from '../../shared/http/serve-read.ts';

export const handler = serveRead(listStatuses, async () => ({
  body: {
    items: filedStatusNames.map((status) => {
      const { national: code, name } = filedStatuses[status];
      return { status, code, name };
    }),
  },
}));
`,
    'test/functions/list-statuses.test.ts': `import { expect, it } from 'vitest';
import { handler as listStatuses } from '../../functions/desk/list-statuses.ts';
import { caller } from '../../infra/settings/province.ts';
import { api } from '../../shared/operations.ts';
import { call } from '../support/call.ts';
import { desk, hoa } from '../support/filing.ts';

process.env.IDENTITY = JSON.stringify(caller);

it('tells officers every status of a dossier, and nobody else', async () => {
  const { body } = await call(api.listStatuses, listStatuses, { claims: desk });
  expect(body.items).toHaveLength(10);
  expect(body.items[0]).toMatchObject({ status: 'submitted', code: 1 });
  expect((await call(api.listStatuses, listStatuses, { claims: hoa })).status).toBe(403);
});
`,
  },
  replacements: {
    'shared/operations.ts': [
      [
        "import { listWorklist } from './desk/contracts/list-worklist.ts';\n",
        "import { listStatuses } from './desk/contracts/list-statuses.ts';\nimport { listWorklist } from './desk/contracts/list-worklist.ts';\n",
      ],
      ['  listWorklist,\n', '  listStatuses,\n  listWorklist,\n'],
    ],
    'test/bench/calls.ts': [
      [
        '    listWorklist: async',
        '    listStatuses: async () => ({ claims: desk }),\n    listWorklist: async',
      ],
    ],
    'test/authorization/oracle.ts': [
      ["  ['listWorklist', staff],", "  ['listStatuses', staff],\n  ['listWorklist', staff],"],
    ],
    'test/authorization/calls.ts': [
      ['  listWorklist: of', "  listStatuses: ofNothing('listStatuses'),\n  listWorklist: of"],
    ],
    'test/infra/needs.ts': [["  'list-worklist': [", "  'list-statuses': [],\n  'list-worklist': ["]],
  },
};
