import { html, page } from './page.ts';

/** The page at the root: where everything is. */
export function welcomePage(issuer: string): string {
  return page(
    'Welcome',
    html`<h1>Grantry</h1>
<p>This is an OAuth 2.0 server for a back-office and a storefront. Applications fetch their tokens at
<code>${issuer}/oauth2-token</code> and call the two APIs with them.</p>
<ul>
<li><a href="/admin">Back-office</a> and <a href="/account">storefront account</a>: sign in and look after your OAuth applications</li>
<li><a href="/api/doc">Back-office API</a>: every resource, with its parameters and answers</li>
<li><a href="/storefront/api/doc">Storefront API</a></li>
<li><a href="/docs/errors">When a request is refused</a>: what each error means and what to do</li>
<li><a href="/.well-known/oauth-authorization-server">Server metadata</a> and
<a href="/.well-known/jwks.json">public keys</a> for clients and APIs</li>
<li><a href="/readyz">Is the server ready?</a></li>
</ul>`,
  );
}
