/** The path and query that a request asks for, also where a whole URL stands in their place (RFC 9112 §3.2.2). */
export function targetOf(url: string): string {
  return url.replace(/^https?:\/\/[^/]*/, '');
}

/** The path that a request asks for, as it was sent: still percent-encoded. */
export function pathOf(url: string): string {
  return targetOf(url).split('?', 1)[0] ?? '';
}
