import type { Texts } from '../texts.ts';

/** The German texts about registered APIs. */
export const registeredApiTexts: Texts['registeredApis'] = {
  title: 'Registrierte APIs',
  add: 'API registrieren',
  empty: 'Es ist noch keine API registriert.',
  emptyHint: 'Registrieren Sie eine eigene API, damit Anwendungen Token für sie erhalten können.',
  columns: { name: 'Name', identifier: 'Kennung', side: 'Für Anwendungen von', createdAt: 'Erstellt' },
  configured: 'In der Konfiguration des Servers genannt und nur dort zu ändern',
  identifierHint: 'Der URI, den ihre Token als Empfänger nennen. Lässt sich später nicht ändern.',
  scopes: 'Scopes',
  scopesHint: 'Was Anwendungen erlaubt werden kann, jeweils mit dem Satz, den Personen vor ihrer Zustimmung lesen.',
  scope: 'Scope {{number}}',
  sentence: 'Satz zu Scope {{number}}',
  addScope: 'Scope hinzufügen',
  removeScope: 'Scope {{number}} entfernen',
  secret: 'Secret',
  copySecret: 'Secret kopieren',
  secretOf: 'Das Secret von {{name}}',
  secretHint: 'Damit fragt die API den Introspektionsendpunkt, ob ein Token gültig ist.',
  renew: 'Neues Secret',
  renewTitle: 'Ein neues Secret für {{name}} erzeugen?',
  renewEffect: 'Das bisherige Secret endet sofort: Bis die API das neue verwendet, kann sie keine Token prüfen.',
  deleteTitle: '{{name}} löschen?',
  deleteEffect:
    'Anwendungen erhalten keine Token mehr für sie, und ihr Secret endet sofort. Das lässt sich nicht rückgängig machen.',
};
