import type { Locale } from '../../directory/personal-input.ts';
import type { OAuthErrorCode } from '../../oauth/oauth-error.ts';
import { type ErrorHelp, type ErrorPlace, type ErrorWordsByCode, errorHelp } from './error-help.ts';
import { type Html, html } from './html.ts';
import { page } from './page.ts';
import { errorHelpDe } from './texts/error-help/de.ts';
import { errorHelpEs } from './texts/error-help/es.ts';
import { errorHelpFr } from './texts/error-help/fr.ts';
import { errorHelpUk } from './texts/error-help/uk.ts';
import type { Wording } from './wording.ts';

/** What is said about every code, in every language. */
export const errorWords: Readonly<Record<Locale, ErrorWordsByCode>> = {
  en: errorHelp,
  de: errorHelpDe,
  fr: errorHelpFr,
  es: errorHelpEs,
  uk: errorHelpUk,
};

/** What an answer looks like, at the first place that gives it. */
function exampleOf(code: string, { example, where: [place] }: ErrorHelp): string {
  const uri = `https://oauth.example.com/docs/errors#${code}`;
  switch (place) {
    case 'authorization': {
      const query = new URLSearchParams({ error: code, error_description: example, error_uri: uri, state: 'xyz' });
      return `Location: https://client.example.com/callback?${query.toString().replaceAll('+', '%20')}`;
    }
    case 'api':
      return `WWW-Authenticate: Bearer error="${code}", error_description="${example}"`;
    default:
      return JSON.stringify({ error: code, error_description: example, error_uri: uri }, null, 2);
  }
}

const placeNames = {
  token: 'errors.whereToken',
  authorization: 'errors.whereAuthorization',
  api: 'errors.whereApi',
} as const satisfies Readonly<Record<ErrorPlace, string>>;

function list(lines: readonly string[]): Html {
  return html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}

function section({ locale, say }: Wording, code: OAuthErrorCode): Html {
  const help = errorHelp[code];
  const { causes, meaning, todo } = errorWords[locale][code];
  const places = help.where.map((place, at) => html`${at === 0 ? '' : ', '}${say(placeNames[place])}`);
  return html`<section id="${code}"><h2><code>${code}</code></h2><p>${meaning}</p>
<p class="faint">${say('errors.where', { places: html`${places}` })}</p>
<h3>${say('errors.causes')}</h3>${list(causes)}
<h3>${say('errors.todo')}</h3>${list(todo)}
<h3>${say('errors.example')}</h3><pre tabindex="0"><code>${exampleOf(code, help)}</code></pre></section>`;
}

/** The page that `error_uri` points to. */
export function errorReferencePage(wording: Wording): string {
  const { say } = wording;
  const links = {
    backoffice: html`<a href="/admin/refused-requests">${say('errors.inBackoffice')}</a>`,
    storefront: html`<a href="/account/refused-requests">${say('errors.inStorefront')}</a>`,
  };
  const content = html`<h1>${say('errors.title')}</h1>
<p>${say('errors.intro')}</p>
<p>${say('errors.refusals', links)}</p>
${(Object.keys(errorHelp) as OAuthErrorCode[]).map((code) => section(wording, code))}`;
  return page(wording, { title: say('errors.title'), content, root: '/', again: '/docs/errors' });
}
