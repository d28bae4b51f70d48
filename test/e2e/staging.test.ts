import { afterAll, beforeAll, expect, it } from 'vitest';
import { emailsAbout } from '../../infra/demo/inbox.ts';
import { until } from '../../infra/demo/until.ts';
import { api } from '../../shared/operations.ts';
import { submitted, take } from '../support/e2e-filing.ts';
import { type Motcua, startForTest } from '../support/motcua.ts';

let staging: Motcua;
beforeAll(async () => {
  staging = await startForTest(5860, { stage: 'staging' });
}, 120_000);
afterAll(() => staging?.stop(), 30_000);

it('the templates of staging run on one machine: a dossier is filed, received, read and told of', async () => {
  const { dossierId, code } = await submitted(staging);
  await take(staging, 'stp.mot-cua', dossierId, { action: 'receive' });
  const params = { dossierId };
  const { body } = await staging.client.call(api.readDossier, { token: await staging.as('hoa'), params });
  expect(body).toMatchObject({ code, status: 'received', nationalStatus: { code: 2 } });
  const [email] = await until('the e-mail of the submission', async () => {
    const emails = await emailsAbout(staging.inboxUrl, code);
    return emails.length > 0 ? emails : undefined;
  });
  // The stage's own sender, and the address of this machine in place of the stage's.
  expect(email?.from).toContain('@thunghiem.dichvucong.hanam.gov.vn');
  expect(email?.body.text).toContain(staging.apiUrl);
}, 60_000);
