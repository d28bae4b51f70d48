import { randomUUID } from 'node:crypto';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type {
  APIGatewayProxyEventV2WithJWTAuthorizer,
  APIGatewayProxyStructuredResultV2,
  Context,
} from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { expect, vi } from 'vitest';
import * as z from 'zod';
import { handler as applyTransition } from '../../functions/desk/apply-transition.ts';
import { handler as endUnpaid } from '../../functions/desk/end-unpaid.ts';
import { handler as fillForm } from '../../functions/filing/fill-form.ts';
import { handler as submitDossier } from '../../functions/filing/submit-dossier.ts';
import { handler as closeDrawer } from '../../functions/paying/close-drawer.ts';
import { handler as endFeeReceipt } from '../../functions/paying/end-fee-receipt.ts';
import { handler as endTransfer } from '../../functions/paying/end-transfer.ts';
import { handler as followPayments } from '../../functions/paying/follow-payments.ts';
import { handler as listTransfers } from '../../functions/paying/list-transfers.ts';
import { handler as receiveBankCallback } from '../../functions/paying/receive-bank-callback.ts';
import { handler as receiveDvcqgCallback } from '../../functions/paying/receive-dvcqg-callback.ts';
import { handler as receiveVnpayCallback } from '../../functions/paying/receive-vnpay-callback.ts';
import { handler as reconcilePayments } from '../../functions/paying/reconcile-payments.ts';
import { handler as recordRefund } from '../../functions/paying/record-refund.ts';
import { handler as startPayment } from '../../functions/paying/start-payment.ts';
import { handler as startTransfer } from '../../functions/paying/start-transfer.ts';
import { handler as receivePostalCallback } from '../../functions/postal/receive-postal-callback.ts';
import { Bank, type BankReport, bankRoutes } from '../../infra/partners/bank.ts';
import { type Decision, Mood } from '../../infra/partners/bank-deals.ts';
import { dvcqgFormat } from '../../infra/partners/dvcqg.ts';
import { playPostal } from '../../infra/partners/postal.ts';
import type { MoveStatus } from '../../infra/partners/postal-orders.ts';
import { answering } from '../../infra/partners/server.ts';
import { transferFormat } from '../../infra/partners/transfers.ts';
import { vnpayFormat } from '../../infra/partners/vnpay.ts';
import { caller, limits } from '../../infra/settings/province.ts';
import { table } from '../../shared/aws.ts';
import { cashMoved, cashSum } from '../../shared/cash/movement.ts';
import { loadClosings, loadDrawer } from '../../shared/cash/store.ts';
import { LocalDate, localDateOf, systemNow, toInstant } from '../../shared/clock.ts';
import { addDays } from '../../shared/deadline/calendar.ts';
import { seededYears } from '../../shared/deadline/seed.ts';
import { calendarItems } from '../../shared/deadline/store.ts';
import { putCode } from '../../shared/dossier/code.ts';
import type { DossierFile } from '../../shared/dossier/dossier.ts';
import { newDraft } from '../../shared/dossier/draft.ts';
import { Form } from '../../shared/dossier/form.ts';
import { loadWholeHistory } from '../../shared/dossier/history.ts';
import { receiptFor } from '../../shared/dossier/receipt.ts';
import { loadFiledFile, loadFileIfThere, loadPartition, putDossier } from '../../shared/dossier/store.ts';
import type { FeeReceipt } from '../../shared/fee-receipt/fee-receipt.ts';
import { loadRevenue } from '../../shared/fee-receipt/revenue.ts';
import { loadFeeReceipts } from '../../shared/fee-receipt/store.ts';
import type { Operation } from '../../shared/http/operation.ts';
import { api } from '../../shared/operations.ts';
import type { cashlessIds, ProviderId } from '../../shared/payment/attempt.ts';
import { loadChargeCode } from '../../shared/payment/charge-code.ts';
import { owedFor } from '../../shared/payment/owed.ts';
import { Payment, putPayment } from '../../shared/payment/payment.ts';
import { loadReconciliations } from '../../shared/payment/reconciliation.ts';
import { loadPaying } from '../../shared/payment/store.ts';
import { pursueDue } from '../../shared/postal/retry.ts';
import { catalogue } from '../../shared/procedure/catalogue.ts';
import type { FeesDue, Procedure } from '../../shared/procedure/procedure.ts';
import { procedureItem } from '../../shared/procedure/store.ts';
import { poolItem } from '../../shared/shipment/pool.ts';
import type { ShipmentReport } from '../../shared/shipment/report.ts';
import { signatureHeaders } from '../../shared/signature.ts';
import { dossierIdOf } from '../../shared/table/keys.ts';
import type { Write } from '../../shared/table/transaction.ts';
import { loadCredit } from '../../shared/transfer/store.ts';
import { MemoryTable } from '../memory/memory-table.ts';
import { type Call, eventFor, lambdaContext } from '../support/call.ts';
import { aDossier, keptForm, keptPostDelivery } from '../support/dossiers.ts';
import { accountNumber, feeAccount } from '../support/fee-account.ts';
import { caseOfficer, desk, form, hoa } from '../support/filing.ts';
import { itemsOf } from '../support/kept-dossier.ts';

const MINUTE = 60_000;
const START = Date.parse('2021-10-11T02:00:00.000Z');
const FEE = 200_000;
const FIRST_DAY = LocalDate.parse('2021-10-10');
const LAST_DAY = '2021-10-15';
const SECRET = 'khóa chung với ngân hàng';
const WRONG = 'Ghi sai số lượng Phiếu';

const providers = ['vnpay', 'dvcqg'] as const satisfies readonly ProviderId[];
type BankId = Exclude<(typeof cashlessIds)[number], 'postal'>;
const collectors = [...providers, 'bank'] as const satisfies readonly BankId[];
const merchants = { vnpay: 'HANAM001', dvcqg: 'H25', bank: accountNumber } as const;
const formats = { vnpay: vnpayFormat, dvcqg: dvcqgFormat, bank: transferFormat } as const;

