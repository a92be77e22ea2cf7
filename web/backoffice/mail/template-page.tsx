import { Alert, Button, Code, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useBlocker, useNavigate, useParams } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { History } from '../../shared/audit/history.tsx';
import { ConfirmDialog } from '../../shared/forms/confirm-dialog.tsx';
import { ProblemsAlert } from '../../shared/forms/problems-alert.tsx';
import { ResourcePicker } from '../../shared/forms/resource-picker.tsx';
import { useSubmit } from '../../shared/forms/use-submit.ts';
import { useOpened } from '../../shared/grid/use-opened.ts';
import { formatTime } from '../../shared/i18n.ts';
import { notify } from '../../shared/notify.ts';
import { Loaded, Page } from '../../shared/page.tsx';
import { type Read, readResource, relatedId } from '../../shared/resources.ts';
import { Section } from '../../shared/section.tsx';
import { organizationsShown } from '../organizations/organization-filter.tsx';
import type { Insert } from './code-editor.tsx';
import { MailPreview } from './mail-preview.tsx';
import type { MailLanguage } from './names.ts';
import {
  type MailTemplate,
  type MailTexts,
  mailParts,
  mayEditTemplates,
  resetTemplate,
  saveTemplate,
  sendTest,
  type TemplateAttributes,
  templateId,
  templatesKey,
} from './template.ts';
import { TemplateParts } from './template-parts.tsx';
import { SourceBadge } from './templates-page.tsx';
import { usePreview } from './use-preview.ts';
import { useLanguageChoices, useMailWords } from './words.ts';

const resetOpener = 'reset-template';

const textsOf = ({ html, subject, text }: MailTexts): MailTexts => ({ subject, html, text });

/** Chooses the language, and whose version it is. */
function VersionChoice({ template }: { readonly template: MailTemplate }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { language, source, template: name } = template.attributes;
  const organization = relatedId(template, 'organization');
  const go = (chosen: MailLanguage, whose: string) =>
    navigate({ to: `/mail-templates/${templateId(name, chosen, whose)}` });
  return (
    <Group align="end">
      <NativeSelect
        label={t('mail.language')}
        value={language}
        onChange={({ currentTarget }) => go(currentTarget.value as MailLanguage, organization)}
        data={useLanguageChoices()}
      />
      {organizationsShown('mailtemplates') && (
        <ResourcePicker
          label={t('mail.templates.version')}
          description={t('mail.templates.versionHint')}
          type="organizations"
          value={organization}
          onChange={(id) => go(language, id)}
          placeholder={t('mail.allOrganizations')}
        />
      )}
      <SourceBadge source={source} />
    </Group>
  );
}

