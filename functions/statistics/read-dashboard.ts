import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { servePage } from '../../shared/http/serve-page.ts';
import { readDashboard } from '../../shared/statistics/contracts/read-dashboard.ts';

export const handler = servePage(readDashboard, readFileSync(join(__dirname, 'dashboard.html')));
