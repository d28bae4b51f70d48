import { createHash } from 'node:crypto';
import * as z from 'zod';
import { systemNow, toInstant, withVietnamOffset } from '../../shared/clock.ts';
import type { PhoneChannel } from '../../shared/notification/announcement.ts';
import type { MessageReport } from '../../shared/notification/message-report.ts';
import { isSigned } from '../../shared/signature.ts';
import { html, page } from './page.ts';
import { type Customer, Reporter } from './reporter.ts';
import { fieldsOf, seeOther, serveRoutes } from './server.ts';
import { stateIn } from './state.ts';

const addressed = { reference: z.string().min(1).max(60), to: z.string().min(1) };

/** What the provider of each channel takes, and what its page is called. */
const providers = {
  sms: {
    Asked: z.strictObject({
      ...addressed,
      text: z.string().min(1).max(1600),
      encoding: z.enum(['gsm7', 'ucs2']),
    }),
    title: 'Tin nhắn',
    standsFor: 'đơn vị cung cấp dịch vụ tin nhắn',
  },
  push: {
    Asked: z.strictObject({
      ...addressed,
      title: z.string().min(1).max(100),
      text: z.string().min(1).max(2000),
      url: z.url(),
    }),
    title: 'Tin qua ứng dụng',
    standsFor: 'ứng dụng nhắn tin',
  },
} as const satisfies Record<PhoneChannel, object>;

const Message = z.object({
  ...addressed,
  text: z.string(),
  encoding: z.string().optional(),
  title: z.string().optional(),
  url: z.string().optional(),
  bodySha256: z.string(),
  messageId: z.string(),
  sentAt: z.string(),
  reports: z.array(z.enum(['DELIVERED', 'FAILED'])),
});
export type SentMessage = z.infer<typeof Message>;

/** Mobile telephones of Vietnam; nothing else is sent to. */
const MOBILE = /^(\+84|0)[35789]\d{8}$/;

/** How a message fails: it was not sent, or it was and nobody is told. */
type Failure = { readonly status: number; readonly what: 'refused' | 'sent' };

/** What becomes of a message by its reference; `undefined` leaves it alone. */
type Disturbance = (reference: string) => Failure | undefined;

/** The stand-in for a provider of messages to telephones. */
export type PhoneStandIn = {
  readonly url: string;
  /** Oldest first, each as often as it was sent. */
  messages(): readonly SentMessage[];
  /** Reports what became of a message, until the report is taken. @returns the status of each answer */
  report(reference: string, status: MessageReport['status']): Promise<readonly number[]>;
  /** Answers the next messages with this status: `sent` ones after they went out, as a line does that breaks. */
  fail(next: number, status: number, what?: Failure['what']): void;
  /** Fails as this says with a message, whenever it comes. */
  disturb(disturbance: Disturbance): void;
  stop(): Promise<void>;
};

const refusal = (status: number, error: string): Response => Response.json({ error }, { status });

/**
 * Starts the stand-in on the loopback address: its API takes signed messages, each reference once, its page shows them,
 * and what became of them is reported, signed, to `callbackUrl`.
 */
