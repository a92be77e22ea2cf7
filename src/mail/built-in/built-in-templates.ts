import { type MailLanguage, mailLanguages, type TemplateName } from '../mail-event.ts';
import type { MailTexts } from '../template-engine.mjs';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import type { MailWords } from './template-words.ts';
import { uk } from './uk.ts';

/** The words of each language. */
export const mailWords: Readonly<Record<MailLanguage, MailWords>> = { en, de, fr, es, uk };

type Fact = keyof MailWords['labels'];

const fields: Readonly<Record<Fact, string>> = {
  application: 'application.name',
  clientId: 'application.clientId',
  organization: 'organization.name',
  owner: 'owner.name',
  actor: 'actor.name',
  time: 'event.time',
  origin: 'origin.address',
  secret: 'secret.name',
  expires: 'secret.expires',
  template: 'template.name',
  language: 'template.language',
  problem: 'template.problem',
};

const about: readonly Fact[] = ['application', 'clientId', 'organization', 'owner'];
const deed: readonly Fact[] = ['actor', 'time', 'origin'];

const factsOf: Readonly<Record<TemplateName, readonly Fact[]>> = {
  'application.created': [...about, ...deed],
  'application.activated': [...about, ...deed],
  'application.deactivated': [...about, ...deed],
  'application.deleted': [...about, ...deed],
  'application.secret-added': [...about, 'secret', ...deed],
  'application.secret-expiring': [...about, 'secret', 'expires'],
  'application.secret-used-after-expiry': [...about, 'secret', 'expires', 'time', 'origin'],
  'application.secret-retired': [...about, 'secret', ...deed],
  'application.network-new': [...about, 'origin', 'time'],
  'refresh-token.reused': ['application', 'clientId', 'organization', 'time', 'origin'],
  'password.changed': deed,
  'mail-template.failed': ['template', 'language', 'organization', 'problem', 'time'],
  digest: [],
};

/** A fact without a value is left out. */
function factRows(name: TemplateName, { labels }: MailWords) {
  return factsOf[name].map((fact) => ({ label: labels[fact], field: fields[fact] }));
}

function composeHtml(name: TemplateName, words: MailWords): string {
  const { advice, body, title } = words.templates[name];
  const rows = factRows(name, words).map(
    ({ field, label }) => `{% if ${field} %}<tr><th scope="row">${label}</th><td>{{ ${field} }}</td></tr>{% endif %}`,
  );
  const list =
    name === 'digest'
      ? ['<ul>', '{% for item in digest.items %}<li>{{ item.time }}: {{ item.subject }}</li>', '{% endfor %}</ul>']
      : [];
  return [
    `<h1>${title}</h1>`,
    `<p>${words.greeting}</p>`,
    ...body.map((paragraph) => `<p>${paragraph}</p>`),
    ...(rows.length === 0 ? [] : ['<table>', ...rows, '</table>']),
    ...list,
    `<p><a class="button" href="{{ links.applications }}">${words.button}</a></p>`,
    ...(advice === undefined ? [] : [`<p class="note">${advice}</p>`]),
  ].join('\n');
}

function composeText(name: TemplateName, words: MailWords): string {
  const { advice, body } = words.templates[name];
  const rows = factRows(name, words).map(
    ({ field, label }) => `{% if ${field} %}${label}: {{ ${field} }}\n{% endif %}`,
  );
  const list =
    name === 'digest' ? ['{% for item in digest.items %}- {{ item.time }}: {{ item.subject }}\n{% endfor %}'] : [];
  const blocks = [words.greeting, ...body, [...rows, ...list].join(''), `${words.button}:\n{{ links.applications }}`];
  return [...blocks, ...(advice === undefined ? [] : [advice])].join('\n\n');
}

function compose(language: MailLanguage, name: TemplateName): MailTexts {
  const words = mailWords[language];
  return {
    subject: words.templates[name].subject,
    html: composeHtml(name, words),
    text: composeText(name, words),
  };
}

const composed = new Map<string, MailTexts>();

/** A template as it comes with the server. */
export function builtInTemplate(name: TemplateName, language: MailLanguage): MailTexts {
  const key = `${name} ${language}`;
  const texts = composed.get(key) ?? compose(language, name);
  composed.set(key, texts);
  return texts;
}

/** The words that values of a language are made of. */
export function valueWords(language: MailLanguage) {
  return mailWords[language].values;
}

/** Whether there are mails in a language. */
export function isMailLanguage(text: string): text is MailLanguage {
  return mailLanguages.some((language) => language === text);
}
