/** Text that is safe inside HTML. Only `html` makes it. */
export interface Html {
  readonly html: string;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

type Content = string | number | Html | readonly Html[];

function render(content: Content): string {
  if (typeof content === 'string' || typeof content === 'number') return escapeHtml(String(content));
  return 'html' in content ? content.html : content.map((item) => item.html).join('');
}

/** A template tag for pages: everything put in is escaped, unless it is HTML that this tag made. */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Html {
  const text = strings.reduce(
    (written, part, at) => written + part + (at < contents.length ? render(contents[at] ?? '') : ''),
    '',
  );
  return { html: text };
}

/** A text with its places `{name}` filled in. Everything is escaped, unless it is HTML already. */
export function fill(text: string, values: Readonly<Record<string, string | Html>>): Html {
  const parts = text.split(/\{(\w+)\}/);
  return { html: parts.map((part, at) => (at % 2 === 0 ? escapeHtml(part) : render(values[part] ?? ''))).join('') };
}

/** A name that somebody chose, kept from changing the text around it: no invisible characters, no direction of its own. */
export function isolate(name: string): Html {
  return html`<bdi>${name.replace(/[\p{Cc}\p{Cf}]/gu, '')}</bdi>`;
}
