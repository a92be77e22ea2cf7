import { readFile } from 'node:fs/promises';
import type { ConfigProblem } from './config-error.ts';
import { nearestName } from './nearest-name.ts';
import { type Setting, settings } from './settings.ts';
import type { SourcedValues } from './sourced-values.ts';

/** Variables with our prefix that are no settings. */
const others = ['GRANTRY_CONFIG'];

/** Reads a value as a variable or the command line writes it. What cannot be read is left as it is, for the check. */
export function readSettingText({ kind }: Pick<Setting, 'kind'>, text: string): unknown {
  switch (kind) {
    case 'number':
      return /^-?\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text) : text;
    case 'on-off':
      if (/^(?:true|yes|on|1)$/i.test(text)) return true;
      return /^(?:false|no|off|0)$/i.test(text) ? false : text;
    case 'list':
      return text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '');
    default:
      return text;
  }
}

/** The variables that can give a setting, strongest first. */
function variablesOf(setting: Setting): { readonly variable: string; readonly isFile: boolean }[] {
  const names = [setting.variable, ...setting.aliases];
  const direct = names.map((variable) => ({ variable, isFile: false }));
  return setting.secret ? [...direct, ...names.map((name) => ({ variable: `${name}_FILE`, isFile: true }))] : direct;
}

function unknownVariables(env: Readonly<Record<string, string | undefined>>): ConfigProblem[] {
  const known = [...settings.flatMap((setting) => variablesOf(setting).map(({ variable }) => variable)), ...others];
  const unknown = Object.keys(env).filter((name) => name.startsWith('GRANTRY_') && !known.includes(name));
  return unknown.map((name) => {
    const nearest = nearestName(name, known);
    const message = `there is no such variable${nearest === null ? '' : `; did you mean ${nearest}?`}`;
    return { setting: '', place: `the variable ${name}`, message };
  });
}

/** Reads the settings that environment variables give; an empty variable counts as absent. */
export async function readEnvironment(env: Readonly<Record<string, string | undefined>>) {
  const values = new Map<string, { value: unknown; source: { kind: 'environment'; place: string } }>();
  const problems = unknownVariables(env);
  for (const setting of settings) {
    const given = variablesOf(setting).find(({ variable }) => (env[variable] ?? '') !== '');
    if (given === undefined) continue;
    const text = env[given.variable] ?? '';
    const place = `the variable ${given.variable}`;
    try {
      const value = given.isFile
        ? (await readFile(text, 'utf8')).replace(/\r?\n$/, '')
        : readSettingText(setting, text);
      values.set(setting.path, { value, source: { kind: 'environment', place } });
    } catch {
      problems.push({ setting: setting.path, place, message: 'the file it names cannot be read' });
    }
  }
  return { values: values as SourcedValues, problems };
}
