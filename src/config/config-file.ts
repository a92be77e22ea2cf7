import { isMap, isScalar, LineCounter, type Node, type Pair, parseDocument } from 'yaml';
import type { ConfigProblem } from './config-error.ts';
import { nearestName } from './nearest-name.ts';
import { groups, lists } from './settings.ts';
import type { SourcedValues } from './sourced-values.ts';

interface FileContent {
  readonly values: SourcedValues;
  readonly problems: readonly ConfigProblem[];
}

function textOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}

function suggestion(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest === null
    ? `there is no such setting; known are ${known.join(', ')}`
    : `there is no such setting; did you mean ${nearest}?`;
}

/** Reads a configuration file into values with their lines. What is unknown is a problem that names the nearest name. */
export function readConfigFile(path: string, text: string): FileContent {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const placeOf = (node: unknown): string => {
    const offset = (node as Node | undefined)?.range?.[0];
    if (offset === undefined) return path;
    const { line, col } = lines.linePos(offset);
    return `${path}:${line}:${col}`;
  };
  const problems: ConfigProblem[] = document.errors.map((error) => {
    const { line, col } = lines.linePos(error.pos[0]);
    return { setting: '', place: `${path}:${line}:${col}`, message: error.message.split('\n', 1)[0] ?? 'not YAML' };
  });
  const values = new Map<string, { value: unknown; source: { kind: 'file'; place: string } }>();
  if (problems.length > 0 || document.contents === null) return { values, problems };
  if (!isMap(document.contents)) {
    return { values, problems: [{ setting: '', place: path, message: 'the file must hold groups of settings' }] };
  }
  const readGroup = (pair: Pair): void => {
    const name = textOf(pair.key);
    const group = groups.find((each) => each.name === name);
    if (lists.some((each) => each.name === name)) {
      readValue(name, pair);
    } else if (group === undefined) {
      problems.push({
        setting: name,
        place: placeOf(pair.key),
        message: suggestion(
          name,
          [...groups, ...lists].map((each) => each.name),
        ),
      });
    } else if (isMap(pair.value)) {
      for (const item of pair.value.items)
        readSetting(
          name,
          group.settings.map((each) => each.name),
          item,
        );
    } else if (!(isScalar(pair.value) && pair.value.value === null)) {
      problems.push({ setting: name, place: placeOf(pair.value), message: 'is a group and holds settings' });
    }
  };
  const readSetting = (group: string, known: readonly string[], pair: Pair): void => {
    const name = textOf(pair.key);
    const setting = `${group}.${name}`;
    if (!known.includes(name)) {
      problems.push({ setting, place: placeOf(pair.key), message: suggestion(name, known) });
      return;
    }
    readValue(setting, pair);
  };
  const readValue = (setting: string, pair: Pair): void => {
    const value = (pair.value as Node | null)?.toJS(document) ?? undefined;
    if (value !== undefined) values.set(setting, { value, source: { kind: 'file', place: placeOf(pair.value) } });
  };
  for (const pair of document.contents.items) readGroup(pair);
  return { values, problems };
}
