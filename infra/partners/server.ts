import { type Server, serve } from '../local/http.ts';

/** What answers one route; `params` are the path's variables. */
type Handler = (request: Request, params: Readonly<Record<string, string>>) => Response | Promise<Response>;

/** A route as `'GET /v1/orders/:reference'`. */
export type Routes = Readonly<Record<`${'GET' | 'POST' | 'OPTIONS'} /${string}`, Handler>>;

/** More than any form or order has. */
const LONGEST_BODY = 1024 * 1024;

/** How routes answer a request. */
export function answering(routes: Routes): (request: Request) => Promise<Response> {
  const table = Object.entries(routes).map(([route, handler]) => {
    const [method = '', pathname = ''] = route.split(' ');
    return { method, pattern: new URLPattern({ pathname }), handler };
  });
  return async (request) => {
    const { pathname } = new URL(request.url);
    for (const { method, pattern, handler } of table) {
      const match = method === request.method && pattern.exec({ pathname });
      if (match) return handler(request, variablesOf(match.pathname.groups));
    }
    return new Response('Không có trang này · There is no such page\n', { status: 404 });
  };
}

/**
 * Serves routes on the loopback address.
 * @param port 0 takes any that is free
 * @throws Error (`EADDRINUSE`) when the port is taken
 */
export function serveRoutes(port: number, routes: Routes): Promise<Server> {
  const answerTo = answering(routes);
  return serve(port, { body: LONGEST_BODY }, async ({ method, path, query, headers, body }) => {
    const request = new Request(`http://${headers.host}${path}?${query}`, {
      method,
      headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
      body: body.length > 0 ? new Uint8Array(body) : null,
    });
    const answer = await answerTo(request).catch((error: unknown) => {
      console.error(error);
      return new Response(null, { status: 500 });
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: bytes };
  });
}

const variablesOf = (groups: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value ?? '')]));

/** A page to go to after a form was sent, so that reloading it sends nothing again. */
export const seeOther = (location: string): Response =>
  new Response(null, { status: 303, headers: { location } });

/** The fields of a request's form; a JSON body counts as one. */
export async function fieldsOf(request: Request): Promise<unknown> {
  const json = request.headers.get('content-type')?.startsWith('application/json');
  if (json) return request.json();
  return Object.fromEntries(new URLSearchParams(await request.text()));
}
