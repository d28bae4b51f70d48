import * as z from 'zod';
import { partnerSecret } from '../partner-secret.ts';
import { environment, partnerVariable } from '../resources.ts';
import type { DossierImage } from './image.ts';
import type { ProgressLine } from './progress.ts';

/** The portal does not answer, or not as agreed, or does not let us in: another dossier would fare no better. */
export class PortalDown extends Error {
  constructor(why: string, cause?: unknown) {
    super(`The national portal ${why}`, { cause });
    this.name = 'PortalDown';
  }
}

/** The portal has looked at what it was sent and does not take it, for a reason in its own words. */
export class PortalRefused extends Error {
  readonly said: string;
  constructor(said: string) {
    super('The national portal does not take what it was sent');
    this.name = 'PortalRefused';
    this.said = said;
  }
}

/** What the portal says of a dossier that it is asked for, or nothing where it has none of this code. */
export type Kept = Readonly<Record<string, unknown>>;

/** The portal as we are signed in there. */
export type Portal = {
  /**
   * Puts a dossier there as it is now: what we call new though the portal has it, or changed though it has it no more, the other way.
   * @returns whether it was new there
   * @throws PortalRefused, PortalDown
   */
  putDossier(image: DossierImage, isKnown: boolean): Promise<{ readonly wasNew: boolean }>;
  /** Adds lines to the progress of a dossier, ten at most. @throws PortalRefused, PortalDown */
  addProgress(lines: readonly ProgressLine[]): Promise<void>;
  /** A file that was filed there, as far as it may be long. @throws PortalRefused where it has none or a longer one; PortalDown */
  fetchFile(path: string, sizeBytes: number): Promise<Uint8Array<ArrayBuffer>>;
  /** What it has of a dossier. @throws PortalRefused, PortalDown */
  lookUp(dossierCode: string): Promise<Kept | undefined>;
};

/** Longest wait: who waits in vain comes again. */
const TIMEOUT_MS = 10_000;

/** A code is a number or a text, and nothing but zeros when all is well. */
const Answer = z.object({
  error_code: z.coerce.string(),
  message: z.string().default(''),
  result: z.array(z.record(z.string(), z.unknown())).default([]),
});
type Answer = z.infer<typeof Answer>;
const SignedIn = z.object({ error_code: z.coerce.string(), session: z.string().min(1) });

const isWell = ({ error_code }: Pick<Answer, 'error_code'>): boolean => /^0+$/.test(error_code);

/** By these words it says that a dossier is new to it, or is not. */
const IS_THERE = 'đã tồn tại';
const IS_NOT_THERE = 'không tồn tại';
const says = ({ message }: Answer, words: string): boolean =>
  message.normalize('NFC').toLowerCase().includes(words);

type Place = { readonly url: string; readonly user: string; readonly password: string };

/** Calls the portal. Nobody is led elsewhere. @throws PortalDown when it does not answer */
async function call(url: string, said: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...said, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (error) {
    throw new PortalDown('does not answer', error);
  }
}

/** @returns nothing where the session has ended @throws PortalDown */
async function post(url: string, said: object, headers: Record<string, string>): Promise<unknown> {
  const response = await call(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(said),
  });
  if (response.status === 401) return undefined;
  try {
    if (!response.ok) throw new Error(`status ${response.status}`);
    return await response.json();
  } catch (error) {
    throw new PortalDown('does not answer as agreed', error);
  }
}

/** Sessions by where they are: a container keeps one for as long as the portal does. */
const sessions = new Map<string, string>();

async function signIn({ url, user, password }: Place): Promise<string> {
  const answer = SignedIn.safeParse(await post(`${url}/mapp/login`, { username: user, password }, {}));
  if (!answer.success || !isWell(answer.data)) throw new PortalDown('does not let us in');
  sessions.set(url, answer.data.session);
  return answer.data.session;
}

/** @returns nothing where the session has ended */
async function askIn(session: string, said: object, { url }: Place): Promise<Answer | undefined> {
  const answer = await post(`${url}/mapp/g`, said, { session });
  if (answer === undefined) return undefined;
  const { success, data, error } = Answer.safeParse(answer);
  if (!success) throw new PortalDown('answers something else', error);
  return data;
}

/**
 * Does something in the session there is, and once more in a new one where that has ended.
 * @param doing says nothing where the session has ended
 */
async function inSession<T>(place: Place, doing: (session: string) => Promise<T | undefined>): Promise<T> {
  const kept = sessions.get(place.url);
  const done = (kept && (await doing(kept))) || (await doing(await signIn(place)));
  if (!done) throw new PortalDown('ends each session at once');
  return done;
}

const ask = (said: object, place: Place): Promise<Answer> =>
  inSession(place, (session) => askIn(session, said, place));

/** The bytes of a file there, while they are no more than were declared. */
async function fetchIn(
  session: string,
  { path, sizeBytes }: { readonly path: string; readonly sizeBytes: number },
  { url }: Place,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const response = await call(`${url}${path}`, { headers: { session } });
  if (response.status === 401) return undefined;
  if (response.status >= 500) throw new PortalDown(`answers ${response.status}`);
  const length = Number(response.headers.get('content-length') ?? sizeBytes);
  if (!response.ok || length > sizeBytes) {
    await response.body?.cancel();
    throw new PortalRefused(`status ${response.status}`);
  }
  return new Uint8Array(await response.arrayBuffer());
}

const sent = (service: string, data: readonly object[], more: object = {}) => ({ service, ...more, data });

async function putIn(image: DossierImage, isUpdating: boolean, place: Place): Promise<Answer> {
  return ask(sent('DongBoHoSoMC', [image], { isUpdating: isUpdating ? 'True' : 'False' }), place);
}

function requireWell(answer: Answer): void {
  if (!isWell(answer)) throw new PortalRefused(answer.message);
}

/** The national portal, by the settings of the stage. Nothing is asked of it before it has to be. */
export async function portalAt(now: Date): Promise<Portal> {
  const place: Place = {
    url: environment(partnerVariable('portal', 'URL')),
    user: environment(partnerVariable('portal', 'USER')),
    password: await partnerSecret('portal', now),
  };
  return {
    putDossier: async (image, isKnown) => {
      const answer = await putIn(image, isKnown, place);
      const isOtherwise = says(answer, isKnown ? IS_NOT_THERE : IS_THERE);
      requireWell(isOtherwise ? await putIn(image, !isKnown, place) : answer);
      return { wasNew: isKnown === isOtherwise };
    },
    addProgress: async (lines) => requireWell(await ask(sent('CapNhatTienDoHoSoMC', lines), place)),
    fetchFile: (path, sizeBytes) =>
      inSession(place, (session) => fetchIn(session, { path, sizeBytes }, place)),
    lookUp: async (dossierCode) => {
      const answer = await ask({ service: 'TraCuuHoSo', mahoso: dossierCode }, place);
      if (says(answer, IS_NOT_THERE)) return undefined;
      requireWell(answer);
      return answer.result.find(({ MaHoSo }) => MaHoSo === dossierCode);
    },
  };
}