const control = { ...desk, sub: 'cb-kiem-soat', VaiTro: 'kiem-soat-tthc' };

/** Who does what to the dossier, besides paying online. */
const acts = {
  requestPayment: caseOfficer,
  correctCharge: caseOfficer,
  waiveCharge: desk,
  recordPayment: desk,
  requestWithdrawal: hoa,
  takeBackWithdrawal: hoa,
  declineWithdrawal: caseOfficer,
  confirmWithdrawal: desk,
  stop: caseOfficer,
  payOnDelivery: hoa,
  recordCollection: desk,
  returnResult: desk,
} as const;
type ActName = keyof typeof acts;

/** What the post says of what it collected: the truth, another sum, or nothing. */
type Said = 'truth' | 'lie' | 'nothing';

/** One thing that happens. Numbers choose among what is there at that time. */
type Deed =
  | { readonly do: 'start'; readonly provider: ProviderId }
  | { readonly do: 'transfer'; readonly beyondVnd: number; readonly keeps: number }
  | { readonly do: 'find'; readonly credit: number; readonly as: 'matched' | 'returned' }
  | { readonly do: 'decide'; readonly deal: number; readonly decision: Decision }
  | { readonly do: 'hear'; readonly report: number; readonly again: boolean }
  | { readonly do: 'lose'; readonly report: number }
  | { readonly do: 'wait'; readonly minutes: number }
  | { readonly do: 'follow' | 'close' | 'submit' }
  | { readonly do: 'fill'; readonly sheets: number }
  | {
      readonly do: 'end';
      readonly receipt: number;
      readonly as: 'replaced' | 'cancelled';
      readonly fromDrawer: boolean;
    }
  | { readonly do: 'count' }
  | { readonly do: 'act'; readonly name: ActName }
  | { readonly do: 'send' }
  | { readonly do: 'carry'; readonly status: MoveStatus; readonly says: Said }
  | { readonly do: 'remit'; readonly batch: Mood['file'] }
  | { readonly do: 'mood'; readonly provider: BankId; readonly mood: Partial<Mood> };

const nat = fc.nat({ max: 1000 });
const provider = fc.constantFrom(...providers);
const happenings: readonly fc.WeightedArbitrary<Deed>[] = [
  { weight: 5, arbitrary: fc.record({ do: fc.constant('start' as const), provider }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('transfer' as const),
      beyondVnd: fc.constantFrom(0, 0, 0, -1000, 1000),
      // Twenty characters hold the reference; after eight nothing is left of it that is known again.
      keeps: fc.constantFrom(210, 20, 8),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('find' as const),
      credit: nat,
      as: fc.constantFrom('matched', 'returned'),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('decide' as const),
      deal: nat,
      decision: fc.constantFrom('paid', 'paid', 'paid', 'failed', 'cancelled'),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('hear' as const), report: nat, again: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lose' as const), report: nat }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      minutes: fc.constantFrom(1, 10, 21, 90, 1440, 4320),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('follow' as const, 'follow' as const, 'close' as const) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('end' as const),
      receipt: nat,
      as: fc.constantFrom('replaced', 'cancelled'),
      fromDrawer: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('count' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('act' as const),
      name: fc.constantFrom(...(Object.keys(acts) as readonly ActName[])),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('mood' as const),
      provider,
      mood: fc.constantFrom<Partial<Mood>>(
        {},
        { down: 1 },
        { down: 4 },
        { copies: 2 },
        { copies: 0 },
        { lieVnd: 50_000 },
        { backwards: true },
        { refunds: 'ordered' },
        { refunds: 'refused' },
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('mood' as const),
      provider: fc.constant('bank' as const),
      mood: fc.constantFrom<Partial<Mood>>(
        {},
        { down: 2 },
        { copies: 2 },
        { copies: 0 },
        { backwards: true },
      ),
    }),
  },
];

/** What happens besides, by when the fees are due. */
const happeningsIn: Readonly<Record<FeesDue, readonly fc.WeightedArbitrary<Deed>[]>> = {
  beforeSubmission: [
    { weight: 3, arbitrary: fc.record({ do: fc.constant('submit' as const) }) },
    {
      weight: 7,
      // Of one and of two it costs the same.
      arbitrary: fc.record({ do: fc.constant('fill' as const), sheets: fc.constantFrom(1, 2, 4) }),
    },
  ],
  beforeReception: [],
  beforeResult: [
    { weight: 3, arbitrary: fc.record({ do: fc.constant('send' as const) }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('carry' as const),
        status: fc.constantFrom(
          'DELIVERED',
          'DELIVERED',
          'DELIVERED',
          'RETURNED_TO_AGENCY',
          'LOST',
          'IN_TRANSIT',
        ),
        says: fc.constantFrom('truth', 'truth', 'truth', 'lie', 'nothing'),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('remit' as const),
        batch: fc.constantFrom('whole', 'absent', 'lacking', 'short', 'doubled'),
      }),
    },
  ],
};

const deedsIn = (feesDue: FeesDue): fc.Arbitrary<Deed> => fc.oneof(...happenings, ...happeningsIn[feesDue]);

