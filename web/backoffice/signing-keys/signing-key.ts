import type { GridSearch } from '../../shared/grid/grid-search.ts';
import { loadPage } from '../../shared/grid/load-page.ts';
import { callApi, type Resource } from '../../shared/json-api.ts';

export const signingKeyStates = ['announced', 'signing', 'retired', 'deleted', 'revoked'] as const;
export const algorithms = ['RS256', 'ES256', 'EdDSA'] as const;

/** A signing key as the API shows it. Times are those of the API. */
export interface SigningKeyAttributes {
  readonly kid: string;
  readonly algorithm: (typeof algorithms)[number];
  readonly state: (typeof signingKeyStates)[number];
  readonly source: 'file' | 'database';
  readonly createdAt: string;
  readonly signsFrom: string;
  readonly retiresAt: string | null;
  readonly endsAt: string | null;
  readonly revokedAt: string | null;
}

export type SigningKey = Resource<SigningKeyAttributes>;

/** What can be done with a key. */
export type KeyAction = 'sign' | 'retire' | 'revoke';

export const signingKeysKey = ['signing-keys'] as const;
const path = '/signingkeys';

/** A page of the signing keys. @throws ApiFailure */
export function listSigningKeys(search: GridSearch) {
  return loadPage<SigningKey>(path, search, {
    'filter[state]': search.state,
    'filter[algorithm]': search.algorithm,
  });
}

/** The key that signs and the one that is announced, as far as there are any. @throws ApiFailure */
export async function getLiveKeys(): Promise<{
  readonly signing: SigningKey | null;
  readonly announced: SigningKey | null;
}> {
  const { data } = (await callApi<readonly SigningKey[]>(`${path}?filter[state]=signing,announced`)).document;
  const find = (state: string) => data.find(({ attributes }) => attributes.state === state) ?? null;
  return { signing: find('signing'), announced: find('announced') };
}

/** Makes a key: the first, or a successor that is announced. @throws ApiFailure */
export async function createSigningKey(algorithm: string): Promise<SigningKey> {
  const attributes = algorithm === '' ? {} : { algorithm };
  const body = { data: { type: 'signingkeys', attributes } };
  return (await callApi<SigningKey>(path, { method: 'POST', body })).document.data;
}

/** Does something with a key. @throws ApiFailure */
export async function actOnSigningKey(id: string, action: KeyAction): Promise<void> {
  await callApi<SigningKey>(`${path}/${id}/${action}`, { method: 'POST' });
}
