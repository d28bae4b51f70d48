export const form = document.querySelector('form');
const button = form.querySelector('button');
const answer = document.querySelector('.answer');
export const texts = JSON.parse(document.querySelector('#texts').textContent);

export const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

/** A sentence in Vietnamese, and once more in English. */
export const both = ({ vi, en }, className) =>
  element('p', { className }, vi, ' ', element('span', { lang: 'en' }, en));

const fault = (status) =>
  both({ 404: texts.notFound, 429: texts.busy, 503: texts.busy }[status] ?? texts.failed, 'fault');

/** What the operation of the form answers to a question. @param found what is shown of an answer */
async function ask(question, found) {
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

/** Asks when the form is sent, by one press at a time. @param question made of what was typed */
export const whenSent = (question, found) =>
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    button.disabled = true;
    answer.replaceChildren(...(await ask(await question(), found)));
    button.disabled = false;
    answer.scrollIntoView({ block: 'nearest' });
  });
