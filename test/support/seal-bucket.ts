import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

/** A bucket of texts whose paths are `/<bucket>/<key>`, which the S3 clients of this process are pointed at. */
export async function startSealBucket(): Promise<{
  readonly texts: Map<string, string>;
  readonly stop: () => void;
}> {
  const texts = new Map<string, string>();
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://bucket');
    if (request.method === 'PUT') {
      texts.set(pathname, await text(request));
      response.end();
      return;
    }
    const found = texts.get(pathname);
    response.statusCode = found === undefined ? 404 : 200;
    response.end(found ?? '<Error><Code>NoSuchKey</Code></Error>');
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the bucket listens on no port');
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${address.port}`,
    SEALS_BUCKET: 'seals',
  });
  return { texts, stop: () => server.close() };
}
