import * as z from 'zod';

/** The inbox of all mail sent, as its emulator (aws-ses-v2-local) keeps it. */
const Store = z.object({
  emails: z.array(
    z.object({
      from: z.string(),
      destination: z.object({ to: z.array(z.string()) }),
      subject: z.string(),
      body: z.object({ text: z.string(), html: z.string() }),
    }),
  ),
});
export type ReceivedEmail = z.infer<typeof Store>['emails'][number];

/** E-mails about a dossier in the order in which they came. */
export async function emailsAbout(inboxUrl: string, dossierCode: string): Promise<readonly ReceivedEmail[]> {
  const { emails } = Store.parse(await (await fetch(`${inboxUrl}/store`)).json());
  return emails.filter(({ subject }) => subject.includes(dossierCode));
}
