import { context, type Side } from '../context.ts';
import type { Choice } from '../forms/search-select.tsx';
import { type ApiDocument, ApiFailure, callApi, type Resource } from '../json-api.ts';

interface PersonAttributes {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
  /** Of users alone. */
  readonly username?: string;
}

type Person = Resource<PersonAttributes>;

/** The people of a side, by their type and path in the API. */
export const peopleOf: Readonly<Record<Side, 'users' | 'customerusers'>> = {
  backoffice: 'users',
  storefront: 'customerusers',
};

/** What somebody is called: their name, else that with which they sign in. */
export function shownName({ attributes }: Resource<PersonAttributes>): string {
  const { email = '', firstName = '', lastName = '', username } = attributes;
  return `${firstName} ${lastName}`.trim() || username || email;
}

/** Somebody by name and that which tells them from others of the name. */
function toChoice(person: Person): Choice {
  const { email = '', username } = person.attributes;
  const name = shownName(person);
  const sign = email || username || '';
  return { value: person.id, label: name === sign ? name : `${name} (${sign})` };
}

async function findBy(side: Side, filters: Readonly<Record<string, string>>): Promise<readonly Person[]> {
  const query = new URLSearchParams({ ...filters, 'filter[enabled]': 'true', 'page[size]': '10' });
  const { document } = await callApi<readonly Person[]>(`/${peopleOf[side]}?${query}`);
  return document.data;
}

const fields: Readonly<Record<Side, readonly string[]>> = {
  backoffice: ['username', 'email', 'firstName', 'lastName'],
  storefront: ['email', 'firstName', 'lastName'],
};

/**
 * Some people of a side who belong to an organization and of whose names or addresses a text is a part.
 * @throws ApiFailure
 */
export async function searchPeople(
  side: Side,
  text: string,
  organizationId: string | null,
): Promise<readonly Choice[]> {
  const inOrganization = organizationId !== null &&
    context.side === 'backoffice' && { 'filter[organization]': organizationId };
  const asked = text === '' ? [{}] : fields[side].map((field) => ({ [`filter[${field}][contains]`]: text }));
  const found = await Promise.all(asked.map((filter) => findBy(side, { ...filter, ...inOrganization })));
  return [...new Map(found.flat().map((person) => [person.id, toChoice(person)])).values()];
}

/** Reads something by its address; null where there is none or one may not see it. @throws ApiFailure */
export async function findOne<Attributes>(path: string): Promise<Resource<Attributes> | null> {
  try {
    return ((await callApi(path)).document as ApiDocument<Resource<Attributes>>).data;
  } catch (failure) {
    if (failure instanceof ApiFailure && [403, 404].includes(failure.status)) return null;
    throw failure;
  }
}

/** Finds somebody by id; null where one may not see them. @throws ApiFailure */
export async function findPerson(side: Side, id: string): Promise<Choice | null> {
  const person = await findOne<PersonAttributes>(`/${peopleOf[side]}/${encodeURIComponent(id)}`);
  return person && toChoice(person);
}