type Handler = (
  event: APIGatewayProxyEventV2WithJWTAuthorizer,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

const Body = z.looseObject({
  url: z.string().optional(),
  RspCode: z.string().optional(),
  MaLoi: z.string().optional(),
  accepted: z.boolean().optional(),
  reference: z.string().optional(),
  amountVnd: z.int().optional(),
});

const Listed = z.object({
  refunds: z.array(z.object({ dossierId: z.string(), number: z.int(), amountVnd: z.int() })),
});

async function say(operation: Operation, handler: Handler, said: Call) {
  const { statusCode = 0, body = '' } = await handler(eventFor(operation, said), lambdaContext);
  return { status: statusCode, body: Body.parse(body ? JSON.parse(body) : {}) };
}

/** Numbers that follow from a seed, so that what is done at once takes its turns the same way again. */
function numbersFrom(seed: number): () => number {
  let last = seed;
  return () => {
    last = (last * 1_103_515_245 + 12_345) % 2_147_483_648;
    return last;
  };
}

type TableInput = ConstructorParameters<typeof MemoryTable>[0];

let turns = numbersFrom(1);
let memory = new MemoryTable({});

/** Every call takes its turn, so that what is done at once may overtake each other. */
async function send(command: object): Promise<object> {
  for (let left = turns() % 5; left > 0; left--) await Promise.resolve();
  return memory.send(command);
}

/** What all worlds have in common. */
export function preparePayments(): { readonly stop: () => void } {
  Object.assign(table, { send });
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.spyOn(Math, 'random').mockReturnValue(0);
  mockClient(SESv2Client).on(SendEmailCommand).resolves({ MessageId: 'letter' });
  mockClient(SSMClient)
    .on(GetParameterCommand)
    .resolves({ Parameter: { Value: SECRET } });
  Object.assign(process.env, {
    TABLE_NAME: 'memory',
    AWS_REGION: 'ap-southeast-1',
    IDENTITY: JSON.stringify(caller),
    LIMITS: JSON.stringify(limits),
    PUBLIC_URL: 'https://motcua.example',
    EMAIL_SENDER: 'motcua@hanam.gov.vn',
    EMAIL_CONFIGURATION_SET: 'motcua',
    PARTNER_VNPAY_URL: 'http://vnpay.example',
    PARTNER_VNPAY_MERCHANT: 'HANAM001',
    PARTNER_VNPAY_SECRET_NAME: 'vnpay',
    PARTNER_DVCQG_URL: 'http://dvcqg.example',
    PARTNER_DVCQG_MERCHANT: 'H25',
    PARTNER_DVCQG_SECRET_NAME: 'dvcqg',
    PARTNER_BANK_URL: 'http://bank.example',
    PARTNER_BANK_MERCHANT: merchants.bank,
    PARTNER_BANK_SECRET_NAME: 'bank',
    FEE_ACCOUNT: feeAccount,
    PARTNER_POSTAL_URL: 'http://postal.example',
    PARTNER_POSTAL_MERCHANT: 'HANAM',
    PARTNER_POSTAL_SECRET_NAME: 'postal',
  });
  return {
    stop: () => {
      vi.unstubAllGlobals();
      vi.restoreAllMocks();
      vi.useRealTimers();
    },
  };
}

const putOf = (write: Write) => ('put' in write ? [write.put] : []);

/** When the procedure of a world is paid: of each way there are as many worlds. */
const ways = ['beforeSubmission', 'beforeReception', 'beforeResult'] as const satisfies readonly FeesDue[];

/** The procedure of a draft, which wants no papers: nothing of its money hangs on them. */
function aProcedure(): Procedure {
  const procedure = catalogue.find(({ code }) => code === '2.000488');
  if (!procedure) throw new Error('the catalogue has no such procedure');
  const papers = procedure.papers.map((paper) => ({ ...paper, required: false }));
  return { ...procedure, feesDue: 'beforeSubmission', papers };
}

/** A draft that lacks nothing but its money. */
function aDraft(procedure: Procedure): readonly Write[] {
  const said = { id: randomUUID(), owner: 'cd-hoa', channel: 'online', at: systemNow() } as const;
  const draft = newDraft(procedure, { ...said, changedBy: { kind: 'applicant', subject: 'cd-hoa' } });
  return putDossier(draft, { ...draft, form: Form.parse(form) });
}

/** A dossier that waits for its fee, before its reception or after it. */
function aCharged(feesDue: FeesDue): readonly Write[] {
  const received = {
    receivedAt: '2021-10-08T03:00:00.000Z',
    clock: [
      { kind: 'start', at: '2021-10-08T03:00:00.000Z' },
      { kind: 'pause', at: '2021-10-11T01:00:00.000Z' },
    ],
    collection: 'offered',
    form: { ...keptForm, delivery: keptPostDelivery },
  };
  const dossier = aDossier({
    id: randomUUID(),
    status: 'paymentRequested',
    version: 4,
    lastEvent: 3,
    payments: 1,
    paymentUntil: LAST_DAY,
    ...(feesDue === 'beforeResult' ? received : { feesFirst: true, clock: [] }),
  });
  const payment = Payment.parse({
    v: 1,
    number: 1,
    amountVnd: FEE,
    deadline: LAST_DAY,
    requestedAt: '2021-10-11T01:00:00.000Z',
    requestedBy: { kind: 'officer', subject: 'cb-1', name: 'A', role: 'deskOfficer', agency: 'H25.03' },
    state: 'open',
  });
  return [
    ...itemsOf(dossier),
    putCode(receiptFor(dossier, [], 'ABCDEFGHJKMNPQRSTVWXYZ01')),
    putPayment(dossier.id, payment, { owner: 'cd-hoa', agency: 'H25.03' }),
  ];
}

/** What is to be paid for, with all that the functions look up. */
function begun(feesDue: FeesDue, tableInput: TableInput) {
  memory = new MemoryTable(tableInput);
  const procedure = aProcedure();
  const madeBy = { kind: 'system', worker: 'import-calendar' } as const;
  const since = LocalDate.parse('2020-01-01');
  const version = {
    v: 1,
    version: 1,
    since,
    madeAt: toInstant(systemNow()),
    madeBy,
    reason: 'Nhập lịch',
  } as const;
  const puts = (feesDue === 'beforeSubmission' ? aDraft(procedure) : aCharged(feesDue)).flatMap(putOf);
  const importedAt = toInstant(systemNow());
  const pool = poolItem({ v: 1, service: 'EB', first: 1, last: 9, taken: 0, importedAt });
  const years = Object.values(calendarItems(version, seededYears()));
  memory.hold([...puts, procedureItem(procedure), pool, ...years]);
  return dossierIdOf(String(puts[0]?.PK));
}

/** The world of one dossier: its people, two providers, a bank and a post whose money moves once, and a time that is told. */
function beginWorld(seed: number, feesDue: FeesDue, tableInput: TableInput) {
  vi.setSystemTime(START);
  turns = numbersFrom(seed);
  const dossierId = begun(feesDue, tableInput);
  const queue: { readonly provider: BankId; readonly report: BankReport }[] = [];
  const postal = playPostal({ callbackUrl: 'https://motcua.example/postal', secret: SECRET });
  const answerOfPost = answering(postal.routes);
  const letters: ShipmentReport[] = [];
  const references: string[] = [];
  const taken: number[] = [];
  const givenBack: number[] = [];

  const bankOf = (id: BankId) => {
    const options = {
      callbackUrl: `https://motcua.example/${id}`,
      secret: SECRET,
      merchant: merchants[id],
      send: async (report: BankReport) => void queue.push({ provider: id, report }),
    };
    const format = formats[id](options);
    const bank = new Bank(id, format, options);
    return { bank, routes: bankRoutes(format, bank) };
  };
  const banks = { vnpay: bankOf('vnpay'), dvcqg: bankOf('dvcqg'), bank: bankOf('bank') };

  vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
    const request = new Request(url, init);
    const { hostname, pathname } = new URL(url);
    if (hostname === 'postal.example') return answerOfPost(request);
    const id = collectors.find((one) => hostname === `${one}.example`) ?? 'vnpay';
    const { routes } = banks[id];
    const [, file] = /^\/reconciliation\/\w+\/(\d{8})\.txt$/.exec(pathname) ?? [];
    if (file) return routes['GET /reconciliation/:merchant/:day.txt']?.(request, { day: file });
    const route = request.method === 'GET' ? (`GET ${pathname}` as const) : (`POST ${pathname}` as const);
    return routes[route as `GET /${string}`]?.(request, {}) ?? new Response(null, { status: 404 });
  });

  const start = async (id: ProviderId) => {
    const said = { claims: hoa, params: { dossierId }, key: randomUUID(), body: { provider: id } };
    const { status, body } = await say(api.startPayment, startPayment, said);
    expect([201, 409, 503]).toContain(status);
    // The payer's browser goes there; at the platform the payment is open already.
    if (body.url && id === 'vnpay') await fetch(body.url);
    return status;
  };

  /** The payer asks how to transfer, and does, by the reference that was given last, or to a request that is over. */
  const transfer = async (beyondVnd: number, keeps: number) => {
    const said = { claims: hoa, params: { dossierId }, key: randomUUID() };
    const { status, body } = await say(api.startTransfer, startTransfer, said);
    expect([201, 409]).toContain(status);
    if (body.reference) references.push(body.reference);
    const asked = {
      amountVnd: (body.amountVnd ?? FEE) + beyondVnd,
      content: references.at(-1) ?? 'Nộp lệ phí',
      keeps,
    };
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(asked) };
    expect((await fetch('http://bank.example/transfers', init)).status).toBe(201);
  };

  /** By what the payer knows the dossier, or the draft. */
  const codeOf = async () => {
    const file = await loadFileIfThere(dossierId);
    return file?.dossier.status === 'draft' ? file.payments[0]?.code : file?.dossier.code;
  };

  /** Somebody finds out what a transfer is for, or sends it back. */
  const find = async (place: number, as: 'matched' | 'returned') => {
    const deals = [...banks.bank.bank.deals.values()];
    const found = deals[place % Math.max(1, deals.length)];
    if (!found) return;
    const dossierCode = (await codeOf()) ?? 'H25.03-211011-9999';
    const body = as === 'matched' ? { as, dossierCode } : { as, document: 'UNC 0124/2021' };
    const params = { transaction: found.reference };
    const said = { claims: control, params, key: randomUUID(), body };
    expect([200, 404, 409]).toContain((await say(api.endTransfer, endTransfer, said)).status);
  };

  /** A payer may be slow, and a bank slower, but not for longer than a provider is asked. */
  const decide = (place: number, decision: Decision) => {
    const deals = providers.flatMap((id) => [...banks[id].bank.deals.values()].map((deal) => ({ id, deal })));
    const found = deals[place % Math.max(1, deals.length)];
    if (!found) return;
    const { openedAt } = found.deal;
    const opened = Date.parse(openedAt.replace(/(....)(..)(..)(..)(..)(..)/, '$1-$2-$3T$4:$5:$6+07:00'));
    if (Date.now() - opened < 20 * 60 * MINUTE) banks[found.id].bank.decide(found.deal.reference, decision);
  };

  const hear = async (place: number, again: boolean) => {
    const [found] = queue.splice(place % Math.max(1, queue.length), 1);
    if (!found) return;
    const { request } = found.report;
    const tell = {
      vnpay: () => {
        const query = Object.fromEntries(new URL(request.url).searchParams);
        return say(api.receiveVnpayCallback, receiveVnpayCallback, { query });
      },
      dvcqg: async () =>
        say(api.receiveDvcqgCallback, receiveDvcqgCallback, { body: await request.clone().json() }),
      bank: async () => {
        const headers = Object.fromEntries(request.headers);
        return say(api.receiveBankCallback, receiveBankCallback, { headers, body: await request.json() });
      },
    };
    const answer = await tell[found.provider]();
    // So late that the signature is stale: it is signed anew, and told again.
    if (found.provider === 'bank' && answer.status === 401) return void queue.push(found);
    expect(answer.status).toBe(200);
    expect(['99', '97', '01']).not.toContain(answer.body.RspCode ?? answer.body.MaLoi);
    if (again) queue.push(found);
  };

  /** The applicant says otherwise how many, or submits. */
  const fill = async (sheets: number) => {
    const file = await loadFileIfThere(dossierId);
    const body = { ...form, answers: { ...form.answers, sheets } };
    const etag = `"${file?.dossier.version}"`;
    const said = { claims: hoa, params: { dossierId }, key: randomUUID(), etag, body };
    expect([200, 409, 412]).toContain((await say(api.fillForm, fillForm, said)).status);
  };
  const submit = async () => {
    const file = await loadFileIfThere(dossierId);
    const etag = `"${file?.dossier.version}"`;
    const said = { claims: hoa, params: { dossierId }, key: randomUUID(), etag };
    expect([201, 409, 412]).toContain((await say(api.submitDossier, submitDossier, said)).status);
  };

  /** A letter of the post is brought, any of them first, and maybe another time. */
  const bring = async (place: number, again: boolean) => {
    const [letter] = letters.splice(place % Math.max(1, letters.length), 1);
    if (!letter) return;
    const rawBody = JSON.stringify(letter);
    const headers = signatureHeaders(SECRET, rawBody, systemNow());
    const { status } = await say(api.receivePostalCallback, receivePostalCallback, { rawBody, headers });
    expect(status).toBe(200);
    if (again) letters.push(letter);
  };

  /** The post is told what to fetch, and asked how far it is. */
  const pursue = () =>
    pursueDue('retry-deliveries', { now: systemNow, newId: randomUUID, wait: async () => {} });

  /** The result is there, once its owner has chosen that the post collects the fee. */
  const send = async () => {
    const file = await loadFileIfThere(dossierId);
    if (file?.dossier.status === 'draft' || file?.dossier.collection !== 'byPost') return;
    const { dossier } = file;
    const body = { action: 'finish' };
    const etag = `"${dossier.version}"`;
    const said = { claims: caseOfficer, params: { dossierId }, key: randomUUID(), etag, body };
    expect([200, 409, 412]).toContain((await say(api.applyTransition, applyTransition, said)).status);
    vi.setSystemTime(Date.now() + 1000);
    await pursue();
  };

  const carry = async (status: MoveStatus, says: Said) => {
    const [order] = postal.orders();
    const last = order?.moves.at(-1)?.report.status ?? '';
    if (!order || ['DELIVERED', 'RETURNED_TO_AGENCY', 'LOST'].includes(last)) return;
    const lie = says === 'lie' && { collectedVnd: order.codAmountVnd - 50_000 };
    const { report } = await postal.move(order.reference, status, { forgotten: true, ...lie });
    const { collectedVnd: _, ...silent } = { collectedVnd: 0, ...report };
    letters.push(says === 'nothing' ? (silent as ShipmentReport) : report);
  };

  const act = async (name: ActName) => {
    const file = await loadFileIfThere(dossierId);
    if (!file || file.dossier.status === 'draft') return;
    const { dossier, payments } = file;
    const deadline = addDays(localDateOf(systemNow()), 5);
    const body = {
      action: name,
      ...(name === 'requestPayment' && { deadline }),
      // Three sheets or two: 205,000 or 200,000 đồng.
      ...(name === 'correctCharge' && { deadline, reason: WRONG, quantity: 3 - (dossier.version % 2) }),
      ...(name === 'waiveCharge' && { reason: WRONG, relief: { id: 'child', proof: 'Giấy khai sinh' } }),
      ...((name === 'requestWithdrawal' || name === 'stop') && { reason: 'Không còn nhu cầu' }),
      ...(name === 'declineWithdrawal' && { reason: 'Hồ sơ đã giải quyết xong' }),
    };
    const etag = `"${dossier.version}"`;
    const said = { claims: acts[name], params: { dossierId }, key: randomUUID(), etag, body };
    const { status } = await say(api.applyTransition, applyTransition, said);
    expect([200, 409, 412]).toContain(status);
    const due = { recordPayment: 'open', recordCollection: 'toBeCollected' };
    const request = payments.findLast(
      ({ state }) => state === Object.entries(due).find(([one]) => one === name)?.[1],
    );
    if (status === 200 && name in due) taken.push(request?.amountVnd ?? Number.NaN);
  };

  const end = async (place: number, as: 'replaced' | 'cancelled', fromDrawer: boolean) => {
    const receipts = await loadFeeReceipts(dossierId);
    const found = receipts[place % Math.max(1, receipts.length)];
    if (!found) return;
    const body = {
      as,
      reason: 'Ghi sai người nộp tiền',
      ...(as === 'replaced'
        ? { payer: { name: 'Trần Văn Nam', address: 'Số 7 đường Lê Lợi' } }
        : { document: 'Phiếu chi 0045/2021', ...(fromDrawer && { fromDrawer }) }),
    };
    const said = { claims: desk, params: { dossierId, receiptCode: found.code }, key: randomUUID(), body };
    const { status } = await say(api.endFeeReceipt, endFeeReceipt, said);
    expect([200, 409]).toContain(status);
    if (status === 200 && as === 'cancelled' && fromDrawer) givenBack.push(found.amountVnd);
  };

  /** The cashier closes the drawer, which may lack 1,000 đồng. */
  const count = async () => {
    const found = await loadDrawer('H25.03', desk.sub);
    const counted = (found ? cashSum(found.movements).expectedVnd : 0) / 1000;
    const notes = counted > 1 ? [{ noteVnd: 1000, count: counted - (counted % 2) }] : [];
    const body = { version: found?.version ?? 1, notes, reason: 'Thối nhầm tiền lẻ' };
    const said = { claims: desk, key: randomUUID(), body };
    expect([201, 404, 412]).toContain((await say(api.closeDrawer, closeDrawer, said)).status);
  };

  const once = async (deed: Deed): Promise<void> => {
    if (deed.do === 'start') await start(deed.provider);
    if (deed.do === 'transfer') await transfer(deed.beyondVnd, deed.keeps);
    if (deed.do === 'find') await find(deed.credit, deed.as);
    if (deed.do === 'decide') decide(deed.deal, deed.decision);
    if (deed.do === 'hear') {
      await hear(deed.report, deed.again);
      await bring(deed.report, deed.again);
    }
    if (deed.do === 'lose') {
      queue.splice(deed.report % Math.max(1, queue.length), 1);
      letters.splice(deed.report % Math.max(1, letters.length), 1);
    }
    if (deed.do === 'send') await send();
    if (deed.do === 'carry') await carry(deed.status, deed.says);
    if (deed.do === 'remit') postal.remit(deed.batch);
    if (deed.do === 'wait') {
      vi.setSystemTime(Date.now() + deed.minutes * MINUTE);
      await reconcilePayments();
    }
    if (deed.do === 'follow') {
      await followPayments();
      await pursue();
    }
    if (deed.do === 'close') await endUnpaid();
    if (deed.do === 'fill') await fill(deed.sheets);
    if (deed.do === 'submit') await submit();
    if (deed.do === 'end') await end(deed.receipt, deed.as, deed.fromDrawer);
    if (deed.do === 'count') await count();
    if (deed.do === 'act') await act(deed.name);
    if (deed.do === 'mood') banks[deed.provider].bank.mood = Mood.parse(deed.mood);
  };

  /** Until no provider is asked any more. */
  const asked = async () => {
    for (let round = 0; ; round++) {
      const { attempts, refunds } = await loadPaying(dossierId);
      const [next] = [...attempts, ...refunds].flatMap(({ lookAt }) => lookAt ?? []).sort();
      if (next === undefined) break;
      if (round > 40) throw new Error(`something is asked about for ever: ${next}`);
      vi.setSystemTime(Math.max(Date.now(), Date.parse(next)) + 1000);
      await followPayments();
    }
  };

  const draftOf = async () => {
    const file = await loadFileIfThere(dossierId);
    return file?.dossier.status === 'draft' ? file : undefined;
  };

  /** Whoever has not submitted by the last day does not, and is given back what was paid. */
  const unsubmitted = async () => {
    const standing = (await draftOf())?.payments.find(({ state }) => state === 'open' || state === 'held');
    if (!standing) return;
    const past = Date.parse(`${standing.deadline}T17:00:01.000Z`);
    vi.setSystemTime(Math.max(Date.now(), past));
    await endUnpaid();
    await asked();
  };

  /** What no provider returns the control of procedures does; then a draft goes that was never submitted. */
  const letGo = async () => {
    const draft = await draftOf();
    if (!draft) return undefined;
    for (const { attempt, ofDraft, state } of (await loadPaying(dossierId)).refunds) {
      if (!ofDraft || state !== 'refused') continue;
      const params = { dossierId, number: String(attempt) };
      const body = { document: 'UNC 0125/2021' };
      const said = { claims: control, params, key: randomUUID(), body };
      expect((await say(api.recordRefund, recordRefund, said)).status).toBe(200);
    }
    await asked();
    vi.setSystemTime(Date.now() + 61 * 24 * 60 * MINUTE);
    await endUnpaid();
    return draft;
  };

  /** Every callback that is still under way is lost: providers and the post are asked, and the bank's file and the post's batch tell. */
  const quiet = async () => {
    for (const id of collectors) banks[id].bank.mood = Mood.parse({});
    postal.remit('whole');
    await asked();
    await unsubmitted();
    for (const _ of [
      'the day of the last transfer',
      'when the post is asked',
      'when that was heard of',
      'the end',
    ]) {
      vi.setSystemTime(Date.now() + 25 * 60 * MINUTE);
      await pursue();
      await reconcilePayments();
      await asked();
    }
  };

  /** Its owner chooses that the post collects, and the result is on its way. */
  const post = async () => {
    await act('payOnDelivery');
    await send();
  };

  return { dossierId, banks, postal, post, feesDue, once, quiet, letGo, taken, givenBack };
}
type World = ReturnType<typeof beginWorld>;

