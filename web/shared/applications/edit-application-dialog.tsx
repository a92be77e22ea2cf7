import { Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormButtons } from '../forms/form-buttons.tsx';
import { useSubmit } from '../forms/use-submit.ts';
import { notify } from '../notify.ts';
import { Loaded } from '../page.tsx';
import {
  type Application,
  applicationPointers,
  applicationsKey,
  getApplication,
  updateApplication,
} from './application.ts';
import { ApplicationFields } from './application-fields.tsx';

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
  const { busy, problems, submit } = useSubmit(applicationPointers);
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
        <FormButtons busy={busy} onCancel={onClose} />
      </Stack>
    </form>
  );
}

/** Edits an application as it is now; what somebody else changed meanwhile is not overwritten. */
export function EditApplicationDialog(props: EditApplicationDialogProps) {
  const { t } = useTranslation();
  const { application, onClose } = props;
  const query = useQuery({
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
      <Loaded query={query}>
        {({ application: current, entityTag }) => <EditForm {...props} application={current} entityTag={entityTag} />}
      </Loaded>
    </Modal>
  );
}
