import type { Texts } from '../texts.ts';

/** The German texts about roles and what they allow. */
export const roleTexts: Texts['roles'] = {
  title: 'Rollen',
  one: 'Rolle',
  choose: 'Rolle wählen',
  create: 'Rolle anlegen',
  copy: 'Kopieren',
  copyOf: 'Kopie von {{name}}',
  empty: 'Es gibt noch keine Rollen.',
  side: 'Für',
  sideHint: 'Wer sie haben kann. Das steht danach fest.',
  sides: { backoffice: 'Benutzer des Back-Office', storefront: 'Kundenbenutzer des Storefronts' },
  builtIn: 'Eingebaut',
  everywhere: 'Alle Organisationen',
  organizationHint: 'Wo sie vergeben werden kann. Das steht danach fest.',
  fixed:
    'Diese Rolle ist eingebaut und kann nicht geändert werden. Kopieren Sie sie, um eine eigene, andere daraus zu machen.',
  beyondYou: '{{name}} (mehr, als Sie dürfen)',
  beyondYouHint: 'Diese Rolle erlaubt mehr, als Sie dürfen. Sie können sie weder ändern noch jemandem geben.',
  boundHint:
    'Eine Rolle kann nicht mehr erlauben, als Sie selbst dürfen: Was darüber hinausgeht, ist zu sehen, aber nicht wählbar.',
  deleteEffect:
    'Sie wird endgültig gelöscht. Das wird abgelehnt, solange jemand sie hat: Geben Sie diesen Personen vorher eine andere Rolle.',
  permissions: 'Berechtigungen',
  resource: 'Ressource',
  noSuchAction: 'Gibt es hier nicht',
  holders: 'Wer diese Rolle hat',
  nobody: 'Niemand, den Sie sehen dürfen, hat diese Rolle.',
  actions: { view: 'Ansehen', create: 'Anlegen', edit: 'Bearbeiten', delete: 'Löschen' },
  levels: {
    none: 'Nichts',
    own: 'Eigenes',
    customer: 'Kunde',
    organization: 'Organisation',
    global: 'Global',
  },
  types: {
    users: 'Benutzer',
    organizations: 'Organisationen',
    roles: 'Rollen',
    customers: 'Kunden',
    customerusers: 'Kundenbenutzer',
    oauthapplications: 'OAuth-Anwendungen',
    resourceservers: 'Registrierte APIs',
    signingkeys: 'Signierschlüssel',
    settings: 'Konfiguration',
    jobs: 'Aufgaben',
    auditevents: 'Audit-Log',
    profile: 'Eigenes Profil',
  },
};