/**
 * No request has two attempts at once by which it may be paid: what the post says of its own is none. And no draft vanishes that was
 * charged.
 */
async function checkTabs({ dossierId }: World): Promise<void> {
  const { attempts } = await loadPaying(dossierId);
  const pending = attempts
    .filter(({ state, provider: id }) => state === 'pending' && id !== 'postal')
    .map(({ payment }) => payment);
  expect(new Set(pending).size).toBe(pending.length);
  const file = await loadFileIfThere(dossierId);
  if (file?.dossier.status !== 'draft') return;
  if (file.payments.length > 0) expect(file.dossier.expiresAt).toBeUndefined();
  const held = attempts.filter(({ became }) => became === 'held');
  expect(held.map(({ payment }) => payment)).toEqual(
    file.payments.filter(({ state }) => state === 'held').map(({ number }) => number),
  );
}

/** What became of the money of one world. */
type Truth = {
  settledByPost: number;
  disputed: number;
  transferred: number;
  transfersUnknown: number;
  transfersReturned: number;
  replaced: number;
  cancelled: number;
  settledOnline: number;
  settledInCash: number;
  closings: number;
  corrected: number;
  refunds: number;
  reasons: readonly string[];
};

const sum = (amounts: readonly number[]): number => amounts.reduce((all, one) => all + one, 0);

