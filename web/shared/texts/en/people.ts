/** The English texts about people with an account. */
export const peopleTexts = {
  facts: 'General',
  edit: 'Edit {{name}}',
  nobody: 'There is nobody here yet.',
  users: { title: 'Users', create: 'Create User', empty: 'There are no users yet.' },
  customerUsers: { title: 'Customer Users', create: 'Create Customer User' },
  company: {
    title: 'People',
    create: 'Add Person',
    applications: 'OAuth Applications of the company',
    noApplications: 'Nobody in your company has an OAuth application yet.',
  },
  fields: {
    username: 'User name',
    usernameHint: 'One can sign in with it, or with the e-mail address.',
    name: 'Name',
    email: 'E-mail',
    firstName: 'First name',
    lastName: 'Last name',
    locale: 'Language',
    localeHint: 'The language of pages and mails for this person.',
    password: 'Password',
    enabled: 'Enabled',
    enabledHint: 'Whether this person may sign in and act.',
    createdAt: 'Created',
    updatedAt: 'Last changed',
  },
  status: { label: 'Status', enabled: 'Enabled', disabled: 'Disabled' },
  menu: {
    view: 'View',
    edit: 'Edit',
    resetPassword: 'Reset password',
    enable: 'Enable',
    disable: 'Disable',
    delete: 'Delete',
  },
  password: {
    title: 'Reset the password of {{name}}?',
    effect:
      'The old password stops working. All sessions and tokens of this person end at once, also those of their OAuth applications.',
    new: 'New password',
    hint: 'What is too short or too easy to guess is refused; at most 256 characters.',
    firstHint:
      'What is too short or too easy to guess is refused. Without one the person cannot sign in until it is set.',
    generate: 'Generate a password',
    show: 'Show the password',
    copy: 'Copy the password',
    once: 'The new password of {{name}}. It is shown only here and only once: pass it on in a safe way.',
    passedOn: 'I have saved it',
  },
  memberships: {
    title: 'Organizations and roles',
    of: 'Organizations and roles of {{name}}',
    edit: 'Edit organizations and roles',
    effect: 'Changes apply at once. Who leaves an organization can no longer act in it.',
    add: 'Add organization',
    remove: 'Remove this organization',
    lost: 'What happens to the OAuth applications in the organizations that are left',
  },
  applications: {
    none: 'There are no OAuth applications.',
    owner: 'Owner',
    lastUse: 'Last used',
    never: 'Never',
  },
  leaving: {
    none: 'No OAuth application is affected.',
    effect_one:
      '{{count}} active OAuth application will be deactivated: its tokens stop working at once. Hand it over first if it is to go on.',
    effect_other:
      '{{count}} active OAuth applications will be deactivated: their tokens stop working at once. Hand over first what is to go on.',
    beyondReach_one: '{{count}} more is in an organization that you do not reach.',
    beyondReach_other: '{{count}} more are in organizations that you do not reach.',
    refreshTokens: 'Live refresh tokens',
    handOver: 'Hand over',
    handOverOne: 'Hand over {{name}}',
  },
  enable: {
    title: 'Enable {{name}}?',
    effect:
      'This person can sign in and act again. Sessions and tokens that were ended stay ended, and OAuth applications that were deactivated stay inactive until they are activated.',
  },
  disable: {
    title: 'Disable {{name}}?',
    effect: 'This person can no longer sign in. All their sessions and tokens end at once and for good.',
  },
  delete: {
    title: 'Delete {{name}}?',
    effect:
      'This person can no longer sign in, and all their sessions and tokens end at once. This cannot be undone; the audit log keeps what they did.',
  },
  changed: {
    created: '{{name}} was created.',
    saved: '{{name}} was saved.',
    enabled: '{{name}} was enabled.',
    disabled: '{{name}} was disabled.',
    deleted: '{{name}} was deleted.',
    password: 'The password of {{name}} was set.',
  },
} as const;
