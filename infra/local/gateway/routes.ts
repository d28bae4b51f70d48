import findMyWay from 'find-my-way';

/** A route of an HTTP API: `GET /v1/files/{fileId}`. */
type Routed = { readonly routeKey: string };

export type Found<R extends Routed> = {
  readonly route: R;
  readonly pathParameters: Readonly<Record<string, string | undefined>>;
};

/** Chooses the route of a request as API Gateway does: a text before a variable (HTTP API guide, "Routing API requests"). */
export function routing<R extends Routed>(
  routes: readonly R[],
): (method: string, path: string) => Found<R> | undefined {
  const router = findMyWay({ caseSensitive: true, maxParamLength: 10_240 });
  const byHandler = new Map<unknown, R>();
  for (const route of routes) {
    const handler = (): void => undefined;
    byHandler.set(handler, route);
    router.on('GET', `/${route.routeKey.replace(' ', '').replaceAll(/\{(\w+)\}/g, ':$1')}`, handler);
  }
  return (method, path) => {
    // A percent sign that encodes nothing is taken as it is.
    const found = router.find('GET', `/${method}${path.replaceAll(/%(?![\da-f]{2})/gi, '%25')}`);
    const { handler, params = {} } = found ?? {};
    const route = byHandler.get(handler);
    // A variable stands for something.
    return route && !Object.values(params).includes('') ? { route, pathParameters: params } : undefined;
  };
}
