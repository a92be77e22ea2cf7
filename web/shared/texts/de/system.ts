import type { Texts } from '../texts.ts';

/** The texts about the settings of the installation. */
export const settingTexts: Texts['settings'] = {
  title: 'Konfiguration',
  explanation:
    'Womit die Installation konfiguriert ist, aus Sicht des antwortenden Knotens. Befehlszeile, Umgebung und Konfigurationsdatei haben Vorrang vor dem, was Sie hier ändern.',
  issuer: 'Aussteller (Issuer)',
  search: 'Einstellungen durchsuchen',
  onlyEditable: 'Nur, was hier geändert werden kann',
  columns: { name: 'Einstellung', value: 'Wert', source: 'Herkunft' },
  groups: {
    server: 'Server',
    database: 'Datenbank',
    keys: 'Schlüssel',
    tokens: 'Token',
    grants: 'Grants',
    sessions: 'Sitzungen',
    passwords: 'Passwörter',
    rateLimits: 'Ratenbegrenzung',
    admin: 'Erster Administrator',
    mail: 'E-Mail',
    log: 'Protokoll',
  },
  sources: {
    default: 'Standard',
    database: 'Hier geändert',
    file: 'Konfigurationsdatei',
    environment: 'Umgebung',
    flag: 'Befehlszeile',
  },
  readOnly: {
    restart: 'Gilt bis zum nächsten Start. Ändern Sie es in der Konfigurationsdatei oder der Umgebung.',
    'set-at-start': 'Außerhalb festgelegt; das hat Vorrang vor dieser Seite.',
  },
  units: { seconds: 'Sekunden', hours: 'Stunden', days: 'Tagen' },
  value: 'Wert',
  valueIn: 'Wert in {{unit}}',
  onePerLine: 'Ein Eintrag pro Zeile.',
  on: 'Ein',
  off: 'Aus',
  none: 'Keiner',
  hidden: 'Gesetzt, wird nie angezeigt',
  default: 'Standard: {{value}}',
  edit: 'Bearbeiten',
  reset: 'Auf Standard zurücksetzen',
  resetTitle: '{{name}} zurücksetzen?',
  resetEffect: 'Der Wert wechselt von „{{from}}“ zu „{{to}}“.',
  changed: '{{name}} wurde geändert.',
  wasReset: '{{name}} hat wieder den Standardwert.',
  effects: {
    everywhere: 'Die Änderung gilt innerhalb einer Sekunde auf jedem Knoten und wird im Audit-Protokoll vermerkt.',
    grants:
      'Was ausgeschaltet ist, wird sofort abgewiesen. Bereits ausgestellte Zugriffstoken bleiben bis zu ihrem Ablauf gültig; um sie sofort zu beenden, ziehen Sie den Signaturschlüssel im Notfall zurück.',
    accessTokenLifetime: 'Bereits ausgestellte Token behalten ihre Lebensdauer.',
    later: 'Was vorher ausgestellt wurde, behält seine Lebensdauer.',
  },
};

