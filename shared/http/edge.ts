import { timingSafeEqual } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { environmentIfGiven } from '../resources.ts';
import { Problem } from './problems.ts';

/** What tells where a call comes from; the rest differs by whether it bears a token. */
type Event = {
  readonly headers: APIGatewayProxyEventV2['headers'];
  readonly requestContext: Pick<APIGatewayProxyEventV2['requestContext'], 'http'>;
};

/** The header by which the edge proves itself; what a client sends under this name, the edge writes over. */
export const EDGE_HEADER = 'x-motcua-edge';

const edgeKey = (): string | undefined => environmentIfGiven('EDGE_KEY');

/**
 * Lets only calls in that came through the edge, where the stage has one: it filters nothing of what goes around it.
 * @throws Problem `caller-not-allowed`
 */
export function requireEdge({ headers }: Event): void {
  const key = edgeKey();
  if (key === undefined) return;
  const [said, wanted] = [Buffer.from(headers[EDGE_HEADER] ?? ''), Buffer.from(key)];
  if (said.length !== wanted.length || !timingSafeEqual(said, wanted))
    throw new Problem('caller-not-allowed');
}

/**
 * The address from which a call comes. Behind an edge that is the last but one of `X-Forwarded-For`: CloudFront adds whom
 * it heard, and API Gateway adds CloudFront; what stands before is anybody's word (CloudFront developer guide, request and
 * response behavior for custom origins).
 */
export const addressOf = ({ headers, requestContext: { http } }: Event): string =>
  (edgeKey() === undefined ? undefined : headers['x-forwarded-for']?.split(',').at(-2)?.trim()) ??
  http.sourceIp;
