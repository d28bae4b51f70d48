import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, isIPv4 } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What answers one route; `params` are the path's variables. */
type Handler = (request: Request, params: Readonly<Record<string, string>>) => Response | Promise<Response>;

/** A route as `'GET /v1/orders/:reference'`. */
export type Routes = Readonly<Record<`${'GET' | 'POST' | 'OPTIONS'} /${string}`, Handler>>;

export type Server = { readonly url: string; stop(): Promise<void> };

/** Nothing on another machine may reach a stand-in. */
const LOOPBACK = '127.0.0.1';

/**
 * Serves routes on the loopback address.
 * @param port 0 takes any that is free
 * @throws Error (`EADDRINUSE`) when the port is taken
 */
export async function serve(port: number, routes: Routes): Promise<Server> {
  const table = Object.entries(routes).map(([route, handler]) => {
    const [method = '', pathname = ''] = route.split(' ');
    return { method, pattern: new URLPattern({ pathname }), handler };
  });
  const answer = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    for (const { method, pattern, handler } of table) {
      const match = method === request.method && pattern.exec({ pathname });
      if (match) return handler(request, variablesOf(match.pathname.groups));
    }
    return new Response('Không có trang này · There is no such page\n', { status: 404 });
  };
  const server = createServer(async (incoming, outgoing) => {
    try {
      await send(await answer(await requestOf(incoming)), outgoing);
    } catch (error) {
      console.error(error);
      outgoing.writeHead(500).end();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, LOOPBACK, resolve);
  });
  return {
    url: `http://${LOOPBACK}:${portOf(server.address())}`,
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

const portOf = (address: AddressInfo | string | null): number => {
  if (address === null || typeof address === 'string' || !isIPv4(address.address))
    throw new Error('The server listens on no port');
  return address.port;
};

const variablesOf = (groups: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value ?? '')]));

async function requestOf(incoming: IncomingMessage): Promise<Request> {
  const { method = 'GET', url = '/', headers } = incoming;
  const body = method === 'GET' || method === 'HEAD' ? undefined : await buffer(incoming);
  return new Request(new URL(url, `http://${headers.host ?? LOOPBACK}`), {
    method,
    headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
    body,
  });
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}

/** A page to go to after a form was sent, so that reloading it sends nothing again. */
export const seeOther = (location: string): Response =>
  new Response(null, { status: 303, headers: { location } });

/** The fields of a request's form; a JSON body counts as one. */
export async function fieldsOf(request: Request): Promise<unknown> {
  const json = request.headers.get('content-type')?.startsWith('application/json');
  if (json) return request.json();
  return Object.fromEntries(new URLSearchParams(await request.text()));
}
