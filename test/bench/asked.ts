import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

/** What AWS was asked, as the bare SDK can ask it again. */
export type Asked = { readonly target: string; readonly body: string };

/** Reads a request to AWS: S3 alone is not asked in JSON, and is told here as if it were. */
export async function askedOf(request: IncomingMessage): Promise<Asked> {
  const body = await text(request);
  const target = request.headers['x-amz-target'];
  if (target !== undefined) return { target: String(target), body };
  const [, Bucket, ...key] = new URL(request.url ?? '', 'http://s3').pathname.split('/');
  const named = { Bucket, Key: key.join('/') };
  return request.method === 'GET'
    ? { target: 'S3.GetObject', body: JSON.stringify(named) }
    : { target: 'S3.PutObject', body: JSON.stringify({ ...named, Body: body }) };
}
