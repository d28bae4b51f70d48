import { Agent, request as httpRequest, type OutgoingHttpHeaders } from 'node:http';
import type { Answer, Request } from '../http.ts';

/** What stands behind the door for a service. */
export type Backend = {
  send(request: Pick<Request, 'method' | 'path' | 'headers' | 'body'>): Promise<Answer>;
  close(): void;
};

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

/** Keeps connections to an emulator alive, so that a call costs no handshake. */
export function backendAt(baseUrl: string): Backend {
  const { hostname, port } = new URL(baseUrl);
  const agent = new Agent({ keepAlive: true, keepAliveMsecs: 30_000, scheduling: 'lifo' });
  return {
    send: ({ method, path, headers, body }) =>
      new Promise((resolve, reject) => {
        const outgoing = httpRequest(
          {
            agent,
            hostname,
            port,
            method,
            path,
            headers: { ...passedOn(headers), 'content-length': body.length },
          },
          (incoming) => {
            const chunks: Buffer[] = [];
            incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
            incoming.on('error', reject);
            incoming.on('end', () =>
              resolve({
                status: incoming.statusCode ?? 502,
                headers: passedOn(incoming.headers),
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
