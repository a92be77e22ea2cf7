import { type Application, applicationsKey } from '../../shared/applications/application.ts';
import { context, may, mayEverywhere, type Side } from '../../shared/context.ts';
import type { GridSearch } from '../../shared/grid/grid-search.ts';
import { loadPage } from '../../shared/grid/load-page.ts';

/** Whether one looks after the applications of others. */
export const administers = may('oauthapplications', 'view', 'organization');

/** Whether one may see the applications of every organization from here. */
export const seesEveryOrganization = mayEverywhere('oauthapplications', 'view');

/** The key of everything cached about the applications of a side. */
export const administeredKey = (side: Side) => [...applicationsKey, side];

const statusFilters: Readonly<Record<string, string>> = { active: 'true', inactive: 'false' };

function filtersOf(side: Side, search: GridSearch): Readonly<Record<string, string | undefined>> {
  return {
    'filter[side]': side,
    'filter[name][contains]': search.name,
    'filter[clientId]': search.clientId?.trim(),
    'filter[active]': statusFilters[search.status ?? ''],
    'filter[grantTypes]': search.grant,
    'filter[ownerName][contains]': search.owner,
    'filter[organization]': search.organization,
    'filter[lastUsedAt][after]': search.usedAfter,
    'filter[lastUsedAt][before]': search.usedBefore,
  };
}

/** A page of the applications of a side that one looks after. @throws ApiFailure */
export function listAdministered(side: Side, search: GridSearch) {
  return loadPage<Application>('/oauthapplications', search, filtersOf(side, search));
}

/** The address of the whole list as a CSV file, with the filters and the order of the page. */
export function exportAddress(side: Side, search: GridSearch): string {
  const given = Object.entries({ ...filtersOf(side, search), sort: search.sort }).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, value]],
  );
  return `${context.api}/oauthapplications/export?${new URLSearchParams(given)}`;
}
