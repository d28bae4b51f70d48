import { handler as listWorklist } from '../../functions/desk/list-worklist.ts';
import { handler as readDossier } from '../../functions/filing/read-dossier.ts';
import { api } from '../../shared/operations.ts';
import { call } from './call.ts';
import { caseOfficer, desk, hoa, submitted, transit } from './filing.ts';

export type Claims = Record<string, string>;

export const read = (dossierId: string, claims: Claims) =>
  call(api.readDossier, readDossier, { claims, params: { dossierId } });

/** Somebody acts on the dossier as it stands now. */
export async function act(dossierId: string, claims: Claims, body: object) {
  const { headers } = await read(dossierId, hoa);
  return transit(dossierId, body, { claims, etag: headers.etag ?? '' });
}

/** Received, and in nobody's hands. */
export async function received(): Promise<string> {
  const dossierId = await submitted();
  await act(dossierId, desk, { action: 'receive' });
  return dossierId;
}

/** In the hands of an officer. */
export async function inHand(claims: Claims = caseOfficer): Promise<string> {
  const dossierId = await received();
  await act(dossierId, claims, { action: 'startProcessing' });
  return dossierId;
}

/** The dossiers of a worklist, by their ids. */
export const listed = async (claims: Claims, list: string): Promise<string[]> => {
  const query = { list, limit: '100' };
  const { body } = await call(api.listWorklist, listWorklist, { claims, query });
  return body.items.map(({ id }: { id: string }) => id);
};

/** What somebody may do with a dossier now. */
export const may = async (dossierId: string, claims: Claims): Promise<string[]> =>
  (await read(dossierId, claims)).body.allowedActions;
