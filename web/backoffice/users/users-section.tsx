import { useTranslation } from 'react-i18next';
import { ResourceList } from '../../shared/grid/resource-list.tsx';
import { personName } from '../../shared/people/person.ts';
import { Section } from '../../shared/section.tsx';
import { listUsers } from './user.ts';
import { useUserColumns, useUserFilters } from './user-columns.tsx';

interface UsersSectionProps {
  /** Tells the lists apart in the cache. */
  readonly of: string;
  /** Which users, as filters of the API. */
  readonly filters: Readonly<Record<string, string>>;
}

const shown = ['username', 'name', 'email', 'status'];

/** Those users whom a page is about, each leading to their own page. */
export function UsersSection({ filters, of }: UsersSectionProps) {
  const { t } = useTranslation();
  const columns = useUserColumns();
  const known = useUserFilters().filter(({ name }) => shown.includes(name));
  return (
    <Section title={t('people.users.title')}>
      <ResourceList
        label={t('people.users.title')}
        queryKey={['users', 'of', of]}
        load={(search) => listUsers(search, filters)}
        columns={columns}
        filters={known}
        defaultSort="username"
        idOf={({ id }) => id}
        nameOf={personName}
        empty={{ title: t('people.nobody') }}
      />
    </Section>
  );
}
