import type { Client } from '../../oauth/client.ts';
import { html, isolate, page } from './page.ts';

/** Who runs an application, in names. */
export interface ClientParties {
  readonly organization: string;
  readonly owner: string | null;
}

/** What the sign-in page shows. */
export interface SignInView {
  readonly client: Client;
  readonly parties: ClientParties;
  readonly handle: string;
  readonly formToken: string;
  readonly username: string;
  /** What went wrong before; null at first. */
  readonly problem: string | null;
}

const names = {
  backoffice: { place: 'the back-office', label: 'User name or e-mail', type: 'text' },
  storefront: { place: 'the storefront', label: 'E-mail', type: 'email' },
} as const;

/** The page on which a person signs in for an application. The name stays after an error, the password does not. */
export function signInPage({ client, formToken, handle, parties, problem, username }: SignInView): string {
  const { label, place, type } = names[client.side];
  const focusName = username === '';
  return page(
    'Sign in',
    html`<h1>Sign in</h1>
<p>${isolate(client.name)} of ${isolate(parties.organization)} asks you to sign in to ${place}.</p>
${problem === null ? html`` : html`<div class="wrong" role="alert"><p>${problem}</p></div>`}
<form method="post" action="sign-in">
<input type="hidden" name="request" value="${handle}">
<input type="hidden" name="form_token" value="${formToken}">
<label for="username">${label}</label>
<input id="username" name="username" type="${type}" value="${username}" required maxlength="320" autocomplete="username" autocapitalize="none" spellcheck="false" ${focusName ? html`autofocus` : html``}>
<label for="password">Password</label>
<input id="password" name="password" type="password" required maxlength="1024" autocomplete="current-password" ${focusName ? html`` : html`autofocus`}>
<div class="choices"><button type="submit" name="decision" value="sign-in">Sign in</button>
<button type="submit" name="decision" value="cancel" class="second" formnovalidate>Cancel</button></div>
</form>`,
    '../../',
  );
}
