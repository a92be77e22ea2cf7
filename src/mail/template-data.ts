import type { MailLanguage } from './mail-event.ts';
import type { TemplateValue } from './template-engine.mjs';

/** What is kept of an event to tell of it. Never a secret, a hash or a token; only what is shown to people. */
export interface MailFacts {
  readonly at: string;
  readonly side: 'backoffice' | 'storefront';
  readonly application: { readonly name: string; readonly clientId: string };
  readonly organization: string;
  readonly owner: string;
  readonly actor: { readonly kind: string; readonly name: string };
  readonly recipient: string;
  readonly secret: { readonly name: string; readonly expiresAt: string; readonly days: number };
  /** The address or network from which it was done. */
  readonly origin: string;
  readonly template: { readonly name: string; readonly language: string; readonly problem: string };
  readonly digest: readonly { readonly at: string; readonly subject: string }[];
}

/** The fields that templates may use, with what they hold. Nothing else is in reach of a template. */
export const templateFields: Readonly<Record<string, string>> = {
  'recipient.name': 'The name of who gets the mail.',
  'event.time': 'When it happened, in the language of the mail and in UTC.',
  'actor.name': 'Who did it.',
  'origin.address': 'The address or network from which it was done.',
  'application.name': 'The name of the application.',
  'application.clientId': 'The client ID of the application.',
  'organization.name': 'The name of the organization.',
  'owner.name': 'The name of the owner of the application, or of the person whom it concerns.',
  'secret.name': 'The name of the secret; never the secret itself.',
  'secret.expires': 'When the secret expires.',
  'secret.days': 'In how many days the secret expires.',
  'template.name': 'The template that could not be used.',
  'template.language': 'The language of that template.',
  'template.problem': 'What is wrong with that template.',
  'digest.count': 'How many messages a summary stands for.',
  'digest.items': 'The messages that a summary stands for, each with time and subject.',
  'links.home': 'Where the recipient signs in.',
  'links.applications': 'The page with the OAuth applications of the recipient.',
  'server.name': 'The host name of this server.',
};

/** Words of a language that values are made of. */
export interface ValueWords {
  readonly server: string;
  readonly commandLine: string;
}

const longestName = 120;
const mostItems = 50;
const invisible = /[\p{C}\p{Zl}\p{Zp}]/gu;
/** Keeps programs that read mail from making a link of it, and shows nothing. */
const breaker = '\u200b';

/** A text that somebody else chose: one short line in which nothing becomes a link. */
export function tameName(text: string): string {
  const line = text.replace(invisible, ' ').replace(/\s+/gu, ' ').trim();
  const characters = [...line];
  const short = characters.length > longestName ? `${characters.slice(0, longestName - 1).join('')}…` : line;
  return short
    .replace(/:(?=\/)/g, `:${breaker}`)
    .replace(/(?<=[\p{L}\p{N}_-])[.@](?=\p{L}{2}|[\p{L}\p{N}-]+\.)/gu, `$&${breaker}`);
}

function formatTime(iso: string, language: MailLanguage): string {
  const at = new Date(iso);
  if (iso === '' || Number.isNaN(at.getTime())) return '';
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  return `${format.format(at).replace(/[\u00a0\u202f]/g, ' ')} UTC`;
}

function actorName({ kind, name }: MailFacts['actor'], words: ValueWords): string {
  if (kind === 'server') return words.server;
  return kind === 'command-line' ? `${words.commandLine} (${tameName(name)})` : tameName(name);
}

/** The pages that mails lead to. Nothing but the issuer decides about them. */
export function mailLinks(issuer: string, side: MailFacts['side']) {
  const home = side === 'backoffice' ? `${issuer}/admin` : `${issuer}/account`;
  return { home, applications: `${home}/my-user` };
}

interface TemplateContext {
  readonly issuer: string;
  readonly language: MailLanguage;
  readonly words: ValueWords;
}

/** The values of a mail, built field by field. */
export function templateData(facts: MailFacts, { issuer, language, words }: TemplateContext): TemplateValue {
  const { application, digest, secret, template } = facts;
  return {
    recipient: { name: tameName(facts.recipient) },
    event: { time: formatTime(facts.at, language) },
    actor: { name: actorName(facts.actor, words) },
    origin: { address: facts.origin.replace(/[^0-9a-f:./]/gi, '').slice(0, 64) },
    application: { name: tameName(application.name), clientId: application.clientId },
    organization: { name: tameName(facts.organization) },
    owner: { name: tameName(facts.owner) },
    secret: {
      name: tameName(secret.name),
      expires: formatTime(secret.expiresAt, language),
      days: secret.days === 0 ? '' : String(secret.days),
    },
    template: { name: template.name, language: template.language, problem: tameName(template.problem) },
    digest: {
      count: String(digest.length),
      items: digest.slice(0, mostItems).map(({ at, subject }) => ({ time: formatTime(at, language), subject })),
    },
    links: mailLinks(issuer, facts.side),
    server: { name: new URL(issuer).host },
  };
}
