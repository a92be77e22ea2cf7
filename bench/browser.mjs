/**
 * A browser without a screen: it keeps cookies and follows redirects within a site. Gives what a page is: its address,
 * its text, and where it leads when that is another site.
 */
export function openBrowser() {
  const cookies = new Map();
  const header = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  async function visit(url, init = {}) {
    const answer = await fetch(url, { ...init, headers: { cookie: header() }, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const next = answer.headers.get('location');
    if (next !== null && new URL(next, url).origin === new URL(url).origin) return visit(new URL(next, url).href);
    return { url, next, html: await answer.text() };
  }
  return { visit, header };
}
