import { Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../shared/copy-button.tsx';
import type { Column } from '../../shared/grid/data-grid.tsx';
import type { Filter } from '../../shared/grid/grid-filters.tsx';
import { formatTime } from '../../shared/i18n.ts';
import { StatusBadge } from '../../shared/status-badge.tsx';
import { algorithms, type SigningKey, type SigningKeyAttributes, signingKeyStates } from './signing-key.ts';

const colors = { announced: 'blue', signing: 'green', retired: 'yellow', deleted: 'gray', revoked: 'red' } as const;

/** The time that the sentence about a state names; empty where there is none. */
function timeOf({ endsAt, retiresAt, revokedAt, signsFrom, state }: SigningKeyAttributes): string {
  const times = { announced: signsFrom, signing: retiresAt, retired: endsAt, deleted: endsAt, revoked: revokedAt };
  const time = times[state];
  return time === null ? '' : formatTime(time);
}

/** What a key does, and what that means. */
function KeyState({ attributes }: SigningKey) {
  const { t } = useTranslation();
  const { state } = attributes;
  const time = timeOf(attributes);
  const text = state === 'signing' && time !== '' ? 'signingUntil' : state;
  return (
    <Stack gap={2} maw={360}>
      <StatusBadge color={colors[state]}>{t(`signingKeys.states.${state}`)}</StatusBadge>
      <Text size="xs">{t(`signingKeys.meaning.${text}`, { time })}</Text>
    </Stack>
  );
}

/** The columns and filters of the list of signing keys. */
export function useSigningKeyColumns(): {
  readonly columns: readonly Column<SigningKey>[];
  readonly filters: Filter[];
} {
  const { t } = useTranslation();
  const title = (name: string) => t(`signingKeys.columns.${name}`);
  const columns: Column<SigningKey>[] = [
    {
      name: 'kid',
      title: title('kid'),
      show: ({ attributes: { kid } }) => (
        <Group gap={4} wrap="nowrap">
          <span className="code breakable">{kid}</span>
          <CopyButton value={kid} label={`${t('actions.copy')}: ${kid}`} />
        </Group>
      ),
    },
    { name: 'state', title: title('state'), show: (key) => <KeyState {...key} /> },
    {
      name: 'algorithm',
      title: title('algorithm'),
      sort: 'algorithm',
      show: ({ attributes }) => attributes.algorithm,
    },
    {
      name: 'createdAt',
      title: title('createdAt'),
      sort: 'createdAt',
      show: ({ attributes }) => formatTime(attributes.createdAt),
    },
    {
      name: 'signsFrom',
      title: title('signsFrom'),
      sort: 'signsFrom',
      show: ({ attributes }) => formatTime(attributes.signsFrom),
    },
    {
      name: 'source',
      title: title('source'),
      show: ({ attributes }) => t(`signingKeys.sources.${attributes.source}`),
    },
  ];
  const filters: Filter[] = [
    {
      name: 'state',
      title: title('state'),
      choices: signingKeyStates.map((state) => ({ value: state, label: t(`signingKeys.states.${state}`) })),
    },
    {
      name: 'algorithm',
      title: title('algorithm'),
      choices: algorithms.map((algorithm) => ({ value: algorithm, label: algorithm })),
    },
  ];
  return { columns, filters };
}
