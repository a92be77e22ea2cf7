import { Alert, Button, Group, Loader, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFailureText } from '../failure-text.ts';
import { notify } from '../notify.ts';
import { type Application, applicationsKey, getApplication, updateApplication } from './application.ts';
import { ApplicationFields } from './application-fields.tsx';
import { useSubmit } from './use-submit.ts';

interface EditApplicationDialogProps {
  readonly application: Application;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

interface EditFormProps extends EditApplicationDialogProps {
  readonly entityTag: string | null;
}

function EditForm({ application, entityTag, onChanged, onClose }: EditFormProps) {
  const { t } = useTranslation();
  const { access, active, name } = application.attributes;
  const [input, setInput] = useState({ name, active, access });
  const { busy, problems, submit } = useSubmit();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit(async () => {
      await updateApplication(application.id, input, entityTag);
      notify(t('applications.changed.saved', { name: input.name }));
      onChanged();
      onClose();
    });
  };
  return (
    <form onSubmit={onSubmit}>
      <Stack>
        <ApplicationFields isNew={false} input={input} onChange={setInput} problems={problems} />
        {active && !input.active && <Text size="sm">{t('applications.ask.deactivateEffect')}</Text>}
        <Group justify="end">
          <Button variant="default" onClick={onClose} disabled={busy}>
            {t('actions.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('actions.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Edits an application as it is now; what somebody else changed meanwhile is not overwritten. */
export function EditApplicationDialog(props: EditApplicationDialogProps) {
  const { t } = useTranslation();
  const failureText = useFailureText();
  const { application, onClose } = props;
  const { data, error } = useQuery({
    queryKey: [...applicationsKey, application.id],
    queryFn: () => getApplication(application.id),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('applications.form.edit', { name: application.attributes.name })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      {error !== null && (
        <Alert color="red" variant="outline" role="alert">
          <Text size="sm">{failureText(error)}</Text>
        </Alert>
      )}
      {data === undefined && error === null && <Loader role="status" aria-label={t('grid.loading')} />}
      {data !== undefined && <EditForm {...props} application={data.application} entityTag={data.entityTag} />}
    </Modal>
  );
}
