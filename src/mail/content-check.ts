import type { MailTexts } from './template-engine.mjs';

/** What is wrong with the content of a mail, and in which part. */
export interface ContentProblem {
  readonly part: keyof MailTexts;
  readonly message: string;
}

const elements = new Set(
  'a b blockquote br code div em h1 h2 h3 hr i li ol p pre s small span strong sub sup table tbody td th thead tr u ul'.split(
    ' ',
  ),
);
const empty = new Set(['br', 'hr']);
const attributes = new Set([
  'align',
  'class',
  'colspan',
  'dir',
  'href',
  'lang',
  'role',
  'rowspan',
  'scope',
  'style',
  'title',
]);
const tag = /^<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z-]+="[^"<>]*")*)\s*\/?>/;
const attribute = /([a-zA-Z-]+)="([^"<>]*)"/g;
const address = /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s"'<>()]*|\bwww\.[^\s"'<>()]+/giu;
const dangerousStyle = /[\\@<]|url\s*\(|expression|javascript|position\s*:|behavior/i;

function decode(text: string): string {
  return text
    .replace(/&#x([0-9a-f]{1,6});?/gi, (_, hex: string) =>
      String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0xfffd)),
    )
    .replace(/&#(\d{1,7});?/g, (_, digits: string) => String.fromCodePoint(Math.min(Number(digits), 0xfffd)))
    .replace(/&(amp|lt|gt|quot|apos|colon|sol|Tab|NewLine);/g, (_, name: string) => named[name] ?? '');
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  colon: ':',
  sol: '/',
  Tab: '\t',
  NewLine: '\n',
};

/** Whether an address leads to this server: to its issuer or below. */
function isOurs(text: string, issuer: string): boolean {
  if (!/^https?:\/\/[^\s\\]+$/i.test(text)) return false;
  try {
    const url = new URL(text);
    return url.origin === new URL(issuer).origin && url.username === '' && url.password === '';
  } catch {
    return false;
  }
}

const foreign = 'Links lead to this server alone. Use {{ links.home }} or {{ links.applications }}.';

function checkAttributes(text: string, issuer: string): string | null {
  for (const [, name = '', value = ''] of text.matchAll(attribute)) {
    const known = name.toLowerCase();
    if (!attributes.has(known)) return `The attribute ${known} cannot be used.`;
    if (known === 'href' && !isOurs(decode(value), issuer)) return foreign;
    if (known === 'style' && dangerousStyle.test(decode(value))) return 'This style cannot be used.';
  }
  return null;
}

function whyNoTag(
  html: string,
  issuer: string,
): { readonly problem: string } | { readonly name: string; readonly closes: boolean; readonly length: number } {
  const match = tag.exec(html);
  if (match === null) return { problem: 'There is a < that begins no plain tag. Write it as &lt;' };
  const [whole, slash = '', written = '', rest = ''] = match;
  const name = written.toLowerCase();
  if (!elements.has(name)) return { problem: `The element ${name} cannot be used.` };
  const problem = checkAttributes(rest, issuer);
  return problem === null ? { name, closes: slash !== '', length: whole.length } : { problem };
}

/** What is wrong with the HTML of a content; null where nothing is. Only plain elements, closed as they were opened. */
function checkHtml(html: string, issuer: string): string | null {
  const open: string[] = [];
  let words = '';
  for (let at = 0; at < html.length; ) {
    const next = html.indexOf('<', at);
    words += `${html.slice(at, next === -1 ? undefined : next)} `;
    if (next === -1) break;
    const found = whyNoTag(html.slice(next, next + 4_000), issuer);
    if ('problem' in found) return found.problem;
    at = next + found.length;
    if (empty.has(found.name)) continue;
    if (!found.closes) open.push(found.name);
    else if (open.pop() !== found.name) return `There is a </${found.name}> too many.`;
  }
  if (open.length > 0) return `The element ${open.at(-1)} is not closed.`;
  return checkWords(decode(words), issuer);
}

function checkWords(text: string, issuer: string): string | null {
  for (const [found] of text.matchAll(address)) if (!isOurs(found.replace(/[.,;:!?]+$/, ''), issuer)) return foreign;
  return null;
}

/**
 * What is wrong with rendered content that people wrote; null where nothing is. No scripts, no pictures or styles from
 * elsewhere that would tell who reads, no forms, no links but to this server.
 */
export function checkContent({ subject, html, text }: MailTexts, issuer: string): ContentProblem | null {
  if (subject.trim() === '') return { part: 'subject', message: 'A subject is needed.' };
  const checks = [
    ['subject', checkWords(subject, issuer)],
    ['html', checkHtml(html, issuer)],
    ['text', checkWords(text, issuer)],
  ] as const;
  for (const [part, message] of checks) if (message !== null) return { part, message };
  return null;
}
