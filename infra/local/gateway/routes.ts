/** A route of an HTTP API: `GET /v1/files/{fileId}`, `ANY /files/{proxy+}` or `$default`. */
export type Route = { readonly routeKey: string };

export type Found<R extends Route> = {
  readonly route: R;
  readonly pathParameters: Readonly<Record<string, string>>;
};

type Segment = { readonly kind: 'text' | 'variable' | 'rest'; readonly value: string };

const segmentOf = (part: string): Segment => {
  const [, name, plus] = /^\{([^}+]+)(\+?)\}$/.exec(part) ?? [];
  if (name === undefined) return { kind: 'text', value: part };
  return { kind: plus ? 'rest' : 'variable', value: name };
};

const partsOf = (path: string): readonly string[] => path.replace(/^\//, '').split('/');

/**
 * Chooses the route of a request as API Gateway does: a text before a variable, a variable before the rest of the
 * path, a method before ANY, and `$default` for what is left (HTTP API guide, "Routing API requests").
 */
export function routing<R extends Route>(
  routes: readonly R[],
): (method: string, path: string) => Found<R> | undefined {
  const order: readonly Segment['kind'][] = ['text', 'variable', 'rest'];
  const compiled = routes
    .filter(({ routeKey }) => routeKey !== '$default')
    .map((route) => {
      const [method = '', path = ''] = route.routeKey.split(' ');
      const segments = partsOf(path).map(segmentOf);
      const rank = segments.map(({ kind }) => order.indexOf(kind)).join('');
      return { route, method, segments, rank: `${rank}${method === 'ANY' ? 1 : 0}` };
    })
    .sort((one, other) => one.rank.localeCompare(other.rank));
  const fallback = routes.find(({ routeKey }) => routeKey === '$default');

  return (method, path) => {
    for (const { route, method: routed, segments } of compiled) {
      if (routed !== 'ANY' && routed !== method) continue;
      const pathParameters = parametersOf(segments, partsOf(path));
      if (pathParameters) return { route, pathParameters };
    }
    return fallback && { route: fallback, pathParameters: {} };
  };
}

function parametersOf(
  segments: readonly Segment[],
  parts: readonly string[],
): Record<string, string> | undefined {
  const greedy = segments.at(-1)?.kind === 'rest';
  if (greedy ? parts.length < segments.length : parts.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [at, { kind, value }] of segments.entries()) {
    const part = parts[at] ?? '';
    if (kind === 'text' && part !== value) return undefined;
    if (kind !== 'text' && part === '') return undefined;
    if (kind === 'variable') parameters[value] = decoded(part);
    if (kind === 'rest') parameters[value] = parts.slice(at).map(decoded).join('/');
  }
  return parameters;
}

/** A percent sign that encodes nothing is taken as it is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
