import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Application } from '../../shared/applications/application.ts';
import type { Column } from '../../shared/grid/data-grid.tsx';
import type { Filter } from '../../shared/grid/grid-filters.tsx';
import type { GridSearch } from '../../shared/grid/grid-search.ts';
import { loadPage } from '../../shared/grid/load-page.ts';
import { Page } from '../../shared/page.tsx';
import { OthersApplications } from '../../shared/people/owned-applications.tsx';
import { PersonSelect } from '../../shared/people/person-select.tsx';
import { relatedId } from '../../shared/resources.ts';

const statusFilters: Readonly<Record<string, string>> = { active: 'true', inactive: 'false' };

const load = (search: GridSearch) =>
  loadPage<Application>('/oauthapplications', search, {
    'filter[name][contains]': search.name,
    'filter[active]': statusFilters[search.status ?? ''],
    'filter[owner]': search.owner,
  });

/** The OAuth applications of everybody in one's own company. */
export function CompanyApplicationsPage() {
  const { t } = useTranslation();
  const title = t('people.applications.owner');
  const owner: Column<Application> = {
    name: 'owner',
    title,
    show: (application) => (
      <Anchor component={Link} to={`/people/${relatedId(application, 'owner')}`} size="sm">
        {application.attributes.ownerName}
      </Anchor>
    ),
  };
  const field: Filter['field'] = (value, onChange) => (
    <PersonSelect
      label={title}
      side="storefront"
      organizationId={null}
      value={value || null}
      onChange={(id) => onChange(id ?? '')}
    />
  );
  return (
    <Page title={t('people.company.applications')}>
      <OthersApplications
        of="company"
        load={load}
        more={() => [owner]}
        filters={[{ name: 'owner', title, field }]}
        empty={{ title: t('people.company.noApplications') }}
      />
    </Page>
  );
}
