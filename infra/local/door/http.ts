import { once } from 'node:events';
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import { serviceOf } from './identify.ts';
import { isUpload } from './upload.ts';
import { type Answer, AwsError, errorAnswer, type WireRequest } from './wire.ts';

/** The longest body that is held in memory: 100 MiB for a file, and the fields of its form. */
const longestBody = 100 * 1024 * 1024 + 64 * 1024;

/** A request whose body is longer than the door holds; `request` is what came before it. */
class TooLong extends AwsError {
  readonly request: WireRequest;

  constructor(request: Omit<WireRequest, 'body'>, length: number) {
    const details = { ProposedSize: String(length), MaxSizeAllowed: String(longestBody) };
    super('EntityTooLarge', 400, 'Your proposed upload exceeds the maximum allowed size', details);
    this.request = { ...request, body: Buffer.alloc(0) };
  }
}

async function readRequest(incoming: IncomingMessage): Promise<WireRequest> {
  const [path = '/', query = ''] = (incoming.url ?? '/').split(/\?(.*)/s);
  const request = { method: incoming.method ?? 'GET', path, query, headers: incoming.headers };
  const chunks: Buffer[] = [];
  let length = 0;
  // What is too long is read to its end all the same: a client that still sends does not hear the answer.
  for await (const chunk of incoming) {
    length += chunk.length;
    if (length <= longestBody) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (length > longestBody) throw new TooLong(request, length);
  return { ...request, body: Buffer.concat(chunks, length) };
}

/** Any error as its service would answer it; a fault of the door or of an emulator is a 500. */
function answerOf(error: unknown, request: WireRequest): Answer {
  const service = request.method === 'OPTIONS' || isUpload(request) ? 's3' : serviceOf(request);
  if (error instanceof AwsError) return errorAnswer(service, error, request);
  if (error instanceof URIError)
    return errorAnswer('s3', new AwsError('InvalidURI', 400, "Couldn't parse the specified URI."), request);
  const message = error instanceof Error ? error.message : String(error);
  return errorAnswer(service, new AwsError('InternalFailure', 500, message), request);
}

function respond(
  response: ServerResponse,
  method: string,
  answer: Answer,
  besides: OutgoingHttpHeaders,
): void {
  const isHead = method === 'HEAD';
  // The answer to HEAD states the length that the emulator gave it.
  const length = isHead ? {} : { 'content-length': Buffer.byteLength(answer.body) };
  response.writeHead(answer.status, { ...answer.headers, ...length, ...besides });
  response.end(isHead ? undefined : answer.body);
}

export type Listener = {
  /** Answers a request; with nothing, the connection is broken instead. What it throws becomes an error answer. */
  answerTo(request: WireRequest): Promise<Answer | undefined>;
  /** Headers that every answer to this request carries besides. */
  headersFor(request: WireRequest): OutgoingHttpHeaders;
};

/** Listens on the loopback; port 0 is any that is free. */
export async function listen(
  port: number,
  { answerTo, headersFor }: Listener,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const read = await readRequest(incoming).catch((error: unknown) => {
      if (error instanceof TooLong) return error;
      throw error;
    });
    const request = read instanceof TooLong ? read.request : read;
    const answering = read instanceof TooLong ? Promise.reject(read) : answerTo(read);
    const answer = await answering.catch((error: unknown) => answerOf(error, request));
    if (answer) respond(response, request.method, answer, headersFor(request));
    else response.destroy();
  };

  const server = createServer({ keepAliveTimeout: 60_000, requestTimeout: 0 }, (incoming, response) => {
    // A client that goes away in the middle of its request is owed nothing.
    handle(incoming, response).catch(() => response.destroy());
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
