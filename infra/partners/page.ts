import { escapeXml } from '../local/xml.ts';

/** Text that is HTML already. */
class Html {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

type Part = string | number | Html | readonly Html[];

const escaped = (part: Part): string => {
  if (part instanceof Html) return part.source;
  if (typeof part === 'object') return part.map(({ source }) => source).join('');
  return escapeXml(String(part));
};

/** HTML with every value in it escaped. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(String.raw({ raw: texts }, ...parts.map(escaped)));

const style = `
  :root { color-scheme: light dark; --ink: light-dark(#1b2733, #e8edf2); --quiet: light-dark(#536270, #a3b1bf);
    --line: light-dark(#d7dee5, #33414e); --paper: light-dark(#fff, #1a232c); --ground: light-dark(#f3f6f9, #11181f);
    --seal: light-dark(#a3121f, #ff8a8a); }
  body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
  main { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
  h1 { margin: 0; font-size: 1.5rem; } h2 { margin: 2rem 0 .5rem; font-size: 1.1rem; }
  .stand-in { margin: 0 0 1.5rem; color: var(--quiet); }
  ul.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: .75rem; margin: 0; padding: 0;
    list-style: none; }
  .card { padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--paper); }
  .card p { margin: .1rem 0 .5rem; color: var(--quiet); font-size: .9rem; }
  .card h2 { margin-top: 0; } .card form { margin-top: .5rem; } form { margin: 0; }
  select { margin-right: .5rem; padding: .4rem; font: inherit; }
  button { margin: .15rem .25rem .15rem 0; padding: .4rem .8rem; border: 1px solid var(--seal); border-radius: .4rem;
    background: none; color: var(--seal); font: inherit; cursor: pointer; }
  button:hover { background: var(--seal); color: var(--paper); }
  button:focus-visible, a:focus-visible, textarea:focus-visible { outline: 3px solid var(--seal); outline-offset: 2px; }
  button.person { display: block; width: 100%; margin: 0; padding: .75rem 1rem; border-color: var(--line); text-align: left;
    background: var(--paper); color: var(--ink); }
  button.person small { display: block; color: var(--quiet); }
  button.person:hover { border-color: var(--seal); background: var(--paper); }
  textarea { width: 100%; box-sizing: border-box; font: .85rem/1.4 ui-monospace, monospace; }
  pre { overflow-x: auto; padding: .75rem; background: var(--paper); border: 1px solid var(--line); border-radius: .4rem; }
  a { color: var(--seal); }
`;

/** A page of a stand-in: plain HTML that needs no script and nothing from elsewhere. */
export const page = (title: string, standIn: string, body: Html, status = 200): Response =>
  new Response(
    html`<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Html(style)}</style>
</head>
<body><main>
<h1>${title}</h1>
<p class="stand-in">${standIn}</p>
${body}
</main></body>
</html>
`.source,
    {
      status,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy':
          "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'",
        'cache-control': 'no-store',
      },
    },
  );
