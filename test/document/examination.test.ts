import { expect, it } from 'vitest';
import { toInstant } from '../../shared/clock.ts';
import { isScanToBeAsked } from '../../shared/document/examination.ts';

it('asks for a scan that keeps failing nine times in a day, with rising pauses', () => {
  const asked: number[] = [];
  for (let minute = 0; minute < 24 * 60; minute++) {
    const last = asked.at(-1);
    const scanAsked =
      last === undefined ? undefined : { times: asked.length, at: toInstant(new Date(last * 60_000)) };
    if (isScanToBeAsked({ scanAsked }, new Date(minute * 60_000))) asked.push(minute);
  }
  expect(asked).toEqual([0, 5, 20, 50, 110, 230, 470, 830, 1310]);
});
