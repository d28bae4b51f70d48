import packageJson from '../../package.json' with { type: 'json' };
import changelog from '../../shared/event/changelog.json' with { type: 'json' };
import { deliveries } from '../events/deliveries.ts';
import { channels, operations, servers } from './asyncapi/channels.ts';
import { messagesOf, testMessageOf } from './asyncapi/messages.ts';
import { SchemaBook } from './openapi/schemas.ts';

const { most, departmentMinutes, keptDays } = deliveries;

const conventions = `
**Thứ tự.** Sự kiện của một hồ sơ đến đúng thứ tự; \`sequence\` là 1, 2, 3 … *The events of one dossier come in their order,
without a gap: it is their message group. Those of different dossiers come in any.*

**Trùng lặp.** Một sự kiện có thể đến hơn một lần, với cùng \`id\`. *Whoever has a \`sequence\` of a dossier has all that are not
greater, and lets them pass when they come again.*

**Xác nhận.** Xử lý xong thì xóa. *What is not deleted comes again after ${departmentMinutes} minutes, goes to the dead letters after
the ${most}th time, and is kept for ${keptDays} days.*

**Phiên bản.** \`type\` mang số phiên bản. *Within a version fields that may be missing and values of enumerations are added, and
nothing else changes: let pass what you do not know. A change that takes something away is a new version, which comes beside
the old one.*

**Lịch sử thay đổi.** *Changes.*

${changelog.map(({ date, changes }) => `- ${date}: ${changes.join(' ')}`).join('\n')}
`;

/**
 * The AsyncAPI 3.0 description of the events, made from their catalogue.
 *
 * @throws Error when an event has no example, or two different schemas have one id
 */
export function asyncApi({ title }: { readonly title: string }) {
  const book = new SchemaBook();
  const published = messagesOf(book);
  const sent = testMessageOf(book);
  const [topic, queue] = [Object.keys(published), Object.keys({ ...published, ...sent })];
  return {
    asyncapi: '3.0.0',
    info: { title, version: packageJson.version, description: conventions },
    defaultContentType: 'application/cloudevents+json',
    servers,
    channels: channels({ topic, queue }),
    operations: operations({ topic, queue }),
    components: { messages: { ...published, ...sent }, schemas: book.components },
  };
}