/**
 * What the post collected is on record once, and settled the request, or is owed back, or its word of it is the desk's to clear
 * up; what it owes is that less what its batches had, to the đồng, and rings where it is anything.
 * @returns what of it came to us
 */
async function checkPost({
  dossierId,
  postal,
}: World): Promise<{ cameVnd: number; settled: number; disputed: number }> {
  const [order] = postal.orders();
  const askedVnd = order?.codAmountVnd ?? 0;
  const { attempts } = await loadPaying(dossierId);
  const [attempt, ...others] = attempts.filter(({ provider: id }) => id === 'postal');
  const today = localDateOf(systemNow());
  const days = Array.from({ length: 31 }, (_, place) => addDays(today, place - 30));
  const made = await loadReconciliations('postal', addDays(today, -30), today);
  const remitted = sum(made.map((day) => day.theirs.payments.amountVnd));
  const owed = await owedFor(days, made);
  const cameVnd = attempt?.paid?.amountVnd ?? 0;
  expect(others).toEqual([]);
  expect(owed.collectedVnd).toBe(cameVnd);
  expect(owed.outstandingVnd).toBe(cameVnd - remitted);
  if (!order?.collectedAt) expect([attempt, remitted]).toEqual([undefined, 0]);
  // A batch in which nothing was, or too little or too much, is the only one of which anything is left.
  const isWhole = remitted === (order?.collectedAt ? askedVnd : 0);
  if (isWhole) expect(cameVnd).toBe(remitted);
  if (isWhole) expect(made.filter(({ unexplained }) => unexplained > 0)).toEqual([]);
  else
    expect(sum(made.map(({ unexplained }) => unexplained)) + Number(cameVnd !== askedVnd)).toBeGreaterThan(0);
  if (attempt?.state === 'pending')
    expect((await loadFiledFile(dossierId)).dossier.attention).toMatch(
      /^(payment-unexplained|refund-refused)$/,
    );
  return {
    cameVnd,
    settled: attempt?.became === 'settled' ? 1 : 0,
    disputed: attempt?.difference ? 1 : 0,
  };
}

