import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { stateDiagram } from '../support/state-diagram.ts';
import { action, counting, drawing, law, text, useCase } from './additions.ts';
import { Tree } from './tree.ts';

const readme = readFileSync(path.resolve(import.meta.dirname, '..', '..', 'README.md'), 'utf8');
const [, promised = ''] = /\n## Add a use case\n([\s\S]*?)\n## /.exec(readme) ?? [];

/** The places that a part of the README's chapter names. */
const placesIn = (part: RegExp): readonly string[] =>
  [...(part.exec(promised)?.[0] ?? '').matchAll(/`((?:functions|shared|test)\/[^`]*)`/g)].map(
    ([, place = '']) => place,
  );

const Following = z.object({
  steps: z.record(z.string(), z.unknown()).optional(),
  offered: z.array(z.string()),
  events: z.array(z.string()),
  diagram: z.string(),
  acts: z.object({ oneOf: z.array(z.object({ properties: z.looseObject({ action: z.unknown() }) })) }),
  transitions: z.object({ post: z.object({ description: z.string() }) }),
  described: z.record(z.string(), z.unknown()).optional(),
  deployed: z.record(z.string(), z.array(z.unknown())).optional(),
  needs: z.array(z.string()).optional(),
});

let tree: Tree;
let known: z.infer<typeof Following>;
beforeAll(async () => {
  tree = await Tree.copy();
});
afterAll(() => tree?.discard());

describe('an action and a use case, added as the README says', () => {
  it('are asked for the texts that a citizen hears and reads, and whether they count, by the compiler, and for nothing else', async () => {
    await tree.add(action);
    await tree.add(useCase);
    const faults = await tree.typeFaults();
    expect(new Set(faults.map((fault) => fault.replace(/\(.*$/s, '')))).toEqual(
      new Set(['shared/notification/email.ts', 'shared/statistics/fact.ts', 'shared/tracking/words.ts']),
    );
    expect(faults.join('\n')).toMatch(/["']dossier\.owner-reminded["']/);
    await tree.add(text);
    await tree.add(counting);
    expect(await tree.typeFaults()).toEqual([]);
  }, 240_000);

  it('are known to all that is gathered from them', async () => {
    known = Following.parse(await tree.following('remindOwner', 'list-statuses'));
    expect(known.steps).toEqual({
      supplementRequested: { by: ['deskOfficer'], to: 'supplementRequested' },
    });
    expect(known.offered).toEqual(['takeInSupplement', 'closeUnanswered', 'remindOwner']);
    expect(known.events).toContain('dossier.owner-reminded');
    expect(known.diagram).toMatch(
      /^ {2}supplementRequested --> supplementRequested: .*remindOwner \(deskOfficer\)/m,
    );
    expect(known.acts.oneOf.map(({ properties }) => properties)).toContainEqual({
      action: { type: 'string', const: 'remindOwner' },
      reason: { type: 'string', minLength: 5, maxLength: 1000 },
    });
    expect(known.transitions.post.description).toContain('closeUnanswered, remindOwner, requestPayment');
    expect(known.described).toMatchObject({
      get: { operationId: 'listStatuses', tags: ['desk'], security: [{ bearer: [] }] },
    });
    expect(known.deployed).toMatchObject({
      'AWS::ApiGatewayV2::Route': [{ RouteKey: 'GET /v1/statuses', AuthorizationType: 'JWT' }],
      'AWS::Lambda::Function': [
        {
          Description: expect.stringContaining('The statuses of a dossier'),
          Environment: { Variables: { IDENTITY: expect.any(String), PUBLIC_URL: expect.any(String) } },
        },
      ],
      'AWS::IAM::Role': [
        {
          Policies: [
            { PolicyDocument: { Statement: [{ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'] }] } },
          ],
        },
      ],
      'AWS::Logs::LogGroup': [{}],
    });
    expect(known.needs).toEqual(['logs:CreateLogStream own log', 'logs:PutLogEvents own log']);
  }, 240_000);

  it('are noticed by the tests: by the walk over every cell, the picture, and the test of the use case', async () => {
    const tests = ['transitions.test.ts', 'event.test.ts', 'readme.test.ts', 'list-statuses.test.ts'];
    const noticed = [
      'README.md draws the transition table as it is',
      'README.vi.md draws the transition table as it is',
      'holds every action but those that are operations of their own',
      'the transition table says what deskOfficer may do in supplementRequested',
    ];
    const first = await tree.failing(...tests);
    // A picture that grows may leave no room for another line: that is the README's matter.
    expect(first.filter((name) => !name.endsWith('has fewer than 250 lines'))).toEqual(noticed);
    await tree.add(law);
    await tree.add(drawing(stateDiagram(), known.diagram));
    const failing = await tree.failing(...tests);
    expect(failing.filter((name) => noticed.includes(name))).toEqual([]);
  }, 240_000);

  it('touch the places that the README names, and no other', async () => {
    expect(placesIn(/1\. [\s\S]*?\n\n/)).toEqual([
      'shared/filing/contracts/read-receipt.ts',
      'shared/operations.ts',
      'functions/<area>/<id>.ts',
      'test/functions/',
      'test/infra/needs.ts',
      'test/bench/calls.ts',
      'test/authorization/',
    ]);
    expect(placesIn(/A new \*\*action[\s\S]*/)).toEqual([
      'shared/dossier/actions/',
      'shared/dossier/actions.ts',
      'shared/notification/',
      'shared/tracking/words.ts',
      'shared/statistics/fact.ts',
      'test/dossier/',
      'test/authorization/',
    ]);
    expect(await tree.changed()).toEqual([
      'README.md',
      'README.vi.md',
      'functions/desk/list-statuses.ts',
      'shared/desk/contracts/list-statuses.ts',
      'shared/dossier/actions.ts',
      'shared/dossier/actions/remind-owner.ts',
      'shared/notification/email.ts',
      'shared/notification/messages.ts',
      'shared/operations.ts',
      'shared/statistics/fact.ts',
      'shared/tracking/words.ts',
      'test/authorization/calls.ts',
      'test/authorization/oracle.ts',
      'test/bench/calls.ts',
      'test/dossier/event.test.ts',
      'test/dossier/transitions.test.ts',
      'test/functions/list-statuses.test.ts',
      'test/infra/needs.ts',
    ]);
  });

  it('leave the tree as it was when they are taken away again', async () => {
    await tree.remove(drawing(stateDiagram(), known.diagram));
    for (const addition of [law, counting, text, useCase, action]) await tree.remove(addition);
    expect(await tree.changed()).toEqual([]);
  });
});
