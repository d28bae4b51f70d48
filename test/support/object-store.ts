import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** The bucket of documents as far as it takes what our functions put there. */
export type ObjectStore = {
  /** What was put, in order: path and bytes. */
  readonly puts: readonly { readonly path: string; readonly bytes: Buffer; readonly checksum: string }[];
  /** Puts what a person has uploaded, as S3 keeps it. */
  upload(path: string, bytes: Buffer): void;
  readonly stop: () => void;
};

/** Starts a bucket that keeps each put as a version of its own, and points the S3 clients of functions at it. */
export async function startObjectStore(): Promise<ObjectStore> {
  const puts: ObjectStore['puts'][number][] = [];
  const uploads = new Map<string, Buffer>();
  const server = createServer(async (request, response) => {
    const checksum = String(request.headers['x-amz-checksum-sha256']);
    const { pathname } = new URL(request.url ?? '', 'http://bucket');
    const stored = uploads.get(pathname);
    if (request.method === 'GET' && stored) {
      response.end(stored);
      return;
    }
    // What its sender gives up on the way is not there.
    const bytes = await buffer(request).catch(() => undefined);
    if (!bytes) return;
    puts.push({ path: pathname, bytes, checksum });
    response.writeHead(request.method === 'PUT' ? 200 : 405, {
      'x-amz-version-id': `version-${puts.length}`,
    });
    response.end();
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the bucket listens on no port');
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${address.port}`,
    DOCUMENTS_BUCKET: 'documents',
  });
  return { puts, upload: (path, bytes) => uploads.set(path, bytes), stop: () => server.close() };
}
