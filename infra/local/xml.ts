const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // A parser takes a bare one for the end of a line, and gives a line feed.
  '\r': '&#13;',
};

export const escapeXml = (text: string): string =>
  text.replace(/[&<>"'\r]/g, (character) => entities[character] ?? character);

/** An element of XML with these in it. */
export const element = (name: string, members: Readonly<Record<string, string>>): string =>
  `<${name}>${Object.entries(members)
    .map(([member, text]) => `<${member}>${escapeXml(text)}</${member}>`)
    .join('')}</${name}>`;
