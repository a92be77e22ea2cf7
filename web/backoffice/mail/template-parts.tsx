import { Input, Loader, Stack, TextInput } from '@mantine/core';
import { lazy, Suspense, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CodeEditorProps, Insert } from './code-editor.tsx';
import type { MailTexts } from './template.ts';
import type { PartProblems } from './use-preview.ts';

// The editor is large, and of use on this page alone.
const CodeEditor = lazy(async () => ({ default: (await import('./code-editor.tsx')).CodeEditor }));

interface CodeFieldProps extends Omit<CodeEditorProps, 'describedBy'> {
  readonly problem: string | undefined;
}

function CodeField({ problem, ...props }: CodeFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div>
      <Input.Label component="div" mb={4}>
        {props.label}
      </Input.Label>
      <Suspense fallback={<Loader role="status" aria-label={t('grid.loading')} />}>
        <CodeEditor {...props} describedBy={problem === undefined ? undefined : id} />
      </Suspense>
      {problem !== undefined && (
        <Input.Error id={id} mt={4} role="alert">
          {problem}
        </Input.Error>
      )}
    </div>
  );
}

interface TemplatePartsProps {
  readonly value: MailTexts;
  readonly onChange: (changes: Partial<MailTexts>) => void;
  readonly problems: PartProblems['fields'];
  /** Told what inserts at the place where somebody types. */
  readonly onFocus: (insert: Insert) => void;
  readonly readOnly: boolean;
}

/** The parts of a template: subject, HTML and plain text. */
export function TemplateParts({ onChange, onFocus, problems, readOnly, value }: TemplatePartsProps) {
  const { t } = useTranslation();
  const subject = useRef<HTMLInputElement>(null);
  const insertIntoSubject: Insert = (text) => {
    const field = subject.current;
    if (field === null) return;
    field.setRangeText(text, field.selectionStart ?? 0, field.selectionEnd ?? 0, 'end');
    onChange({ subject: field.value });
    field.focus();
  };
  const code = (part: 'html' | 'text') => ({
    label: t(`mail.${part}`),
    value: value[part],
    onChange: (source: string) => onChange({ [part]: source }),
    problem: problems[part],
    onFocus,
    readOnly,
  });
  return (
    <Stack>
      <TextInput
        ref={subject}
        label={t('mail.subject')}
        value={value.subject}
        onChange={({ currentTarget }) => onChange({ subject: currentTarget.value })}
        onFocus={() => onFocus(insertIntoSubject)}
        error={problems.subject}
        readOnly={readOnly}
        maxLength={500}
        classNames={{ input: 'code' }}
      />
      <CodeField {...code('html')} />
      <CodeField {...code('text')} />
    </Stack>
  );
}
