import { keepObject, loadFiledDocuments } from '../../shared/document/store.ts';
import { events } from '../../shared/dossier/events.ts';
import { consumeQueue } from '../../shared/event/consume.ts';
import { keepDocuments } from '../../shared/examination/contracts.ts';
import { log } from '../../shared/log.ts';

/** Papers that became part of a dossier lose the mark of a draft, so that the bucket's lifecycle does not forget them. */
export const handler = consumeQueue(keepDocuments, events, async ({ subject: dossierId }) => {
  const documents = await loadFiledDocuments(dossierId);
  for (const document of documents) await keepObject(document);
  log.info('DOCUMENTS_KEPT', { dossierId, count: documents.length });
});
