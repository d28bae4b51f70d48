import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { servePage } from '../../shared/http/serve-page.ts';
import { readTrackingPage } from '../../shared/tracking/contracts/read-tracking-page.ts';

export const handler = servePage(readTrackingPage, readFileSync(join(__dirname, 'tracking.html')));
