import { randomUUID } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handler as destroyDossiers } from '../../functions/retention/destroy-dossiers.ts';
import { handler as changeConsent } from '../../functions/rights/change-consent.ts';
import { handler as readConsents } from '../../functions/rights/read-consents.ts';
import { handler as readDeletion } from '../../functions/rights/read-deletion.ts';
import { handler as requestDeletion } from '../../functions/rights/request-deletion.ts';
import { handler as requestExport } from '../../functions/rights/request-export.ts';
import { putConsignment } from '../../shared/consignment/store.ts';
import { unchosen } from '../../shared/notification/preferences.ts';
import { putAnnouncement } from '../../shared/notification/store.ts';
import { api } from '../../shared/operations.ts';
import type { PortalFiling } from '../../shared/portal/filing.ts';
import { going, staying } from '../../shared/rights/fates.ts';
import { heldKindOf } from '../../shared/rights/held.ts';
import {
  attemptKey,
  consignmentKey,
  deletionKey,
  dossierPK,
  exportKey,
  portalFilingKey,
  preferencesKey,
} from '../../shared/table/keys.ts';
import { commit, type Item } from '../../shared/table/transaction.ts';
import { call } from '../support/call.ts';
import { aConsignment } from '../support/consignments.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { draft, hoa, nam, readyDraft, submitted } from '../support/filing.ts';
import { keepingVersions } from '../support/versioned-bucket.ts';

const { buckets, put, refuseOnce } = keepingVersions(mockClient(S3Client));
let table: TestTable;
beforeAll(async () => {
  table = await startApi();
  Object.assign(process.env, { DOCUMENTS_BUCKET: 'documents' });
});
afterAll(() => table.stop());

const claims = { ...hoa, sub: 'cd-gone' };
const said = (body: object, params = {}) => ({ claims, key: randomUUID(), body, params });
const ask = () => call(api.requestDeletion, requestDeletion, said({ confirmed: true }));
const look = async () => (await call(api.readDeletion, readDeletion, { claims })).body;

/** All that is stored, by key. */
async function stored(): Promise<ReadonlyMap<string, Item>> {
  const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.tableName }));
  return new Map(Items.map((item) => [`${item.PK} ${item.SK}`, item]));
}

/** What was filed at the national portal. */
const filing = (state: PortalFiling['state']): PortalFiling => ({
  v: 1,
  version: 1,
  portalCode: 'G22-0001',
  state,
  files: [],
});

/** What somebody has with the system: two drafts of which one was paid for, what is filed, and what belongs to the account. */
async function somebody() {
  const free = await readyDraft(claims);
  // The post was to collect its papers, and was called off.
  const left = aConsignment({ status: 'CANCELLED' });
  const told = { v: 1, channel: 'email', state: 'sent', at: left.intendedAt } as const;
  await commit([
    putConsignment(free, left, { owner: claims.sub }),
    { put: { ...portalFilingKey(free), ...filing('refused') } },
    putAnnouncement({ subject: free, sequence: 800_000 }, told),
  ]);
  const paid = await readyDraft(claims);
  await commit([{ put: { ...attemptKey(paid, 1), v: 1 } }]);
  // The portal waits for what becomes of it.
  const waited = await readyDraft(claims);
  await commit([{ put: { ...portalFilingKey(waited), ...filing('fetching') } }]);
  // The post is still to come for its papers.
  const awaited = await readyDraft(claims);
  const coming = aConsignment({ reference: `${awaited}-G1` });
  await commit([putConsignment(awaited, coming, { owner: claims.sub })]);
  const filed = await submitted(claims);
  const given = said({ state: 'given', version: 1 }, { purpose: 'further-addresses' });
  await call(api.changeConsent, changeConsent, given);
  const addresses = [{ id: randomUUID(), email: 'nguoi-nha@example.vn' }];
  await commit([{ put: { ...preferencesKey(claims.sub), ...unchosen, addresses } }]);
  const { exportId } = (await call(api.requestExport, requestExport, said({}))).body;
  for (const id of [free, paid, filed]) put('documents', `dossiers/${id}/paper`, 'Nguyễn Thị Hoa');
  put('documents', `sheets/exports/${exportId}/1.zip`, 'Nguyễn Thị Hoa');
  return { free, paid, waited, awaited, filed, exportId };
}

