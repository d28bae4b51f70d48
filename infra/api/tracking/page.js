const form = document.querySelector('form');
const { code, secret } = form.elements;
const button = form.querySelector('button');
const answer = document.querySelector('.answer');
const texts = JSON.parse(document.querySelector('#texts').textContent);

// A link may bring the code: what stands after # is sent to nobody. The secret comes from the receipt alone.
code.value = location.hash.slice(1);
(code.value ? secret : code).focus();

const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

/** A sentence in Vietnamese, and once more in English. */
const both = ({ vi, en }, className) =>
  element('p', { className }, vi, ' ', element('span', { lang: 'en' }, en));

const found = ({ code, status, completionPercent }) => [
  element('p', { className: 'hint' }, code),
  both(status.name, 'status'),
  element('progress', { max: 100, value: completionPercent, ariaLabel: texts.completion.vi }),
  both(
    {
      vi: `${texts.completion.vi}: ${completionPercent} %`,
      en: `${texts.completion.en}: ${completionPercent} %`,
    },
    'hint',
  ),
];

const fault = (status) =>
  both({ 404: texts.notFound, 429: texts.busy, 503: texts.busy }[status] ?? texts.failed, 'fault');

async function ask(question) {
  try {
    const response = await fetch(form.dataset.operation, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(question),
    });
    return response.ok ? found(await response.json()) : [fault(response.status)];
  } catch {
    return [fault()];
  }
}

// What people copy from paper: any case, blanks between groups, and letters that the secret never has.
code.addEventListener('change', () => {
  code.value = code.value.trim().toUpperCase();
});
secret.addEventListener('change', () => {
  secret.value = secret.value.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0');
});

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  button.disabled = true;
  answer.replaceChildren(...(await ask({ code: code.value, secret: secret.value })));
  button.disabled = false;
  answer.scrollIntoView({ block: 'nearest' });
});
