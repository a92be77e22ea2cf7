import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../forms/confirm-dialog.tsx';
import { formatTime } from '../i18n.ts';
import { notify } from '../notify.ts';
import { type Application, applicationKey, getApplication, type Turn, turnApplication } from './application.ts';

const done = { activate: 'activated', deactivate: 'deactivated', delete: 'deleted' } as const;

interface AskDialogProps {
  readonly application: Application;
  readonly turn: Turn;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** When it was last used: what would be missed. */
function LastUse({ application }: { readonly application: Application }) {
  const { t } = useTranslation();
  const { lastCallAt, lastTokenAt } = application.attributes;
  if (lastCallAt === null && lastTokenAt === null) return <Text size="sm">{t('applications.ask.neverUsed')}</Text>;
  return (
    <Text size="sm">
      {lastTokenAt !== null && t('applications.ask.lastToken', { time: formatTime(lastTokenAt) })}{' '}
      {lastCallAt !== null && t('applications.ask.lastCall', { time: formatTime(lastCallAt) })}
    </Text>
  );
}

/** How many refresh tokens end with it, as of now. */
function LiveTokens({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { data } = useQuery({ queryKey: applicationKey(id), queryFn: () => getApplication(id), staleTime: 0 });
  const count = data?.application.attributes.liveRefreshTokens;
  if (count === undefined || count === null) return null;
  return (
    <Text size="sm">
      {count === 0 ? t('administeredApplications.stopsNone') : t('administeredApplications.stops', { count })}
    </Text>
  );
}

/** Asks before an application is activated, deactivated or deleted, and says what will stop working. */
export function AskDialog({ application, onChanged, onClose, turn }: AskDialogProps) {
  const { t } = useTranslation();
  const { name } = application.attributes;
  const onConfirm = async () => {
    await turnApplication(application.id, turn);
    notify(t(`applications.changed.${done[turn]}`, { name }));
    onChanged();
  };
  return (
    <ConfirmDialog
      title={t(`applications.ask.${turn}Title`, { name })}
      confirm={t(`applications.menu.${turn}`)}
      grave={turn === 'delete'}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Text size="sm">{t(`applications.ask.${turn}Effect`)}</Text>
      {turn !== 'activate' && (
        <>
          <LiveTokens id={application.id} />
          <LastUse application={application} />
        </>
      )}
    </ConfirmDialog>
  );
}
