import { Button, Text } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Column } from '../grid/data-grid.tsx';
import { findIncluded, type RowsPage } from '../grid/load-page.ts';
import { formatTime } from '../i18n.ts';
import type { Refusal } from './refusal.ts';

/** The name of the application of a refusal, with the rows that came with it. */
export function applicationName({ relationships }: Refusal, { included }: Pick<RowsPage<Refusal>, 'included'>): string {
  return String(findIncluded(included, relationships?.application?.data)?.attributes.name ?? '');
}

/** What marks the button that opens the details of a refusal. */
export const refusalOpener = (id: string) => `refusal-${id}`;

/** The columns of refusals; with their applications where these may be several. */
export function refusalColumns(
  t: TFunction,
  applicationOf: ((refusal: Refusal) => string) | null,
): readonly Column<Refusal>[] {
  const title = (name: string) => t(`refusals.columns.${name}`);
  return [
    {
      name: 'at',
      title: title('at'),
      sort: 'at',
      show: ({ attributes }) => (
        <>
          {formatTime(attributes.at)}
          {attributes.times > 1 && <Text size="xs">{t('refusals.times', { count: attributes.times })}</Text>}
        </>
      ),
    },
    ...(applicationOf === null
      ? []
      : [
          {
            name: 'application',
            title: title('application'),
            show: (refusal: Refusal) => applicationOf(refusal) || t('refusals.unknownApplication'),
          },
        ]),
    {
      name: 'endpoint',
      title: title('endpoint'),
      show: ({ attributes }) => t(`refusals.endpoints.${attributes.endpoint}`),
    },
    {
      name: 'code',
      title: title('code'),
      show: ({ attributes }) => <span className="code nowrap">{attributes.code}</span>,
    },
    {
      name: 'reason',
      title: title('reason'),
      show: ({ attributes }) => <span className="breakable">{attributes.reason}</span>,
    },
  ];
}

interface DetailsButtonProps {
  readonly refusal: Refusal;
  readonly onOpen: (refusal: Refusal, opener: string) => void;
}

/** Opens the details of a refusal. */
export function DetailsButton({ onOpen, refusal }: DetailsButtonProps) {
  const { t } = useTranslation();
  const { attributes, id } = refusal;
  const name = `${t('refusals.details')}: ${attributes.code}, ${formatTime(attributes.at)}`;
  return (
    <Button
      size="xs"
      variant="default"
      data-opener={refusalOpener(id)}
      aria-label={name}
      onClick={() => onOpen(refusal, refusalOpener(id))}
    >
      {t('refusals.details')}
    </Button>
  );
}
