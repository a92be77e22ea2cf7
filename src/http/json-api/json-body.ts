import { hasRepeatedName } from '../../oauth/repeated-name.ts';
import { type JsonApiError, refusal } from './json-api-error.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** Deeper than anything we take. */
const deepest = 32;

function wrongJson(detail: string): JsonApiError {
  return refusal(400, 'invalid_json', detail);
}

function isBadText(text: string): boolean {
  return text.includes('\0') || !text.isWellFormed();
}

/** @throws JsonApiError for text that no database takes, names with a meaning to JavaScript, and deep nesting. */
function checkContent(value: unknown): void {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) throw wrongJson(`The body is nested deeper than ${deepest} levels.`);
    const below: unknown[] = [];
    for (const each of level) {
      if (typeof each === 'string' && isBadText(each)) {
        throw wrongJson('The body holds a NUL character or half of a character (a lone surrogate).');
      }
      if (typeof each !== 'object' || each === null) continue;
      for (const [name, member] of Object.entries(each)) {
        if (isBadText(name) || name === '__proto__') throw wrongJson('The body has a member with an unusable name.');
        below.push(member);
      }
    }
    level = below;
  }
}

/**
 * Reads the JSON of a body strictly (RFC 8259, I-JSON).
 * @throws JsonApiError for what is not JSON in UTF-8, names a member twice, or holds what nothing of ours can hold
 */
export function readJson(body: Uint8Array): unknown {
  let text: string;
  let value: unknown;
  try {
    text = utf8.decode(body);
    value = JSON.parse(text);
  } catch {
    throw wrongJson(body.length === 0 ? 'There is no body.' : 'The body is not JSON in UTF-8.');
  }
  checkContent(value);
  if (hasRepeatedName(text, value)) throw wrongJson('The body names a member of an object twice.');
  return value;
}
