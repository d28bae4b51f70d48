import * as z from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import type { Area, Operation } from '../../shared/http/operation.ts';
import type { Text } from '../../shared/text.ts';
import { answersOf, gatewayAnswers } from './openapi/answers.ts';
import { requestHeaders, responseHeaders } from './openapi/headers.ts';
import { problemExamples } from './openapi/problems.ts';
import { parametersOf, requestBodyOf, securityOf, securitySchemes } from './openapi/requests.ts';
import { SchemaBook } from './openapi/schemas.ts';

const areas = {
  catalogue: { vi: 'Danh mục thủ tục hành chính', en: 'Catalogue of procedures' },
  filing: { vi: 'Nộp và theo dõi hồ sơ của mình', en: "Filing and following one's own dossiers" },
  desk: { vi: 'Tiếp nhận và giải quyết', en: 'Reception and processing by officers' },
  feed: { vi: 'Sự kiện cho hệ thống của cơ quan', en: 'Events for the systems of departments' },
  issuing: { vi: 'Kết quả ký số', en: 'Signed results' },
  sheets: { vi: 'Biểu mẫu của hồ sơ', en: 'Forms of dossiers as PDF' },
  control: { vi: 'Kiểm soát thủ tục hành chính', en: 'Control of administrative procedures' },
  tracking: { vi: 'Tra cứu công khai', en: 'Public tracking' },
  notification: { vi: 'Tin nhắn và thư điện tử', en: 'Messages about dossiers' },
  verification: { vi: 'Xác minh giấy tờ', en: 'Public verification' },
  postal: { vi: 'Bưu chính công ích', en: 'Calls of the postal operator' },
  statistics: { vi: 'Thống kê, báo cáo', en: 'Statistics and reports' },
  paying: { vi: 'Phí, lệ phí và thanh toán', en: 'Fees and payment' },
  portal: { vi: 'Cổng Dịch vụ công quốc gia', en: 'The national portal' },
  retention: { vi: 'Lưu trữ và hủy hồ sơ', en: 'Keeping and destroying dossiers' },
  rights: { vi: 'Quyền đối với dữ liệu của mình', en: 'Rights over data of one’s own' },
  reference: { vi: 'Tài liệu API', en: 'This description' },
} as const satisfies Record<Area, Text>;

const conventions = `
**Lỗi.** Mọi lỗi của ứng dụng là \`application/problem+json\` (RFC 9457), nêu đủ các trường sai trong một lần, bằng tiếng
Việt hoặc tiếng Anh theo \`Accept-Language\`. *Every error of ours is a problem that names all faults at once; what API
Gateway refuses itself, it answers in its own words.*

**Thử lại an toàn.** Lời gọi tạo hoặc thay đổi mang \`Idempotency-Key\`; gửi lại thì nhận đúng câu trả lời ban đầu.
*A repeat with the same body gets the original answer with \`Idempotent-Replayed: true\`; with another body, a 422.*

**Không ghi đè.** Lời gọi thay đổi mang \`If-Match\` với \`ETag\` của hồ sơ đã đọc. *A stale one gets 412.*

**Không đủ quyền thì không thấy.** *What you may not see answers 404, as if it were not there.*

**Địa chỉ khác.** Địa chỉ hay phương thức không có trong mô tả này trả về 404 với \`{"message":"Not Found"}\`. *An address or
a method that is not described here is 404, by the gateway; there is no 405.*

**Truy vết.** Mọi câu trả lời của ứng dụng mang \`X-Correlation-Id\`. *Quote it to the help desk.*
`;

/**
 * The OpenAPI 3.1 description of the API, made from its contracts.
 *
 * @param options.serverUrl where the API answers; may be relative to the document, as in `/`
 * @throws Error when an example does not fit its schema, or two different schemas have one id
 */
export function openApi(
  operations: readonly Operation[],
  { title, serverUrl }: { readonly title: string; readonly serverUrl: string },
) {
  return {
    openapi: '3.1.1',
    info: { title, version: packageJson.version, description: conventions },
    servers: [{ url: serverUrl }],
    tags: Object.entries(areas).map(([name, { vi, en }]) => ({ name, 'x-displayName': vi, description: en })),
    ...pathsAndSchemas(operations),
  };
}

function pathsAndSchemas(operations: readonly Operation[]) {
  const book = new SchemaBook();
  operations.forEach(assertExamples);
  // All answers before all requests, as the book of schemas asks.
  const answered = operations.map((operation) => ({ operation, responses: answersOf(operation, book) }));
  const described = answered.map(({ operation, responses }) => ({
    operation,
    description: { ...requestOf(operation, book), responses },
  }));
  const byPath = Map.groupBy(described, ({ operation }) => operation.path);
  const methods = (group: typeof described) =>
    Object.fromEntries(
      group.map(({ operation, description }) => [operation.method.toLowerCase(), description]),
    );
  return {
    paths: Object.fromEntries([...byPath].map(([path, group]) => [path, methods(group)])),
    components: {
      schemas: book.components,
      responses: gatewayAnswers,
      headers: responseHeaders,
      parameters: requestHeaders,
      examples: problemExamples(),
      securitySchemes,
    },
  };
}

function requestOf(operation: Operation, book: SchemaBook) {
  const { id, area, summary, description } = operation;
  const requestBody = requestBodyOf(operation, book);
  return {
    operationId: id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
    tags: [area],
    summary: summary.vi,
    description: [`**${summary.en}.**`, description].filter(Boolean).join(' '),
    security: securityOf(operation),
    parameters: parametersOf(operation, book),
    ...(requestBody && { requestBody }),
  };
}

function assertExamples({ id, body, output, examples = {} }: Operation): void {
  for (const [part, schema, example] of [
    ['request', body, examples.request],
    ['response', output, examples.response],
  ] as const) {
    if (example === undefined) continue;
    const fit = schema?.safeParse(example);
    if (fit?.success) continue;
    const why = fit ? z.prettifyError(fit.error) : 'the contract states no schema for it';
    throw new Error(`${id}: the ${part} example does not fit its schema: ${why}`);
  }
}
