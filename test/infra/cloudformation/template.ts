/** As much of a template as its resources are judged by. */
export type Template = {
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> }>
  >;
};

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A call of an intrinsic function, `{ "Ref": … }` or `{ "Fn::…": … }`; undefined for a plain value. */
export function intrinsicOf(
  value: unknown,
): { readonly name: string; readonly argument: unknown } | undefined {
  if (!isObject(value)) return undefined;
  const [only, ...more] = Object.entries(value);
  if (!only || more.length > 0) return undefined;
  const [name, argument] = only;
  return /^(Ref|Fn::\w+)$/.test(name) ? { name, argument } : undefined;
}
