import { Agent, request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import type { Answer } from './wire.ts';

type Outgoing = {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer | string;
};

/** An emulator behind the door. */
export type Upstream = { send(outgoing: Outgoing): Promise<Answer>; close(): void };

/** Headers that concern one connection only (RFC 9110, 7.6.1), and those that are written anew. */
const perConnection = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'host',
  'content-length',
  'expect',
]);

const passedOn = (headers: OutgoingHttpHeaders): OutgoingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !perConnection.has(name)));

/** The answer to HEAD has no body of which its length could be told again. */
const lengthOf = ({ 'content-length': length }: IncomingHttpHeaders): OutgoingHttpHeaders =>
  length === undefined ? {} : { 'content-length': length };

/** Keeps connections to an emulator alive, so that a call costs no handshake. */
export function upstream(baseUrl: string): Upstream {
  const { hostname, port } = new URL(baseUrl);
  const agent = new Agent({ keepAlive: true, keepAliveMsecs: 30_000, scheduling: 'lifo' });
  return {
    send: ({ method, url, headers, body }) =>
      new Promise((resolve, reject) => {
        const outgoing = httpRequest(
          {
            agent,
            hostname,
            port,
            method,
            path: url,
            headers: { ...passedOn(headers), 'content-length': Buffer.byteLength(body) },
          },
          (incoming) => {
            const chunks: Buffer[] = [];
            incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
            incoming.on('error', reject);
            incoming.on('end', () =>
              resolve({
                status: incoming.statusCode ?? 502,
                headers: {
                  ...passedOn(incoming.headers),
                  ...(method === 'HEAD' && lengthOf(incoming.headers)),
                },
                body: Buffer.concat(chunks),
              }),
            );
          },
        );
        outgoing.on('error', reject);
        outgoing.end(body);
      }),
    close: () => agent.destroy(),
  };
}
