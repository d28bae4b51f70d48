import type { Upload } from '../document/document.ts';

/** Sends a file straight to the storage, as the declaration of it says. @returns the storage's answer */
export async function upload({ url, fields }: Upload, file: Uint8Array<ArrayBuffer>): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([file]));
  return fetch(url, { method: 'POST', body: form });
}
