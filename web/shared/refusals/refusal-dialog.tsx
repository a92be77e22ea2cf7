import { Alert, Anchor, Modal, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { context } from '../context.ts';
import { Fact, Facts } from '../facts.tsx';
import { type Column, DataGrid } from '../grid/data-grid.tsx';
import { formatTime } from '../i18n.ts';
import type { Refusal, ShownParameter } from './refusal.ts';

type NumberedParameter = ShownParameter & { readonly number: number };

function RequestTable({ parameters }: { readonly parameters: readonly ShownParameter[] }) {
  const { t } = useTranslation();
  const rows = parameters.map((each, number) => ({ ...each, number }));
  const nameOf = ({ name }: ShownParameter) => name ?? t('refusals.unknownName');
  const columns: Column<NumberedParameter>[] = [
    {
      name: 'name',
      title: t('refusals.parameter'),
      show: (row) => <span className="code breakable">{nameOf(row)}</span>,
    },
    {
      name: 'value',
      title: t('refusals.value'),
      show: ({ length, value }) =>
        value === null ? (
          <Text span size="sm" fs="italic">
            {t('refusals.hidden', { count: length })}
          </Text>
        ) : (
          <span className="code breakable">{value}</span>
        ),
    },
  ];
  return (
    <DataGrid
      label={t('refusals.request')}
      columns={columns}
      rows={rows}
      idOf={({ number }) => String(number)}
      nameOf={nameOf}
      sort=""
      onSort={() => {}}
      busy={false}
    />
  );
}

interface RefusalDialogProps {
  readonly refusal: Refusal;
  readonly onClose: () => void;
}

/** Everything that is known of a refusal: why, what to do, and the request without its secrets. */
export function RefusalDialog({ onClose, refusal }: RefusalDialogProps) {
  const { t } = useTranslation();
  const { address, advice, at, cause, code, endpoint, firstAt, parameters, reason, requestId, times } =
    refusal.attributes;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('refusals.dialog')}
      size="xl"
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      <Stack>
        <Alert color="orange" title={t('refusals.why')} c="var(--mantine-color-text)" variant="outline">
          <Text className="breakable">{reason}</Text>
        </Alert>
        <div>
          <Title order={3} size="h5">
            {t('refusals.todo')}
          </Title>
          <Text>{t(`refusals.advice.${cause}`, { defaultValue: advice })}</Text>
          <Anchor href={`${context.issuer}/docs/errors#${code}`} target="_blank" rel="noreferrer" underline="always">
            {t('refusals.aboutCode', { code })}
          </Anchor>
        </div>
        <Facts>
          <Fact label={t('refusals.columns.endpoint')} value={t(`refusals.endpoints.${endpoint}`)} />
          <Fact label={t('refusals.columns.code')} value={code} />
          <Fact label={t('refusals.columns.at')} value={formatTime(at)} />
          {times > 1 && (
            <Fact
              label={t('refusals.since')}
              value={`${formatTime(firstAt)}, ${t('refusals.times', { count: times })}`}
            />
          )}
          <Fact label={t('refusals.address')} value={address} />
          <Fact label={t('refusals.requestId')} value={requestId} />
        </Facts>
        <div>
          <Title order={3} size="h5">
            {t('refusals.request')}
          </Title>
          <Text size="sm">{t('refusals.requestHint')}</Text>
          <RequestTable parameters={parameters} />
        </div>
      </Stack>
    </Modal>
  );
}
