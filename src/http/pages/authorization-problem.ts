import type { OAuthError } from '../../oauth/oauth-error.ts';
import { placeOf } from './consent.ts';
import { html, isolate } from './html.ts';
import { page } from './page.ts';
import type { Wording } from './wording.ts';

/** A request that cannot be answered anywhere but here (RFC 6749 §4.1.2.1). `root` leads to the root of the server. */
export function authorizationProblemPage(wording: Wording, { code, description }: OAuthError, root: string): string {
  const { repeat, say } = wording;
  const link = html`<a href="${root}docs/errors#${code}">${say('refused.whatToLookFor')}</a>`;
  const content = html`<h1>${say('refused.title')}</h1>
<p>${repeat(description)}</p>
<p>${say('refused.nothingDone')}</p>
<p class="faint">${say('refused.forThem', { link })}</p>`;
  return page(wording, { title: say('refused.title'), content, root, again: null });
}

/** What the page that leads back to an application shows. */
export interface LeavingView {
  readonly clientName: string;
  readonly location: string;
  readonly error: OAuthError;
}

/** A refusal for an application that nobody here has dealt with yet: the person decides whether to go there. */
export function leavingPage(wording: Wording, { clientName, error, location }: LeavingView): string {
  const { repeat, say } = wording;
  const place = html`<strong>${placeOf(wording, location)}</strong>`;
  const content = html`<h1>${say('leaving.question', { client: isolate(clientName) })}</h1>
<p>${say('leaving.reason', { reason: repeat(error.description) })}</p>
<p>${say('leaving.place', { place })}</p>
<p><a class="button" href="${location}" rel="noreferrer">${say('leaving.go')}</a></p>`;
  return page(wording, { title: say('leaving.title'), content, root: '../', again: null });
}

/** A form that did not come from the page that was shown last; going on, to `address`, is safe. */
export function stalePage(wording: Wording, address: string): string {
  const { say } = wording;
  const content = html`<h1>${say('stale.heading')}</h1>
<p>${say('stale.reason')}</p>
<p><a class="button" href="${address}">${say('stale.go')}</a></p>`;
  return page(wording, { title: say('stale.title'), content, root: '../../', again: null });
}
