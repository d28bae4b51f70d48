import { handler as changeHandOver } from '../../../functions/postal/change-hand-over.ts';
import { handler as openHandOver } from '../../../functions/postal/open-hand-over.ts';
import { randomId } from '../../../shared/ids.ts';
import { api } from '../../../shared/operations.ts';
import type { Tally } from '../../model/tally.ts';
import { type Answered, call } from '../../support/call.ts';
import { desk } from '../../support/filing.ts';

const carrier = { name: 'Trần Văn Bình', card: 'VNP-0226-118' };

/** A client sends what came to nothing again, under the same key. */
async function insisting(send: () => Promise<Answered>): Promise<Answered> {
  for (let tries = 1; ; tries += 1) {
    const answer = await send();
    if (answer.status < 500 || tries === 6) return answer;
  }
}

const open = (body: object, key = randomId()): Promise<Answered> =>
  insisting(() => call(api.openHandOver, openHandOver, { claims: desk, key, body }));

const change = (record: string, etag: string, body: object, key = randomId()): Promise<Answered> =>
  insisting(() =>
    call(api.changeHandOver, changeHandOver, { claims: desk, key, etag, params: { record }, body }),
  );

/** What two people do with a record one after the other, until one of it is refused. */
async function signed(opened: Answered, deeds: readonly object[]): Promise<number> {
  let { status, headers } = opened;
  for (const deed of deeds) {
    if (status >= 300) return status;
    ({ status, headers } = await change(opened.body.record, headers.etag ?? '', deed));
  }
  return status;
}

const chunks = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, place) =>
    items.slice(place * size, (place + 1) * size),
  );

/** Items in a record: so few that one which cannot go yet holds up few others. */
const TOGETHER = 5;

/** Results go out by records that both sign. */
export async function handOut(dossierIds: readonly string[], tally: Tally): Promise<void> {
  for (const some of chunks(dossierIds, TOGETHER)) {
    const deeds = [{ action: 'sign' }, { action: 'countersign', carrier }];
    tally.add('records of what goes out', await signed(await open({ dossierIds: some }), deeds));
  }
}

/** Papers come in by records of a few each: what cannot be taken over today comes again tomorrow. */
export async function takeOver(dossierIds: readonly string[], tally: Tally): Promise<void> {
  for (const some of chunks(dossierIds, TOGETHER)) {
    const counts = some.map((dossierId) => ({
      action: 'count',
      dossierId,
      papers: [{ paperId: 'application-form', originals: 1, copies: 0 }],
      sealIntact: true,
    }));
    const opened = await open({ direction: 'inbound', dossierIds: some });
    const deeds = [...counts, { action: 'sign' }, { action: 'countersign', carrier }];
    const status = await signed(opened, deeds);
    tally.add('records of what comes in', status);
    if (status >= 300 && some.length > 1) for (const one of some) await takeOver([one], tally);
  }
}
