import { accountTexts } from './account.ts';
import { administeredApplicationTexts } from './administered-applications.ts';
import { applicationTexts } from './applications.ts';
import { auditTexts } from './audit.ts';
import { ruleTexts } from './broken-rules.ts';
import { dashboardTexts } from './dashboard.ts';
import { customerTexts, organizationTexts } from './organizations.ts';
import { peopleTexts } from './people.ts';
import { refusalTexts } from './refusals.ts';
import { registeredApiTexts } from './registered-apis.ts';
import { roleTexts } from './roles.ts';
import { secretTexts } from './secrets.ts';
import { jobTexts, settingTexts, signingKeyTexts } from './system.ts';

/** The texts in English. Every other language has exactly these keys, as its type demands. */
export const en = {
  product: 'Grantry',
  skip: 'Skip to content',
  navigation: {
    label: 'Main navigation',
    open: 'Open navigation',
    close: 'Close navigation',
    customers: 'Customers',
    system: 'System',
    userManagement: 'User Management',
  },
  organization: { label: 'Organization', switch: 'Switch organization: {{name}}' },
  user: { myUser: 'My User', signOut: 'Sign out' },
  theme: { label: 'Appearance', light: 'Light', dark: 'Dark', auto: 'As the device' },
  apiDocumentation: 'API documentation',
  actions: {
    cancel: 'Cancel',
    close: 'Close',
    save: 'Save',
    copy: 'Copy',
    copied: 'Copied',
    retry: 'Try again',
    moreOptions: 'More Options',
  },
  grid: {
    total_one: '{{count, number}} entry',
    total_other: '{{count, number}} entries',
    moreThan: 'More than {{total}} entries',
    size: 'Rows per page',
    page: 'Page {{page}}',
    pages: 'Pages',
    first: 'First page',
    previous: 'Previous page',
    next: 'Next page',
    last: 'Last page',
    actions: 'Actions',
    sortBy: 'Sort by',
    ascending: '{{column}}, ascending',
    descending: '{{column}}, descending',
    loading: 'Loading',
    all: 'All',
    filters: 'Filters',
    clear: 'Clear filters',
    nothing: 'Nothing matches these filters.',
    tick: 'Select {{name}}',
    tickAll: 'Select all on this page',
    ticked_one: '{{count}} selected',
    ticked_other: '{{count}} selected',
  },
  forms: { clear: 'Clear: {{name}}', nothingFound: 'Nothing found' },
  failures: {
    unreachable: 'The server cannot be reached. Check your connection and try again.',
    unknown: 'Something went wrong. Try again.',
    page: 'This page could not be shown. The server may have been upgraded meanwhile: load the page again.',
    notFound: 'There is no such page.',
    home: 'Go to My User',
  },
  keysMissing: {
    warning:
      'OAuth authorization is not available as encryption keys configuration was not complete. Please contact your administrator.',
    reason: 'No signing key is in use. Make one on the server with this command:',
  },
  profile: {
    title: 'My User',
    section: 'Profile',
    name: 'Name',
    username: 'User name',
    email: 'E-mail',
    locale: 'Language',
    organizations_one: 'Organization',
    organizations_other: 'Organizations',
    none: 'Not given',
  },
  languages: { en: 'English', de: 'German', fr: 'French', es: 'Spanish', uk: 'Ukrainian' },
  applications: applicationTexts,
  brokenRules: ruleTexts,
  administeredApplications: administeredApplicationTexts,
  registeredApis: registeredApiTexts,
  secrets: secretTexts,
  dashboard: dashboardTexts,
  refusals: refusalTexts,
  customers: customerTexts,
  organizations: organizationTexts,
  people: peopleTexts,
  roles: roleTexts,
  settings: settingTexts,
  signingKeys: signingKeyTexts,
  jobs: jobTexts,
  account: accountTexts,
  audit: auditTexts,
} as const;
