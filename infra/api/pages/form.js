import { element, texts } from './document.js';

export const form = document.querySelector('form');
const button = form.querySelector('button');
const answer = document.querySelector('.answer');

/** A text in Vietnamese, and once more in English. */
export const both = ({ vi, en }, className, name = 'p') =>
  element(name, { className }, vi, ' ', element('span', { lang: 'en' }, en));

export const fault = (status) =>
  both({ 404: texts.notFound, 429: texts.busy, 503: texts.busy }[status] ?? texts.failed, 'fault');

export const send = (path, body, headers) =>
  fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

/** What the operation of the form answers to a question. @param found what is shown of an answer to it */
async function ask(question, found) {
  try {
    const response = await send(form.dataset.operation, question);
    return response.ok ? found(await response.json(), question) : [fault(response.status)];
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
