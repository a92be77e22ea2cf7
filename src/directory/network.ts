const mappedForm = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i;

function parseGroups(text: string | undefined): string[] {
  return text === undefined || text === '' ? [] : text.split(':');
}

/**
 * The network under which an address is counted: an IPv4 address itself, the /64 of an IPv6 one, since a single
 * person has all of that (RFC 6177). Anything else stands for itself.
 */
export function networkOf(address: string): string {
  const mapped = mappedForm.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(':')) return address;
  const [head, tail] = address.split('%', 1).join('').split('::', 2);
  const left = parseGroups(head);
  const right = parseGroups(tail);
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  const network = [...left, ...zeros, ...right].slice(0, 4);
  if (network.length < 4 || !network.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return address;
  return `${network.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
