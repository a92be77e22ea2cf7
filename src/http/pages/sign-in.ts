import type { Client } from '../../oauth/client.ts';
import { type Html, html, isolate } from './html.ts';
import { page } from './page.ts';
import { nameAndPassword, problemBox } from './password-form.ts';
import { type RequestForm, requestFields } from './request-form.ts';
import type { Wording } from './wording.ts';

/** Who runs an application, in names. */
export interface ClientParties {
  readonly organization: string;
  readonly owner: string | null;
}

/** What the sign-in page shows. */
export interface SignInView {
  readonly client: Client;
  readonly parties: ClientParties;
  readonly form: RequestForm;
  readonly username: string;
  /** What went wrong before; null at first. */
  readonly problem: Html | null;
}

/** The page on which a person signs in for an application. The name stays after an error, the password does not. */
export function signInPage(wording: Wording, { client, form, parties, problem, username }: SignInView): string {
  const { say } = wording;
  const names = { client: isolate(client.name), organization: isolate(parties.organization) };
  const content = html`<h1>${say('signIn.title')}</h1>
<p>${say(`signIn.${client.side}`, names)}</p>
${problemBox(problem)}
<form method="post" action="sign-in">
${requestFields(form)}
${nameAndPassword(wording, client.side, username)}
<div class="choices"><button type="submit" name="decision" value="sign-in">${say('signIn.submit')}</button>
<button type="submit" name="decision" value="cancel" class="second" formnovalidate>${say('signIn.cancel')}</button></div>
</form>`;
  return page(wording, { title: say('signIn.title'), content, root: '../../', again: form.again });
}
