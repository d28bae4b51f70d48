import { randomUUID } from 'node:crypto';
import { toInstant } from '../../shared/clock.ts';
import { putDeclared } from '../../shared/document/store.ts';
import { accessTo } from '../../shared/dossier/access.ts';
import { Draft } from '../../shared/dossier/dossier.ts';
import { newDraft } from '../../shared/dossier/draft.ts';
import { putDossier } from '../../shared/dossier/store.ts';
import type { Write } from '../../shared/table/transaction.ts';
import { declaration, form, postDelivery } from '../support/filing.ts';
import { formOf, procedureOf } from './kinds.ts';
import type { Kind, Known } from './known.ts';
import { people } from './people.ts';

/** How a dossier begins: of which procedure, by which way, and whether its result is to be posted. */
export type Plan = {
  readonly kind: Kind;
  readonly way: 'online' | 'by a proxy' | 'at its desk' | 'at the Centre';
  readonly byPost: boolean;
};

/** A draft that lacks nothing but to be filed: as the book knows it, and as it is written. */
export function drafted(
  { kind, way, byPost }: Plan,
  at: Date,
): { readonly known: Known; readonly writes: readonly Write[] } {
  const procedure = procedureOf(kind);
  const id = randomUUID();
  const isOnline = way === 'online' || way === 'by a proxy';
  const filer = way === 'by a proxy' ? people.nam.sub : people.hoa.sub;
  const empty = newDraft(procedure, {
    id,
    owner: isOnline ? filer : `intake#${id}`,
    channel: isOnline ? 'online' : 'desk',
    changedBy: { kind: 'applicant', subject: filer },
    at,
    ...(way === 'by a proxy' && { proxy: filer }),
    ...(way === 'at its desk' && { receiving: kind.agency }),
    ...(way === 'at the Centre' && { receiving: 'H25.19' }),
  });
  const draft = Draft.parse({ ...empty, form: formOf(kind, byPost ? postDelivery : form.delivery) });
  const required = procedure.papers.filter((paper) => paper.required).map((paper) => paper.id);
  const papers = way === 'by a proxy' ? [...required, 'authorisation'] : required;
  const documents = papers.map((paperId) =>
    putDeclared(
      {
        v: 1,
        documentId: randomUUID(),
        dossierId: id,
        ...declaration(paperId),
        declaredAt: toInstant(at),
        examinedAt: toInstant(at),
        objectVersion: 'version-1',
        filed: false,
        state: 'accepted',
      },
      accessTo(draft),
    ),
  );
  const known: Known = {
    id,
    kind,
    byPost,
    proxied: way === 'by a proxy',
    receiving: draft.receiving,
    status: 'draft',
    version: 1,
    events: 0,
    received: false,
    asked: [],
    heard: [],
    rounds: 0,
    ledger: [],
    steps: {},
    extended: false,
    reappointed: false,
  };
  return { known, writes: [...putDossier(empty, draft), ...(isOnline ? documents : [])] };
}
