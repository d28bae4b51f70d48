import { element, texts } from './document.js';
import { both, fault, form, send, whenSent } from './form.js';

const { code, secret } = form.elements;

// A link may bring the code: what stands after # is sent to nobody. The secret comes from the receipt alone.
code.value = location.hash.slice(1);
(code.value ? secret : code).focus();

/** `2021-10-22` or the day of an instant as people write it. */
const dayOf = (date) => date.slice(0, 10).split('-').reverse().join('/');

/** Who has to do what next, and by when. */
const nextStep = ({ who, whoName, text, by }) => {
  const said = (language) => {
    const name = who === 'nobody' ? '' : `${whoName[language]}: `;
    return `${name}${text[language]}${by ? ` (${texts.by[language]} ${dayOf(by)})` : ''}`;
  };
  return [both(texts.next, '', 'h2'), both({ vi: said('vi'), en: said('en') })];
};

const happened = ({ at, text }) =>
  element('li', {}, element('time', { dateTime: at }, `${dayOf(at)} ${at.slice(11, 16)}`), both(text));

async function rate(question, grade, comment, place) {
  try {
    const words = comment.value.trim();
    const said = { ...question, grade, ...(words && { comment: words }) };
    const { ok, status } = await send(`${form.dataset.operation}/rating`, said, {
      'idempotency-key': crypto.randomUUID(),
    });
    place.replaceChildren(ok ? both(texts.rated) : fault(status));
  } catch {
    place.replaceChildren(fault());
  }
}

/** Three grades and a comment, once the dossier has ended. */
const rating = (question) => {
  const place = element('section', {});
  const comment = element('textarea', { id: 'comment', maxLength: 2000, rows: 3 });
  const grades = Object.entries(texts.grades).map(([grade, text]) => {
    const choice = both(text, '', 'button');
    choice.type = 'button';
    choice.addEventListener('click', () => rate(question, grade, comment, place));
    return choice;
  });
  const label = both(texts.comment, '', 'label');
  label.htmlFor = comment.id;
  place.append(
    both(texts.rate, '', 'h2'),
    label,
    comment,
    element('div', { className: 'grades' }, ...grades),
  );
  return place;
};

const found = ({ completionPercent, now, time, next, events, mayRate, ...dossier }, question) => [
  element('p', { className: 'hint' }, dossier.code),
  both(now, 'status'),
  both(time.text, 'time'),
  element('progress', { max: 100, value: completionPercent, ariaLabel: texts.completion.vi }),
  both(
    {
      vi: `${texts.completion.vi}: ${completionPercent} %`,
      en: `${texts.completion.en}: ${completionPercent} %`,
    },
    'hint',
  ),
  ...nextStep(next),
  ...(mayRate ? [rating(question)] : []),
  both(texts.events, '', 'h2'),
  element('ol', { className: 'events' }, ...events.map(happened)),
];

// What people copy from paper: any case, blanks between groups, and letters that the secret never has.
code.addEventListener('change', () => {
  code.value = code.value.trim().toUpperCase();
});
secret.addEventListener('change', () => {
  secret.value = secret.value.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0');
});

whenSent(() => ({ code: code.value, secret: secret.value }), found);
