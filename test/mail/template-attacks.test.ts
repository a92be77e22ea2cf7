import { afterAll, describe, expect, it } from 'vitest';
import { exampleFacts } from '../../src/mail/example-facts.ts';
import { createMailWriting } from '../../src/mail/mail-writing.ts';
import { createTemplateSandbox } from '../../src/mail/template-sandbox.ts';

const sandbox = createTemplateSandbox();
const writing = createMailWriting({
  issuer: 'https://oauth.example.com',
  sandbox,
  templates: { get: async () => null, failed: async () => undefined },
});
const facts = exampleFacts('Ada Lovelace', new Date('2026-03-01T12:00:00Z'));
const content = { template: 'application.created', language: 'en', organizationId: null, facts } as const;
const plain = { subject: 'a', html: '<p>b</p>', text: 'c' };

afterAll(() => sandbox.close());

/** What makes other engines run code, read files or show settings, each in its own syntax. */
const corpus: Readonly<Record<string, readonly string[]>> = {
  Handlebars: [
    '{{#with "s" as |string|}}{{#with "e"}}{{#with split as |conslist|}}{{this.pop}}{{this.push (lookup string.sub "constructor")}}{{/with}}{{/with}}{{/with}}',
    '{{lookup (lookup this "constructor") "name"}}',
    '{{#each this}}{{@key}}{{/each}}',
    '{{this.__proto__}}',
    '{{{application.name}}}',
    '{{> partial}}',
    '{{#if application}}{{../constructor}}{{/if}}',
  ],
  Liquid: [
    '{{ application.constructor.constructor }}',
    '{{ "a" | instance_eval: "system(1)" }}',
    '{% include "/etc/passwd" %}',
    '{% render "../../config.yml" %}',
    '{% layout none %}',
    '{% block x %}{% endblock %}',
    '{% capture x %}y{% endcapture %}{{ x }}',
    '{% tablerow i in (1..9) %}x{% endtablerow %}',
    '{% increment x %}',
    '{% cycle "a", "b" %}',
    '{% echo application.name | raw %}',
    '{% # comment %}{% liquid\necho 7 %}',
    '{{ digest.items | where: "constructor" }}',
    '{{ application | to_json }}',
    '{{ "now" | date: "%s" }}',
  ],
  Nunjucks: [
    "{{range.constructor(\"return process.mainModule.require('child_process').execSync('id')\")()}}",
    '{{ cycler.constructor("return process")() }}',
    '{{ joiner }}',
    '{% set x = 7 %}{{ x }}',
    '{% macro x() %}{% endmacro %}',
    '{% import "x" as y %}',
    '{% extends "x" %}',
    '{{ super() }}',
    '{{ application | dump }}',
  ],
  Twig: [
    '{{_self.env.registerUndefinedFilterCallback("exec")}}{{_self.env.getFilter("id")}}',
    "{{['id']|filter('system')}}",
    "{{['cat /etc/passwd']|map('system')|join}}",
    '{{ app.request.server.all|join(",") }}',
    '{{ include("/etc/passwd") }}',
    "{{ source('x') }}",
    '{{ dump(app) }}',
    '{% sandbox %}{% endsandbox %}',
    '{% apply system %}id{% endapply %}',
  ],
  'Jinja and others': [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    '{{ config.items() }}',
    '{{ self._TemplateReference__context }}',
    "{{ request['application']['__globals__'] }}",
    "{{ get_flashed_messages.__globals__['current_app'].config }}",
    '{%- print 7 -%}',
    '{% debug %}',
    '{{ global.process.env }}',
    '{{ globalThis }}',
    '{{ this }}',
    '{{ self }}',
    '{{ page }}',
    '{{ toString }}',
    '{{ __proto__.polluted }}',
    '{{ application["constructor"]["constructor"] }}',
  ],
};

/** What is no syntax here at all. */
const foreign = [
  '<%= global.process.mainModule.require("child_process").execSync("id") %>',
  '<%- include("/etc/passwd") %>',
  '<% 7*7 %>',
  '$' + '{7*7}',
  '#{7*7}',
  '#set($x=7*7)$x',
  '*{7*7}',
  '@(7*7)',
  '~{7*7}',
  '[[7*7]]',
  '{php}echo 7*7;{/php}',
  '<#assign x="freemarker.template.utility.Execute"?new()>',
  '$' + '{T(java.lang.Runtime).getRuntime().exec("id")}',
  '<?php system("id"); ?>',
];

describe('templates that were written to attack other engines', () => {
  const attacks = Object.entries(corpus).flatMap(([engine, sources]) => sources.map((source) => [engine, source]));

  it.each(attacks)('are refused: %s %s (E1)', async (_engine, source = '') => {
    for (const part of ['subject', 'html', 'text'] as const) {
      expect(await writing.attempt({ ...plain, [part]: source }, content)).toHaveProperty('problem.part', part);
    }
  });

  it.each(foreign)('are plain text where they are no Liquid, and no HTML: %s (E1)', async (source) => {
    const written = await writing.attempt({ ...plain, text: source }, content);
    expect('texts' in written && written.texts.text).toContain(source);
    const html = await writing.attempt({ ...plain, html: `<p>${source}</p>` }, content);
    if (source.includes('<')) expect(html).toHaveProperty('problem.part', 'html');
    else expect('texts' in html && html.texts.html).toContain(`<p>${source}</p>`);
  });
});

describe('templates that take too much', () => {
  const grow = '{% assign x = "0123456789" %}';
  const double = '{% assign x = x | append: x %}';
  const nested = (times: number, inner: string) =>
    '{% for i in (1..99) %}'.repeat(times) + inner + '{% endfor %}'.repeat(times);

  it.each([
    ['loops', nested(4, '')],
    ['a range', '{% for i in (1..1000000000) %}{% endfor %}'],
    ['a megabyte by doubling', `${grow}${double.repeat(17)}{{ x }}`],
    ['a gigabyte by doubling', `${grow}${double.repeat(27)}`],
    ['a megabyte by repetition', nested(2, 'x'.repeat(120))],
    ['a megabyte that escaping makes of less', nested(2, '{{ "&&&&&&&&&&" }}'.repeat(3))],
    ['tags without end', '{% if true %}'.repeat(5_000)],
    ['tags in tags', `${'{% if true %}'.repeat(4_000)}${'{% endif %}'.repeat(4_000)}`],
    ['a source beyond all bounds', 'x'.repeat(1_100_000)],
  ])('are ended while everything else goes on: %s (E1)', async (_what, source) => {
    await sandbox.render(plain, {});
    let beats = 0;
    const heart = setInterval(() => {
      beats += 1;
    }, 5);
    const start = performance.now();
    const written = await writing.attempt({ ...plain, html: `<p>${source}</p>` }, content);
    const took = performance.now() - start;
    clearInterval(heart);
    expect(written).toHaveProperty('problem');
    // Whoever runs it waits for a second at most, and the thread that serves everybody does not.
    expect(took).toBeLessThan(10_000);
    if (took > 100) expect(beats).toBeGreaterThan(2);
    expect(await writing.attempt(plain, content)).toHaveProperty('texts');
  });
});
