import { createTransport } from 'nodemailer';
import { MailRefused, type MailTransport } from './mail-transport.ts';
import { composeMessage, type Sender } from './message.ts';

export interface SmtpOptions {
  readonly host: string;
  readonly port: number;
  /** `starttls` never goes on in clear (RFC 3207 §6); `tls` starts with it; `none` is for a server on the same machine. */
  readonly security: 'starttls' | 'tls' | 'none';
  readonly user?: string;
  readonly password?: string;
  /** Certificates (PEM) that are trusted instead of those that the system trusts. */
  readonly ca?: string;
  /** Asked for each mail. */
  readonly from: () => Sender;
  /** For each step, in milliseconds. */
  readonly timeout?: number;
  readonly connections?: number;
}

interface SmtpFault {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly message?: string;
}

/** Steps at which a refusal is about the mail, and not about us or the connection. */
const aboutTheMail = new Set(['RCPT TO', 'DATA']);

function judge(error: unknown): MailRefused {
  if (error instanceof MailRefused) return error;
  const { code, command, message, response, responseCode = 0 } = (error ?? {}) as SmtpFault;
  // One line without control characters; what a server says is not ours.
  const said = (response ?? message ?? 'unknown').replace(/[\p{C}\s]+/gu, ' ').slice(0, 300);
  const aboutMail = aboutTheMail.has(command ?? '') || code === 'EMESSAGE';
  // 421 says of the server itself that it goes (RFC 5321 §3.8).
  const passing = responseCode >= 400 && responseCode < 500 && responseCode !== 421;
  if (passing && (aboutMail || command === 'MAIL FROM')) return new MailRefused(said, 'later', error);
  if (aboutMail && (responseCode >= 500 || code === 'EMESSAGE')) return new MailRefused(said, 'mail', error);
  return new MailRefused(said, 'server', error);
}

const minute = 60_000;

/** Gives up on what takes too long as a whole, however busy the connection looks. */
async function inTime<Value>(work: Promise<Value>, milliseconds: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new MailRefused('it took too long', 'server')), milliseconds);
    timer.unref();
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/**
 * Makes the transport that hands mails to an SMTP server (RFC 5321), over connections that are kept for a while.
 * @throws Error for a password that would be sent in clear to another machine
 */
export function createSmtpTransport(options: SmtpOptions): MailTransport {
  const { connections = 2, from, host, password, port, security, timeout = minute, user } = options;
  const local = /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);
  if (security === 'none' && user !== undefined && !local) {
    throw new Error('mail.smtpSecurity none would send the password in clear: use starttls or tls');
  }
  const mailer = createTransport({
    pool: true,
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user !== undefined && { auth: { user, pass: password ?? '' } }),
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true, ...(options.ca !== undefined && { ca: options.ca }) },
    maxConnections: connections,
    maxMessages: 100,
    connectionTimeout: Math.min(timeout, 30_000),
    greetingTimeout: Math.min(timeout, 30_000),
    dnsTimeout: Math.min(timeout, 30_000),
    socketTimeout: timeout,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // Connections that idle may break; the next mail opens another.
  mailer.on('error', () => undefined);
  return {
    async send(mail) {
      const message = composeMessage(mail, from());
      try {
        const { response } = await inTime(mailer.sendMail(message), 2 * timeout);
        return response.replace(/[\p{C}\s]+/gu, ' ').slice(0, 300);
      } catch (error) {
        throw judge(error);
      }
    },
    close: async () => mailer.close(),
  };
}
