import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import {
  faultsOf,
  MOST_STEPS,
  PortalDossier,
  PortalMood,
  ProgressStep,
  SyncedDossier,
} from './portal-fields.ts';
import { dossierPage, dossiersPage } from './portal-pages.ts';
import { fieldsOf, type Routes, seeOther, serveRoutes } from './server.ts';
import { stateIn } from './state.ts';

const Asked = z.discriminatedUnion('service', [
  z.object({
    service: z.literal('DongBoHoSoMC'),
    isUpdating: z.enum(['True', 'False']),
    data: z.array(z.unknown()).min(1),
  }),
  z.object({ service: z.literal('CapNhatTienDoHoSoMC'), data: z.array(z.unknown()).min(1) }),
  z.object({ service: z.literal('TraCuuHoSo'), mahoso: z.string() }),
]);

type Options = {
  /** As whom the province signs in, and by which password. */
  readonly user: string;
  readonly secret: string;
  readonly dataDirectory?: string;
};

/** The stand-in for the national portal, as it is played. */
type PlayedPortal = {
  readonly routes: Routes;
  dossiers(): readonly PortalDossier[];
  find(dossierCode: string): PortalDossier | undefined;
  /** Every call so far by its service, signing in too. */
  calls(): readonly string[];
  behave(mood: Partial<PortalMood>): void;
  /** Forgets a dossier, or all of them. */
  lose(dossierCode?: string): void;
  /** Changes a field behind the province's back. */
  alter(dossierCode: string, change: Partial<SyncedDossier>): void;
  /** Does not take a dossier for a reason of its own, until it is let in. */
  refuse(dossierCode: string, reason: string | undefined): void;
};

/** The same while it listens. */
export type PortalStandIn = PlayedPortal & { readonly url: string; stop(): Promise<void> };

const say = (error_code: string, message: string, more: object = {}): Response =>
  Response.json({ error_code, message, ...more });
const TAKEN = () => say('0', 'Thành công');

/**
 * Plays the portal: it lets the province in by a session, takes dossiers and their progress field by field as its rules
 * are, keeps them, and shows them as citizens see them.
 */
