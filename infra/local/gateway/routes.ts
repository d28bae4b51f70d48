/** A route of an HTTP API: `GET /v1/files/{fileId}`. */
type Routed = { readonly routeKey: string };

export type Found<R extends Routed> = {
  readonly route: R;
  readonly pathParameters: Readonly<Record<string, string>>;
};

const variableOf = (part: string): string | undefined => /^\{(\w+)\}$/.exec(part)?.[1];

/** Chooses the route of a request as API Gateway does: a text before a variable (HTTP API guide, "Routing API requests"). */
export function routing<R extends Routed>(
  routes: readonly R[],
): (method: string, path: string) => Found<R> | undefined {
  const compiled = routes
    .map((route) => {
      const parts = route.routeKey.replace(' ', '').split('/');
      const rank = parts.map((part) => (variableOf(part) === undefined ? 0 : 1)).join('');
      return { route, parts, rank };
    })
    .sort((one, other) => one.rank.localeCompare(other.rank));

  return (method, path) => {
    const asked = `${method}${path}`.split('/');
    for (const { route, parts } of compiled) {
      const fits =
        parts.length === asked.length &&
        parts.every((part, at) => part === asked[at] || (variableOf(part) !== undefined && asked[at] !== ''));
      if (!fits) continue;
      const parameters = parts.flatMap((part, at) => {
        const name = variableOf(part);
        return name === undefined ? [] : [[name, decoded(asked[at] ?? '')] as const];
      });
      return { route, pathParameters: Object.fromEntries(parameters) };
    }
    return undefined;
  };
}

/** A percent sign that encodes nothing is taken as it is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
