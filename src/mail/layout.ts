import type { MailLanguage } from './mail-event.ts';

const style = `
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  body { margin: 0; padding: 0; background: #f1f3f5; color: #212529; }
  .mail { box-sizing: border-box; max-width: 600px; margin: 0 auto; padding: 24px 16px; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; }
  .card { box-sizing: border-box; background: #ffffff; border: 1px solid #dee2e6; border-radius: 8px; padding: 24px; overflow-wrap: anywhere; }
  h1 { margin: 0 0 16px; font-size: 22px; line-height: 1.3; }
  p { margin: 0 0 16px; }
  table { width: 100%; border-collapse: collapse; margin: 0 0 20px; font-size: 15px; }
  th, td { padding: 6px 0; text-align: left; vertical-align: top; border-top: 1px solid #dee2e6; font-weight: normal; }
  th { width: 38%; padding-right: 12px; color: #495057; }
  td { overflow-wrap: anywhere; }
  a { color: #1864ab; }
  .button { display: inline-block; padding: 10px 18px; border-radius: 6px; background: #1864ab; color: #ffffff; text-decoration: none; font-weight: 600; }
  .note, .foot { color: #495057; font-size: 14px; }
  .note { margin: 16px 0 0; }
  .foot { padding: 16px 8px 0; margin: 0; }
  @media (max-width: 420px) {
    .mail { padding: 8px; }
    .card { padding: 16px; }
    th, td { display: block; width: auto; padding: 0; border: 0; }
    th { padding-top: 8px; font-size: 14px; border-top: 1px solid #dee2e6; }
    td { padding-bottom: 8px; }
  }
  @media (prefers-color-scheme: dark) {
    body { background: #141517; color: #e9ecef; }
    .card { background: #1f2023; border-color: #424549; }
    th, td { border-color: #424549; }
    th, .note, .foot { color: #ced4da; }
    a { color: #74c0fc; }
    .button { background: #a5d8ff; color: #0b2a44; }
  }`;

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

interface Frame {
  readonly language: MailLanguage;
  readonly subject: string;
  /** HTML. */
  readonly content: string;
  /** Plain text. */
  readonly footer: string;
}

/** The whole HTML document of a mail: the content in a frame that fits phones and wide windows, light and dark. */
export function frameHtml({ language, subject, content, footer }: Frame): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(subject)}</title>
<style>${style}
</style>
</head>
<body>
<div class="mail">
<main class="card">
${content.trim()}
</main>
<footer class="foot">${escapeHtml(footer)}</footer>
</div>
</body>
</html>
`;
}

/** The whole plain text of a mail. */
export function frameText(content: string, footer: string): string {
  return `${content.replace(/\n{3,}/g, '\n\n').trim()}\n\n-- \n${footer}\n`;
}
