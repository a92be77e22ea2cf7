import { afterAll, describe, expect, it, vi } from 'vitest';
import { exampleFacts } from '../../src/mail/example-facts.ts';
import { mailLanguages, templateNames } from '../../src/mail/mail-event.ts';
import { createMailWriting } from '../../src/mail/mail-writing.ts';
import { createTemplateSandbox } from '../../src/mail/template-sandbox.ts';
import { accessibilityViolations, openBrowser } from '../fixtures/browser.ts';

vi.setConfig({ testTimeout: 120_000 });

const browser = await openBrowser();
const sandbox = createTemplateSandbox();
const noTemplates = { get: async () => null, failed: async () => undefined };
const writing = createMailWriting({ issuer: 'https://oauth.example.com', sandbox, templates: noTemplates });
const example = exampleFacts('Ada Lovelace', new Date('2026-03-01T12:00:00Z'));
// A name without a place to break is the hardest to fit in.
const facts = { ...example, application: { ...example.application, name: 'W'.repeat(120) } };
const windows = { phone: { width: 320, height: 640 }, wide: { width: 1280, height: 900 } } as const;

afterAll(async () => {
  await browser?.close();
  await sandbox.close();
});

describe.skipIf(browser === null)('a built-in mail', () => {
  it.each(mailLanguages)(
    'has room in a narrow and a wide window, and no barrier in either theme: %s',
    async (language) => {
      if (browser === null) return;
      const page = await browser.newPage();
      const faults: string[] = [];
      for (const template of templateNames) {
        const { html } = await writing.write({ template, language, organizationId: null, facts });
        await page.setContent(html);
        for (const [name, size] of Object.entries(windows)) {
          await page.setViewportSize(size);
          const spare = await page.evaluate<number>(
            'document.documentElement.clientWidth - document.documentElement.scrollWidth',
          );
          if (spare < 0) faults.push(`${template}: ${-spare} px too wide for the ${name} window`);
        }
        for (const colorScheme of language === 'en' ? (['light', 'dark'] as const) : []) {
          await page.emulateMedia({ colorScheme });
          for (const barrier of await accessibilityViolations(page))
            faults.push(`${template}, ${colorScheme}: ${barrier}`);
        }
      }
      expect(faults).toEqual([]);
      await page.close();
    },
  );
});
