/** An organization that one can work in. */
export interface OrganizationRef {
  readonly id: string;
  readonly name: string;
}

export type Side = 'backoffice' | 'storefront';

/** How far a permission reaches. */
export type Level = 'none' | 'own' | 'customer' | 'organization' | 'global';

export type Action = 'view' | 'create' | 'edit' | 'delete';

/** What the server tells the application about who is signed in and where. */
export interface WebContext {
  readonly side: Side;
  /** The path of the JSON:API of this side. */
  readonly api: string;
  /** Sent with every change, as the header `X-CSRF-Token` or the form field `form_token`. */
  readonly csrf: string;
  /** Whose pages these are. */
  readonly person: { readonly type: 'users' | 'customerusers'; readonly id: string };
  readonly name: string;
  /** A language tag such as `en`. */
  readonly locale: string;
  readonly organization: OrganizationRef & { readonly global: boolean };
  /** Every organization that one can work in. */
  readonly organizations: readonly OrganizationRef[];
  /** Whether no key can sign tokens. */
  readonly keysMissing: boolean;
  readonly administrator: boolean;
  /** What one may do in this organization, by resource type. What is not named one may not. */
  readonly permissions: Readonly<Record<string, Readonly<Partial<Record<Action, Level>>>>>;
  /** Every scope that one has any use for. */
  readonly scopes: readonly string[];
  /** The public address of the server, without a slash at the end. */
  readonly issuer: string;
}

function readContext(): WebContext {
  const text = document.getElementById('grantry-context')?.textContent ?? '';
  return JSON.parse(text) as WebContext;
}

/** Who is signed in and where. It changes only with the page. */
export const context = readContext();

/** The path of the pages of this side. */
export const base = context.side === 'backoffice' ? '/admin' : '/account';

/** The nonce with which styles that scripts make are let in by the policy of the page. */
export const styleNonce = document.getElementById('grantry-context')?.nonce ?? '';

const levels: readonly Level[] = ['none', 'own', 'customer', 'organization', 'global'];

/** Whether one may do something, and at least so far. The server decides: this only hides what it would refuse. */
export function may(type: string, action: Action, atLeast: Level = 'own'): boolean {
  const level = context.permissions[type]?.[action] ?? 'none';
  return levels.indexOf(level) >= levels.indexOf(atLeast);
}

/** Whether one may do something to what all organizations share: only while one works in a global one. */
export function mayEverywhere(type: string, action: Action): boolean {
  return context.organization.global && may(type, action, 'global');
}

/** Sends a form of the session, which leads to another page. */
export function postForm(action: string, fields: Readonly<Record<string, string>> = {}): void {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = `${base}/${action}`;
  for (const [name, value] of Object.entries({ ...fields, form_token: context.csrf })) {
    const field = document.createElement('input');
    field.type = 'hidden';
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}
