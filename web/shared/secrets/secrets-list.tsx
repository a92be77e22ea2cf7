import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Application, applicationsKey } from '../applications/application.ts';
import { type Column, DataGrid } from '../grid/data-grid.tsx';
import { useOpened } from '../grid/use-opened.ts';
import { formatTime } from '../i18n.ts';
import { PlusIcon } from '../icons.tsx';
import { AddSecretDialog } from './add-secret-dialog.tsx';
import { RetireSecretDialog } from './retire-secret-dialog.tsx';
import { expiryState, mostSecrets, secretsOf, type UsedSecret } from './secret.ts';

function Expiry({ secret }: { readonly secret: UsedSecret }) {
  const { t } = useTranslation();
  const state = expiryState(secret);
  if (secret.expiresAt === null) return t('secrets.neverExpires');
  return (
    <Group gap={6}>
      <span>{formatTime(secret.expiresAt)}</span>
      {state !== 'good' && (
        <Badge variant="dot" color={state === 'expired' ? 'red' : 'orange'} c="var(--mantine-color-text)" tt="none">
          {t(state === 'expired' ? 'secrets.expired' : 'secrets.expiring')}
        </Badge>
      )}
    </Group>
  );
}

function useColumns(): readonly Column<UsedSecret>[] {
  const { t } = useTranslation();
  const title = (name: string) => t(`secrets.columns.${name}`);
  const showUse = ({ lastUsedAddress, lastUsedAt }: UsedSecret) => {
    if (lastUsedAt === null) return t('secrets.neverUsed');
    const time = formatTime(lastUsedAt);
    return lastUsedAddress === null ? time : t('secrets.used', { time, address: lastUsedAddress });
  };
  return [
    {
      name: 'name',
      title: title('name'),
      show: ({ name }) => (
        <Text span fw={600} size="sm" className="breakable">
          {name}
        </Text>
      ),
    },
    {
      name: 'createdAt',
      title: title('createdAt'),
      show: ({ createdAt, createdByName }) =>
        createdByName === null
          ? formatTime(createdAt)
          : t('secrets.createdBy', { time: formatTime(createdAt), name: createdByName }),
    },
    { name: 'expiresAt', title: title('expiresAt'), show: (secret) => <Expiry secret={secret} /> },
    { name: 'lastUsed', title: title('lastUsed'), show: showUse },
  ];
}

type Opened = 'add' | UsedSecret;

const addOpener = 'add-secret';

/** The secrets of an application and what can be done with them. */
export function SecretsList({ application }: { readonly application: Application }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { close, open, opened } = useOpened<Opened>();
  const columns = useColumns();
  const refresh = () => queries.invalidateQueries({ queryKey: applicationsKey });
  if (!application.attributes.confidential) return <Text size="sm">{t('secrets.public')}</Text>;
  const secrets = secretsOf(application);
  const isFull = secrets.filter((each) => expiryState(each) !== 'expired').length >= mostSecrets;
  const retire = (secret: UsedSecret) => {
    const opener = `retire-${secret.id}`;
    return (
      <Button
        size="xs"
        variant="default"
        data-opener={opener}
        aria-label={`${t('secrets.retire')}: ${secret.name}`}
        onClick={() => open(secret, opener)}
      >
        {t('secrets.retire')}
      </Button>
    );
  };
  return (
    <Stack gap="sm">
      <Text size="sm">{secrets.length === 0 ? t('secrets.none') : t('secrets.hint')}</Text>
      {secrets.length > 0 && (
        <DataGrid
          label={t('secrets.title')}
          columns={columns}
          rows={secrets}
          idOf={({ id }) => id}
          nameOf={({ name }) => name}
          sort=""
          onSort={() => undefined}
          busy={false}
          actions={retire}
        />
      )}
      {isFull && <Text size="sm">{t('secrets.full', { count: mostSecrets })}</Text>}
      <Group>
        <Button
          size="xs"
          variant="default"
          data-opener={addOpener}
          leftSection={<PlusIcon />}
          disabled={isFull}
          onClick={() => open('add', addOpener)}
        >
          {t('secrets.add')}
        </Button>
      </Group>
      {opened === 'add' && <AddSecretDialog applicationId={application.id} onClose={close} onAdded={refresh} />}
      {opened !== null && opened !== 'add' && (
        <RetireSecretDialog
          applicationId={application.id}
          secret={opened}
          isLast={secrets.length === 1}
          onClose={close}
          onRetired={refresh}
        />
      )}
    </Stack>
  );
}
