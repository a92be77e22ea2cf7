import { locales } from '../../directory/personal-input.ts';
import { type Html, html } from './html.ts';
import type { Wording } from './wording.ts';

/** The style of all server-rendered pages: readable on a phone, in light and dark, with no script and no outside file. */
export const pageStyle = `
:root{color-scheme:light dark;--ink:#1c2430;--paper:#fff;--faint:#5b6675;--line:#d5dbe3;--accent:#0b5cad;--shade:#f3f5f8}
@media (prefers-color-scheme:dark){:root{--ink:#e8ecf2;--paper:#12161c;--faint:#a3aebd;--line:#333c48;--accent:#7db8f5;--shade:#1b212a}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.6 system-ui,sans-serif}
main{max-width:46rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.7rem;line-height:1.25;margin:0 0 1rem}h2{font-size:1.2rem;margin:2.2rem 0 .4rem}h3{font-size:1rem;margin:1.2rem 0 .3rem}
p,ul,dl{margin:.5rem 0 1rem}a{color:var(--accent)}
code{background:var(--shade);padding:.1em .35em;border-radius:.25rem;font-size:.92em;overflow-wrap:anywhere}
pre{background:var(--shade);padding:1rem;border-radius:.5rem;overflow:auto}pre code{padding:0;background:none}
label{display:block;font-weight:600;margin:1rem 0 .25rem}
input{width:100%;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--faint);border-radius:.4rem;padding:.55rem .7rem}
select{width:100%;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--faint);border-radius:.4rem;padding:.55rem .7rem}
select:focus-visible,input:focus-visible,button:focus-visible,a:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
button{font:inherit;font-weight:600;margin-top:1.5rem;padding:.6rem 1.4rem;border:0;border-radius:.4rem;background:#0b5cad;color:#fff;cursor:pointer}
button.second{background:transparent;color:var(--ink);border:1px solid var(--faint);font-weight:400}
a.button{display:inline-block;font-weight:600;padding:.6rem 1.4rem;border-radius:.4rem;background:#0b5cad;color:#fff;text-decoration:none}
.choices{display:flex;flex-wrap:wrap;gap:.8rem}
.facts div{display:flex;flex-wrap:wrap;gap:.2rem 1rem;padding:.35rem 0;border-bottom:1px solid var(--line)}.facts dt{flex:0 0 9rem;color:var(--faint)}.facts dd{margin:0;overflow-wrap:anywhere}
main.narrow{max-width:32rem;padding-top:min(12vh,6rem)}
h1,p{overflow-wrap:anywhere}
nav.languages{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;max-width:46rem;margin:0 auto;padding:0 1.25rem 2rem;font-size:.9rem}nav.languages a{padding:.3rem 0;color:var(--faint)}nav.languages a[aria-current]{color:var(--ink);font-weight:600;text-decoration:none}
main.narrow+nav.languages{max-width:32rem}
.faint{color:var(--faint)}.wrong{border-left:4px solid #c0362c;padding:.5rem 1rem;background:var(--shade)}
`;

/** The languages by their own names, as people look for theirs. */
const languageNames = { en: 'English', de: 'Deutsch', fr: 'Français', es: 'Español', uk: 'Українська' } as const;

/** What a page is, beside its texts. */
export interface PageFrame {
  readonly title: Html;
  readonly content: Html;
  /** Leads from the address of the page to that of the server. */
  readonly root: string;
  /** The address at which the page is shown in another language; null where it cannot be shown again. */
  readonly again: string | null;
}

function languageLinks({ locale, say }: Wording, again: string): Html {
  const address = again + (again.includes('?') ? '&' : '?');
  const links = locales.map(
    (each) =>
      html`<a href="${address}language=${each}" lang="${each}" hreflang="${each}" ${each === locale ? html`aria-current="true"` : html``}>${languageNames[each]}</a>`,
  );
  return html`<nav class="languages" aria-label="${say('language.label')}">${links}</nav>`;
}

/** A whole page of HTML. One with a question and its answers is narrow. */
export function page(wording: Wording, { again, content, root, title }: PageFrame): string {
  const main = root === '/' ? html`<main>` : html`<main class="narrow">`;
  return html`<!doctype html>
<html lang="${wording.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Grantry</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${root}pages.css">
</head>
<body>${main}${content}</main>${again === null ? html`` : languageLinks(wording, again)}</body>
</html>
`.html;
}
