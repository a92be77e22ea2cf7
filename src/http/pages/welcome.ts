import { type Html, html } from './html.ts';
import { page } from './page.ts';
import type { Wording } from './wording.ts';

const link = (address: string, text: Html) => html`<a href="${address}">${text}</a>`;

/** The page at the root: where everything is. */
export function welcomePage(wording: Wording, issuer: string): string {
  const { say } = wording;
  const pages = {
    backoffice: link('/admin', say('welcome.backoffice')),
    account: link('/account', say('welcome.account')),
  };
  const metadata = {
    metadata: link('/.well-known/oauth-authorization-server', say('welcome.serverMetadata')),
    keys: link('/.well-known/jwks.json', say('welcome.publicKeys')),
  };
  const content = html`<h1>Grantry</h1>
<p>${say('welcome.what', { address: html`<code>${issuer}/oauth2-token</code>` })}</p>
<ul>
<li>${say('welcome.pages', pages)}</li>
<li>${say('welcome.backofficeApi', { api: link('/api/doc', say('api.backoffice')) })}</li>
<li>${link('/storefront/api/doc', say('api.storefront'))}</li>
<li>${say('welcome.errors', { page: link('/docs/errors', say('errors.title')) })}</li>
<li>${say('welcome.metadata', metadata)}</li>
<li>${link('/readyz', say('welcome.ready'))}</li>
</ul>`;
  return page(wording, { title: say('welcome.title'), content, root: '/', again: '/' });
}
