import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handler as applyTransition } from '../../functions/desk/apply-transition.ts';
import { handler as listWorklist } from '../../functions/desk/list-worklist.ts';
import { handler as declareDocument } from '../../functions/filing/declare-document.ts';
import { handler as listOwnDossiers } from '../../functions/filing/list-own-dossiers.ts';
import { handler as readDossier } from '../../functions/filing/read-dossier.ts';
import { handler as readHistory } from '../../functions/filing/read-history.ts';
import { handler as readReceipt } from '../../functions/filing/read-receipt.ts';
import { handler as trackDossier } from '../../functions/tracking/track-dossier.ts';
import { agencyByCode } from '../../shared/agency/agency.ts';
import { unitByCode } from '../../shared/agency/unit.ts';
import { putCode } from '../../shared/dossier/code.ts';
import type { Filed } from '../../shared/dossier/dossier.ts';
import { receiptFor } from '../../shared/dossier/receipt.ts';
import { emailFor } from '../../shared/notification/email.ts';
import { api } from '../../shared/operations.ts';
import { orderFor } from '../../shared/postal/order.ts';
import { putSupplement, Supplement } from '../../shared/supplement/supplement.ts';
import { call } from '../support/call.ts';
import { aDossier, keptForm } from '../support/dossiers.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { anEvent } from '../support/events.ts';
import { declaration, hoa, officer, settleDocument } from '../support/filing.ts';
import { itemsOf, putAll } from '../support/kept-dossier.ts';

/** What no longer is: an agency that was merged, a commune, a procedure. */
const AGENCY = 'H25.98';
const COMMUNE = '13999';
const PROCEDURE = '1.999998';

const line = 'Số 12 đường Quy Lưu, Phường Cũ, Thành phố Phủ Lý, Tỉnh Hà Nam';
const address = { place: 'inProvince', unitCode: COMMUNE, street: 'Số 12 đường Quy Lưu', line } as const;
const desk = officer('can-bo-mot-cua', AGENCY);
const secret = 'ABCDEFGHJKMNPQRSTVWXYZ01';

let table: TestTable;
beforeAll(async () => {
  table = await startApi();
});
afterAll(() => table.stop());

let codes = 0;

/** A dossier as an earlier day stored it, with all that lists and look-ups need. */
async function old(change: Partial<Filed> = {}): Promise<Filed> {
  const plain = aDossier();
  const dossier = aDossier({
    id: randomUUID(),
    code: `${AGENCY}-211008-${String(++codes).padStart(4, '0')}`,
    form: { ...keptForm, applicant: { ...keptForm.applicant, address } },
    procedure: {
      ...plain.procedure,
      code: PROCEDURE,
      agency: AGENCY,
    },
    office: { name: { vi: 'Sở Cũ', en: 'Former Department' }, desk: 'Bộ phận Một cửa, Sở Cũ' },
    ...change,
  });
  await putAll(table, [...itemsOf(dossier), putCode(receiptFor(dossier, [], secret))]);
  return dossier;
}

describe('a dossier that outlives its commune, its agency and its procedure', () => {
  it('is of none that there is today', () => {
    expect([agencyByCode(AGENCY), unitByCode(COMMUNE)]).toEqual([undefined, undefined]);
  });

  it('can be read, listed, looked up and told of', async () => {
    const dossier = await old();
    const params = { dossierId: dossier.id };
    const own = await call(api.readDossier, readDossier, { claims: hoa, params });
    expect(own.body).toMatchObject({ status: 'submitted', form: { applicant: { address: { line } } } });
    expect((await call(api.readDossier, readDossier, { claims: desk, params })).status).toBe(200);
    for (const query of [{ limit: '100' }, { limit: '100', status: 'submitted' }] as Record<
      string,
      string
    >[]) {
      const { body } = await call(api.listWorklist, listWorklist, { claims: desk, query });
      expect(body.items.map(({ id }: { id: string }) => id)).toContain(dossier.id);
    }
    const mine = await call(api.listOwnDossiers, listOwnDossiers, { claims: hoa, query: { limit: '100' } });
    expect(mine.body.items.map(({ id }: { id: string }) => id)).toContain(dossier.id);
    expect((await call(api.readHistory, readHistory, { claims: desk, params })).status).toBe(200);
    const receipt = await call(api.readReceipt, readReceipt, { claims: hoa, params });
    expect(receipt.body.code).toBe(dossier.code);
    const tracked = await call(api.trackDossier, trackDossier, { body: { code: dossier.code, secret } });
    expect(tracked.body.completionPercent).toBe(10);
    const { name: agencyName, desk: place } = dossier.office;
    const email = emailFor(anEvent('dossier.done', { agency: AGENCY }), {
      applicantName: 'Nguyễn Thị Hoa',
      agencyName,
      desk: place,
      procedureName: dossier.procedure.name.vi,
      statusName: 'Đã xử lý xong',
      trackingUrl: 'https://api.dichvucong.hanam.gov.vn/tracking',
    });
    expect(email?.text).toContain('Bộ phận Một cửa, Sở Cũ');
    const receiver = { receiverName: 'Nguyễn Thị Hoa', phone: '0912345678', address };
    const order = orderFor({ code: dossier.code, office: dossier.office, receiver, outstandingVnd: 0 }, 1);
    expect(order).toMatchObject({ sender: { name: 'Sở Cũ' }, receiver: { address: line } });
  });

  it('goes on: received, and a supplement that was asked for is answered', async () => {
    const act = (id: string, claims: Record<string, string>, body: object, etag: string) =>
      call(api.applyTransition, applyTransition, {
        claims,
        params: { dossierId: id },
        key: randomUUID(),
        etag,
        body,
      });
    const fresh = await old();
    expect((await act(fresh.id, desk, { action: 'receive' }, '"3"')).body.status).toBe('received');

    const waiting = await old({
      status: 'supplementRequested',
      supplements: 1,
      supplementUntil: '2099-12-31',
    });
    const round = Supplement.parse({
      v: 1,
      number: 1,
      requestedAt: '2021-10-08T03:00:00.000Z',
      requestedBy: { kind: 'system', worker: 'test' },
      reason: 'Bản sao không đọc được',
      items: [
        {
          id: 'identity-copy',
          name: 'Bản sao CCCD',
          paperId: 'identity-copy',
          file: { acceptedTypes: ['application/pdf'], maxBytes: 1_000_000 },
        },
      ],
      deadline: '2099-12-31',
    });
    await putAll(table, [putSupplement(waiting.id, round, { owner: waiting.owner, agency: AGENCY })]);
    const declared = await call(api.declareDocument, declareDocument, {
      claims: hoa,
      params: { dossierId: waiting.id },
      key: randomUUID(),
      body: declaration('identity-copy'),
    });
    expect(declared.status).toBe(201);
    await settleDocument(waiting.id, declared.body.document.documentId);
    const answered = await act(waiting.id, hoa, { action: 'answerSupplement' }, '"4"');
    expect(answered.body).toMatchObject({
      status: 'submitted',
      supplements: [{ answeredAt: expect.anything() }],
    });
  });
});
