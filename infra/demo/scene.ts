import type { Act } from '../../shared/dossier/act.ts';
import type { Receipt } from '../../shared/dossier/receipt.ts';
import type { DossierView } from '../../shared/dossier/view.ts';
import { vietnameseTime } from '../../shared/format.ts';
import { api } from '../../shared/operations.ts';
import type { Place } from './place.ts';
import type { Narrator } from './steps.ts';
import { statusText } from './wording.ts';

/** Where a story plays, and who tells it. */
export type Scene = Place & Narrator;

/** A dossier that was filed, and whose it is. */
export type FiledDossier = {
  /** The applicant, as the identity provider knows them. */
  readonly person: string;
  readonly dossierId: string;
  readonly receipt: Receipt;
};

/** Takes an action on a dossier as somebody who has just read it, and tells the status if it is another one. */
export async function take(
  { client, as, tell }: Scene,
  { dossierId }: Pick<FiledDossier, 'dossierId'>,
  person: string,
  body: Act,
): Promise<DossierView> {
  const said = { token: await as(person), params: { dossierId } };
  const before = await client.call(api.readDossier, said);
  const after = await client.call(api.applyTransition, { ...said, etag: before.etag, body });
  if (after.body.status !== before.body.status) tell('Trạng thái · status', statusText(after.body));
  return after.body;
}

/** Tells when the result is due. @throws Error when no clock runs */
export function tellDueDate({ tell }: Scene, { dueAt }: DossierView): void {
  if (!dueAt) throw new Error('expected a due date, but none came');
  tell('Hẹn trả · due', vietnameseTime(dueAt));
}
