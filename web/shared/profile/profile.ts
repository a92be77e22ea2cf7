import { callApi, type Resource } from '../json-api.ts';

interface ProfileAttributes {
  /** Only users of the back-office have one. */
  readonly username?: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  /** A language tag such as `en`. */
  readonly locale: string;
}

/** One's own profile as the JSON:API shows it. */
export type Profile = Resource<ProfileAttributes>;

/** What people change of themselves. */
export interface ProfileInput {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly locale: string;
  /** Where the e-mail address changes. */
  readonly currentPassword?: string;
}

/** The languages of the pages, each by the name that its readers know. */
export const languages = [
  { value: 'en', label: 'English' },
  { value: 'de', label: 'Deutsch' },
  { value: 'fr', label: 'Français' },
  { value: 'es', label: 'Español' },
  { value: 'uk', label: 'Українська' },
] as const;

export const profileKey = ['profile'] as const;

export const profilePointers = {
  firstName: '/data/attributes/firstName',
  lastName: '/data/attributes/lastName',
  email: '/data/attributes/email',
  locale: '/data/attributes/locale',
  currentPassword: '/data/attributes/currentPassword',
} as const;

export const passwordPointers = { currentPassword: '/meta/currentPassword', password: '/meta/password' } as const;

/** Reads one's own profile, with the validator for a later change. @throws ApiFailure */
export async function getProfile(): Promise<{ readonly profile: Profile; readonly entityTag: string | null }> {
  const { document, entityTag } = await callApi<Profile>('/profile');
  return { profile: document.data, entityTag };
}

/** Changes one's own profile, unless it was changed elsewhere since it was read. @throws ApiFailure */
export async function updateProfile(
  { id, type }: Profile,
  attributes: ProfileInput,
  ifMatch: string | null,
): Promise<void> {
  await callApi<Profile>('/profile', { method: 'PATCH', body: { data: { type, id, attributes } }, ifMatch });
}

/** Changes one's own password, which signs one out everywhere else. @throws ApiFailure */
export async function changePassword(currentPassword: string, password: string): Promise<void> {
  await callApi<null>('/profile/password', { method: 'POST', body: { meta: { currentPassword, password } } });
}
