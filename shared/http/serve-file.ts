import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { correlationIdOf } from './headers.ts';
import type { Operation } from './operation.ts';

/** A file that the build put beside the function. */
type File = {
  readonly bytes: Buffer;
  /** How the bytes are packed; every browser unpacks it. */
  readonly encoding?: 'gzip';
  readonly headers: Readonly<Record<string, string>>;
};

/** Serves an operation whose answer is one file, the same for everyone, of the media type its contract states. */
export const serveFile =
  ({ status, content }: Operation, { bytes, encoding, headers }: File) =>
  async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => ({
    statusCode: status,
    headers: {
      ...(content && { 'content-type': content }),
      ...(encoding && { 'content-encoding': encoding }),
      ...headers,
      'x-correlation-id': correlationIdOf(event),
    },
    body: bytes.toString(encoding ? 'base64' : 'utf8'),
    isBase64Encoded: encoding !== undefined,
  });
