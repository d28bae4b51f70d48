import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { openCursor, openPlace, sealCursor } from '../../shared/http/cursor.ts';

const scopes = fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 4 });
const invalid = expect.objectContaining({ name: 'Problem', code: 'cursor-invalid' });

describe('a cursor', () => {
  it('leads back to the position it was sealed for', () => {
    fc.assert(
      fc.property(scopes, fc.string({ unit: 'grapheme', minLength: 1 }), (scope, position) => {
        expect(openCursor(scope, sealCursor(scope, position))).toBe(position);
      }),
    );
  });

  it('may stand in a query as it is', () => {
    expect(sealCursor(['list-procedures', 'lý lịch'], '2.000488')).toMatch(/^[A-Za-z0-9_-]+$/);
  });

  it('is refused when any one of its characters was changed', () => {
    fc.assert(
      fc.property(
        scopes,
        fc.string(),
        fc.nat(),
        fc.constantFrom(...'ABCDwxyz0189-_=. '),
        (scope, position, place, other) => {
          const cursor = sealCursor(scope, position);
          const at = place % cursor.length;
          fc.pre(cursor[at] !== other);
          expect(() => openCursor(scope, cursor.slice(0, at) + other + cursor.slice(at + 1))).toThrow(
            invalid,
          );
        },
      ),
    );
  });

  it('is refused in any other scope: another list, filter or caller', () => {
    fc.assert(
      fc.property(scopes, scopes, fc.string(), (scope, other, position) => {
        fc.pre(JSON.stringify(scope) !== JSON.stringify(other));
        expect(() => openCursor(other, sealCursor(scope, position))).toThrow(invalid);
      }),
    );
    expect(() => openCursor(['a', 'b'], sealCursor(['ab'], '1'))).toThrow(invalid);
  });

  it('is refused without a position, which no list gives', () => {
    expect(() => openCursor(['a'], sealCursor(['a'], ''))).toThrow(invalid);
  });

  it.each(['', '{', 'null', '{"shard":"0"}', '{"shard":-1}'])(
    'is refused when its place is %j, whoever has sealed it',
    (position) => {
      const Place = z.object({ shard: z.int().min(0) });
      expect(() => openPlace(Place, ['a'], sealCursor(['a'], position))).toThrow(invalid);
      expect(openPlace(Place, ['a'], sealCursor(['a'], '{"shard":3}'))).toEqual({ shard: 3 });
    },
  );

  it.each(['', 'null', 'e30', 'W10', 'WyJhIl0', '!!!!', 'WyJhIiwxXQ', 'đ'])('is not %j', (text) => {
    expect(() => openCursor([], text)).toThrow(invalid);
  });
});