/** The fields that a template may use; one that is chosen is put where somebody types. */
function Fields({ names, onInsert }: { readonly names: readonly string[]; readonly onInsert: Insert }) {
  const { t } = useTranslation();
  return (
    <Section title={t('mail.templates.fields')}>
      <Text size="sm" mb="sm">
        {t('mail.templates.fieldsHint')}
      </Text>
      <ul className="fields">
        {names.map((name) => {
          const field = `{{ ${name} }}`;
          return (
            <li key={name}>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t('mail.templates.insert', { field, interpolation: { skipOnVariables: true } })}
                onClick={() => onInsert(field)}
              >
                <Code>{field}</Code>
              </Button>
              <Text size="xs">{t(`mail.templates.explain.${name}`)}</Text>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

/** Sends a test of what is typed, and saves or resets the template. */
function useTemplateActions(read: Read<TemplateAttributes>, typed: MailTexts, onSaved: () => Promise<void>) {
  const { t } = useTranslation();
  const { id } = read.resource;
  const sending = useSubmit();
  const saving = useSubmit();
  const test = () =>
    sending.submit(async () => notify(t('mail.templates.tested', { address: await sendTest(id, typed) })));
  const save = () =>
    saving.submit(async () => {
      await saveTemplate(read, typed);
      notify(t('mail.templates.saved'));
      await onSaved();
    });
  return {
    test: { run: test, busy: sending.busy },
    save: { run: save, busy: saving.busy },
    problems: [...saving.problems.others, ...sending.problems.others],
  };
}

const readTemplate = (id: string) => readResource<TemplateAttributes>('mailtemplates', id);

function TemplateEditor({ start }: { readonly start: Read<TemplateAttributes> }) {
  const { t } = useTranslation();
  const words = useMailWords();
  const queries = useQueryClient();
  const [read, setRead] = useState(start);
  const { attributes, id } = read.resource;
  const [typed, setTyped] = useState(textsOf(attributes));
  const { close, open, opened } = useOpened<'reset'>();
  const insert = useRef<Insert>(null);
  const { problems, shown } = usePreview(id, typed);
  const readAgain = async () => {
    const now = await readTemplate(id);
    setRead(now);
    await queries.invalidateQueries({ queryKey: [...templatesKey, 'list'] });
    return now;
  };
  const actions = useTemplateActions(read, typed, async () => void (await readAgain()));
  const isChanged = mailParts.some((part) => typed[part] !== attributes[part]);
  useBlocker({
    shouldBlockFn: () => isChanged && !window.confirm(t('mail.templates.leave')),
    enableBeforeUnload: isChanged,
  });
  const onReset = async () => {
    await resetTemplate(id);
    notify(t('mail.templates.wasReset'));
    setTyped(textsOf((await readAgain()).resource.attributes));
  };
  const buttons = mayEditTemplates && (
    <>
      {attributes.edited && (
        <Button variant="default" data-opener={resetOpener} onClick={() => open('reset', resetOpener)}>
          {t('mail.templates.reset')}
        </Button>
      )}
      <Button variant="default" loading={actions.test.busy} onClick={actions.test.run}>
        {t('mail.templates.test')}
      </Button>
      <Button loading={actions.save.busy} disabled={!isChanged} onClick={actions.save.run}>
        {t('actions.save')}
      </Button>
    </>
  );
  const wrong = Object.keys(problems.fields).length + problems.others.length > 0;
  return (
    <Page title={words(attributes.template)} actions={buttons}>
      <ProblemsAlert problems={[...new Set([...actions.problems, ...problems.others])]} />
      {attributes.failedAt !== null && (
        <Alert color="red" variant="outline" role="note">
          {t('mail.templates.failedAt', { time: formatTime(attributes.failedAt) })}
        </Alert>
      )}
      <VersionChoice template={read.resource} />
      <div className="beside">
        <Stack>
          <TemplateParts
            value={typed}
            onChange={(changes) => setTyped((before) => ({ ...before, ...changes }))}
            problems={problems.fields}
            onFocus={(inserts) => {
              insert.current = inserts;
            }}
            readOnly={!mayEditTemplates}
          />
        </Stack>
        {mayEditTemplates && (
          <Section title={t('mail.preview')}>
            {wrong && shown !== null && <Text size="sm">{t('mail.templates.previewStale')}</Text>}
            {shown !== null && <MailPreview {...shown} />}
          </Section>
        )}
      </div>
      {mayEditTemplates && (
        <Fields names={attributes.fields.map(({ name }) => name)} onInsert={(text) => insert.current?.(text)} />
      )}
      <History kind="mail-template" id={id} />
      {opened !== null && (
        <ConfirmDialog
          title={t('mail.templates.resetTitle')}
          confirm={t('mail.templates.reset')}
          grave
          onConfirm={onReset}
          onClose={close}
        >
          <Text size="sm">{t('mail.templates.resetEffect')}</Text>
        </ConfirmDialog>
      )}
    </Page>
  );
}

/** A template in one language, with what it comes to. */
export function MailTemplatePage() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery({
    queryKey: [...templatesKey, 'one', id],
    queryFn: () => readTemplate(id),
    // What is typed is not replaced by what somebody else saves meanwhile.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return <Loaded query={query}>{(start) => <TemplateEditor key={id} start={start} />}</Loaded>;
}
