import type { Client } from '../../oauth/client.ts';
import type { ScopeDescription } from '../../oauth/resource-server.ts';
import { html, isolate, page } from './page.ts';
import type { ClientParties } from './sign-in.ts';

/** What the consent page shows. */
export interface ConsentView {
  readonly client: Client;
  readonly parties: ClientParties;
  /** The name of the person who is signed in. */
  readonly person: string;
  readonly api: string;
  /** Whether the API is one of our own, where a person's rights bound everything. */
  readonly bounded: boolean;
  readonly scopes: readonly ScopeDescription[];
  readonly redirectUri: string;
  /** How long access lasts without the person, in days; null where none is kept. */
  readonly days: number | null;
  readonly handle: string;
  readonly formToken: string;
}

/** Where an application is sent back to, as people read it. */
export function placeOf(redirectUri: string): string {
  const { host, protocol } = new URL(redirectUri);
  if (protocol !== 'https:' && protocol !== 'http:') return `an application on your device (${protocol}//)`;
  return /^(127\.0\.0\.1|\[::1\]|localhost)(:|$)/.test(host) ? `an application on your device (${host})` : host;
}

function describeScopes(scopes: readonly ScopeDescription[]) {
  if (scopes.length === 0) return html`<p>It will learn who you are, and be able to do nothing.</p>`;
  return html`<h2>It will be able to</h2><ul>${scopes.map(({ sentence }) => html`<li>${sentence}</li>`)}</ul>`;
}

/** The page on which a person says yes or no to an application. */
export function consentPage(view: ConsentView): string {
  const { api, bounded, client, days, formToken, handle, parties, person, redirectUri, scopes } = view;
  return page(
    'Consent',
    html`<h1>Let ${isolate(client.name)} in?</h1>
<p>${isolate(client.name)} wants to use the ${isolate(api)} in your name.</p>
<dl class="facts">
<div><dt>Organization</dt><dd>${isolate(parties.organization)}</dd></div>
<div><dt>Run by</dt><dd>${parties.owner === null ? 'nobody in particular' : isolate(parties.owner)}</dd></div>
<div><dt>You are</dt><dd>${isolate(person)} · <a href="continue?request=${handle}&amp;switch=1">not you?</a></dd></div>
<div><dt>You go on to</dt><dd><strong>${isolate(placeOf(redirectUri))}</strong></dd></div>
</dl>
${describeScopes(scopes)}
<p class="faint">${bounded ? 'Never more than you may do yourself. ' : ''}${
      days === null
        ? 'Access ends when its token expires.'
        : `Access can be renewed for up to ${days} days, and ends when your password changes.`
    }</p>
<form method="post" action="consent">
<input type="hidden" name="request" value="${handle}">
<input type="hidden" name="form_token" value="${formToken}">
<div class="choices"><button type="submit" name="decision" value="grant">Grant</button>
<button type="submit" name="decision" value="cancel" class="second">Cancel</button></div>
</form>`,
    '../../',
  );
}