export function playPortal({ user, secret, dataDirectory = 'memory' }: Options): PlayedPortal {
  const state = stateIn(dataDirectory, 'portal.json');
  const kept = new Map(
    z
      .array(PortalDossier)
      .parse(state.read() ?? [])
      .map((one) => [one.dossier.MaHoSo, one]),
  );
  const sessions = new Map<string, number>();
  const refusals = new Map<string, string>();
  const calls: string[] = [];
  let mood = PortalMood.parse({});
  const save = () => state.write([...kept.values()]);

  /** Before any call is answered: as the mood has it. */
  const trouble = async (): Promise<Response | undefined> => {
    if (mood.slowMs > 0) await sleep(mood.slowMs);
    if (mood.down === 0) return undefined;
    mood = { ...mood, down: mood.down - 1 };
    return new Response(null, { status: 503 });
  };

  const signIn = async (request: Request): Promise<Response> => {
    calls.push('login');
    const troubled = await trouble();
    if (troubled) return troubled;
    const asked = z.object({ username: z.string(), password: z.string() }).safeParse(await fieldsOf(request));
    if (!asked.success || asked.data.username !== user || asked.data.password !== secret)
      return say('-1', 'Sai tên đăng nhập hoặc mật khẩu');
    const session = randomBytes(16).toString('hex');
    sessions.set(session, mood.sessionCalls);
    return Response.json({ session, error_code: 0 });
  };

  /** Whether a session stands, and one call less then. */
  const isIn = (session: string): boolean => {
    const left = sessions.get(session);
    if (left === undefined) return false;
    if (left === 1) sessions.delete(session);
    else if (left > 1) sessions.set(session, left - 1);
    return true;
  };

  const take = (isUpdating: boolean, data: readonly unknown[]): Response => {
    const parsed = z.array(SyncedDossier).safeParse(data);
    if (!parsed.success) return say('-2', faultsOf(parsed.error));
    for (const dossier of parsed.data) {
      const { MaHoSo } = dossier;
      const reason = refusals.get(MaHoSo);
      if (reason) return say('-2', reason);
      const known = kept.get(MaHoSo);
      if (known && !isUpdating) return say('-3', `Hồ sơ ${MaHoSo} đã tồn tại`);
      if (!known && isUpdating) return say('-3', `Hồ sơ ${MaHoSo} không tồn tại`);
      kept.set(MaHoSo, { dossier, steps: known?.steps ?? [] });
    }
    save();
    return TAKEN();
  };

  const addSteps = (data: readonly unknown[]): Response => {
    if (data.length > MOST_STEPS) return say('-2', `data: nhiều hơn ${MOST_STEPS} dòng`);
    const parsed = z.array(ProgressStep).safeParse(data);
    if (!parsed.success) return say('-2', faultsOf(parsed.error));
    const unknown = parsed.data.find(({ MaHoSo }) => !kept.has(MaHoSo));
    if (unknown) return say('-2', `Hồ sơ ${unknown.MaHoSo} chưa được đồng bộ`);
    for (const step of parsed.data) kept.get(step.MaHoSo)?.steps.push(step);
    save();
    return TAKEN();
  };

  const answer = async (request: Request): Promise<Response> => {
    const asked = Asked.safeParse(await request.json());
    calls.push(asked.data?.service ?? 'unknown');
    const troubled = await trouble();
    if (troubled) return troubled;
    if (!isIn(request.headers.get('session') ?? '')) return new Response(null, { status: 401 });
    if (!asked.success) return say('-2', faultsOf(asked.error));
    switch (asked.data.service) {
      case 'DongBoHoSoMC':
        return take(asked.data.isUpdating === 'True', asked.data.data);
      case 'CapNhatTienDoHoSoMC':
        return addSteps(asked.data.data);
      case 'TraCuuHoSo': {
        const found = kept.get(asked.data.mahoso);
        return say('0', 'Thành công', { result: found ? [found.dossier] : [] });
      }
    }
  };

  const lose = (dossierCode?: string): void => {
    if (dossierCode === undefined) kept.clear();
    else kept.delete(dossierCode);
    save();
  };

  const routes: Routes = {
    'GET /': () => dossiersPage([...kept.values()], mood),
    'GET /dossiers': () => Response.json([...kept.values()]),
    'GET /dossiers/:code': (request, { code = '' }) => {
      const found = kept.get(code);
      if (!found) return new Response('Không tìm thấy hồ sơ\n', { status: 404 });
      return request.headers.get('accept')?.includes('text/html') ? dossierPage(found) : Response.json(found);
    },
    'POST /dossiers/:code/loss': (_, { code = '' }) => {
      lose(code);
      return seeOther('/');
    },
    'POST /mapp/login': signIn,
    'POST /mapp/g': answer,
    'POST /mood': async (request) => {
      const asked = PortalMood.safeParse(await fieldsOf(request));
      if (!asked.success) return Response.json({ error: z.prettifyError(asked.error) }, { status: 400 });
      mood = asked.data;
      return request.headers.get('accept')?.includes('text/html') ? seeOther('/') : Response.json(mood);
    },
  };
  return {
    routes,
    dossiers: () => structuredClone([...kept.values()]),
    find: (dossierCode) => structuredClone(kept.get(dossierCode)),
    calls: () => [...calls],
    behave: (asked) => {
      mood = { ...mood, ...asked };
      if (asked.sessionCalls !== undefined) sessions.clear();
    },
    lose,
    alter: (dossierCode, change) => {
      const found = kept.get(dossierCode);
      if (found) kept.set(dossierCode, { ...found, dossier: { ...found.dossier, ...change } });
      save();
    },
    refuse: (dossierCode, reason) => {
      if (reason === undefined) refusals.delete(dossierCode);
      else refusals.set(dossierCode, reason);
    },
  };
}

/** Starts the stand-in on the loopback address. */
export async function startPortal({
  port,
  ...options
}: Options & { readonly port: number }): Promise<PortalStandIn> {
  const portal = playPortal(options);
  const { url, close } = await serveRoutes(port, portal.routes);
  return { ...portal, url, stop: close };
}
