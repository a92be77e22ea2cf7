import { Group, Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../copy-button.tsx';
import { type SampleFacts, sampleLanguages, writeSample } from './samples.ts';

/** The same request in several languages, ready to run. */
export function SampleRequests({ facts }: { readonly facts: SampleFacts }) {
  const { t } = useTranslation();
  return (
    <Tabs defaultValue="curl" keepMounted={false}>
      <Tabs.List>
        {sampleLanguages.map(({ id, name }) => (
          <Tabs.Tab key={id} value={id}>
            {name}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {sampleLanguages.map(({ id, name }) => {
        const code = writeSample(id, facts);
        return (
          <Tabs.Panel key={id} value={id} pt="xs">
            <Group gap={4} wrap="nowrap" align="start">
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard */}
              <pre className="code sample" tabIndex={0}>
                {code}
              </pre>
              <CopyButton value={code} label={`${t('applications.created.copySample')} (${name})`} />
            </Group>
          </Tabs.Panel>
        );
      })}
    </Tabs>
  );
}
