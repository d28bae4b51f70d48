import { expect, it } from 'vitest';
import type { LocalDate } from '../../shared/clock.ts';
import { requireOnlineFiling } from '../../shared/filing/submission.ts';
import { catalogue } from '../../shared/procedure/catalogue.ts';

const procedure = (code: string) => {
  const found = catalogue.find((one) => one.code === code);
  if (!found) throw new Error(`no procedure ${code}`);
  return found;
};

it.each([
  ['2021-10-10', 'This is a level 2 procedure: download the forms'],
  ['2022-08-14', 'This is a level 2 procedure: download the forms'],
  ['2022-08-15', 'This procedure is offered online as information only: download the forms'],
])('what is not filed online on %s is called as the law of that day calls it', (day, said) => {
  expect(() => requireOnlineFiling(procedure('9.000004'), day as LocalDate)).toThrow(
    expect.objectContaining({
      code: 'online-filing-not-offered',
      detail: expect.objectContaining({ en: expect.stringContaining(said) }),
    }),
  );
});

it('what is filed online passes on any day', () => {
  for (const day of ['2021-10-10', '2022-08-15'])
    expect(() => requireOnlineFiling(procedure('2.000488'), day as LocalDate)).not.toThrow();
});
