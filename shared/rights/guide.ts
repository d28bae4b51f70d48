import * as z from 'zod';
import { ExportData } from './export-data.ts';

/** What whoever unpacks an archive reads first. */
export const guide = `BẢN SAO DỮ LIỆU CỦA ÔNG/BÀ

Tệp data-….json ghi mọi thông tin mà hệ thống đang lưu về tài khoản: hồ sơ, lịch sử, biên lai, thông báo, phản ánh, đánh giá, kết quả.
Thư mục files chứa giấy tờ, kết quả và phiếu; mỗi hồ sơ ghi đường dẫn đến tệp của mình.
Nếu có nhiều tệp nén, hãy giải nén tất cả vào cùng một thư mục.
Mục leftOut ghi những gì không có trong bản sao và lý do. Tệp schema.json mô tả cấu trúc của data-….json.

THE COPY OF YOUR DATA

data-….json says all that the system holds of the account: dossiers, history, receipts, messages, feedback, ratings, results.
The folder files holds papers, results and forms; each dossier names the paths of its own.
If there are several archives, unpack them all into one folder.
leftOut says what is in no copy, and why. schema.json describes data-….json (JSON Schema 2020-12).
`;

/** The schema of the data, as it goes with each archive. */
export const schemaText = (): string =>
  JSON.stringify(z.toJSONSchema(ExportData, { io: 'output' }), undefined, 2);
