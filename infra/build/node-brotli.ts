import { brotliDecompressSync } from 'node:zlib';

/** Stands in the bundles for the package that fontkit reads WOFF2 with, whose dictionary Node has already: half a megabyte. */
export default (bytes: Uint8Array): Uint8Array => brotliDecompressSync(bytes);
