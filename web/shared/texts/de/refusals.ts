import type { Texts } from '../texts.ts';

/** The German texts about refused requests. */
export const refusalTexts: Texts['refusals'] = {
  title: 'Abgelehnte Anfragen',
  menu: 'Abgelehnte Anfragen',
  introduction:
    'Die letzten abgelehnten Anfragen jeder Anwendung mit dem genauen Grund. Gleiche Anfragen sind ein Eintrag. Sie werden 30 Tage aufbewahrt.',
  empty: 'Es wurde keine Anfrage abgelehnt.',
  only: 'Nur die von {{name}}',
  showAll: 'Alle zeigen',
  unknownApplication: 'Unbekannte Anwendung',
  columns: {
    at: 'Zeit',
    application: 'Anwendung',
    endpoint: 'Endpunkt',
    code: 'Fehlercode',
    reason: 'Grund',
  },
  endpoints: {
    token: 'Token',
    authorization: 'Autorisierung',
    introspection: 'Introspection',
    revocation: 'Widerruf',
  },
  after: 'Seit',
  times_one: '{{count}}-mal',
  times_other: '{{count}}-mal',
  details: 'Einzelheiten',
  dialog: 'Abgelehnte Anfrage',
  why: 'Warum',
  todo: 'Was zu tun ist',
  aboutCode: 'Was {{code}} bedeutet',
  since: 'Seit',
  address: 'Adresse',
  requestId: 'Anfrage-ID',
  request: 'Die Anfrage',
  requestHint: 'Was geheim sein kann, ist verborgen und wurde nie gespeichert.',
  parameter: 'Parameter',
  value: 'Wert',
  unknownName: 'ein Name, der hier nicht bekannt ist',
  hidden_one: 'verborgen, {{count}} Zeichen',
  hidden_other: 'verborgen, {{count}} Zeichen',
  advice: {
    'client-unknown':
      'Vergleichen Sie die Client-ID mit der auf der Seite der Anwendung; vielleicht wurde die Anwendung inzwischen gelöscht.',
    'client-inactive':
      'Aktivieren Sie die Anwendung oder fragen Sie einen Administrator nach ihrem Besitzer und ihrer Organisation.',
    credentials:
      'Senden Sie Client-ID und Secret auf eine einzige Art: mit HTTP Basic oder mit client_id und client_secret im Rumpf. Öffentliche Anwendungen senden kein Secret.',
    secret:
      'Kopieren Sie das Secret noch einmal, vollständig und ohne Leerzeichen. Ist es verloren, fügen Sie ein neues hinzu und nehmen Sie das alte außer Dienst.',
    'secret-expired': 'Fügen Sie ein neues Secret hinzu, setzen Sie es ein und nehmen Sie das alte außer Dienst.',
    throttled:
      'Stoppen Sie die Anfragen mit falschen Zugangsdaten, warten Sie so lange, wie die Antwort sagt, und berichtigen Sie sie zuerst.',
    grant:
      'Verwenden Sie einen Grant-Typ der Anwendung oder legen Sie für diesen eine weitere Anwendung an: Grant-Typen stehen fest.',
    request: 'Berichtigen Sie die Anfrage, wie es der Grund sagt; vergleichen Sie sie mit den Beispielanfragen.',
    scope:
      'Lassen Sie scope weg oder fragen Sie nur nach dem, was die Anwendung und ihr Besitzer oder Benutzer dürfen.',
    resource:
      'Lassen Sie resource für unsere eigene API weg oder lassen Sie einen Administrator der Anwendung die andere erlauben.',
    person: 'Lassen Sie die Person Namen und Passwort prüfen. Ein Administrator sieht mehr.',
    code: 'Lösen Sie jeden Code nur einmal und innerhalb seiner Lebensdauer ein; beginnen Sie am Autorisierungsendpunkt von vorn.',
    'code-mismatch': 'Senden Sie die redirect_uri der Autorisierungsanfrage und den code_verifier, der dazu gehört.',
    'refresh-token':
      'Bewahren Sie immer das neueste Refresh-Token auf, an einer einzigen Stelle. Jetzt muss sich die Person neu anmelden.',
    'standing-changed': 'Die Person muss sich neu anmelden.',
    'signing-key': 'Ein Administrator muss einen Signaturschlüssel erzeugen; „grantry doctor“ sagt, wie.',
    'redirect-uri':
      'Registrieren Sie genau den Redirect-URI, der gesendet wird, oder senden Sie einen registrierten: jedes Zeichen zählt.',
    pkce: 'Senden Sie code_challenge (43 Zeichen, SHA-256 des Verifiers in base64url) und code_challenge_method=S256.',
    'not-silent': 'Nichts ist falsch: leiten Sie die Person ohne prompt=none zum Autorisierungsendpunkt.',
    denied: 'Die Person hat so entschieden. Sagen Sie in Ihrer Anwendung, wozu der Zugriff gebraucht wird.',
    unexpected:
      'Versuchen Sie es noch einmal. Bleibt es dabei, nennen Sie einem Administrator die Anfrage-ID: das Protokoll des Servers sagt mehr.',
  },
};
