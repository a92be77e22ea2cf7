import type { MailTexts } from '../template-engine.mjs';

/** A mail as a transport takes it. */
export interface OutgoingMail {
  readonly id: string;
  readonly messageId: string;
  readonly date: Date;
  readonly to: { readonly name: string; readonly address: string };
  readonly texts: MailTexts;
}

/** What carries mails away. */
export interface MailTransport {
  /**
   * Gives what the other end said when it took the mail.
   * @throws MailRefused when it did not; anything else counts as a passing failure too.
   */
  send(mail: OutgoingMail): Promise<string>;
  close(): Promise<void>;
}

/** Why a mail was not taken. */
export class MailRefused extends Error {
  /**
   * `mail`: this very mail is refused for good (5xx). `later`: it may be tried again. `server`: no mail gets through at
   * the moment, so that it is of no use to try others.
   */
  readonly verdict: 'mail' | 'later' | 'server';

  constructor(message: string, verdict: MailRefused['verdict'], cause?: unknown) {
    super(message, { cause });
    this.name = 'MailRefused';
    this.verdict = verdict;
  }
}
