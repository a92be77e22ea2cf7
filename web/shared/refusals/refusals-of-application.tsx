import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { DataGrid } from '../grid/data-grid.tsx';
import { useOpened } from '../grid/use-opened.ts';
import { Loaded } from '../page.tsx';
import { DetailsButton, refusalColumns } from './columns.tsx';
import { listRefusals, type Refusal, refusalsKey } from './refusal.ts';
import { RefusalDialog } from './refusal-dialog.tsx';

/** The last refused requests of one application: all that are kept. */
export function RefusalsOfApplication({ applicationId }: { readonly applicationId: string }) {
  const { t } = useTranslation();
  const { close, open, opened } = useOpened<Refusal>();
  const columns = refusalColumns(t, null).map(({ sort: _, ...column }) => column);
  const query = useQuery({
    queryKey: [...refusalsKey, 'application', applicationId],
    queryFn: () => listRefusals({ application: applicationId, size: '50' }),
    refetchInterval: 15_000,
  });
  return (
    <>
      <Loaded query={query}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Text size="sm">{t('refusals.empty')}</Text>
          ) : (
            <DataGrid
              label={t('refusals.title')}
              columns={columns}
              rows={rows}
              idOf={({ id }) => id}
              nameOf={({ attributes }) => attributes.code}
              sort=""
              onSort={() => {}}
              busy={false}
              actions={(refusal) => <DetailsButton refusal={refusal} onOpen={open} />}
            />
          )
        }
      </Loaded>
      {opened !== null && <RefusalDialog refusal={opened} onClose={close} />}
    </>
  );
}
