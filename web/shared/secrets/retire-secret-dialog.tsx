import { Alert, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../forms/confirm-dialog.tsx';
import { formatTime } from '../i18n.ts';
import { AlertIcon } from '../icons.tsx';
import { notify } from '../notify.ts';
import { isInUse, retireSecret, type UsedSecret } from './secret.ts';

/** Whether a secret is still in use, as far as is known: the hint on which people decide. */
function UseHint({ secret }: { readonly secret: UsedSecret }) {
  const { t } = useTranslation();
  const { lastUsedAddress, lastUsedAt } = secret;
  if (lastUsedAt === null) return <Text size="sm">{t('secrets.unused')}</Text>;
  const values = { time: formatTime(lastUsedAt), address: lastUsedAddress ?? '?' };
  if (!isInUse(secret)) return <Text size="sm">{t('secrets.unusedSince', values)}</Text>;
  return (
    <Alert variant="outline" color="orange" icon={<AlertIcon />} role="note">
      <Text size="sm">{t('secrets.stillUsed', values)}</Text>
    </Alert>
  );
}

interface RetireSecretDialogProps {
  readonly applicationId: string;
  readonly secret: UsedSecret;
  /** Whether no other secret is left. */
  readonly isLast: boolean;
  readonly onClose: () => void;
  readonly onRetired: () => void;
}

/** Asks before a secret is ended, and says whether it is still in use. */
export function RetireSecretDialog({ applicationId, isLast, onClose, onRetired, secret }: RetireSecretDialogProps) {
  const { t } = useTranslation();
  const { name } = secret;
  const onConfirm = async () => {
    await retireSecret(applicationId, secret.id);
    notify(t('secrets.retired', { name }));
    onRetired();
  };
  return (
    <ConfirmDialog
      title={t('secrets.retireTitle', { name })}
      confirm={t('secrets.retire')}
      grave
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <UseHint secret={secret} />
      <Text size="sm">{t('secrets.retireEffect')}</Text>
      {isLast && <Text size="sm">{t('secrets.last')}</Text>}
    </ConfirmDialog>
  );
}
