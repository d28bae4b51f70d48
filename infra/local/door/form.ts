import { AwsError } from './wire.ts';

/** A browser's form with one file, as S3 takes it (RFC 7578; S3 User Guide, "Browser-based uploads using POST"). */
export type Form = {
  /** Fields before the file, by lower-case name; those after it do not count. */
  readonly fields: ReadonlyMap<string, string>;
  readonly file: Buffer;
  readonly fileName: string;
};

const malformed = (): AwsError =>
  new AwsError(
    'MalformedPOSTRequest',
    400,
    'The body of your POST request is not well-formed multipart/form-data.',
  );

const parameter = (name: string, header: string): string | undefined =>
  new RegExp(`[;\\s]${name}="((?:[^"\\\\]|\\\\.)*)"`, 'i').exec(header)?.[1];

/** Reads the form. The file is a view of the body, not a copy. Throws `MalformedPOSTRequest`. */
export function readForm(contentType: string, body: Buffer): Form {
  const boundary = /boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType);
  const delimiter = `--${boundary?.[1] ?? boundary?.[2] ?? ''}`;
  if (!boundary || body.indexOf(`${delimiter}\r\n`) !== 0) throw malformed();
  const fields = new Map<string, string>();
  let at = delimiter.length + 2;
  for (;;) {
    const headersEnd = body.indexOf('\r\n\r\n', at);
    const end = body.indexOf(`\r\n${delimiter}`, Math.max(headersEnd, at));
    if (headersEnd < 0 || end < 0) throw malformed();
    const headers = body.toString('utf8', at, headersEnd);
    const content = body.subarray(headersEnd + 4, Math.max(headersEnd + 4, end));
    const name = parameter('name', headers)?.toLowerCase();
    if (name === undefined) throw malformed();
    if (name === 'file') return { fields, file: content, fileName: parameter('filename', headers) ?? '' };
    fields.set(name, content.toString('utf8'));
    at = end + 2 + delimiter.length;
    if (body.toString('latin1', at, at + 2) === '--') break;
    at += 2;
  }
  throw new AwsError('InvalidArgument', 400, 'POST requires exactly one file upload per request.', {
    ArgumentName: 'file',
    ArgumentValue: '0',
  });
}