describe('deletion that an account asks for', () => {
  it('takes what may go, leaves what must stay, and of itself no more than that it was', async () => {
    const { free, paid, waited, awaited, filed, exportId } = await somebody();
    const ofAnother = await readyDraft(nam);
    expect(await look()).toMatchObject({
      drafts: { go: [free], stay: [paid, waited, awaited] },
      filed: [{ why: 'open', dossiers: 1 }],
    });
    expect(await look()).not.toHaveProperty('request');
    const before = await stored();

    const first = await ask();
    expect(first).toMatchObject({ status: 201, body: { request: { state: 'asked', drafts: 0 } } });
    const { requestedAt, doneBy } = first.body.request;
    expect(Date.parse(doneBy) - Date.parse(requestedAt)).toBe(72 * 3_600_000);
    // Asking again changes nothing.
    expect((await ask()).body.request).toEqual(first.body.request);
    const atOnce = await stored();
    for (const { PK, SK } of [preferencesKey(claims.sub), exportKey(claims.sub)])
      expect([before.has(`${PK} ${SK}`), atOnce.has(`${PK} ${SK}`)]).toEqual([true, false]);
    const { items } = (await call(api.readConsents, readConsents, { claims })).body;
    expect(items.map(({ inForce }: { inForce: boolean }) => inForce)).toEqual([false, false]);
    const later = (await draft(claims)).body.id;

    // A run that comes to nothing is made up for by the next, and done again it changes nothing.
    refuseOnce();
    await expect(destroyDossiers()).rejects.toThrow('1 accounts');
    await destroyDossiers();
    expect((await look()).request).toMatchObject({ state: 'done', drafts: 1 });
    const after = await stored();
    await destroyDossiers();
    expect(await stored()).toEqual(after);

    const gone = [...before.values()].filter(({ PK, SK }) => !after.has(`${PK} ${SK}`));
    expect(new Set(gone.map(({ SK }) => heldKindOf(String(SK))))).toEqual(
      new Set(going.map(({ kind }) => kind)),
    );
    expect(new Set(gone.map(({ PK }) => PK))).toEqual(
      new Set([dossierPK(free), preferencesKey(claims.sub).PK, exportKey(claims.sub).PK]),
    );
    const { SK: collection } = consignmentKey(awaited, 1);
    expect(after.get(`${dossierPK(awaited)} ${collection}`)).toMatchObject({ status: 'CANCELLING' });
    for (const id of [paid, waited, filed, later, ofAnother])
      for (const [key, item] of before)
        if (key.startsWith(dossierPK(id))) expect(after.get(key)).toEqual(item);
    const places = [...buckets].flatMap(([place, versions]) => (versions.length > 0 ? [place] : []));
    expect(places.toSorted()).toEqual([paid, filed].map((id) => `documents/dossiers/${id}/paper`).toSorted());
    const { PK, SK } = deletionKey(claims.sub);
    const { PK: _, ...record } = after.get(`${PK} ${SK}`) ?? {};
    expect(JSON.stringify(record)).not.toMatch(/Nguyễn|cd-gone|example\.vn/);
    expect(JSON.stringify(record)).not.toContain(exportId);
    // What stays of the account is named with its reason.
    const kept = [...after.values()]
      .filter((item) => item.PK === PK)
      .map((item) => heldKindOf(String(item.SK)));
    for (const kind of kept) expect(staying.map((one) => one.kind)).toContain(kind);
  });

  it('is not taken without its confirmation', async () => {
    const answer = await call(api.requestDeletion, requestDeletion, said({ confirmed: false }));
    expect(answer.body.code).toBe('invalid-request');
  });
});
