import { useTranslation } from 'react-i18next';
import { context } from '../context.ts';
import { findIncluded, type Included } from '../grid/load-page.ts';
import type { Identifier } from '../json-api.ts';
import { personName } from '../people/person.ts';
import type { Application } from './application.ts';

/** What a to-one relationship points to. */
export function identifierOf(application: Application, name: string): Identifier | null {
  const data = application.relationships?.[name]?.data;
  return data && 'id' in data ? data : null;
}

/** Makes the functions that name the people and organizations an application points to. */
export function useRefNames() {
  const { t } = useTranslation();
  return {
    person(identifier: Identifier | null, included: readonly Included[]): string {
      if (identifier === null) return t('administeredApplications.nobody');
      const found = findIncluded(included, identifier);
      if (found !== undefined) return personName(found);
      return identifier.id === context.person.id ? context.name : t('administeredApplications.unknownPerson');
    },
    organization(identifier: Identifier | null, included: readonly Included[]): string {
      const found = findIncluded(included, identifier);
      if (found !== undefined) return String(found.attributes.name);
      const own = [context.organization, ...context.organizations].find(({ id }) => id === identifier?.id);
      return own?.name ?? t('administeredApplications.unknownOrganization');
    },
  };
}
