import { pathToFileURL } from 'node:url';

/** Stands in the bundles for `import.meta.url`: pdfkit finds its colour profile by it. */
export const moduleUrl = /* @__PURE__ */ (() => pathToFileURL(__filename).href)();
