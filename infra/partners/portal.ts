import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { type Now, systemNow } from '../../shared/clock.ts';
import { signatureHeaders } from '../../shared/signature.ts';
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

/** What somebody has filed at the portal, for the province. */
type Filing = {
  readonly portalCode: string;
  readonly procedureCode: string;
  readonly form: unknown;
  readonly files: readonly {
    readonly paperId: string;
    readonly name: string;
    readonly contentType: string;
    readonly bytes: Uint8Array;
  }[];
};

/** The same as it goes on to the province, and what it was told of it. */
type Filed = Filing & { readonly steps: ProgressStep[] };

type Options = {
  /** As whom the province signs in, and by which password. */
  readonly user: string;
  readonly secret: string;
  /** Where the province takes what is filed here; without it nothing is. */
  readonly callbackUrl?: string;
  readonly dataDirectory?: string;
  readonly now?: Now;
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
  /** Files a dossier here. */
  takeIn(filing: Filing): void;
  /** The same, and it goes on to the province. @returns its answer */
  file(filing: Filing): Promise<Response>;
  /** What goes on of it, signed. */
  handedOn(portalCode: string): { readonly body: string; readonly headers: Readonly<Record<string, string>> };
  /** What the province has told of what was filed here. */
  stepsOf(portalCode: string): readonly ProgressStep[];
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
export function playPortal({
  user,
  secret,
  callbackUrl,
  dataDirectory = 'memory',
  now = systemNow,
}: Options): PlayedPortal {
  const state = stateIn(dataDirectory, 'portal.json');
  const kept = new Map(
    z
      .array(PortalDossier)
      .parse(state.read() ?? [])
      .map((one) => [one.dossier.MaHoSo, one]),
  );
  const sessions = new Map<string, number>();
  const refusals = new Map<string, string>();
  const filings = new Map<string, Filed>();
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
    const known = (code: string) => kept.get(code) ?? filings.get(code);
    const unknown = parsed.data.find(({ MaHoSo }) => !known(MaHoSo));
    if (unknown) return say('-2', `Hồ sơ ${unknown.MaHoSo} chưa được đồng bộ`);
    for (const step of parsed.data) known(step.MaHoSo)?.steps.push(step);
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

  const giveFile = async (request: Request, { code = '', number = '' }: Readonly<Record<string, string>>) => {
    const troubled = await trouble();
    if (troubled) return troubled;
    if (!isIn(request.headers.get('session') ?? '')) return new Response(null, { status: 401 });
    const file = filings.get(code)?.files[Number(number) - 1];
    return file ? new Response(new Uint8Array(file.bytes)) : new Response(null, { status: 404 });
  };

  const handedOn = (portalCode: string) => {
    const filing = filings.get(portalCode);
    if (!filing) throw new Error(`nothing was filed here as ${portalCode}`);
    const { procedureCode, form, files } = filing;
    const linked = files.map(({ bytes, ...file }, place) => ({
      ...file,
      sizeBytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      path: `/files/${portalCode}/${place + 1}`,
    }));
    const eventId = `dvcqg-${randomBytes(6).toString('hex')}`;
    const body = JSON.stringify({ eventId, portalCode, procedureCode, form, files: linked });
    return { body, headers: signatureHeaders(secret, body, now()) };
  };

  const takeIn = (filing: Filing): void => {
    filings.set(filing.portalCode, { ...filing, steps: [] });
  };

  const file = async (filing: Filing): Promise<Response> => {
    takeIn(filing);
    if (!callbackUrl) throw new Error('the portal knows no province');
    const { body, headers } = handedOn(filing.portalCode);
    return fetch(callbackUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
  };

  const routes: Routes = {
    'GET /files/:code/:number': giveFile,
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
    takeIn,
    file,
    handedOn,
    stepsOf: (portalCode) => structuredClone(filings.get(portalCode)?.steps ?? []),
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
