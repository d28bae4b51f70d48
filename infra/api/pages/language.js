export const address = new URLSearchParams(location.search);

/** The language that the address names; one at a time, since two would crowd a chart. */
export const language = address.get('lang') === 'en' ? 'en' : 'vi';
export const say = (text) => text[language];

const locale = { vi: 'vi-VN', en: 'en-GB' }[language];
export const whole = new Intl.NumberFormat(locale).format;
const decimals = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format;
/** Of đồng, in millions. */
export const millions = (vnd) => whole(vnd / 1_000_000);
export const percent = (value) => (value === null ? '–' : `${decimals(value)}%`);
export const written = (value) => (typeof value === 'number' ? whole(value) : value);
export const day = (date) => date.split('-').reverse().join('/');
export const month = ({ key }) => key.split('-').reverse().join('/');
