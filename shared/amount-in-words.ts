const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const;

/** What follows a ten: `mười một`, but `hai mươi mốt`; `mười lăm`, `hai mươi lăm`; `bốn` wherever `tư` is said as well. */
function unitWord(tens: number, units: number): string {
  if (units === 1 && tens > 1) return 'mốt';
  if (units === 5 && tens > 0) return 'lăm';
  return DIGITS[units] ?? '';
}

/** `mười`, `hai mươi`; an empty ten before a unit is `linh`. */
function tenWords(tens: number, units: number): readonly string[] {
  if (tens === 0) return units > 0 ? ['linh'] : [];
  return tens === 1 ? ['mười'] : [DIGITS[tens] ?? '', 'mươi'];
}

/** A group of three digits. @param leads whether no other stands before it: then it names no hundreds that it has not */
function groupWords(group: number, leads: boolean): readonly string[] {
  const hundreds = Math.floor(group / 100);
  const tens = Math.floor(group / 10) % 10;
  const units = group % 10;
  const names = hundreds > 0 || !leads;
  return [
    ...(names ? [DIGITS[hundreds] ?? '', 'trăm'] : []),
    ...(names || tens > 0 ? tenWords(tens, units) : []),
    ...(units > 0 ? [unitWord(tens, units)] : []),
  ];
}

/** The greater the unit, the sooner it is said. What is above a tỷ is counted in tỷ: `năm nghìn tỷ`. */
const UNITS = [
  { size: 1_000_000_000, name: 'tỷ' },
  { size: 1_000_000, name: 'triệu' },
  { size: 1_000, name: 'nghìn' },
] as const;

function numberWords(value: number, leads: boolean): readonly string[] {
  const unit = UNITS.find(({ size }) => value >= size);
  if (!unit) return groupWords(value, leads);
  const rest = value % unit.size;
  return [
    ...numberWords(Math.floor(value / unit.size), leads),
    unit.name,
    ...(rest > 0 ? numberWords(rest, false) : []),
  ];
}

/**
 * An amount in words, as a receipt has to state it beside its figures: `Một triệu hai trăm linh năm nghìn đồng`. Pure.
 * @param amountVnd in whole đồng, from 0 on
 * @throws RangeError for what is no such amount
 */
export function amountInWords(amountVnd: number): string {
  if (!Number.isSafeInteger(amountVnd) || amountVnd < 0) throw new RangeError(`no amount: ${amountVnd}`);
  const words = amountVnd === 0 ? [DIGITS[0]] : numberWords(amountVnd, true);
  const text = [...words, 'đồng'].join(' ');
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
}
