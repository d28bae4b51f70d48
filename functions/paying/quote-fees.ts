import { localDateOf } from '../../shared/clock.ts';
import { feesOf } from '../../shared/fee/fees.ts';
import { tariffOn } from '../../shared/fee/tariff.ts';
import { fault } from '../../shared/http/faults.ts';
import { Problem } from '../../shared/http/problems.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { quoteFees } from '../../shared/paying/contracts/quote-fees.ts';
import { recallIfThere } from '../../shared/procedure/store.ts';

export const handler = serveRead(quoteFees, async ({ params, query }, { now }) => {
  const procedure = await recallIfThere(params.code, now);
  const tariff = tariffOn(procedure, localDateOf(now()));
  if (!tariff) throw new Problem('tariff-not-found');
  const { quantity, channel, relief } = query;
  const fees = feesOf(tariff, { quantity, relief, filedOnline: channel === 'online' });
  if (!fees) throw new Problem('invalid-request', { faults: [fault('query', 'relief', 'relief-unknown')] });
  const reliefs = tariff.reliefs.map(({ id, name, proof }) => ({ id, name, proof }));
  return { body: { ...fees, source: tariff.source, due: procedure?.feesDue ?? 'beforeResult', reliefs } };
});
