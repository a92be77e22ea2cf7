const addressForm = /^[^\s@,;:<>()[\]\\"\p{C}]{1,64}@[^\s@,;:<>()[\]\\"\p{C}]{1,190}$/u;

/** Reads a sender, `Name <address>` or an address alone. Null for anything else. */
export function parseSender(text: string): { readonly name: string; readonly address: string } | null {
  const match = /^(?:"?([^"<>\p{C}]*?)"?\s*<([^<>]+)>|([^<>]+))$/u.exec(text.trim());
  const address = (match?.[2] ?? match?.[3] ?? '').trim();
  return addressForm.test(address) ? { name: (match?.[1] ?? '').trim(), address } : null;
}
