import type { Texts } from '../texts.ts';

/** The French texts about the secrets of OAuth applications. */
export const secretTexts: Texts['secrets'] = {
  title: 'Secrets',
  menu: 'Secrets',
  hint: 'Pour changer de secret sans interruption : ajoutez-en un, faites-le utiliser par l’application, puis retirez l’ancien.',
  none: 'Elle n’a aucun secret. Sans secret, elle ne peut obtenir aucun jeton.',
  public: 'Une application publique n’a pas de secret.',
  full: 'Une application a au plus {{count}} secrets. Retirez-en d’abord un.',
  columns: { name: 'Nom', createdAt: 'Créé', expiresAt: 'Expire', lastUsed: 'Dernière utilisation' },
  expired: 'Expiré',
  expiring: 'Expire bientôt',
  neverExpires: 'Jamais',
  neverUsed: 'Jamais',
  used: '{{time}} depuis {{address}}',
  createdBy: '{{time}} par {{name}}',
  add: 'Ajouter un secret',
  name: 'Nom',
  nameHint: 'Ce à quoi il sert, par exemple l’année ou le système qui l’utilise.',
  expiry: 'Expire',
  expiries: { never: 'Jamais', days: 'Dans {{count}} jours', date: 'Le jour de votre choix' },
  date: 'Jour où il prend fin',
  added: 'Le secret {{name}} a été ajouté',
  secret: 'Client Secret',
  copy: 'Copier le Client Secret',
  warning:
    'Pour des raisons de sécurité, le secret n’est affiché qu’une seule fois. Une fois cette fenêtre fermée, vous ne pourrez plus le consulter nulle part : enregistrez-le en lieu sûr.',
  retire: 'Retirer',
  retireTitle: 'Retirer {{name}} ?',
  retireEffect:
    'Il cesse de fonctionner immédiatement et définitivement. Ce qui a été délivré grâce à lui reste valide.',
  stillUsed: 'Il est encore utilisé : la dernière fois le {{time}} depuis {{address}}. Qui l’utilise sera refusé.',
  unusedSince: 'Il a été utilisé pour la dernière fois le {{time}} depuis {{address}}, et plus depuis.',
  unused: 'Il n’a jamais été utilisé.',
  last: 'C’est le seul secret : sans lui, l’application ne peut obtenir aucun jeton.',
  retired: '{{name}} a été retiré.',
};
