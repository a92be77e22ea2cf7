import { useTranslation } from 'react-i18next';
import { context } from '../context.ts';
import { findIncluded, type Included } from '../grid/load-page.ts';
import type { Identifier } from '../json-api.ts';
import { shownName } from '../people/person-choices.ts';
import type { Application } from './application.ts';

/** What a to-one relationship points to. */
export function identifierOf(application: Application, name: string): Identifier | null {
  const data = application.relationships?.[name]?.data;
  return data && 'id' in data ? data : null;
}

/** Makes the function that names the owner of an application. */
export function useOwnerName() {
  const { t } = useTranslation();
  return ({ attributes: { ownerName } }: Application): string => ownerName ?? t('administeredApplications.nobody');
}

/** Makes the function that names who made or changed an application, where it was a person. */
export function useAuthorName() {
  const { t } = useTranslation();
  return (application: Application, name: 'createdBy' | 'updatedBy', included: readonly Included[]): string => {
    const identifier = identifierOf(application, name);
    if (identifier === null) return t('administeredApplications.server');
    const found = findIncluded(included, identifier);
    if (found !== undefined) return shownName(found);
    return identifier.id === context.person.id ? context.name : t('administeredApplications.unknownPerson');
  };
}
