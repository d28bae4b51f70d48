/**
 * What DynamoDB counts an item as: names and values in UTF-8, a number a byte for two digits and one more, 3 bytes
 * for a list or a map and one for each of its elements (developer guide, item sizes and formats).
 */
export const itemBytes = (item: Readonly<Record<string, unknown>>): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);

function valueBytes(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return 1 + Math.ceil(String(value).replace(/\D/g, '').length / 2);
  if (typeof value === 'boolean' || value === null) return 1;
  if (Array.isArray(value)) return value.reduce<number>((sum, element) => sum + 1 + valueBytes(element), 3);
  if (typeof value === 'object')
    return 3 + Object.keys(value).length + itemBytes(Object.fromEntries(Object.entries(value)));
  throw new Error(`an item holds a ${typeof value}`);
}
