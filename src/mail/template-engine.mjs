// @ts-check
import { Liquid } from 'liquidjs';

/**
 * The texts of a mail.
 * @typedef {{ readonly subject: string, readonly html: string, readonly text: string }} MailTexts
 */

/**
 * The values of a mail: groups of fields, and lists of items.
 * @typedef {string | readonly TemplateValue[] | { readonly [name: string]: TemplateValue }} TemplateValue
 */

/**
 * What is wrong with a template, and in which part. The message names places and names, never values.
 * @typedef {{ readonly part: keyof MailTexts, readonly message: string }} TemplateProblem
 */

/**
 * What rendering came to.
 * @typedef {{ readonly texts: MailTexts } | { readonly problem: TemplateProblem }} Rendered
 */

const tags = ['if', 'unless', 'case', 'for', 'assign', 'comment'];
const filters = [
  'append',
  'capitalize',
  'default',
  'downcase',
  'prepend',
  'strip',
  'truncate',
  'truncatewords',
  'upcase',
];
const longest = { subject: 2_000, html: 262_144, text: 262_144 };

/** @type {readonly (keyof MailTexts)[]} */
const parts = ['subject', 'html', 'text'];

/**
 * An interpreter without files, includes, prototypes and raw output.
 * @param {boolean} escapes whether values are written as HTML
 */
function createEngine(escapes) {
  const engine = new Liquid({
    ownPropertyOnly: true,
    ...(escapes && { outputEscape: 'escape' }),
    strictFilters: true,
    strictVariables: true,
    jsTruthy: true,
    dynamicPartials: false,
    relativeReference: false,
    root: [],
    partials: [],
    layouts: [],
    templates: {},
    parseLimit: 65_536,
    renderLimit: 250,
    memoryLimit: 2_000_000,
  });
  for (const name of Object.keys(engine.tags)) if (!tags.includes(name)) delete engine.tags[name];
  for (const name of Object.keys(engine.filters)) if (!filters.includes(name)) delete engine.filters[name];
  return engine;
}

const engines = { subject: createEngine(false), html: createEngine(true), text: createEngine(false) };

/**
 * A copy in which nothing has a prototype.
 * @param {TemplateValue} value
 * @returns {unknown}
 */
function bare(value) {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(bare);
  const copy = Object.create(null);
  for (const [name, each] of Object.entries(value)) copy[name] = bare(each);
  return Object.freeze(copy);
}

/** @param {unknown} error */
function messageOf(error) {
  const message = error instanceof Error ? error.message : 'It cannot be rendered.';
  return message.split('\n', 1)[0]?.slice(0, 300) ?? '';
}

/**
 * Renders the three parts of a mail. Whoever did not write the templates themselves calls this from a worker alone.
 * @param {MailTexts} sources
 * @param {TemplateValue} data
 * @returns {Rendered}
 */
export function renderParts(sources, data) {
  const values = /** @type {object} */ (bare(data));
  const texts = { subject: '', html: '', text: '' };
  for (const part of parts) {
    try {
      texts[part] = String(engines[part].parseAndRenderSync(sources[part], values));
    } catch (error) {
      return { problem: { part, message: messageOf(error) } };
    }
    if (texts[part].length > longest[part]) return { problem: { part, message: 'It becomes too long.' } };
  }
  return { texts };
}

/**
 * The fields that templates name, each with the part that does: `application.name`. A field that is computed is `*`.
 * @param {MailTexts} sources
 * @returns {{ readonly fields: readonly { readonly part: keyof MailTexts, readonly name: string }[] } | { readonly problem: TemplateProblem }}
 */
export function readFields(sources) {
  const fields = [];
  for (const part of parts) {
    try {
      const paths = engines[part].globalVariableSegmentsSync(engines[part].parse(sources[part]));
      for (const path of paths) {
        const name = path.map((segment) => (typeof segment === 'string' ? segment : '*')).join('.');
        fields.push({ part, name });
      }
    } catch (error) {
      return { problem: { part, message: messageOf(error) } };
    }
  }
  return { fields };
}