/** The texts about signing keys. */
export const signingKeyTexts: Texts['signingKeys'] = {
  title: 'Signaturschlüssel',
  about: 'Wie Schlüssel aufeinander folgen',
  explanation:
    'Zugriffstoken werden immer mit genau einem Schlüssel signiert. Sein Nachfolger wird veröffentlicht, bevor er signiert, damit alle, die Token prüfen, ihn dann schon kennen; danach wird der bisherige Schlüssel noch akzeptiert, bis das letzte von ihm signierte Token abgelaufen ist.',
  publishedAt: 'Veröffentlicht unter',
  rotateEvery: 'Ein neuer Schlüssel alle',
  announceFor: 'Vor dem Signieren veröffentlicht für',
  never: 'Nur wenn jemand rotiert',
  orHere: 'Oder erzeugen Sie einen unter „Signaturschlüssel“',
  asConfigured: 'Wie konfiguriert',
  columns: {
    kid: 'Schlüssel-ID',
    state: 'Zustand',
    algorithm: 'Algorithmus',
    createdAt: 'Erstellt',
    signsFrom: 'Signiert ab',
    source: 'Herkunft',
  },
  states: {
    announced: 'Angekündigt',
    signing: 'Signiert',
    retired: 'Außer Dienst',
    deleted: 'Gelöscht',
    revoked: 'Im Notfall beendet',
  },
  meaning: {
    announced: 'Bereits veröffentlicht; signiert ab {{time}}.',
    signing: 'Signiert jedes neue Token.',
    signingUntil: 'Signiert jedes neue Token bis {{time}}, dann übernimmt der Nachfolger.',
    retired: 'Signiert nicht mehr. Was er signiert hat, wird bis {{time}} akzeptiert.',
    deleted: 'Gelöscht seit {{time}}: Das letzte von ihm signierte Token ist abgelaufen.',
    revoked: 'Am {{time}} beendet, mit allen Token, die er signiert hat.',
  },
  sources: { file: 'Datei des privaten Schlüssels', database: 'Datenbank' },
  actions: {
    generate: 'Erzeugen',
    rotate: 'Rotieren',
    sign: 'Jetzt signieren',
    retire: 'Zurückziehen',
    revoke: 'Im Notfall zurückziehen',
  },
  ask: {
    generateTitle: 'Den ersten Signaturschlüssel erzeugen?',
    generateEffect:
      'Es gibt keinen Schlüssel, der signiert. Der neue wird sofort veröffentlicht und signiert sofort, auf jedem Knoten.',
    rotateTitle: 'Den Signaturschlüssel rotieren?',
    rotateEffect:
      'Ein neuer Schlüssel wird jetzt erzeugt und veröffentlicht; prüfende Systeme sehen ihn, sobald sie die Schlüssel neu abrufen, spätestens nach fünf Minuten. Später signiert er von selbst, und der jetzige Schlüssel geht außer Dienst. Kein Token endet vorzeitig.',
    announceFor: 'Er signiert in {{duration}}.',
    signTitle: 'Den angekündigten Schlüssel jetzt signieren lassen?',
    signEffect:
      'Er signiert sofort jedes neue Token, und der jetzige Schlüssel geht außer Dienst. Prüfende Systeme, die die Schlüssel seit der Ankündigung nicht abgerufen haben, weisen seine Token bis dahin ab, meist höchstens fünf Minuten lang.',
    retireTitle: 'Den angekündigten Schlüssel zurückziehen?',
    retireEffect: 'Er wird nie signieren. Der jetzige Schlüssel bleibt im Dienst, kein Token ist betroffen.',
    revokeTitle: 'Den Schlüssel im Notfall zurückziehen?',
    revokeEffect:
      'Tun Sie das, wenn jemand anders den privaten Schlüssel haben könnte. Jedes von ihm signierte Token wird hier sofort abgewiesen und sein öffentlicher Schlüssel entfernt; APIs, die Token selbst prüfen, folgen, sobald sie die Schlüssel neu abrufen. Das lässt sich nicht rückgängig machen.',
    revokeSigning:
      'Es ist der Schlüssel, der signiert: Der angekündigte oder ein neuer übernimmt sofort, und jede Anwendung braucht ein neues Token.',
  },
  done: {
    generate: 'Der Schlüssel {{kid}} signiert jetzt.',
    rotate: 'Der Schlüssel {{kid}} ist angekündigt.',
    sign: 'Der Schlüssel {{kid}} signiert jetzt.',
    retire: 'Der Schlüssel {{kid}} wurde zurückgezogen.',
    revoke: 'Der Schlüssel {{kid}} wurde mit allem, was er signiert hat, beendet.',
  },
  empty: 'Es gibt noch keinen Signaturschlüssel.',
  emptyHint: 'Ohne ihn kann kein Token ausgestellt werden. Erzeugen Sie den ersten.',
};

/** The texts about scheduled jobs. */
export const jobTexts: Texts['jobs'] = {
  title: 'Geplante Aufgaben',
  explanation:
    'Was die Installation von selbst erledigt. Jeder Lauf findet auf einem Knoten statt; eine fehlgeschlagene Aufgabe wird in wachsenden Abständen wiederholt.',
  columns: { name: 'Aufgabe', schedule: 'Zeitplan', lastRun: 'Letzter Lauf', nextAt: 'Nächster Lauf' },
  states: { running: 'Läuft', succeeded: 'Erfolgreich', failed: 'Fehlgeschlagen', interrupted: 'Abgebrochen' },
  purposes: {
    checkpoint: 'Hält das Write-Ahead-Log der eingebetteten Datenbank kurz.',
    prune: 'Löscht Vergangenes: abgelaufene Sitzungen, Codes, Aktualisierungstoken, Sperrvermerke und Ähnliches.',
    'prune-idle-families': 'Löscht Aktualisierungstoken, die länger als erlaubt nicht benutzt wurden.',
    'signing-keys':
      'Kündigt den nächsten Signaturschlüssel an, wenn er fällig ist, und vergisst private Schlüssel, die nicht mehr signieren.',
    vacuum: 'Gibt Platz in den Tabellen der eingebetteten Datenbank frei und hält ihre Statistik aktuell.',
  },
  everyMinute: 'Jede Minute',
  every: 'Alle {{duration}}',
  hourly: 'Jede Stunde zur Minute {{minute}}',
  daily: 'Täglich um {{time}} (UTC)',
  pattern: '{{pattern}} (UTC)',
  neverRun: 'Noch nicht',
  failures: 'Fehlschläge in Folge: {{times}}.',
  run: 'Jetzt ausführen',
  requested: 'Die Aufgabe {{name}} läuft jetzt.',
  refresh: 'Aktualisieren',
  empty: 'Es gibt keine Aufgaben.',
};
