import { stringify } from 'yaml';
import { z } from 'zod';
import { configSchema } from './config-schema.ts';
import { groups, lists, type Setting } from './settings.ts';

/** The JSON Schema of the configuration file. */
export function describeSchema(): string {
  const schema = z.toJSONSchema(configSchema, { target: 'draft-2020-12', io: 'input' });
  return `${JSON.stringify({ title: 'Grantry configuration', ...schema }, null, 2)}\n`;
}

function writtenDefault({ default: value }: Setting): string {
  return value === undefined ? '' : JSON.stringify(value);
}

function exampleOf(setting: Setting): string {
  const value = writtenDefault(setting);
  return `  # ${setting.description}\n  # ${setting.name}:${value === '' ? '' : ` ${value}`}\n`;
}

/** An example of the configuration file: every setting with its description and default, all commented out. */
export function describeExample(): string {
  const head = [
    '# yaml-language-server: $schema=./config.schema.json',
    '# Every setting of Grantry with its default. Without this file, or with nothing set in it, everything works.',
    '# Each setting can also be given by a variable; see docs/reference/configuration.md.',
  ];
  const parts = groups.map(({ description, name, settings }) => {
    return `# ${description}\n${name}:\n${settings.map(exampleOf).join('')}`;
  });
  const listed = lists.map(({ description, example, name }) => {
    const written = stringify({ [name]: example }, { lineWidth: 0 })
      .trimEnd()
      .replace(/^/gm, '# ');
    return `# ${description}\n${written}\n`;
  });
  return `${head.join('\n')}\n\n${[...parts, ...listed].join('\n')}`;
}

function referenceRow(setting: Setting): string {
  const { aliases, choices, description, live, secret, variable } = setting;
  const names = [variable, ...aliases].map((name) => `\`${name}\``).join(', ');
  const file = secret ? ' (or the same with `_FILE`)' : '';
  const options = choices.length > 0 ? ` One of ${choices.join(', ')}.` : '';
  const value = writtenDefault(setting);
  return `| \`${setting.name}\` | ${value === '' ? '–' : `\`${value}\``} | ${description}${options}${live ? ' *Live.*' : ''} | ${names}${file} |`;
}

/** The reference of all settings, as Markdown. */
export function describeReference(): string {
  const head = `# Configuration

Settings come from flags, the environment, a file, the database and defaults, in this order: a flag wins over a
variable, a variable over the file, the file over the database, the database over the default. The database holds what
administrators changed while the server ran, under *System › Configuration* or with \`grantry config set\`; only the
settings marked *live* can be changed like that, and every node follows within a second. The file is the one named by \`--config\` or \`GRANTRY_CONFIG\`, else
\`config.yml\` in the folder where the server starts, else \`/etc/grantry/config.yml\`. Unknown names are refused, with
the nearest known one. \`grantry config print\` shows every value and where it comes from.
`;
  const table = '| setting | default | meaning | variable |\n| --- | --- | --- | --- |';
  const parts = groups.map(({ description, name, settings }) => {
    return `\n## ${name}\n${description}\n\n${table}\n${settings.map(referenceRow).join('\n')}\n`;
  });
  const listed = lists.map(({ description, example, members, name }) => {
    const rows = members.map((member) => `| \`${member.name}\` | ${member.description} |`).join('\n');
    const written = stringify({ [name]: example }, { lineWidth: 0 });
    return `\n## ${name}\n${description} A list, which only the file can hold.\n\n| member | meaning |\n| --- | --- |\n${rows}\n\n\`\`\`yaml\n${written}\`\`\`\n`;
  });
  return head + [...parts, ...listed].join('');
}
