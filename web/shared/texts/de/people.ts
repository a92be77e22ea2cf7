import type { Texts } from '../texts.ts';

/** The German texts about people with an account. */
export const peopleTexts: Texts['people'] = {
  facts: 'Allgemein',
  edit: '{{name}} bearbeiten',
  nobody: 'Hier gibt es noch niemanden.',
  users: { title: 'Benutzer', create: 'Benutzer anlegen', empty: 'Es gibt noch keine Benutzer.' },
  customerUsers: { title: 'Kundenbenutzer', create: 'Kundenbenutzer anlegen' },
  company: {
    title: 'Personen',
    create: 'Person hinzufügen',
    applications: 'OAuth-Anwendungen des Unternehmens',
    noApplications: 'In Ihrem Unternehmen hat noch niemand eine OAuth-Anwendung.',
  },
  fields: {
    username: 'Benutzername',
    usernameHint: 'Damit oder mit der E-Mail-Adresse kann man sich anmelden.',
    name: 'Name',
    email: 'E-Mail-Adresse',
    firstName: 'Vorname',
    lastName: 'Nachname',
    locale: 'Sprache',
    localeHint: 'Die Sprache der Seiten und E-Mails für diese Person.',
    password: 'Passwort',
    enabled: 'Aktiviert',
    enabledHint: 'Ob sich diese Person anmelden und handeln darf.',
    createdAt: 'Angelegt',
    updatedAt: 'Zuletzt geändert',
  },
  status: { label: 'Status', enabled: 'Aktiviert', disabled: 'Deaktiviert' },
  menu: {
    view: 'Ansehen',
    edit: 'Bearbeiten',
    resetPassword: 'Passwort zurücksetzen',
    enable: 'Aktivieren',
    disable: 'Deaktivieren',
    delete: 'Löschen',
  },
  password: {
    title: 'Passwort von {{name}} zurücksetzen?',
    effect:
      'Das alte Passwort gilt nicht mehr. Alle Sitzungen und Token dieser Person enden sofort, auch die ihrer OAuth-Anwendungen.',
    new: 'Neues Passwort',
    hint: 'Was zu kurz oder zu leicht zu erraten ist, wird abgelehnt; höchstens 256 Zeichen.',
    firstHint:
      'Was zu kurz oder zu leicht zu erraten ist, wird abgelehnt. Ohne Passwort kann sich die Person nicht anmelden, bis eines gesetzt wird.',
    generate: 'Passwort erzeugen',
    show: 'Passwort anzeigen',
    copy: 'Passwort kopieren',
    once: 'Das neue Passwort von {{name}}. Es wird nur hier und nur einmal angezeigt: Geben Sie es auf einem sicheren Weg weiter.',
    passedOn: 'Ich habe es gesichert',
  },
  memberships: {
    title: 'Organisationen und Rollen',
    of: 'Organisationen und Rollen von {{name}}',
    edit: 'Organisationen und Rollen bearbeiten',
    effect: 'Änderungen gelten sofort. Wer eine Organisation verlässt, kann in ihr nicht mehr handeln.',
    add: 'Organisation hinzufügen',
    remove: 'Diese Organisation entfernen',
    lost: 'Was mit den OAuth-Anwendungen in den verlassenen Organisationen geschieht',
  },
  applications: {
    none: 'Es gibt keine OAuth-Anwendungen.',
    owner: 'Inhaber',
    lastUse: 'Zuletzt verwendet',
    never: 'Nie',
  },
  leaving: {
    none: 'Keine OAuth-Anwendung ist betroffen.',
    effect_one:
      '{{count}} aktive OAuth-Anwendung wird deaktiviert: Ihre Token gelten sofort nicht mehr. Übergeben Sie sie vorher, wenn sie weiterlaufen soll.',
    effect_other:
      '{{count}} aktive OAuth-Anwendungen werden deaktiviert: Ihre Token gelten sofort nicht mehr. Übergeben Sie vorher, was weiterlaufen soll.',
    beyondReach_one: '{{count}} weitere liegt in einer Organisation, die Sie nicht erreichen.',
    beyondReach_other: '{{count}} weitere liegen in Organisationen, die Sie nicht erreichen.',
    refreshTokens: 'Gültige Refresh-Token',
    handOver: 'Übergeben',
    handOverOne: '{{name}} übergeben',
  },
  enable: {
    title: '{{name}} aktivieren?',
    effect:
      'Diese Person kann sich wieder anmelden und handeln. Beendete Sitzungen und Token bleiben beendet, und deaktivierte OAuth-Anwendungen bleiben inaktiv, bis sie aktiviert werden.',
  },
  disable: {
    title: '{{name}} deaktivieren?',
    effect: 'Diese Person kann sich nicht mehr anmelden. Alle ihre Sitzungen und Token enden sofort und endgültig.',
  },
  delete: {
    title: '{{name}} löschen?',
    effect:
      'Diese Person kann sich nicht mehr anmelden, und alle ihre Sitzungen und Token enden sofort. Das lässt sich nicht rückgängig machen; im Audit-Log bleibt, was sie getan hat.',
  },
  changed: {
    created: '{{name}} wurde angelegt.',
    saved: '{{name}} wurde gespeichert.',
    enabled: '{{name}} wurde aktiviert.',
    disabled: '{{name}} wurde deaktiviert.',
    deleted: '{{name}} wurde gelöscht.',
    password: 'Das Passwort von {{name}} wurde gesetzt.',
  },
};
