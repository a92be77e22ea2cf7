import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AccessField } from '../../shared/applications/access-field.tsx';
import { context, type Side } from '../../shared/context.ts';
import { ProblemsAlert } from '../../shared/forms/problems-alert.tsx';
import { TextList } from '../../shared/forms/text-list.tsx';
import { useSubmit } from '../../shared/forms/use-submit.ts';
import { PersonSelect } from '../../shared/people/person-select.tsx';
import { Section } from '../../shared/section.tsx';
import { ApiField } from './api-field.tsx';
import { type Draft, type DraftField, pointersOf, shownFields } from './draft.ts';
import { OrganizationSelect } from './organization-select.tsx';
import { type DraftFieldsProps, TokenFields } from './token-fields.tsx';

/** Who owns it and where. */
function OwnershipFields({ change, draft, problems, shown }: DraftFieldsProps) {
  const { t } = useTranslation();
  const { organizationId, ownerId, side } = draft;
  return (
    <>
      {shown.has('organization') && (
        <OrganizationSelect
          label={t('administeredApplications.form.organization')}
          value={organizationId}
          onChange={(id) => change({ organizationId: id ?? context.organization.id, ownerId: null })}
          error={problems.organization}
          required
        />
      )}
      {shown.has('owner') && (
        <PersonSelect
          // Its search begins anew in another organization.
          key={organizationId}
          side={side}
          organizationId={organizationId}
          label={t('administeredApplications.form.owner')}
          description={t('administeredApplications.form.ownerHint')}
          placeholder={t('administeredApplications.form.ownerSearch')}
          value={ownerId}
          onChange={(id) => change({ ownerId: id })}
          error={problems.owner}
          required={draft.grantTypes.includes('client_credentials')}
        />
      )}
    </>
  );
}

function AboutFields(props: DraftFieldsProps) {
  const { t } = useTranslation();
  const { change, draft, problems } = props;
  return (
    <Stack>
      <OwnershipFields {...props} />
      <TextInput
        label={t('applications.form.name')}
        value={draft.name}
        onChange={({ currentTarget }) => change({ name: currentTarget.value })}
        error={problems.name}
        required
        maxLength={255}
      />
      <Checkbox
        label={t('applications.form.active')}
        checked={draft.active}
        onChange={({ currentTarget }) => change({ active: currentTarget.checked })}
        error={problems.active}
      />
    </Stack>
  );
}

/** The scopes that an application of a side can be given. */
function useScopes(side: Side): readonly string[] {
  const { t } = useTranslation();
  if (side === context.side) return context.scopes;
  return Object.keys(t(`applications.scopes.${side}`, { returnObjects: true }) as object);
}

function ReachFields({ change, draft, problems, shown }: DraftFieldsProps) {
  const { t } = useTranslation();
  const scopes = useScopes(draft.side);
  return (
    <Stack>
      <AccessField
        side={draft.side}
        scopes={scopes}
        words="administeredApplications.form"
        access={draft.access}
        onChange={(access) => change({ access })}
        problem={problems.access}
      />
      {shown.has('apis') && (
        <ApiField side={draft.side} value={draft.apis} onChange={(apis) => change({ apis })} error={problems.apis} />
      )}
      <TextList
        label={t('administeredApplications.form.corsOrigins')}
        description={t('administeredApplications.form.corsOriginsHint')}
        values={draft.corsOrigins}
        onChange={(corsOrigins) => change({ corsOrigins })}
        nameOf={(number) => t('administeredApplications.form.corsOrigin', { number })}
        add={t('administeredApplications.form.addCorsOrigin')}
        remove={(name) => t('administeredApplications.form.remove', { name })}
        error={problems.corsOrigins}
        maxLength={300}
        placeholder="https://shop.example.com"
      />
    </Stack>
  );
}

interface ApplicationFormProps {
  readonly initial: Draft;
  readonly isNew: boolean;
  /** Sends it. @throws ApiFailure */
  readonly send: (draft: Draft, shown: ReadonlySet<DraftField>) => Promise<void>;
  readonly submit: string;
  /** Where one goes without sending it. */
  readonly back: string;
  /** What else is to be said, by what is typed in. */
  readonly note?: (draft: Draft) => ReactNode;
}

/** Leads to the first field that is wrong, which may be out of sight. */
function useFocusOnProblem(problems: object) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    void problems;
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-error] input, [role="alert"]');
    wrong?.scrollIntoView({ block: 'center' });
    wrong?.focus();
  }, [problems]);
  return form;
}

/** The form of an application with everything that administrators settle. What was typed stays when it is refused. */
export function ApplicationForm({ back, initial, isNew, note, send, submit: submitText }: ApplicationFormProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(initial);
  const shown = shownFields(draft, isNew);
  const { busy, problems, submit } = useSubmit(pointersOf(shown));
  const form = useFocusOnProblem(problems);
  const [lacksGrant, setLacksGrant] = useState(false);
  const change = (changes: Partial<Draft>) => setDraft((before) => ({ ...before, ...changes }));
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const lacks = draft.grantTypes.length === 0 && isNew;
    setLacksGrant(lacks);
    if (!lacks) void submit(() => send(draft, shown));
  };
  const fields = {
    ...problems.fields,
    ...(lacksGrant && { grantTypes: t('administeredApplications.form.grantTypesProblem') }),
  };
  const props = { draft, change, shown, problems: fields };
  return (
    <form onSubmit={onSubmit} ref={form}>
      <Stack gap="lg">
        <ProblemsAlert problems={problems.others} />
        <Section title={t('administeredApplications.form.about')}>
          <AboutFields {...props} />
        </Section>
        <Section title={t('administeredApplications.form.tokens')}>
          <TokenFields {...props} />
          {!isNew && <Text size="sm">{t('administeredApplications.form.fixed')}</Text>}
        </Section>
        <Section title={t('administeredApplications.form.reach')}>
          <ReachFields {...props} />
        </Section>
        {note?.(draft)}
        <Group justify="end">
          <Button component={Link} to={back} variant="default">
            {t('actions.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {submitText}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
