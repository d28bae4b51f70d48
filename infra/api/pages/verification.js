import { element, texts } from './document.js';
import { both, form, whenSent } from './form.js';

const { code, file } = form.elements;

// A link may bring the code: what stands after # is sent to nobody.
code.value = location.hash.slice(1);
(code.value ? file : code).focus();

code.addEventListener('change', () => {
  code.value = code.value.trim().toUpperCase();
});

// A file may be dropped anywhere on the page; the browser would open it otherwise.
addEventListener('dragover', (event) => event.preventDefault());
addEventListener('drop', (event) => {
  event.preventDefault();
  if (event.dataTransfer.files.length > 0) file.files = event.dataTransfer.files;
});

/** The file stays here: its SHA-256 alone is sent. */
async function question() {
  const digest = await crypto.subtle.digest('SHA-256', await file.files[0].arrayBuffer());
  const sha256 = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { code: code.value, sha256 };
}

const day = (date) => date.split('-').reverse().join('/');

/** A fact with its label, in both languages. */
const fact = (label, { vi, en }) => both({ vi: `${label.vi}: ${vi}`, en: `${label.en}: ${en}` });

const found = ({ code, paper, agency, day: made, state, endedOn, replacedWith }) => [
  element('p', { className: 'hint' }, code),
  both(state.name, state.code === 'valid' ? 'status' : 'status fault'),
  both(paper.name),
  fact(texts.agency, agency.name),
  fact(texts.day, { vi: day(made), en: day(made) }),
  ...(endedOn ? [fact(texts.endedOn, { vi: day(endedOn), en: day(endedOn) })] : []),
  ...(replacedWith ? [fact(texts.replacedWith, { vi: replacedWith, en: replacedWith })] : []),
];

whenSent(question, found);
