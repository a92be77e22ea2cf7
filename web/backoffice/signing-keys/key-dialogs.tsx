import { NativeSelect, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { context } from '../../shared/context.ts';
import { ConfirmDialog } from '../../shared/forms/confirm-dialog.tsx';
import { FormDialog } from '../../shared/forms/form-dialog.tsx';
import { useSubmit } from '../../shared/forms/use-submit.ts';
import { notify } from '../../shared/notify.ts';
import { actOnSigningKey, algorithms, createSigningKey, type KeyAction, type SigningKey } from './signing-key.ts';

interface DialogProps {
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

interface NewKeyDialogProps extends DialogProps {
  /** The first key signs at once; a successor is announced. */
  readonly isFirst: boolean;
  /** How long it is announced, in words; empty where that is not known. */
  readonly announceFor: string;
}

/** Makes the first signing key, or announces a successor. */
export function NewKeyDialog({ announceFor, isFirst, onChanged, onClose }: NewKeyDialogProps) {
  const { t } = useTranslation();
  const [algorithm, setAlgorithm] = useState('');
  const { busy, problems, submit } = useSubmit({ algorithm: '/data/attributes/algorithm' });
  const kind = isFirst ? 'generate' : 'rotate';
  const onSubmit = () =>
    submit(async () => {
      const { attributes } = await createSigningKey(algorithm);
      // The page was told that there is none.
      if (context.keysMissing) location.reload();
      notify(t(`signingKeys.done.${kind}`, { kid: attributes.kid }));
      onChanged();
      onClose();
    });
  return (
    <FormDialog
      title={t(`signingKeys.ask.${kind}Title`)}
      submit={t(`signingKeys.actions.${kind}`)}
      busy={busy}
      problems={problems.others}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <Text size="sm">{t(`signingKeys.ask.${kind}Effect`)}</Text>
      {!isFirst && announceFor !== '' && (
        <Text size="sm">{t('signingKeys.ask.announceFor', { duration: announceFor })}</Text>
      )}
      <NativeSelect
        label={t('signingKeys.columns.algorithm')}
        value={algorithm}
        onChange={({ currentTarget }) => setAlgorithm(currentTarget.value)}
        data={[{ value: '', label: t('signingKeys.asConfigured') }, ...algorithms]}
        error={problems.fields.algorithm}
      />
    </FormDialog>
  );
}

interface KeyActionDialogProps extends DialogProps {
  readonly signingKey: SigningKey;
  readonly action: KeyAction;
}

/** Asks before something is done with a key, and says what verifiers of tokens will see and when. */
export function KeyActionDialog({ action, onChanged, onClose, signingKey }: KeyActionDialogProps) {
  const { t } = useTranslation();
  const { kid, state } = signingKey.attributes;
  const onConfirm = async () => {
    await actOnSigningKey(signingKey.id, action);
    notify(t(`signingKeys.done.${action}`, { kid }));
    onChanged();
  };
  return (
    <ConfirmDialog
      title={t(`signingKeys.ask.${action}Title`)}
      confirm={t(`signingKeys.actions.${action}`)}
      grave={action === 'revoke'}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Text size="sm" className="code breakable">
        {kid}
      </Text>
      <Text size="sm">{t(`signingKeys.ask.${action}Effect`)}</Text>
      {action === 'revoke' && state === 'signing' && <Text size="sm">{t('signingKeys.ask.revokeSigning')}</Text>}
    </ConfirmDialog>
  );
}
