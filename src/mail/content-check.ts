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
/** Wherever it begins: programs that make links of addresses do not look at what comes before. */
const address = /[a-z][a-z0-9+.-]{0,30}:\/\/[^\s"'<>()]*|www\.[^\s"'<>()]+/giu;
const dangerousStyle = /[\\@<]|expression|javascript|position\s*:|behavior/i;
/** Others fetch something, or may one day. */
const styleFunctions = new Set(['rgb', 'rgba', 'hsl', 'hsla', 'calc']);

/** Every name that HTML has for characters of ASCII, which addresses and styles are made of. */
const named: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '\t': 'Tab',
    '\n': 'NewLine',
    '!': 'excl',
    '"': 'quot QUOT',
    '#': 'num',
    $: 'dollar',
    '%': 'percnt',
    '&': 'amp AMP',
    "'": 'apos',
    '(': 'lpar',
    ')': 'rpar',
    '*': 'ast midast',
    '+': 'plus',
    ',': 'comma',
    '.': 'period',
    '/': 'sol',
    ':': 'colon',
    ';': 'semi',
    '<': 'lt LT',
    '=': 'equals',
    '>': 'gt GT',
    '?': 'quest',
    '@': 'commat',
    '[': 'lsqb lbrack',
    '\\': 'bsol',
    ']': 'rsqb rbrack',
    '^': 'Hat',
    _: 'lowbar UnderBar',
    '`': 'grave DiacriticalGrave',
    '{': 'lcub lbrace',
    '|': 'verbar vert VerticalLine',
    '}': 'rcub rbrace',
    fj: 'fjlig',
  }).flatMap(([character, names]) => names.split(' ').map((name) => [name, character] as const)),
);

const characterAt = (code: number) => String.fromCodePoint(Math.min(code, 0xfffd));

/** What programs read, in one pass: what comes out of a reference is not read as another one. */
function decode(text: string): string {
  return text.replace(
    /&(?:#[xX]([0-9a-fA-F]+);?|#(\d+);?|([a-zA-Z]+);)/g,
    (whole, hex: string | undefined, digits: string | undefined, name: string) => {
      if (hex !== undefined) return characterAt(Number.parseInt(hex, 16));
      return digits === undefined ? (named.get(name) ?? whole) : characterAt(Number(digits));
    },
  );
}

function isDangerous(style: string): boolean {
  const functions = [...style.matchAll(/([\w-]{0,40})\(/g)].map(([, name = '']) => name.toLowerCase());
  return dangerousStyle.test(style) || functions.some((name) => !styleFunctions.has(name));
}

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
    if (known === 'style' && isDangerous(decode(value))) return 'This style cannot be used.';
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
