import { afterAll, describe, expect, it } from 'vitest';
import { locales } from '../../src/directory/personal-input.ts';
import { builtInTemplate, mailWords } from '../../src/mail/built-in/built-in-templates.ts';
import { checkContent } from '../../src/mail/content-check.ts';
import { exampleFacts } from '../../src/mail/example-facts.ts';
import { mailLanguageOf, mailLanguages, templateNames } from '../../src/mail/mail-event.ts';
import { createMailWriting } from '../../src/mail/mail-writing.ts';
import { tameName, templateData, templateFields } from '../../src/mail/template-data.ts';
import { type MailTexts, readFields, renderParts } from '../../src/mail/template-engine.mjs';
import { createTemplateSandbox } from '../../src/mail/template-sandbox.ts';

const issuer = 'https://oauth.example.com';
const now = new Date('2026-03-01T12:00:00Z');
const facts = exampleFacts('Ada Lovelace', now);
const sandbox = createTemplateSandbox();
const noTemplates = { get: async () => null, failed: async () => undefined };
const writing = createMailWriting({ issuer, sandbox, templates: noTemplates });
const content = { template: 'application.created', language: 'en', organizationId: null, facts } as const;
const plain: MailTexts = { subject: 'a', html: '<p>b</p>', text: 'c' };

afterAll(() => sandbox.close());

const dataIn = (language: (typeof mailLanguages)[number]) =>
  templateData(facts, { issuer, language, words: mailWords[language].values });

