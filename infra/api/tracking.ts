import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DOSSIER_CODE } from '../../shared/dossier/code.ts';
import { problems } from '../../shared/http/problems.ts';
import { letterhead } from '../../shared/notification/letter.ts';
import type { Text } from '../../shared/text.ts';
import { readTrackingPage } from '../../shared/tracking/contracts/read-tracking-page.ts';
import { trackDossier } from '../../shared/tracking/contracts/track-dossier.ts';

/**
 * The page that the function `read-tracking-page` answers with: one file beside its bundle, with style and script in it.
 *
 * @param functions the folder of all bundles
 */
export async function trackingAsset(
  functions: string,
): Promise<{ readonly path: string; readonly contents: Uint8Array }> {
  const source = (name: string) => readFile(join(import.meta.dirname, 'tracking', name), 'utf8');
  const [style, script] = await Promise.all([source('page.css'), source('page.js')]);
  return {
    path: join(functions, readTrackingPage.area, readTrackingPage.id, 'tracking.html'),
    contents: Buffer.from(page(style, script)),
  };
}

/** What the script says: by the answer's status, and of how far a dossier is. */
const texts = {
  notFound: problems['tracking-not-found'].title,
  busy: problems.busy.title,
  failed: problems.internal.title,
  completion: { vi: 'Mức độ hoàn thành', en: 'Completion' },
} as const satisfies Record<string, Text>;

const both = ({ vi, en }: Text): string => `${vi} <span lang="en">${en}</span>`;

const page = (style: string, script: string): string => `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tra cứu hồ sơ – ${letterhead.province}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<header>
<p class="province">${letterhead.province}</p>
<p>${letterhead.service}</p>
</header>
<main>
<h1>${both({ vi: 'Tra cứu hồ sơ', en: 'Track a dossier' })}</h1>
<p>${both({
  vi: 'Nhập mã hồ sơ và mã tra cứu ghi trên giấy biên nhận.',
  en: 'Enter the dossier code and the tracking secret on your receipt.',
})}</p>
<noscript><p class="fault">${both({ vi: 'Trang này cần JavaScript.', en: 'This page needs JavaScript.' })}</p></noscript>
<form method="post" data-operation="${trackDossier.path}">
<label for="code">${both({ vi: 'Mã hồ sơ', en: 'Dossier code' })}</label>
<p class="hint" id="code-hint">Ví dụ H25.03-211010-0001</p>
<input id="code" name="code" required pattern="${DOSSIER_CODE.source}" aria-describedby="code-hint"
  autocomplete="off" autocapitalize="characters" spellcheck="false">
<label for="secret">${both({ vi: 'Mã tra cứu', en: 'Tracking secret' })}</label>
<p class="hint" id="secret-hint">${both({ vi: '24 chữ cái và chữ số', en: '24 letters and digits' })}</p>
<input id="secret" name="secret" required maxlength="64" aria-describedby="secret-hint"
  autocomplete="off" autocapitalize="characters" spellcheck="false">
<button>${both({ vi: 'Tra cứu', en: 'Look up' })}</button>
</form>
<div class="answer" role="status"></div>
</main>
<footer>${both({
  vi: 'Cán bộ không bao giờ hỏi mã tra cứu của Ông/Bà.',
  en: 'Officers never ask for your tracking secret.',
})}</footer>
<script type="application/json" id="texts">${JSON.stringify(texts)}</script>
<script>${script}</script>
</body>
</html>
`;
