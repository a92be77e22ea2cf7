import { useTranslation } from 'react-i18next';
import { Page } from '../../shared/page.tsx';
import { CustomerUsersList } from '../../shared/people/customer-users-list.tsx';

/** The people of one's own company. */
export function PeoplePage() {
  const { t } = useTranslation();
  const title = t('people.company.title');
  return (
    <CustomerUsersList title={title} create={t('people.company.create')} pages="/people">
      {(list, create) => (
        <Page title={title} actions={create}>
          {list}
        </Page>
      )}
    </CustomerUsersList>
  );
}
