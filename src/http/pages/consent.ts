import type { Client } from '../../oauth/client.ts';
import type { ResourceServer, ScopeDescription } from '../../oauth/resource-server.ts';
import { type Html, html, isolate } from './html.ts';
import { page } from './page.ts';
import { type RequestForm, requestFields } from './request-form.ts';
import type { ClientParties } from './sign-in.ts';
import type { Wording } from './wording.ts';

/** What the consent page shows. */
export interface ConsentView {
  readonly client: Client;
  readonly parties: ClientParties;
  /** The name of the person who is signed in. */
  readonly person: string;
  /** The API; where it is one of our own, a person's rights bound everything. */
  readonly server: ResourceServer;
  readonly scopes: readonly ScopeDescription[];
  readonly redirectUri: string;
  /** How long access lasts without the person, in days; null where none is kept. */
  readonly days: number | null;
  readonly form: RequestForm;
}

/** Where an application is sent back to, as people read it. */
export function placeOf({ say }: Wording, redirectUri: string): Html {
  const { host, protocol } = new URL(redirectUri);
  const onDevice = (address: string) => say('place.device', { address: isolate(address) });
  if (protocol !== 'https:' && protocol !== 'http:') return onDevice(`${protocol}//`);
  return /^(127\.0\.0\.1|\[::1\]|localhost)(:|$)/.test(host) ? onDevice(host) : isolate(host);
}

function describeScopes({ allow, say }: Wording, scopes: readonly ScopeDescription[]): Html {
  if (scopes.length === 0) return html`<p>${say('consent.nothing')}</p>`;
  return html`<h2>${say('consent.able')}</h2><ul>${scopes.map(({ sentence }) => html`<li>${allow(sentence)}</li>`)}</ul>`;
}

function describeDuration({ amount, say }: Wording, days: number | null): Html {
  return days === null ? say('consent.untilExpiry') : say('consent.renewable', { time: amount(days, 'day') });
}

/** The page on which a person says yes or no to an application. */
export function consentPage(wording: Wording, view: ConsentView): string {
  const { client, days, form, parties, person, redirectUri, scopes, server } = view;
  const { say } = wording;
  const name = isolate(client.name);
  const api = server.builtIn ? say(`api.${server.side}`) : isolate(server.name);
  const content = html`<h1>${say('consent.question', { client: name })}</h1>
<p>${say('consent.wants', { client: name, api })}</p>
<dl class="facts">
<div><dt>${say('consent.organization')}</dt><dd>${isolate(parties.organization)}</dd></div>
<div><dt>${say('consent.runBy')}</dt><dd>${parties.owner === null ? say('consent.nobody') : isolate(parties.owner)}</dd></div>
<div><dt>${say('consent.person')}</dt><dd>${isolate(person)} · <a href="${form.address}&amp;switch=1">${say('consent.notYou')}</a></dd></div>
<div><dt>${say('consent.target')}</dt><dd><strong>${placeOf(wording, redirectUri)}</strong></dd></div>
</dl>
${describeScopes(wording, scopes)}
<p class="faint">${server.builtIn ? html`${say('consent.bounded')} ` : html``}${describeDuration(wording, days)}</p>
<form method="post" action="consent">
${requestFields(form)}
<div class="choices"><button type="submit" name="decision" value="grant">${say('consent.grant')}</button>
<button type="submit" name="decision" value="cancel" class="second">${say('consent.cancel')}</button></div>
</form>`;
  return page(wording, { title: say('consent.title'), content, root: '../../', again: form.again });
}
