import type { Texts } from '../texts.ts';

/** Die Texte zu eigenem Profil, Sitzungen und verbundenen Anwendungen. */
export const accountTexts: Texts['account'] = {
  profile: {
    edit: 'Profil bearbeiten',
    firstName: 'Vorname',
    lastName: 'Nachname',
    email: 'E-Mail',
    whyPassword:
      'Für eine neue E-Mail-Adresse wird Ihr Passwort gebraucht, da E-Mails dorthin jemandem Zugang verschaffen könnten.',
    saved: 'Ihr Profil wurde gespeichert.',
  },
  password: {
    change: 'Passwort ändern',
    current: 'Aktuelles Passwort',
    password: 'Neues Passwort',
    again: 'Neues Passwort wiederholen',
    toggle: 'Passwort anzeigen oder verbergen',
    rule: 'Höchstens 256 Zeichen; je länger, desto besser.',
    differs: 'Die beiden neuen Passwörter stimmen nicht überein.',
    effect:
      'Hier bleiben Sie angemeldet. Überall sonst werden Sie abgemeldet, und für Anwendungen, denen Sie Zugang gewährt haben, müssen Sie sich neu anmelden.',
    changed: 'Ihr Passwort wurde geändert. Überall sonst wurden Sie abgemeldet.',
  },
  sessions: {
    title: 'Sitzungen',
    about:
      'Die Browser, in denen Sie angemeldet sind. Beenden Sie, was Sie nicht kennen, und ändern Sie dann Ihr Passwort.',
    columns: {
      device: 'Browser',
      address: 'Adresse',
      started: 'Angemeldet',
      seen: 'Zuletzt verwendet',
      ends: 'Endet spätestens',
    },
    browserOn: '{{browser}} auf {{system}}',
    unknown: 'Unbekannter Browser',
    current: 'Diese Sitzung',
    end: 'Beenden',
    endNamed: 'Beenden: {{device}}, {{time}}',
    endTitle: 'Sitzung in {{device}} beenden?',
    endEffect: 'Sie werden dort sofort abgemeldet. Anwendungen, denen Sie Zugang gewährt haben, behalten ihn.',
    endOthers: 'Alle anderen beenden',
    endOthersTitle: 'Alle anderen Sitzungen beenden?',
    endOthersEffect:
      'Hier bleiben Sie angemeldet, überall sonst werden Sie sofort abgemeldet. Anwendungen, denen Sie Zugang gewährt haben, behalten ihn.',
    ended_one: '{{count}} Sitzung wurde beendet.',
    ended_other: '{{count}} Sitzungen wurden beendet.',
    empty: 'Sie sind nirgends sonst angemeldet.',
  },
  connected: {
    title: 'Verbundene Anwendungen',
    about: 'Anwendungen, die in Ihrem Namen handeln dürfen. Sie können nie mehr als Sie selbst.',
    columns: {
      name: 'Name',
      organization: 'Organisation',
      owner: 'Betrieben von',
      permissions: 'Was sie darf',
      since: 'Seit',
      used: 'Zuletzt verwendet',
    },
    at: 'Bei {{name}}:',
    nothing: 'Sie erfährt, wer Sie sind, und darf nichts.',
    more_one: 'und {{count}} weitere',
    more_other: 'und {{count}} weitere',
    nobody: 'Niemand Bestimmtes',
    unknown: 'Nicht bekannt',
    revoke: 'Widerrufen',
    revokeNamed: 'Widerrufen: {{name}}',
    revokeTitle: 'Zugang von {{name}} widerrufen?',
    revokeEffect:
      'Der gesamte Zugang, den {{name}} in Ihrem Namen hat, endet sofort: Was sie für Sie tut, funktioniert nicht mehr. Um sie wieder zu verwenden, gewähren Sie ihr erneut Zugang.',
    lastUsed: 'Zuletzt hat sie am {{time}} Zugang erhalten.',
    revoked: '{{name}} hat keinen Zugang mehr.',
    empty: 'Keine Anwendung handelt in Ihrem Namen.',
    emptyHint:
      'Wenn eine Anwendung um Zugang bittet und Sie ihn gewähren, steht sie hier, und Sie können das zurücknehmen.',
  },
};
