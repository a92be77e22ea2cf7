import { Checkbox, Fieldset, NativeSelect, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { context } from '../context.ts';
import { ProblemsAlert } from '../forms/problems-alert.tsx';
import type { FormProblems } from '../json-api.ts';
import type { Access, ApplicationField, ApplicationInput } from './application.ts';

const modes = [
  ['everything', 'everything'],
  ['read-only', 'readOnly'],
  ['chosen', 'chosen'],
] as const;

interface FieldsProps {
  readonly input: ApplicationInput;
  readonly onChange: (input: ApplicationInput) => void;
  readonly problems: FormProblems<ApplicationField>;
}

function ScopeChoice({
  chosen,
  onChange,
}: {
  readonly chosen: readonly string[];
  readonly onChange: (scopes: string[]) => void;
}) {
  const { t } = useTranslation();
  return (
    <Checkbox.Group label={t('applications.form.scopes')} value={[...chosen]} onChange={onChange} ml="xl">
      <Stack gap={6} mt={6}>
        {context.scopes.map((scope) => (
          <Checkbox
            key={scope}
            value={scope}
            label={t(`applications.scopes.${context.side}.${scope}`)}
            description={<span className="code">{scope}</span>}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

interface AccessFieldProps {
  readonly access: Access;
  readonly onChange: (access: Access) => void;
  readonly problem: string | undefined;
}

function AccessField({ access, onChange, problem }: AccessFieldProps) {
  const { t } = useTranslation();
  const choose = (mode: string) => onChange(mode === 'chosen' ? { mode, scopes: [] } : { mode: mode as 'everything' });
  return (
    <Fieldset
      legend={t('applications.form.access')}
      aria-describedby={problem === undefined ? undefined : 'access-problem'}
    >
      <Stack gap="xs">
        {modes.map(([mode, text]) => (
          <Radio
            key={mode}
            name="access"
            value={mode}
            checked={access.mode === mode}
            onChange={() => choose(mode)}
            label={t(`applications.form.${text}`)}
            description={t(`applications.form.${text}Hint`)}
          />
        ))}
        {access.mode === 'chosen' && (
          <ScopeChoice chosen={access.scopes} onChange={(chosen) => onChange({ mode: 'chosen', scopes: chosen })} />
        )}
        {problem !== undefined && (
          <Text size="sm" c="var(--mantine-color-error)" id="access-problem" role="alert">
            {problem}
          </Text>
        )}
      </Stack>
    </Fieldset>
  );
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
        access={input.access}
        onChange={(access) => onChange({ ...input, access })}
        problem={problems.fields.access}
      />
    </Stack>
  );
}
