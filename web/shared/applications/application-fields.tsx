import { Checkbox, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { context } from '../context.ts';
import { ProblemsAlert } from '../forms/problems-alert.tsx';
import type { FormProblems } from '../json-api.ts';
import { AccessField } from './access-field.tsx';
import type { ApplicationField, ApplicationInput } from './application.ts';

interface FieldsProps {
  readonly input: ApplicationInput;
  readonly onChange: (input: ApplicationInput) => void;
  readonly problems: FormProblems<ApplicationField>;
}

/** The organization of a new application, for those who may choose it (seed-000: from a global organization). */
function OrganizationField({ input, onChange, problems }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      label={t('applications.form.organization')}
      value={input.organizationId ?? context.organization.id}
      onChange={({ currentTarget }) => onChange({ ...input, organizationId: currentTarget.value })}
      data={context.organizations.map(({ id, name }) => ({ value: id, label: name }))}
      error={problems.fields.organization}
    />
  );
}

/** Whether one may choose the organization of a new application. */
const choosesOrganization =
  context.side === 'backoffice' && context.organization.global && context.organizations.length > 1;

interface ApplicationFieldsProps extends FieldsProps {
  /** Whether it is being created: later its organization is fixed. */
  readonly isNew: boolean;
}

/** The fields of an application. */
export function ApplicationFields({ isNew, ...props }: ApplicationFieldsProps) {
  const { t } = useTranslation();
  const { input, onChange, problems } = props;
  const showsOrganization = isNew && choosesOrganization;
  const others = [...problems.others, ...(showsOrganization ? [] : [problems.fields.organization ?? ''])].filter(
    Boolean,
  );
  return (
    <Stack>
      <ProblemsAlert problems={others} />
      {showsOrganization && <OrganizationField {...props} />}
      <TextInput
        label={t('applications.form.name')}
        description={t('applications.form.nameHint')}
        value={input.name}
        onChange={({ currentTarget }) => onChange({ ...input, name: currentTarget.value })}
        error={problems.fields.name}
        required
        maxLength={255}
        data-autofocus
      />
      <Checkbox
        label={t('applications.form.active')}
        checked={input.active}
        onChange={({ currentTarget }) => onChange({ ...input, active: currentTarget.checked })}
        error={problems.fields.active}
      />
      <AccessField
        side={context.side}
        scopes={context.scopes}
        words="applications.form"
        access={input.access}
        onChange={(access) => onChange({ ...input, access })}
        problem={problems.fields.access}
      />
    </Stack>
  );
}
