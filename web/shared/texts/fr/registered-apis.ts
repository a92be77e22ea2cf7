import type { Texts } from '../texts.ts';

/** The French texts about registered APIs. */
export const registeredApiTexts: Texts['registeredApis'] = {
  title: 'API enregistrées',
  add: 'Enregistrer une API',
  empty: 'Aucune API n’est encore enregistrée.',
  emptyHint: 'Enregistrez une API à vous, afin que les applications puissent obtenir des jetons pour elle.',
  columns: { name: 'Nom', identifier: 'Identifiant', side: 'Pour les applications de', createdAt: 'Créée' },
  configured: 'Nommée dans la configuration du serveur, qui seule la modifie',
  identifierHint: 'L’URI que ses jetons désignent comme destinataire. Ne peut plus être modifié par la suite.',
  scopes: 'Portées',
  scopesHint: 'Ce qui peut être permis aux applications, avec la phrase que les personnes lisent avant de consentir.',
  scope: 'Portée {{number}}',
  sentence: 'Phrase sur la portée {{number}}',
  addScope: 'Ajouter une portée',
  removeScope: 'Retirer la portée {{number}}',
  secret: 'Le secret',
  copySecret: 'Copier le secret',
  secretOf: 'Le secret de {{name}}',
  secretHint: 'Avec lui, l’API demande au point d’introspection si un jeton est valide.',
  renew: 'Nouveau secret',
  renewTitle: 'Créer un nouveau secret pour {{name}} ?',
  renewEffect:
    'L’ancien secret prend fin immédiatement : l’API ne peut vérifier aucun jeton avant d’utiliser le nouveau.',
  deleteTitle: 'Supprimer {{name}} ?',
  deleteEffect:
    'Les applications n’obtiennent plus de jetons pour elle, et son secret prend fin immédiatement. Cette action est irréversible.',
};