/** Every day was reconciled, and each đồng that came in otherwise than in cash stands in both books: nothing is unexplained. */
async function checkBooks(cashlessVnd: number): Promise<void> {
  const today = localDateOf(systemNow());
  const made = await Promise.all(collectors.map((id) => loadReconciliations(id, FIRST_DAY, today)));
  for (const days of made) expect(days.at(-1)?.day).toBe(addDays(today, -1));
  const days = made.flat();
  expect(days.filter(({ unexplained }) => unexplained > 0)).toEqual([]);
  for (const side of ['ours', 'theirs'] as const)
    expect(sum(days.map((day) => day[side].payments.amountVnd))).toBe(cashlessVnd);
}

/**
 * What was closed and what is still in the drawer are the receipts of its officer less what went back, each once; closings have
 * numbers without a gap.
 * @returns how often it was closed
 */
async function checkCash({ taken, givenBack }: World, receipts: readonly FeeReceipt[]): Promise<number> {
  const until = LocalDate.parse('2022-10-01');
  const [closings, drawer] = await Promise.all([
    loadClosings('H25.03', { from: FIRST_DAY, to: until }),
    loadDrawer('H25.03', desk.sub),
  ]);
  const periods = [...closings.map(({ movements }) => cashMoved(movements)), drawer?.movements ?? []];
  const all = periods.flat();
  const inCash = receipts.filter(({ issuedBy, replaces }) => issuedBy.kind === 'officer' && !replaces);
  const byDesk = inCash.filter(({ issuedBy }) => 'role' in issuedBy && issuedBy.role === 'deskOfficer');
  expect(
    all
      .filter(({ kind }) => kind === 'in')
      .map(({ reference }) => reference)
      .sort(),
  ).toEqual(byDesk.map(({ code }) => code).sort());
  expect(sum(periods.map((period) => cashSum(period).expectedVnd))).toBe(sum(taken) - sum(givenBack));
  for (const period of periods) expect(cashSum(period).expectedVnd).toBeGreaterThanOrEqual(0);
  expect(closings.map(({ number }) => number)).toEqual(closings.map((_, place) => place + 1));
  return closings.length;
}

