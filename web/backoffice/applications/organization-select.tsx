import { SearchSelect, type SearchSelectProps } from '../../shared/forms/search-select.tsx';
import { callApi, type Resource } from '../../shared/json-api.ts';
import { findOne } from '../../shared/people/person-choices.ts';

type Organization = Resource<{ readonly name: string }>;

const toChoice = ({ attributes, id }: Organization) => ({ value: id, label: attributes.name });

async function search(text: string) {
  const filter = text !== '' && { 'filter[name][contains]': text };
  const query = new URLSearchParams({ ...filter, 'filter[enabled]': 'true', 'page[size]': '10' });
  const { document } = await callApi<readonly Organization[]>(`/organizations?${query}`);
  return document.data.map(toChoice);
}

async function find(id: string) {
  const organization = await findOne<{ readonly name: string }>(`/organizations/${encodeURIComponent(id)}`);
  return organization && toChoice(organization);
}

const source = { queryKey: ['organizations', 'choices'], search, find };

/** Chooses one of the organizations that one may see. */
export function OrganizationSelect(field: SearchSelectProps) {
  return <SearchSelect {...field} source={source} />;
}
