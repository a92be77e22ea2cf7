import {
  type Access,
  type ApiAccess,
  type Application,
  type CreatedDocument,
  type Credentials,
  credentialsOf,
  type GrantType,
} from '../../shared/applications/application.ts';
import { context, mayEverywhere, type Side } from '../../shared/context.ts';
import { callApi } from '../../shared/json-api.ts';
import { peopleOf } from '../../shared/people/person-choices.ts';
import { seesEveryOrganization } from './administered.ts';

/** An application as it is typed in. */
export interface Draft {
  readonly side: Side;
  readonly organizationId: string;
  /** Null for nobody. */
  readonly ownerId: string | null;
  readonly name: string;
  readonly active: boolean;
  readonly grantTypes: readonly GrantType[];
  readonly redirectUris: readonly string[];
  readonly confidential: boolean;
  readonly pkceRequired: boolean;
  readonly skipConsent: boolean;
  readonly tokenReuse: boolean;
  readonly guestsAllowed: boolean;
  readonly access: Access;
  readonly apis: readonly ApiAccess[];
  readonly corsOrigins: readonly string[];
}

const allPointers = {
  organization: '/data/relationships/organization',
  owner: '/data/relationships/owner',
  name: '/data/attributes/name',
  active: '/data/attributes/active',
  grantTypes: '/data/attributes/grantTypes',
  redirectUris: '/data/attributes/redirectUris',
  confidential: '/data/attributes/confidential',
  pkceRequired: '/data/attributes/pkceRequired',
  skipConsent: '/data/attributes/skipConsent',
  tokenReuse: '/data/attributes/tokenReuse',
  guestsAllowed: '/data/attributes/guestsAllowed',
  access: '/data/attributes/access',
  apis: '/data/attributes/apis',
  corsOrigins: '/data/attributes/corsOrigins',
} as const;

export type DraftField = keyof typeof allPointers;
export type Pointers = Readonly<Record<DraftField, string>>;

/** What a new application begins with. */
export function newDraft(side: Side): Draft {
  return {
    side,
    organizationId: context.organization.id,
    ownerId: null,
    name: '',
    active: true,
    grantTypes: [],
    redirectUris: [''],
    confidential: true,
    pkceRequired: true,
    skipConsent: false,
    tokenReuse: false,
    guestsAllowed: false,
    access: { mode: 'everything' },
    apis: [],
    corsOrigins: [],
  };
}

/** What the form of an application that exists begins with. */
export function draftOf({ attributes }: Application): Draft {
  return { ...attributes, organizationId: '', ownerId: null };
}

const fixed: readonly DraftField[] = ['organization', 'owner', 'grantTypes', 'confidential'];

/** Which fields make sense for an application as it is typed in. The others are neither shown nor sent. */
export function shownFields({ confidential, grantTypes, side }: Draft, isNew: boolean): ReadonlySet<DraftField> {
  const redirects = grantTypes.includes('authorization_code');
  const takesGuests = side === 'storefront' && (redirects || grantTypes.includes('password'));
  const hidden: Partial<Record<DraftField, boolean>> = {
    organization: !seesEveryOrganization,
    redirectUris: !redirects,
    pkceRequired: !(redirects && confidential),
    skipConsent: !(redirects && confidential),
    tokenReuse: !(grantTypes.includes('client_credentials') && confidential),
    guestsAllowed: !takesGuests,
    apis: !mayEverywhere('resourceservers', 'view'),
  };
  const names = Object.keys(allPointers) as DraftField[];
  return new Set(names.filter((name) => hidden[name] !== true && (isNew || !fixed.includes(name))));
}

/** Where the errors of the API are shown: at the fields that are there. */
export function pointersOf(shown: ReadonlySet<DraftField>): Pointers {
  return Object.fromEntries([...shown].map((name) => [name, allPointers[name]])) as Pointers;
}

/** The texts of a list field, without the empty ones. */
const filled = (texts: readonly string[]) => texts.map((text) => text.trim()).filter((text) => text !== '');

function attributesOf(draft: Draft, shown: ReadonlySet<DraftField>): Partial<Draft> {
  const { access, active, apis, confidential, corsOrigins, grantTypes, name } = draft;
  const { guestsAllowed, pkceRequired, redirectUris, skipConsent, tokenReuse } = draft;
  const all = {
    name,
    active,
    grantTypes,
    redirectUris: filled(redirectUris),
    confidential,
    pkceRequired,
    skipConsent,
    tokenReuse,
    guestsAllowed,
    access,
    apis,
    corsOrigins: filled(corsOrigins),
  };
  return Object.fromEntries(Object.entries(all).filter(([field]) => shown.has(field as DraftField)));
}

/** An application that was created, with what is told of it once. */
export interface Created {
  readonly application: Application;
  readonly credentials: Credentials;
}

/** Creates an application. @throws ApiFailure */
export async function createFrom(draft: Draft, shown: ReadonlySet<DraftField>): Promise<Created> {
  const { organizationId, ownerId, side } = draft;
  const owner = { data: ownerId === null ? null : { type: peopleOf[side], id: ownerId } };
  const organization = { data: { type: 'organizations', id: organizationId } };
  const data = {
    type: 'oauthapplications',
    attributes: { ...attributesOf(draft, shown), side },
    relationships: { owner, ...(shown.has('organization') && { organization }) },
  };
  const { document } = await callApi('/oauthapplications', { method: 'POST', body: { data } });
  const created = document as CreatedDocument;
  return { application: created.data, credentials: credentialsOf(created) };
}

/** Changes an application, unless somebody else changed it since it was read. @throws ApiFailure */
export async function updateFrom(
  { id }: Application,
  draft: Draft,
  shown: ReadonlySet<DraftField>,
  ifMatch: string | null,
): Promise<void> {
  const data = { type: 'oauthapplications', id, attributes: attributesOf(draft, shown) };
  await callApi(`/oauthapplications/${id}`, { method: 'PATCH', body: { data }, ifMatch });
}
