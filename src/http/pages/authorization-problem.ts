import type { OAuthError } from '../../oauth/oauth-error.ts';
import { placeOf } from './consent.ts';
import { html, isolate, page } from './page.ts';

/** A request that cannot be answered anywhere but here (RFC 6749 §4.1.2.1). `root` leads to the root of the server. */
export function authorizationProblemPage({ description }: OAuthError, root: string): string {
  return page(
    'This does not work',
    html`<h1>This does not work</h1>
<p>${description}</p>
<p>Nobody was signed in and nothing was sent anywhere. Go back to the application and start again; if that does not
help, show this page to the people who run the application.</p>
<p class="faint">For them: <a href="${root}docs/errors">what to look for</a>.</p>`,
    root,
  );
}

/** A refusal for an application that nobody here has dealt with yet: the person decides whether to go there. */
export function leavingPage(clientName: string, location: string, { description }: OAuthError): string {
  return page(
    'Back to the application',
    html`<h1>Back to ${isolate(clientName)}?</h1>
<p>The application asked for something that does not work: ${description}</p>
<p>You were not signed in. The application is at <strong>${isolate(placeOf(location))}</strong>.</p>
<p><a class="button" href="${location}" rel="noreferrer">Go to the application</a></p>`,
    '../',
  );
}

/** A form that did not come from the page that was shown last; going on is safe. */
export function stalePage(handle: string): string {
  return page(
    'Try again',
    html`<h1>This page is out of date</h1>
<p>It was opened in another session, or has been answered in another tab. Nothing was done.</p>
<p><a class="button" href="continue?request=${handle}">Go on</a></p>`,
    '../../',
  );
}