const sumOf = (items: readonly { readonly amountVnd: number }[]): number =>
  sum(items.map(({ amountVnd }) => amountVnd));

/** Every transfer is on record once, by its sum. @returns them as the bank has them, and as we do */
async function checkTransfers({ banks }: World) {
  const deals = [...banks.bank.bank.deals.values()];
  const credits = await Promise.all(deals.map(({ reference }) => loadCredit(reference)));
  expect(credits.map((credit) => credit?.amountVnd)).toEqual(deals.map(({ amountVnd }) => amountVnd));
  return credits.flatMap((credit) => credit ?? []);
}

/** Money of drafts that the control of procedures is shown. */
async function listed() {
  const { body = '' } = await listTransfers(eventFor(api.listTransfers, { claims: control }), lambdaContext);
  return Listed.parse(JSON.parse(body)).refunds;
}

/** Nothing of a draft is left but what came and went back, and what was told of that: both name nobody. */
async function checkGone({ dossierId }: World, { payments }: DossierFile): Promise<void> {
  const left = (await loadPartition(dossierId)).map(({ SK }) => String(SK).split('#')[0]);
  expect(left.filter((kind) => kind !== 'PAYING' && kind !== 'ANNOUNCED')).toEqual([]);
  const [code] = payments.flatMap((one) => one.code ?? []);
  if (code) expect(await loadChargeCode(code)).toBeUndefined();
}

