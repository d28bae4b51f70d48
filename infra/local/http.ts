import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
} from 'node:http';

/** A request as it came in. `path` and `query` are still percent-encoded. */
export type Request = {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  /** Nothing of a body that is longer than the server holds. */
  readonly body: Buffer;
  /** Bytes of the body. */
  readonly length: number;
};

export type Answer = {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer | string;
};

export type Server = { readonly url: string; close(): Promise<void> };

/** Nothing on another machine may reach what runs on this one. */
const LOOPBACK = '127.0.0.1';

async function read(incoming: IncomingMessage, longest: number): Promise<Request> {
  const [path = '/', query = ''] = (incoming.url ?? '/').split(/\?(.*)/s);
  const chunks: Buffer[] = [];
  let length = 0;
  // What is too long is read to its end all the same: a client that still sends does not hear the answer.
  for await (const chunk of incoming) {
    length += chunk.length;
    if (length <= longest) chunks.push(chunk);
    else chunks.length = 0;
  }
  const { method = 'GET', headers } = incoming;
  return { method, path, query, headers, body: Buffer.concat(chunks), length };
}

/**
 * Serves on the loopback.
 * @param port 0 for any that is free
 * @param longest bytes of a body that are held, and of a request line with its headers that are taken
 * @param answerTo gives nothing to break the connection instead of answering
 * @throws Error (`EADDRINUSE`) when the port is taken
 */
export async function serve(
  port: number,
  longest: { readonly body: number; readonly headers?: number },
  answerTo: (request: Request) => Promise<Answer | undefined>,
): Promise<Server> {
  const options = { keepAliveTimeout: 60_000, requestTimeout: 0, maxHeaderSize: longest.headers };
  const server = createServer(options, async (incoming, response) => {
    try {
      const answer = await answerTo(await read(incoming, longest.body));
      if (!answer) return void response.destroy();
      const { status, headers, body } = answer;
      const length = status === 204 ? {} : { 'content-length': Buffer.byteLength(body) };
      response.writeHead(status, { ...headers, ...length }).end(body);
    } catch (error) {
      // A client that goes away in the middle of its request is owed nothing.
      response.destroy(error instanceof Error ? error : undefined);
    }
  });
  server.listen(port, LOOPBACK);
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://${LOOPBACK}:${typeof address === 'object' && address !== null ? address.port : port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
