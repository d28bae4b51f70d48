import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { ownersOf } from '../applicant/owner.ts';
import { table } from '../aws.ts';
import type { Filed } from '../dossier/dossier.ts';
import type { Applicant } from '../http/caller.ts';
import { environment } from '../resources.ts';
import { loadItems } from '../table/batch.ts';
import { type Key, preferencesKey } from '../table/keys.ts';
import { absent, type Write } from '../table/transaction.ts';
import { Preferences, unchosen } from './preferences.ts';

/** Where the preferences of a caller stand: first by the account, then by the number that it proves. */
const keysOf = (caller: Applicant): readonly Key[] => ownersOf(caller).map(preferencesKey);

/** The preferences of a caller, if it has chosen any. */
export async function loadPreferences(caller: Applicant): Promise<Preferences | undefined> {
  const [Key] = keysOf(caller);
  const { Item: item } = await table.send(
    new GetCommand({ TableName: environment('TABLE_NAME'), Key, ConsistentRead: true }),
  );
  return item && Preferences.parse(item);
}

/**
 * The preferences of a caller as they are from now on, wherever a dossier looks for those of its owner: what came in on
 * paper knows the number alone.
 */
export const putPreferences = (
  caller: Applicant,
  before: Preferences | undefined,
  after: Preferences,
): readonly Write[] =>
  keysOf(caller).map((key, place) => ({
    put: { ...key, ...after },
    ...(place === 0 && {
      when: before
        ? {
            expression: '#version = :version',
            names: { '#version': 'version' },
            values: { ':version': before.version },
          }
        : absent,
    }),
  }));

/** Forgets the preferences of a caller, wherever they stand. */
export async function forgottenPreferences(caller: Applicant): Promise<readonly Write[]> {
  const found = await loadItems(keysOf(caller));
  return keysOf(caller)
    .filter(({ PK }) => found.some((item) => item.PK === PK))
    .map((remove) => ({ remove, when: { expression: 'attribute_exists(PK)' } }));
}

/** How those want to be told whom a dossier concerns. */
export type Wishes = { readonly owner: Preferences; readonly proxy: Preferences | undefined };

/** The wishes of a dossier's owner and of who files for it, a moment old, in one read. */
export async function loadWishes({ owner, proxy }: Pick<Filed, 'owner' | 'proxy'>): Promise<Wishes> {
  const items = await loadItems([owner, ...(proxy ? [proxy] : [])].map(preferencesKey));
  const of = (whose: string) => {
    const item = items.find(({ PK }) => PK === preferencesKey(whose).PK);
    return item && Preferences.parse(item);
  };
  return { owner: of(owner) ?? unchosen, proxy: proxy ? of(proxy) : undefined };
}
