import { Group, SegmentedControl, Stack, Text, useComputedColorScheme } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { styleNonce } from '../../shared/context.ts';
import type { MailTexts } from './template.ts';

type Scheme = 'light' | 'dark';

const tag = /<[a-z][^<>]*>/gi;
const inlineStyle = / style="([^"<>]*)"/gi;

function decode(value: string): string {
  return new DOMParser().parseFromString(value, 'text/html').body.textContent ?? '';
}

/**
 * The document of a mail as the frame shows it. The frame has the policy of the page, which lets in styles with its nonce
 * alone: inline styles become rules, and nothing else of the mail could load or run.
 */
function framed(html: string, scheme: Scheme): string {
  const rules: string[] = [];
  const withoutInline = html.replace(tag, (whole) =>
    whole.replace(inlineStyle, (_, value: string) => {
      const name = `[data-inline="${rules.length}"]`;
      rules.push(`${name}${name}${name}{${decode(value).replace(/[{}]/g, '')}}`);
      return ` data-inline="${rules.length - 1}"`;
    }),
  );
  const policy = `<meta http-equiv="content-security-policy" content="default-src 'none';style-src 'nonce-${styleNonce}'">`;
  return withoutInline
    .replace('<head>', `<head>${policy}<base target="_blank">`)
    .replaceAll('<style>', `<style nonce="${styleNonce}">`)
    .replace('</head>', () => `<style nonce="${styleNonce}">${rules.join('\n')}</style></head>`)
    .replaceAll('light dark', scheme)
    .replaceAll('(prefers-color-scheme: dark)', scheme === 'dark' ? 'all' : 'not all');
}

const shapes = ['html-wide', 'html-narrow', 'text'] as const;

/** A mail as it is read: as HTML in a wide or a narrow window, light or dark, or as plain text. Nothing in it can run or load. */
export function MailPreview({ html, subject, text }: MailTexts) {
  const { t } = useTranslation();
  const [shape, setShape] = useState<(typeof shapes)[number]>('html-wide');
  const [scheme, setScheme] = useState<Scheme>(useComputedColorScheme('light', { getInitialValueInEffect: false }));
  const names = {
    'html-wide': `${t('mail.html')}, ${t('mail.wide')}`,
    'html-narrow': `${t('mail.html')}, ${t('mail.narrow')}`,
    text: t('mail.text'),
  };
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <SegmentedControl
          size="xs"
          aria-label={t('mail.preview')}
          value={shape}
          onChange={(value) => setShape(value as (typeof shapes)[number])}
          data={shapes.map((value) => ({ value, label: names[value] }))}
        />
        {shape !== 'text' && (
          <SegmentedControl
            size="xs"
            aria-label={t('theme.label')}
            value={scheme}
            onChange={(value) => setScheme(value as Scheme)}
            data={(['light', 'dark'] as const).map((value) => ({ value, label: t(`theme.${value}`) }))}
          />
        )}
      </Group>
      <Text size="sm">
        {t('mail.subject')}: <strong className="breakable">{subject}</strong>
      </Text>
      {shape === 'text' ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        <section className="mail-text" tabIndex={0} aria-label={t('mail.text')}>
          {text}
        </section>
      ) : (
        <iframe
          className={shape === 'html-narrow' ? 'mail-frame mail-frame-narrow' : 'mail-frame'}
          title={t('mail.frame')}
          sandbox=""
          srcDoc={framed(html, scheme)}
        />
      )}
    </Stack>
  );
}
