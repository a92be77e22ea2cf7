import type { Texts } from '../texts.ts';
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

/** The texts in German. */
export const de: Texts = {
  product: 'Grantry',
  skip: 'Zum Inhalt springen',
  navigation: {
    label: 'Hauptnavigation',
    open: 'Navigation öffnen',
    close: 'Navigation schließen',
    customers: 'Kunden',
    system: 'System',
    userManagement: 'Benutzerverwaltung',
  },
  organization: { label: 'Organisation', switch: 'Organisation wechseln: {{name}}' },
  user: { myUser: 'Mein Benutzer', signOut: 'Abmelden' },
  theme: { label: 'Erscheinungsbild', light: 'Hell', dark: 'Dunkel', auto: 'Wie das Gerät' },
  apiDocumentation: 'API-Dokumentation',
  actions: {
    cancel: 'Abbrechen',
    close: 'Schließen',
    save: 'Speichern',
    copy: 'Kopieren',
    copied: 'Kopiert',
    retry: 'Noch einmal versuchen',
    moreOptions: 'Weitere Optionen',
  },
  grid: {
    total_one: '{{count, number}} Eintrag',
    total_other: '{{count, number}} Einträge',
    moreThan: 'Mehr als {{total}} Einträge',
    size: 'Zeilen pro Seite',
    page: 'Seite {{page}}',
    pages: 'Seiten',
    first: 'Erste Seite',
    previous: 'Vorherige Seite',
    next: 'Nächste Seite',
    last: 'Letzte Seite',
    actions: 'Aktionen',
    sortBy: 'Sortieren nach',
    ascending: '{{column}}, aufsteigend',
    descending: '{{column}}, absteigend',
    loading: 'Wird geladen',
    all: 'Alle',
    filters: 'Filter',
    clear: 'Filter zurücksetzen',
    nothing: 'Zu diesen Filtern gibt es nichts.',
    tick: '{{name}} auswählen',
    tickAll: 'Alle auf dieser Seite auswählen',
    ticked_one: '{{count}} ausgewählt',
    ticked_other: '{{count}} ausgewählt',
  },
  forms: { clear: 'Leeren: {{name}}', nothingFound: 'Nichts gefunden' },
  failures: {
    unreachable: 'Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
    unknown: 'Etwas ist schiefgegangen. Versuchen Sie es noch einmal.',
    page: 'Diese Seite konnte nicht angezeigt werden. Vielleicht wurde der Server inzwischen aktualisiert: Laden Sie die Seite neu.',
    notFound: 'Diese Seite gibt es nicht.',
    home: 'Zu „Mein Benutzer“',
  },
  keysMissing: {
    warning:
      'Die OAuth-Autorisierung ist nicht verfügbar, da die Konfiguration der Verschlüsselungsschlüssel nicht abgeschlossen ist. Bitte wenden Sie sich an Ihren Administrator.',
    reason: 'Es ist kein Signierschlüssel in Gebrauch. Erzeugen Sie auf dem Server einen mit diesem Befehl:',
  },
  profile: {
    title: 'Mein Benutzer',
    section: 'Profil',
    name: 'Name',
    username: 'Benutzername',
    email: 'E-Mail-Adresse',
    locale: 'Sprache',
    organizations_one: 'Organisation',
    organizations_other: 'Organisationen',
    none: 'Nicht angegeben',
  },
  languages: { en: 'Englisch', de: 'Deutsch', fr: 'Französisch', es: 'Spanisch', uk: 'Ukrainisch' },
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
};
