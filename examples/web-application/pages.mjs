/** The pages of the web application. */

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Joins HTML and values; the values are escaped. */
function html(strings, ...values) {
  const escaped = values.map((value) => String(value).replace(/[&<>"']/g, (character) => entities[character]));
  return String.raw({ raw: strings }, ...escaped);
}

const page = (title, content) =>
  `${html`<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><main><h1>${title}</h1>`}${content}</main></html>`;

export const welcomePage = () => page('Price planner', html`<p><a href="/sign-in">Sign in</a></p>`);

export const profilePage = ({ firstName, lastName, email }, formKey) =>
  page(
    'Your profile',
    html`<p>You are ${firstName ?? ''} ${lastName ?? ''}, <output>${email}</output>.</p>
      <form method="post" action="/sign-out">
        <input type="hidden" name="formKey" value="${formKey}"><button>Sign out</button>
      </form>`,
  );

export const problemPage = (message) => page('That did not work', html`<p>${message}</p><p><a href="/">Back</a></p>`);
