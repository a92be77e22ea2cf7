import type { Side } from '../context.ts';
import { SearchSelect, type SearchSelectProps } from '../forms/search-select.tsx';
import { findPerson, peopleOf, searchPeople } from './person-choices.ts';

interface PersonSelectProps extends SearchSelectProps {
  readonly side: Side;
  /** Where they belong to; null for anywhere. */
  readonly organizationId: string | null;
}

/** Chooses one of the people of a side. */
export function PersonSelect({ organizationId, side, ...field }: PersonSelectProps) {
  const source = {
    queryKey: [peopleOf[side], 'choices', organizationId],
    search: (text: string) => searchPeople(side, text, organizationId),
    find: (id: string) => findPerson(side, id),
  };
  return <SearchSelect {...field} source={source} />;
}
