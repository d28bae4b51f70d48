import { both, element, form, texts, whenSent } from './form.js';

const { code, secret } = form.elements;

// A link may bring the code: what stands after # is sent to nobody. The secret comes from the receipt alone.
code.value = location.hash.slice(1);
(code.value ? secret : code).focus();

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

// What people copy from paper: any case, blanks between groups, and letters that the secret never has.
code.addEventListener('change', () => {
  code.value = code.value.trim().toUpperCase();
});
secret.addEventListener('change', () => {
  secret.value = secret.value.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0');
});

whenSent(() => ({ code: code.value, secret: secret.value }), found);
