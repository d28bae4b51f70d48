import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { servePage } from '../../shared/http/serve-page.ts';
import { readVerificationPage } from '../../shared/verification/contracts/read-verification-page.ts';

export const handler = servePage(readVerificationPage, readFileSync(join(__dirname, 'verification.html')));