export async function startPhones({
  channel,
  port,
  callbackUrl,
  secret,
  dataDirectory = 'memory',
  now = systemNow,
}: Customer & { readonly channel: PhoneChannel; readonly port: number }): Promise<PhoneStandIn> {
  const state = stateIn(dataDirectory, `${channel}.json`);
  const messages = z.array(Message).parse(state.read() ?? []);
  const failures: Failure[] = [];
  let disturbance: Disturbance = () => undefined;
  const reporter = new Reporter(callbackUrl, now);
  const save = () => state.write(messages);

  const take = async (request: Request): Promise<Response> => {
    const failure = failures.shift() ?? disturbance(request.headers.get('idempotency-key') ?? '');
    if (failure?.what === 'refused') return refusal(failure.status, 'as asked for');
    const body = await request.text();
    if (!isSigned(secret, Object.fromEntries(request.headers), body, now())) return refusal(401, 'signature');
    const asked = providers[channel].Asked.safeParse(JSON.parse(body));
    if (!asked.success) return refusal(400, z.prettifyError(asked.error));
    const { reference, to } = asked.data;
    if (request.headers.get('idempotency-key') !== reference)
      return refusal(400, 'the Idempotency-Key is to be the reference');
    if (!MOBILE.test(to)) return refusal(422, 'no mobile telephone');
    const bodySha256 = createHash('sha256').update(body).digest('hex');
    const known = messages.find((one) => one.reference === reference);
    if (known && known.bodySha256 !== bodySha256) return refusal(409, 'this reference has another message');
    const message = known ?? {
      ...asked.data,
      bodySha256,
      messageId: `${channel}-${String(messages.length + 1).padStart(6, '0')}`,
      sentAt: withVietnamOffset(toInstant(now())),
      reports: [],
    };
    if (!known) messages.push(message);
    save();
    if (failure) return refusal(failure.status, 'as asked for, after it was sent');
    return Response.json({ messageId: message.messageId }, { status: known ? 200 : 201 });
  };

  const report = async (reference: string, status: MessageReport['status']): Promise<readonly number[]> => {
    const message = messages.find((one) => one.reference === reference);
    if (!message) throw new Error(`The stand-in of ${channel} has no message ${reference}`);
    message.reports.push(status);
    save();
    const eventId = `${message.messageId}-${message.reports.length}`;
    const occurredAt = withVietnamOffset(toInstant(now()));
    return reporter.deliver({ eventId, reference, status, occurredAt }, secret);
  };

  const takeReport = async (request: Request, { reference = '' }: Readonly<Record<string, string>>) => {
    const asked = z.object({ status: z.enum(['DELIVERED', 'FAILED']) }).safeParse(await fieldsOf(request));
    if (!asked.success) return refusal(400, z.prettifyError(asked.error));
    if (!messages.some((one) => one.reference === reference)) return refusal(404, 'no such message');
    // Who clicks does not wait for the customer.
    report(reference, asked.data.status).catch(() => {});
    return seeOther('/');
  };

  const server = await serveRoutes(port, {
    'GET /': () => messagesPage(channel, messages),
    'GET /v1/messages': () => Response.json(messages),
    'POST /v1/messages': take,
    'POST /v1/messages/:reference/reports': takeReport,
  });
  return {
    url: server.url,
    messages: () => structuredClone(messages),
    report,
    fail: (next, status, what = 'refused') => {
      failures.push(...Array.from({ length: next }, () => ({ status, what })));
    },
    disturb: (asked) => {
      disturbance = asked;
    },
    stop: async () => {
      reporter.stop();
      await server.close();
    },
  };
}

const reportNames = { DELIVERED: 'Đã đến máy', FAILED: 'Không gửi được' } as const;

const encodings: Readonly<Record<string, string>> = { gsm7: 'không dấu', ucs2: 'có dấu' };

/** The messages, newest first, each with what its telephone may have done. */
function messagesPage(channel: PhoneChannel, messages: readonly SentMessage[]): Response {
  const { title, standsFor } = providers[channel];
  const cards = messages
    .toReversed()
    .map(({ reference, to, text, messageId, sentAt, reports, ...message }) => {
      const facts = [
        messageId,
        sentAt,
        encodings[message.encoding ?? ''] ?? '',
        ...reports.map((status) => reportNames[status]),
      ];
      return html`<section class="card" aria-labelledby="${messageId}">
<h2 id="${messageId}">${to}</h2>
<p>${facts.filter((fact) => fact !== '').join(' · ')}</p>
${message.title ? html`<p><strong>${message.title}</strong></p>` : ''}
${text}
${message.url ? html`<p><a href="${message.url}">${message.url}</a></p>` : ''}
<form method="post" action="/v1/messages/${encodeURIComponent(reference)}/reports">
${(['DELIVERED', 'FAILED'] as const).map(
  (status) => html`<button name="status" value="${status}">${reportNames[status]}</button>`,
)}</form>
</section>`;
    });
  return page(
    title,
    `Bản thay thế trên máy này cho ${standsFor}. Mỗi nút báo về hệ thống một cửa như đơn vị ấy vẫn báo.`,
    cards.length > 0 ? html`${cards}` : html`<p>Chưa có tin nào.</p>`,
  );
}
