import type { Texts } from '../texts.ts';

/** The German texts of the dashboard. */
export const dashboardTexts: Texts['dashboard'] = {
  title: 'Übersicht',
  range: 'Zeitraum',
  ranges: { '24h': '24 Stunden', '7d': '7 Tage', '30d': '30 Tage', '12m': '12 Monate' },
  timeLine: 'Zeitlicher Verlauf',
  time: 'Zeit',
  asTable: 'Als Tabelle zeigen',
  chart:
    '{{title}} im zeitlichen Verlauf: insgesamt {{sum}}, höchstens {{most}} auf einmal. Die Tabelle zeigt jede Zahl.',
  numbers: { issued: 'Ausgestellte Token', refused: 'Abgelehnte Anfragen', called: 'API-Aufrufe' },
  breakdown: 'Aufgeschlüsselt nach',
  breakdownTitle: 'Im Einzelnen',
  by: {
    application: 'Anwendung',
    grant: 'Grant-Typ',
    outcome: 'Ergebnis',
    organization: 'Organisation',
    side: 'Seite',
  },
  allApplications: 'Alle Anwendungen',
  values: {
    application: { none: 'Unbekannte Anwendungen' },
    grant: {
      none: 'Ohne Grant-Typ',
      client_credentials: 'Client Credentials',
      authorization_code: 'Authorization Code',
      password: 'Passwort (veraltet)',
      refresh_token: 'Refresh-Token',
    },
    outcome: { issued: 'Token ausgestellt', called: 'API-Aufruf' },
    organization: { none: 'Unbekannte Anwendungen' },
    side: { none: 'Unbekannte Anwendungen', backoffice: 'Back-Office', storefront: 'Storefront' },
  },
  empty: 'In diesem Zeitraum ist nichts geschehen.',
  emptyHint:
    'Zahlen erscheinen einige Sekunden, nachdem ein Token ausgestellt, eine Anfrage abgelehnt oder eine API aufgerufen wurde.',
};
