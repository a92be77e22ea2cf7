import { Alert, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFailureText } from '../failure-text.ts';
import { GridPages } from '../grid/grid-pages.tsx';
import { type GridState, useGridSearch } from '../grid/use-grid-search.ts';
import { PlusIcon } from '../icons.tsx';
import { AddApplicationDialog } from './add-application-dialog.tsx';
import { type Application, applicationsKey, listApplications, type Turn } from './application.ts';
import { ApplicationFilters, isFiltered } from './application-filters.tsx';
import { ApplicationsGrid, openerOf } from './applications-grid.tsx';
import { AskDialog } from './ask-dialog.tsx';
import { EditApplicationDialog } from './edit-application-dialog.tsx';

const addOpener = 'add-application';

/** What stands open over the page. */
type Opened =
  | { readonly kind: 'add' }
  | { readonly kind: 'edit'; readonly application: Application }
  | { readonly kind: 'ask'; readonly application: Application; readonly turn: Turn };

function NothingHere({ grid }: { readonly grid: GridState }) {
  const { t } = useTranslation();
  const filtered = isFiltered(grid.search) || grid.search.page !== undefined;
  return (
    <Stack align="center" gap={4} py="xl">
      <Text fw={600}>{t(filtered ? 'grid.nothing' : 'applications.empty')}</Text>
      {filtered ? (
        <Button variant="default" size="xs" onClick={grid.clear}>
          {t('grid.clear')}
        </Button>
      ) : (
        <Text size="sm">{t('applications.emptyHint')}</Text>
      )}
    </Stack>
  );
}

interface ListProps {
  readonly ownerId: string;
  readonly onOpen: (opened: Opened) => void;
}

function ApplicationsList({ onOpen, ownerId }: ListProps) {
  const { t } = useTranslation();
  const failureText = useFailureText();
  const grid = useGridSearch();
  const { search } = grid;
  const { data, error, isFetching } = useQuery({
    queryKey: [...applicationsKey, ownerId, search],
    queryFn: () => listApplications(ownerId, search),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <ApplicationFilters grid={grid} />
      {error !== null && (
        <Alert color="red" variant="outline" role="alert" mt="sm">
          <Text size="sm">{failureText(error)}</Text>
          <Button mt="xs" size="xs" variant="default" onClick={grid.clear}>
            {t('grid.clear')}
          </Button>
        </Alert>
      )}
      {data !== undefined && data.rows.length === 0 && <NothingHere grid={grid} />}
      {data !== undefined && data.rows.length > 0 && (
        <ApplicationsGrid
          grid={grid}
          rows={data.rows}
          busy={isFetching}
          onEdit={(application) => onOpen({ kind: 'edit', application })}
          onTurn={(application, turn) => onOpen({ kind: 'ask', application, turn })}
        />
      )}
      {data !== undefined && <GridPages grid={grid} total={data.total} />}
    </>
  );
}

/** The section of one's own OAuth applications: the grid and everything that can be done there. */
export function ApplicationsSection({ ownerId }: { readonly ownerId: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [opened, setOpened] = useState<Opened | null>(null);
  const place = useRef<HTMLHeadingElement>(null);
  // The dialog and what opened it may both be gone: then the section has the focus.
  const close = useCallback(() => {
    const opener = opened === null || opened.kind === 'add' ? addOpener : openerOf(opened.application);
    setOpened(null);
    setTimeout(() => (document.querySelector<HTMLElement>(`[data-opener="${opener}"]`) ?? place.current)?.focus());
  }, [opened]);
  const refresh = () => queries.invalidateQueries({ queryKey: applicationsKey });
  return (
    <Paper component="section" withBorder p="md" aria-labelledby="applications-title">
      <Group justify="space-between" mb="md">
        <Title order={2} size="h4" id="applications-title" ref={place} tabIndex={-1} className="no-outline">
          {t('applications.title')}
        </Title>
        <Button data-opener={addOpener} leftSection={<PlusIcon />} onClick={() => setOpened({ kind: 'add' })}>
          {t('applications.add')}
        </Button>
      </Group>
      <ApplicationsList ownerId={ownerId} onOpen={setOpened} />
      {opened?.kind === 'add' && <AddApplicationDialog onClose={close} onCreated={refresh} />}
      {opened?.kind === 'edit' && (
        <EditApplicationDialog application={opened.application} onClose={close} onChanged={refresh} />
      )}
      {opened?.kind === 'ask' && (
        <AskDialog application={opened.application} turn={opened.turn} onClose={close} onChanged={refresh} />
      )}
    </Paper>
  );
}
