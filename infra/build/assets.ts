import { operations } from '../../shared/operations.ts';
import { dashboardAsset } from '../api/dashboard.ts';
import { referenceAssets } from '../api/reference.ts';
import { trackingAsset } from '../api/tracking.ts';
import { verificationAsset } from '../api/verification.ts';
import { sheetAssets } from './sheet-assets.ts';

/** The files that functions read beside their bundles: pages, the description of the API, fonts. @param functions the folder of all bundles */
export const assetsOf = async (
  functions: string,
): Promise<readonly { readonly path: string; readonly contents: Uint8Array }[]> => [
  ...(await referenceAssets(functions, operations)),
  await trackingAsset(functions),
  await verificationAsset(functions),
  await dashboardAsset(functions),
  ...(await sheetAssets(functions)),
];
