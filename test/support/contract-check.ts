import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import * as z from 'zod';

/** An answer as a test saw it. */
export type SeenAnswer = {
  readonly method: string;
  /** The path called, with or without a query: `/dossiers/7c0e/receipt`. */
  readonly path: string;
  readonly status: number;
  readonly headers: Headers;
  /** The body, parsed where it is JSON; empty or undefined when there was none. */
  readonly body: unknown;
};

/**
 * Asserts that an answer is one the API describes: path, status, headers, media type and every field of the body.
 *
 * @param openapi the description, as made from the contracts or as the API serves it
 * @throws Error that names the call and all that does not fit
 */
export function checkAnswer(openapi: object, answer: SeenAnswer): void {
  const description = known.get(openapi) ?? new Description(openapi);
  known.set(openapi, description);
  const faults = description.faultsOf(answer);
  if (faults.length === 0) return;
  const call = `${answer.method} ${answer.path} -> ${answer.status}`;
  throw new Error(`${call} is not as described:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
}

const known = new WeakMap<object, Description>();

const Reference = z.object({ $ref: z.string() });
const Response = z.object({
  headers: z.record(z.string(), Reference),
  content: z.record(z.string(), z.unknown()).default({}),
});
const Operation = z.object({ responses: z.record(z.string(), z.union([Reference, Response])) });
const Document = z.object({ paths: z.record(z.string(), z.record(z.string(), Operation)) });

class Description {
  readonly #document: object;
  readonly #paths: z.infer<typeof Document>['paths'];
  readonly #ajv = formats.default(new Ajv2020({ strict: false, allErrors: true }));

  constructor(document: object) {
    this.#document = document;
    this.#paths = Document.parse(document).paths;
    this.#ajv.addSchema(document, 'openapi', undefined, false);
  }

  faultsOf({ method, path, status, headers, body }: SeenAnswer): readonly string[] {
    const template = this.#templateOf(path);
    const operation = template && this.#paths[template]?.[method.toLowerCase()];
    if (!operation) return ['there is no such operation'];
    const stated = operation.responses[status];
    if (!stated) return [`the status is none of ${Object.keys(operation.responses).join(', ')}`];
    const pointer =
      '$ref' in stated
        ? stated.$ref
        : pointerTo('paths', template, method.toLowerCase(), 'responses', String(status));
    const response = Response.parse(this.#at(pointer));
    return [
      ...Object.entries(response.headers).flatMap(([name, { $ref }]) =>
        this.#headerFaults(name, $ref, headers.get(name)),
      ),
      ...this.#bodyFaults(pointer, Object.keys(response.content), headers.get('content-type'), body),
    ];
  }

  /** The template that a path fits; a literal one before one with variables. */
  #templateOf(path: string): string | undefined {
    const [pathname = ''] = path.split('?', 1);
    return Object.keys(this.#paths)
      .filter((template) => new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(pathname))
      .sort((a, b) => a.split('{').length - b.split('{').length)[0];
  }

  #headerFaults(name: string, pointer: string, value: string | null): readonly string[] {
    if (value !== null) return this.#violations(`${pointer}/schema`, value, `header ${name}`);
    const { required } = z.object({ required: z.boolean().default(false) }).parse(this.#at(pointer));
    return required ? [`header ${name} is missing`] : [];
  }

  #bodyFaults(
    pointer: string,
    types: readonly string[],
    type: string | null,
    body: unknown,
  ): readonly string[] {
    if (types.length === 0)
      return body === undefined || body === '' ? [] : ['there is a body, where none is due'];
    const stated = types.find((candidate) => candidate === type);
    if (stated === undefined) return [`the content type ${type} is none of ${types.join(', ')}`];
    return this.#violations(`${pointer}${pointerTo('content', stated, 'schema').slice(1)}`, body, 'body');
  }

  #violations(pointer: string, value: unknown, part: string): readonly string[] {
    const validate =
      this.#ajv.getSchema(`openapi${pointer}`) ?? this.#ajv.compile({ $ref: `openapi${pointer}` });
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ instancePath, message, params }) =>
      [part, instancePath, message, JSON.stringify(params)].filter(Boolean).join(' '),
    );
  }

  #at(pointer: string): unknown {
    const keys = pointer.split('/').slice(1).map(unescaped);
    return keys.reduce<unknown>(
      (value, key) => z.record(z.string(), z.unknown()).parse(value)[key],
      this.#document,
    );
  }
}

/** A JSON pointer as a URI fragment (RFC 6901 section 6). */
const pointerTo = (...keys: readonly string[]): string =>
  `#${keys.map((key) => `/${encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')}`;

const unescaped = (key: string): string =>
  decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~');
