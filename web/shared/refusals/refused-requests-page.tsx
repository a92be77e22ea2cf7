import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ResourceList } from '../grid/resource-list.tsx';
import { useGridSearch } from '../grid/use-grid-search.ts';
import { useOpened } from '../grid/use-opened.ts';
import { callApi, type Resource } from '../json-api.ts';
import { Page } from '../page.tsx';
import { applicationName, DetailsButton, refusalColumns } from './columns.tsx';
import { endpoints, listRefusals, type Refusal, refusalsKey } from './refusal.ts';
import { RefusalDialog } from './refusal-dialog.tsx';

/** Says whose refusals alone are shown, and shows those of all again. */
function OneApplication({ id, onClear }: { readonly id: string; readonly onClear: () => void }) {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ['oauthapplications', 'name', id],
    queryFn: () => callApi<Resource<{ readonly name: string }>>(`/oauthapplications/${encodeURIComponent(id)}`),
  });
  return (
    <Group gap="sm">
      <Text>{t('refusals.only', { name: data?.document.data.attributes.name ?? '…' })}</Text>
      <Button size="xs" variant="default" onClick={onClear}>
        {t('refusals.showAll')}
      </Button>
    </Group>
  );
}

/** The last refused requests of every application that one may see. */
export function RefusedRequestsPage() {
  const { t } = useTranslation();
  const grid = useGridSearch();
  const { close, open, opened } = useOpened<Refusal>();
  const { application } = grid.search;
  return (
    <Page title={t('refusals.title')}>
      <Text>{t('refusals.introduction')}</Text>
      {application !== undefined && (
        <OneApplication id={application} onClear={() => grid.filter({ application: undefined })} />
      )}
      <ResourceList
        label={t('refusals.title')}
        queryKey={refusalsKey}
        load={listRefusals}
        columns={(page) => refusalColumns(t, (refusal) => applicationName(refusal, page))}
        filters={[
          {
            name: 'endpoint',
            title: t('refusals.columns.endpoint'),
            choices: endpoints.map((value) => ({ value, label: t(`refusals.endpoints.${value}`) })),
          },
          { name: 'after', title: t('refusals.after'), type: 'date' },
        ]}
        defaultSort="-at"
        idOf={({ id }) => id}
        nameOf={({ attributes }) => attributes.code}
        empty={{ title: t('refusals.empty') }}
        actions={(refusal) => <DetailsButton refusal={refusal} onOpen={open} />}
        refreshEvery={15_000}
      />
      {opened !== null && <RefusalDialog refusal={opened} onClose={close} />}
    </Page>
  );
}
