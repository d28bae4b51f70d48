import { withoutTraces } from '../personal.ts';
import type { Told } from './bringing.ts';
import type { Kept } from './client.ts';
import type { PortalDifference } from './drift.ts';
import { type DossierImage, hashOfImage, imageOf } from './image.ts';
import type { Mark } from './mark.ts';

/** A value by which it is compared: what is empty is as good as absent, and names may come in any order. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(plain);
  if (typeof value !== 'object' || value === null) return value === '' || value === null ? undefined : value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, one]) => [name, plain(one)] as const)
      .filter(([, one]) => one !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(plain(one)) === JSON.stringify(plain(other));

/** The fields of an image that the portal has otherwise; what it adds of its own is its affair. Pure. */
export const differingFields = (image: DossierImage, kept: Kept): readonly string[] =>
  Object.entries(image).flatMap(([field, value]) => (isSame(value, kept[field]) ? [] : [field]));

/** Whether it is worth asking the portal what it has: of what it was not told, or does not take, the answer is known. Pure. */
export const isToBeLookedUp = ({ file, history }: Told, { aside, hash }: Mark): boolean =>
  !aside && hash === hashOfImage(imageOf(file, history));

/** How the portal has a dossier otherwise than we, if it does. Pure. @param kept what it has, where it was asked */
export function differenceOf(
  { file, history }: Told,
  { aside, hash }: Mark,
  kept: Kept | undefined,
): PortalDifference | undefined {
  const { id: dossierId, code: dossierCode } = file.dossier;
  const image = imageOf(file, history);
  const differs = (kind: PortalDifference['kind'], fields: readonly string[] = []): PortalDifference => ({
    dossierId,
    dossierCode,
    kind,
    fields: [...fields],
    ...(aside && { said: withoutTraces(aside.said) }),
  });
  if (aside) return differs('refused');
  if (hash !== hashOfImage(image)) return differs('unsent');
  if (!kept) return differs('missing');
  const fields = differingFields(image, kept);
  return fields.length > 0 ? differs('differs', fields) : undefined;
}
