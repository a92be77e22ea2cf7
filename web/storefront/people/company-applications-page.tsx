import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Application } from '../../shared/applications/application.ts';
import { type Choice, SearchSelect } from '../../shared/forms/search-select.tsx';
import type { Column } from '../../shared/grid/data-grid.tsx';
import type { Filter } from '../../shared/grid/grid-filters.tsx';
import type { GridSearch } from '../../shared/grid/grid-search.ts';
import { findIncluded, loadPage, type RowsPage } from '../../shared/grid/load-page.ts';
import { Page } from '../../shared/page.tsx';
import { OthersApplications } from '../../shared/people/owned-applications.tsx';
import { listPeople, type Person, type PersonAttributes, personName } from '../../shared/people/person.ts';
import { readResource, relatedId } from '../../shared/resources.ts';

const statusFilters: Readonly<Record<string, string>> = { active: 'true', inactive: 'false' };

const load = (search: GridSearch) =>
  loadPage<Application>('/oauthapplications', search, {
    'filter[name][contains]': search.name,
    'filter[active]': statusFilters[search.status ?? ''],
    'filter[owner]': search.owner,
    include: 'owner',
  });

const toChoice = (person: Person): Choice => ({ value: person.id, label: personName(person) });

/** Finds people of the company by a part of their name or, without one, the first of all. */
const people = {
  queryKey: ['customerusers', 'choices'],
  search: async (text: string) => (await listPeople('customerusers', { name: text }, {})).rows.map(toChoice),
  find: async (id: string) => toChoice((await readResource<PersonAttributes>('customerusers', id)).resource),
};

/** The OAuth applications of everybody in one's own company. */
export function CompanyApplicationsPage() {
  const { t } = useTranslation();
  const title = t('people.applications.owner');
  const owner = ({ included }: RowsPage<Application>): Column<Application>[] => [
    {
      name: 'owner',
      title,
      show: (application) => {
        const found = findIncluded(included, application.relationships?.owner?.data);
        return (
          <Anchor component={Link} to={`/people/${relatedId(application, 'owner')}`} size="sm">
            {found === undefined ? '' : personName(found as unknown as Person)}
          </Anchor>
        );
      },
    },
  ];
  const field: Filter['field'] = (value, onChange) => (
    <SearchSelect label={title} source={people} value={value || null} onChange={(id) => onChange(id ?? '')} />
  );
  return (
    <Page title={t('people.company.applications')}>
      <OthersApplications
        of="company"
        load={load}
        filters={[{ name: 'owner', title, field }]}
        more={owner}
        empty={{ title: t('people.company.noApplications') }}
      />
    </Page>
  );
}
