/** The English texts about organizations. */
export const organizationTexts = {
  title: 'Organizations',
  one: 'Organization',
  name: 'Name',
  create: 'Create Organization',
  empty: 'There are no organizations yet.',
  global: 'Global',
  globalHint:
    'Who works in it may see and choose the other organizations, as far as their role reaches. This is fixed.',
  globalEffect: 'Yes: who works in it may see and choose the others',
  localEffect: 'No: who works in it sees only what belongs to it',
  yes: 'Yes',
  no: 'No',
  enableEffect:
    'People can work in it again, as can its OAuth applications. Sessions and tokens that were ended stay ended.',
  disableEffect:
    'Nobody can act in it any longer: neither its users, nor its customers, nor their OAuth applications. All sessions and tokens in it end at once and for good.',
} as const;

/** The English texts about customers. */
export const customerTexts = {
  title: 'Customers',
  one: 'Customer',
  create: 'Create Customer',
  empty: 'There are no customers yet.',
  emptyHint: 'Customers are the companies that buy. Their people sign in to the storefront.',
  enableEffect: 'Its customer users can sign in and act again. Sessions and tokens that were ended stay ended.',
  disableEffect:
    'None of its customer users can sign in any longer. All their sessions and tokens, and those of their OAuth applications, end at once and for good.',
  deleteEffect: 'It is deleted for good. This is refused while it has customer users.',
} as const;