/** Every đồng that came settles a request or goes back, and nobody believes anything else. */
async function checkMoney(world: World): Promise<Truth> {
  const { dossierId, banks, taken } = world;
  const file = await loadFileIfThere(dossierId);
  if (!file) throw new Error('it is gone before its money was counted');
  const { dossier, payments } = file;
  const attention = dossier.status === 'draft' ? undefined : dossier.attention;
  const { attempts, refunds } = await loadPaying(dossierId);
  const deals = providers.flatMap((id) => [...banks[id].bank.deals.values()]);
  const paid = deals.filter(({ state }) => state === 'paid');
  const credits = await checkTransfers(world);
  const forUs = credits.filter((credit) => credit.dossierId !== undefined);
  const forNobody = credits.filter((credit) => credit.dossierId === undefined);
  const byPost = await checkPost(world);

  const others = attempts.filter(({ provider: id }) => id !== 'postal');
  expect(others.filter(({ state }) => state === 'pending')).toEqual([]);
  expect(
    others
      .filter(({ state }) => state === 'paid')
      .map(({ reference }) => reference)
      .sort(),
  ).toEqual(
    [...paid.map(({ reference }) => reference), ...forUs.map(({ transaction }) => transaction)].sort(),
  );
  const settled = payments.filter(({ state }) => state === 'paid');
  const cashless = sumOf(paid) + sumOf(credits);
  // What names nobody is on record, and waits for somebody who finds out, or went back by hand.
  const moneyIn = cashless + sum(taken) + byPost.cameVnd - sumOf(forNobody);
  expect(moneyIn).toBe(
    sum(settled.map(({ amountVnd }) => amountVnd)) + sum(refunds.map(({ amountVnd }) => amountVnd)),
  );
  const receipts = await loadFeeReceipts(dossierId);
  const held = receipts.filter(({ end }) => !end);
  const cancelled = receipts.filter(({ end }) => end?.kind === 'cancelled');
  // What is receipted is what was settled, and what was given back by hand its receipt no longer holds.
  expect(moneyIn).toBe(sumOf(held) + sumOf(refunds) + sumOf(cancelled));
  expect([...held, ...cancelled].map(({ payment }) => payment).sort()).toEqual(
    settled.map(({ number }) => number).sort(),
  );
  expect(receipts.map(({ number }) => number)).toEqual(receipts.map((_, place) => place + 1));
  const day = (text: string) => LocalDate.parse(text);
  const book = await loadRevenue('H25.03', { from: day('2021-10-01'), to: day('2022-10-01') });
  expect(sum(book.map(({ issuedVnd, endedVnd }) => issuedVnd - endedVnd))).toBe(sumOf(held));
  const settling = attempts.filter(({ became }) => became === 'settled');
  const online = settling.filter(({ provider: id }) => id !== 'bank' && id !== 'postal');
  expect(sumOf(receipts.filter(({ online, replaces }) => online && !replaces))).toBe(sumOf(online));
  expect(new Set(settling.map(({ payment }) => payment)).size).toBe(settling.length);
  expect(settling.length + taken.length).toBe(settled.length);
  expect(attempts.filter(({ became }) => became === 'refund').map(({ number }) => number)).toEqual(
    refunds.map(({ attempt }) => attempt),
  );
  const byHand = await listed();
  for (const { attempt, reference, provider: id, state, amountVnd, ofDraft } of refunds) {
    const deal = deals.find((one) => one.reference === reference);
    const isByHand = id === 'dvcqg' || id === 'bank' || id === 'postal';
    if (ofDraft) expect(ofDraft.told).toBe(state);
    if (isByHand || state === 'refused')
      if (ofDraft) expect(byHand).toContainEqual({ dossierId, number: attempt, amountVnd });
      else expect(attention).toBe('refund-refused');
    else expect(deal?.refund).toMatchObject({ amountVnd, state: 'returned' });
    expect(state).toBe(isByHand ? 'refused' : deal?.refund?.state);
  }
  for (const { reference, refund } of deals)
    if (refund) expect(refunds.map((one) => one.reference)).toContain(reference);
  await checkBooks(cashless);
  const events = (await loadWholeHistory(dossierId)).length;
  // Three are of the time before, where that is not told.
  const before = world.feesDue === 'beforeSubmission' ? 0 : 3;
  expect(dossier.status === 'draft' ? 0 : dossier.lastEvent).toBe(
    dossier.status === 'draft' ? events : events + before,
  );
  return {
    replaced: receipts.filter(({ replaces }) => replaces).length,
    cancelled: cancelled.length,
    settledOnline: online.length,
    transferred: settling.length - online.length - byPost.settled,
    settledByPost: byPost.settled,
    disputed: byPost.disputed,
    transfersUnknown: forNobody.filter(({ end }) => !end).length,
    transfersReturned: forNobody.filter(({ end }) => end).length,
    settledInCash: taken.length,
    closings: await checkCash(world, receipts),
    corrected: payments.filter(({ fees }) => fees?.quantity === 3).length,
    refunds: refunds.length,
    reasons: refunds.map(({ reason }) => reason),
  };
}

/**
 * Lives so many worlds of one dossier or draft, two providers, a bank and a post: whoever pays, submits, collects, withdraws, reports or fails, and whatever happens at
 * once, in the end every đồng settles a request or goes back.
 * @param tableInput as the template states the table
 * @returns how often what came of it
 */
export async function assertPayments(
  runs: number,
  seed: number,
  tableInput: TableInput,
): Promise<ReadonlyMap<string, number>> {
  const tally = new Map<string, number>();
  const count = (what: string, times = 1) => tally.set(what, (tally.get(what) ?? 0) + times);
  const togetherIn = (feesDue: FeesDue) => fc.array(deedsIn(feesDue), { minLength: 1, maxLength: 3 });
  const many = { minLength: 4, maxLength: 16, size: 'max' } as const;
  const property = fc.asyncProperty(
    fc.nat(),
    fc.boolean(),
    fc
      .constantFrom(...ways)
      .chain((feesDue) =>
        fc.record({ feesDue: fc.constant(feesDue), groups: fc.array(togetherIn(feesDue), many) }),
      ),
    async (turnsOf, isPosted, { feesDue, groups }) => {
      const world = beginWorld(turnsOf, feesDue, tableInput);
      await reconcilePayments();
      if (isPosted && feesDue === 'beforeResult') await world.post();
      for (const group of groups) {
        await Promise.all(group.map(world.once));
        await checkTabs(world);
      }
      await world.quiet();
      const truth = await checkMoney(world);
      const { settledOnline, settledInCash, replaced, cancelled, reasons } = truth;
      count('settled online', settledOnline);
      count('settled by transfer', truth.transferred);
      count('settled by the post', truth.settledByPost);
      count('collection disputed', truth.disputed);
      count('transfer unknown', truth.transfersUnknown);
      count('transfer sent back', truth.transfersReturned);
      count('settled in cash', settledInCash);
      count('drawer closed', truth.closings);
      count('charge corrected', truth.corrected);
      count('receipt replaced', replaced);
      count('receipt cancelled', cancelled);
      for (const reason of reasons) count(`refund ${reason}`);
      const draft = await world.letGo();
      if (draft?.payments.length) await checkGone(world, draft);
      if (draft?.payments.length) count('draft let go');
      else if (feesDue === 'beforeSubmission' && !draft) count('submitted as paid');
    },
  );
  await fc.assert(property, { numRuns: runs, seed });
  return tally;
}
