import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { MailTransport } from './mail-transport.ts';
import { composeMessage, type Sender } from './message.ts';

/** Makes the transport that writes mails into a folder, one `.eml` file each (RFC 5322). A repeated one replaces itself. */
export function createFileTransport(folder: string, from: () => Sender): MailTransport {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return {
    async send(mail) {
      const { message } = await composer.sendMail(composeMessage(mail, from()));
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const name = `${mail.date.toISOString().replace(/[:.]/g, '-')}-${mail.id}.eml`;
      const draft = join(folder, `.${name}.draft`);
      await writeFile(draft, message as Buffer, { mode: 0o600 });
      await rename(draft, join(folder, name));
      return `written to ${name}`;
    },
    close: async () => composer.close(),
  };
}
