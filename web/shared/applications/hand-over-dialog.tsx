import { Modal, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormButtons } from '../forms/form-buttons.tsx';
import { ProblemsAlert } from '../forms/problems-alert.tsx';
import { useSubmit } from '../forms/use-submit.ts';
import { callApi } from '../json-api.ts';
import { peopleOf } from '../people/person-choices.ts';
import { PersonSelect } from '../people/person-select.tsx';
import { ToldOnce, useForgetting } from '../secrets/told-once.tsx';
import type { Application } from './application.ts';
import { identifierOf } from './ref-names.ts';

const pointers = { owner: '/meta/owner' } as const;

/** Gives an application to another owner; its new secret, where it has one, is told once. @throws ApiFailure */
async function handOver({ attributes, id }: Application, ownerId: string): Promise<string | null> {
  const body = { meta: { owner: { type: peopleOf[attributes.side], id: ownerId } } };
  const path = `/oauthapplications/${id}/hand-over`;
  const { document } = await callApi<undefined, { clientSecret: string | null }>(path, { method: 'POST', body });
  return document.meta?.clientSecret ?? null;
}

interface HandOverFormProps {
  readonly application: Application;
  readonly onDone: (secret: string | null) => void;
  readonly onCancel: () => void;
}

function HandOverForm({ application, onCancel, onDone }: HandOverFormProps) {
  const { t } = useTranslation();
  const [ownerId, setOwnerId] = useState<string | null>(null);
  const { busy, problems, submit } = useSubmit(pointers);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (ownerId !== null) void submit(async () => onDone(await handOver(application, ownerId)));
  };
  const { confidential, side } = application.attributes;
  return (
    <form onSubmit={onSubmit}>
      <Stack>
        <ProblemsAlert problems={problems.others} />
        <Text size="sm">
          {t(
            confidential ? 'administeredApplications.handOver.explanation' : 'administeredApplications.handOver.public',
          )}
        </Text>
        <PersonSelect
          side={side}
          organizationId={identifierOf(application, 'organization')?.id ?? null}
          label={t('administeredApplications.handOver.owner')}
          placeholder={t('administeredApplications.form.ownerSearch')}
          value={ownerId}
          onChange={setOwnerId}
          error={problems.fields.owner}
          required
        />
        <FormButtons busy={busy} onCancel={onCancel} submit={t('administeredApplications.handOver.confirm')} />
      </Stack>
    </form>
  );
}

interface HandOverDialogProps {
  readonly application: Application;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** Gives an application to another owner. */
export function HandOverDialog({ application, onChanged, onClose }: HandOverDialogProps) {
  const { t } = useTranslation();
  const [secret, setSecret] = useState<string | null>(null);
  useForgetting(onClose);
  const { name } = application.attributes;
  const onDone = (told: string | null) => {
    onChanged();
    if (told === null) onClose();
    else setSecret(told);
  };
  return (
    <Modal
      opened
      onClose={secret === null ? onClose : () => undefined}
      title={t(`administeredApplications.handOver.${secret === null ? 'title' : 'done'}`, { name })}
      size="lg"
      withCloseButton={secret === null}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      {secret === null ? (
        <HandOverForm application={application} onCancel={onClose} onDone={onDone} />
      ) : (
        <ToldOnce secret={secret} onSaved={onClose}>
          <Text size="sm">{t('administeredApplications.handOver.next')}</Text>
        </ToldOnce>
      )}
    </Modal>
  );
}
