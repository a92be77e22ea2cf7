import { callApi, type Resource } from '../json-api.ts';
import { readResource } from '../resources.ts';
import { type Choice, SearchSelect, type SearchSelectProps } from './search-select.tsx';

type Named = Resource<{ readonly name: string }>;

const shownAtOnce = 50;

const toChoice = ({ attributes, id }: Named): Choice => ({ value: id, label: attributes.name });

async function search(type: string, text: string): Promise<readonly Choice[]> {
  const query = new URLSearchParams({ 'page[size]': String(shownAtOnce), sort: 'name' });
  if (text !== '') query.set('filter[name][contains]', text);
  return (await callApi<readonly Named[]>(`/${type}?${query}`)).document.data.map(toChoice);
}

interface ResourcePickerProps extends Omit<SearchSelectProps, 'value' | 'onChange'> {
  /** The type of what is chosen: something with a name. */
  readonly type: 'customers' | 'organizations';
  /** The id of what is chosen; an empty text for nothing. */
  readonly value: string;
  readonly onChange: (id: string) => void;
}

/** Chooses one of many by typing a part of its name. */
export function ResourcePicker({ onChange, type, value, ...props }: ResourcePickerProps) {
  const source = {
    queryKey: [type, 'choices'],
    search: (text: string) => search(type, text),
    find: async (id: string) => toChoice((await readResource<{ name: string }>(type, id)).resource),
  };
  return <SearchSelect {...props} source={source} value={value || null} onChange={(id) => onChange(id ?? '')} />;
}
