import { ActionIcon } from '@mantine/core';
import { useTimeout } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckIcon, CopyIcon } from './icons.tsx';

/** Copies where the clipboard's own interface is missing: on pages without TLS. */
function copyBySelection(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'visually-hidden';
  // Inside the dialog, which keeps the focus to itself.
  (before?.parentElement ?? document.body).append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** A button that copies a text to the clipboard and says so. */
export function CopyButton({ label, value }: { readonly label: string; readonly value: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const { start } = useTimeout(() => setCopied(false), 2000);
  const onClick = async () => {
    if (!(await copy(value))) return;
    setCopied(true);
    start();
  };
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="var(--mantine-color-text)"
        title={label}
        aria-label={label}
        onClick={onClick}
      >
        {copied ? <CheckIcon /> : <CopyIcon />}
      </ActionIcon>
      <span className="visually-hidden" role="status">
        {copied ? t('actions.copied') : ''}
      </span>
    </>
  );
}