describe('the built-in templates', () => {
  it('exist in every language that people can choose', () => {
    expect([...mailLanguages].sort()).toEqual([...locales].sort());
    expect(['de-AT', 'UK', 'pt-BR', ''].map(mailLanguageOf)).toEqual(['de', 'uk', 'en', 'en']);
  });

  it.each(mailLanguages)('work with what they are given and keep to the rules for everybody: %s', async (language) => {
    const subjects = new Set<string>();
    for (const template of templateNames) {
      const sources = builtInTemplate(template, language);
      const named = readFields(sources);
      const names = 'fields' in named ? named.fields.map(({ name }) => name) : [named.problem.message];
      expect(names.filter((name) => !Object.hasOwn(templateFields, name))).toEqual([]);
      const rendered = renderParts(sources, dataIn(language));
      expect('texts' in rendered && checkContent(rendered.texts, issuer)).toBeNull();
      const written = await writing.write({ template, language, organizationId: null, facts });
      expect(written.html).toContain(`<html lang="${language}">`);
      expect(written.html).toContain(`href="${issuer}/admin/my-user"`);
      expect(written.text).toContain(`${issuer}/admin/my-user`);
      expect(written.subject + written.html + written.text).not.toMatch(/\{\{|\{%|undefined|\[object/);
      subjects.add(written.subject);
    }
    expect(subjects.size).toBe(templateNames.length);
  });

  it('say of a secret that expires tomorrow that it does', async () => {
    const tomorrow = { ...facts, secret: { ...facts.secret, days: 1 } };
    const subjects = await Promise.all(
      mailLanguages.map(async (language) => {
        const written = await writing.write({
          ...content,
          template: 'application.secret-expiring',
          language,
          facts: tomorrow,
        });
        return written.subject;
      }),
    );
    for (const word of ['tomorrow', 'morgen', 'demain', 'mañana', 'завтра']) {
      expect(subjects.filter((subject) => subject.includes(word))).toHaveLength(1);
    }
  });

  it('leave out what an event has not', async () => {
    const bare = { ...facts, origin: '', organization: '', actor: { kind: 'server', name: '' } };
    const { text } = await writing.write({ ...content, facts: bare });
    expect(text).not.toContain('From:');
    expect(text).not.toContain('Organization:');
    expect(text).toContain('By: The server');
  });
});

describe('names that people chose', () => {
  it.each([
    '{{7*7}}',
    '{{ application.clientId }}',
    '{% assign x = 1 %}',
    '$' + '{7*7}',
    '<%= 7*7 %>',
    '#{7*7}',
    '@{7*7}',
  ])('are never templates: %s (E3)', async (name) => {
    const written = await writing.write({
      ...content,
      facts: { ...facts, application: { ...facts.application, name } },
    });
    expect(written.text).toContain(tameName(name));
    expect(written.subject).toContain(tameName(name));
    expect(tameName(name).replaceAll('\u200b', '')).toBe(name);
  });

  it('bring no elements, no links and no lines of their own (E4, E5)', async () => {
    const name = '</p><script>alert(1)</script>\r\nBcc: eve@evil.example https://evil.example/login www.evil.example';
    const written = await writing.write({
      ...content,
      facts: { ...facts, application: { ...facts.application, name } },
    });
    expect(written.html).not.toContain('<script>');
    expect(written.html).toContain('&lt;script&gt;');
    for (const text of [written.subject, written.html, written.text]) {
      expect(text).not.toMatch(/evil\.example|https:\/\/evil/);
    }
    expect(written.subject).not.toMatch(/[\r\n]/);
    expect(tameName('x'.repeat(500))).toHaveLength(120);
    expect(tameName('a\u202eb\0c')).toBe('a b c');
    expect(tameName('Version 2.0, Nr. 5')).toBe('Version 2.0, Nr. 5');
  });
});

const inText = (text: string): MailTexts => ({ ...plain, text });
const inHtml = (html: string): MailTexts => ({ ...plain, html });

describe('templates that people edit', () => {
  it.each([
    '{{ constructor.constructor("return process")() }}',
    '{{ application.constructor }}',
    '{{ application.__proto__ }}',
    '{{ application.name.constructor }}',
    '{{ application["__proto__"] }}',
    '{% assign k = "constructor" %}{{ application[k] }}',
    '{{ application.secret }}',
    '{{ owner.password }}',
    '{{ system.smtp }}',
    '{{ process.env.PATH }}',
    '{{ application.name | raw }}',
    '{{ application | json }}',
    '{{ application.name | inspect }}',
    '{% include "/etc/passwd" %}',
    '{% render "../config.yml" %}',
    '{% layout "x" %}',
    '{% raw %}{{ x }}{% endraw %}',
    '{% liquid assign x = 1 %}',
    '{{ digest.items | map: "constructor" }}',
    '{{ digest.items | where_exp: "x", "x.constructor" }}',
    '{{ "x" | unknown }}',
    '{{ application.name',
    '{% if %}',
    '{% for i in (1..100000000) %}x{% endfor %}',
    `{% assign x = "${'x'.repeat(900)}" %}${'{% assign x = x | append: x %}'.repeat(12)}{{ x }}`,
  ])('reach nothing and run no further than they may: %s (E1, E2)', async (source) => {
    for (const sources of [inText(source), inHtml(`<p>${source}</p>`), { ...plain, subject: source }]) {
      const written = await writing.attempt(sources, content);
      expect(written).toHaveProperty('problem');
    }
  });

  it.each(['<%= process.env.PATH %>', '#{7*7}', '$' + '{process.env.PATH}', '{@ x @}'])(
    'are Liquid and no other language: %s',
    async (source) => {
      const written = await writing.attempt(inText(source), content);
      expect('texts' in written && written.texts.text).toContain(source);
    },
  );

  it('that take too long are ended from outside, and the next one is rendered', async () => {
    const impatient = createTemplateSandbox(1);
    const loops =
      '{% for a in (1..90) %}{% for b in (1..90) %}{% for c in (1..90) %}{% endfor %}{% endfor %}{% endfor %}';
    const ended = await impatient.render(inText(loops), dataIn('en'));
    expect(ended).toHaveProperty('problem');
    await impatient.close();
    const limited = await sandbox.render(inText(loops), dataIn('en'));
    expect(limited).toHaveProperty('problem');
    expect(await sandbox.render(inText('{{ application.name }}'), dataIn('en'))).toEqual({
      texts: { subject: 'a', html: '<p>b</p>', text: 'Warehouse sync' },
    });
  });

  it('may say what they like in plain elements, with links to this server', async () => {
    const html =
      '<h1 style="color: #333; background: rgb(0, 0, 0)">Gr&uuml;&szlig;e &amp; &copy;</h1><p class="note">a &lt; b <br> <a href="{{ links.home }}">here</a> or <a href="https://oauth.example.com/admin">there</a></p>';
    const written = await writing.attempt(
      { subject: 'New: {{ application.name | upcase }}', html, text: 'See {{ links.home }}.' },
      content,
    );
    expect('texts' in written && written.texts).toMatchObject({ subject: 'New: WAREHOUSE SYNC' });
    expect('texts' in written && written.texts.html).toContain('<a href="https://oauth.example.com/admin">here</a>');
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src="https://evil.example/pixel">',
    '<img src="cid:x">',
    '<p onclick="x">a</p>',
    '<p style="background: url(https://evil.example)">a</p>',
    '<p style="background: u\\72l(x)">a</p>',
    '<p style="background: url&lpar;https://evil.example/x)">a</p>',
    '<p style="background: u&bsol;72l(x)">a</p>',
    '<p style="background: url&#0000000000000040;https://evil.example/x)">a</p>',
    '<p style="background: url&#x0000000000000028https://evil.example/x)">a</p>',
    `<p style="background: image-set('https://evil.example/x' 1x)">a</p>`,
    `<p style="background: -webkit-cross-fade('https://evil.example/x', red)">a</p>`,
    `<p style="background: src('https://evil.example/x')">a</p>`,
    '<p style="color: var(--x)">a</p>',
    '<style>@import "x"</style>',
    '<link href="https://evil.example">',
    '<iframe src="x"></iframe>',
    '<form action="https://evil.example"><input></form>',
    '<svg onload="x"></svg>',
    '<a href="https://evil.example">a</a>',
    '<a href="https://oauth.example.com.evil.example/">a</a>',
    '<a href="https://oauth.example.com@evil.example/">a</a>',
    '<a href="https://oauth.example.com&#38;sol;.evil.example/">a</a>',
    '<a href="https://oauth.example.com&#x26;sol;.evil.example/">a</a>',
    '<a href="//evil.example">a</a>',
    '<a href="javascript:alert(1)">a</a>',
    '<a href="java&#115;cript:alert(1)">a</a>',
    '<a href="&#x68;ttps://evil.example">a</a>',
    '<a href=https://evil.example>a</a>',
    "<a href='https://evil.example'>a</a>",
    '<a href="https:\\\\evil.example">a</a>',
    '<p>go to https://evil.example now</p>',
    '<p>go to www.evil.example now</p>',
    '<p>go to www&period;evil.example now</p>',
    '<p>_https://evil.example_</p>',
    '<p>1https://evil.example</p>',
    '<p>_www.evil.example_</p>',
    '<p>go to https&colon;&sol;&sol;evil.example now</p>',
    '<!-- comment -->',
    '<p>a < b</p>',
    '<p>a',
    'a</p>',
    '</main></div><p>b</p>',
    '<meta http-equiv="refresh">',
    '<base href="https://oauth.example.com/">',
    '<math><a href="x"></a></math>',
  ])('hold nothing that runs, tracks, or leads elsewhere: %s (E4, E10)', async (html) => {
    const written = await writing.attempt(inHtml(html), content);
    expect(written).toHaveProperty('problem.part', 'html');
  });

  it('lead nowhere else in plain text and subject either', async () => {
    expect(await writing.attempt(inText('https://evil.example/x'), content)).toHaveProperty('problem.part', 'text');
    const subject = 'see http://evil.example';
    expect(await writing.attempt({ ...plain, subject }, content)).toHaveProperty('problem.part', 'subject');
    expect(await writing.attempt({ ...plain, subject: ' ' }, content)).toHaveProperty('problem.part', 'subject');
  });
});
