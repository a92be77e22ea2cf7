import type { SendMailOptions } from 'nodemailer';
import { MailRefused, type OutgoingMail } from './mail-transport.ts';

/** Who a mail comes from. */
export interface Sender {
  readonly name: string;
  readonly address: string;
}

const addressForm = /^[^\s@,;:<>()[\]\\"\p{C}]{1,64}@[^\s@,;:<>()[\]\\"\p{C}]{1,190}$/u;
const control = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/** A text for a header. @throws MailRefused when it holds a line break or another control character */
function header(text: string, what: string): string {
  if (control.test(text) || !text.isWellFormed()) throw new MailRefused(`the ${what} has control characters`, 'mail');
  return text;
}

/** Tells whether a mail can be sent to an address at all. */
export function isMailAddress(text: string): boolean {
  return addressForm.test(text) && text.isWellFormed();
}

/**
 * The message as nodemailer takes it: addresses in parts, nothing that it would fetch or read from files.
 * @throws MailRefused for what no header can hold
 */
export function composeMessage({ date, messageId, texts, to }: OutgoingMail, from: Sender): SendMailOptions {
  if (!isMailAddress(to.address)) throw new MailRefused('the address is none that mail can be sent to', 'mail');
  return {
    from,
    to: { name: header(to.name, 'name of the recipient'), address: to.address },
    envelope: { from: from.address, to: [to.address] },
    subject: header(texts.subject, 'subject'),
    html: texts.html,
    text: texts.text,
    messageId: header(messageId, 'message id'),
    date,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
