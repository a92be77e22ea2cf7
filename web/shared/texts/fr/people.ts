import type { Texts } from '../texts.ts';

/** The French texts about people with an account. */
export const peopleTexts: Texts['people'] = {
  facts: 'Général',
  edit: 'Modifier {{name}}',
  nobody: 'Il n’y a encore personne ici.',
  users: {
    title: 'Utilisateurs',
    create: 'Créer un utilisateur',
    empty: 'Il n’y a pas encore d’utilisateurs.',
  },
  customerUsers: { title: 'Utilisateurs clients', create: 'Créer un utilisateur client' },
  company: {
    title: 'Personnes',
    create: 'Ajouter une personne',
    applications: 'Applications OAuth de l’entreprise',
    noApplications: 'Personne dans votre entreprise n’a encore d’application OAuth.',
  },
  fields: {
    username: 'Nom d’utilisateur',
    usernameHint: 'On peut se connecter avec ce nom ou avec l’adresse e-mail.',
    name: 'Nom',
    email: 'Adresse e-mail',
    firstName: 'Prénom',
    lastName: 'Nom de famille',
    locale: 'Langue',
    localeHint: 'La langue des pages et des e-mails pour cette personne.',
    password: 'Mot de passe',
    enabled: 'Activé',
    enabledHint: 'Indique si cette personne peut se connecter et agir.',
    createdAt: 'Création',
    updatedAt: 'Dernière modification',
  },
  status: { label: 'État', enabled: 'Activé', disabled: 'Désactivé' },
  menu: {
    view: 'Afficher',
    edit: 'Modifier',
    resetPassword: 'Réinitialiser le mot de passe',
    enable: 'Activer',
    disable: 'Désactiver',
    delete: 'Supprimer',
  },
  password: {
    title: 'Réinitialiser le mot de passe de {{name}} ?',
    effect:
      'L’ancien mot de passe cesse de fonctionner. Toutes les sessions et tous les jetons de cette personne prennent fin immédiatement, y compris ceux de ses applications OAuth.',
    new: 'Nouveau mot de passe',
    hint: 'Un mot de passe trop court ou trop facile à deviner est refusé ; 256 caractères au plus.',
    firstHint:
      'Un mot de passe trop court ou trop facile à deviner est refusé. Sans mot de passe, la personne ne peut pas se connecter tant qu’il n’est pas défini.',
    generate: 'Générer un mot de passe',
    show: 'Afficher le mot de passe',
    copy: 'Copier le mot de passe',
    once: 'Le nouveau mot de passe de {{name}}. Il n’est affiché qu’ici et qu’une seule fois : transmettez-le par un moyen sûr.',
    passedOn: 'Je l’ai enregistré',
  },
  memberships: {
    title: 'Organisations et rôles',
    of: 'Organisations et rôles de {{name}}',
    edit: 'Modifier les organisations et les rôles',
    effect:
      'Les modifications s’appliquent immédiatement. Une personne qui quitte une organisation ne peut plus y agir.',
    add: 'Ajouter une organisation',
    remove: 'Retirer cette organisation',
    lost: 'Ce que deviennent les applications OAuth dans les organisations quittées',
  },
  applications: {
    none: 'Il n’y a aucune application OAuth.',
    owner: 'Propriétaire',
    lastUse: 'Dernière utilisation',
    never: 'Jamais',
  },
  leaving: {
    none: 'Aucune application OAuth n’est concernée.',
    effect_one:
      '{{count}} application OAuth active sera désactivée : ses jetons cessent immédiatement de fonctionner. Transférez-la d’abord si elle doit continuer.',
    effect_other:
      '{{count}} applications OAuth actives seront désactivées : leurs jetons cessent immédiatement de fonctionner. Transférez d’abord celles qui doivent continuer.',
    beyondReach_one: '{{count}} autre se trouve dans une organisation à laquelle vous n’avez pas accès.',
    beyondReach_other: '{{count}} autres se trouvent dans des organisations auxquelles vous n’avez pas accès.',
    refreshTokens: 'Jetons d’actualisation valides',
    handOver: 'Transférer',
    handOverOne: 'Transférer {{name}}',
  },
  enable: {
    title: 'Activer {{name}} ?',
    effect:
      'Cette personne peut de nouveau se connecter et agir. Les sessions et jetons révoqués le restent, et les applications OAuth désactivées restent inactives jusqu’à leur réactivation.',
  },
  disable: {
    title: 'Désactiver {{name}} ?',
    effect:
      'Cette personne ne peut plus se connecter. Toutes ses sessions et tous ses jetons prennent fin immédiatement et définitivement.',
  },
  delete: {
    title: 'Supprimer {{name}} ?',
    effect:
      'Cette personne ne peut plus se connecter, et toutes ses sessions et tous ses jetons prennent fin immédiatement. Cette action est irréversible ; le journal d’audit conserve ce que cette personne a fait.',
  },
  changed: {
    created: 'Création effectuée : {{name}}.',
    saved: 'Modifications enregistrées : {{name}}.',
    enabled: 'Activation effectuée : {{name}}.',
    disabled: 'Désactivation effectuée : {{name}}.',
    deleted: 'Suppression effectuée : {{name}}.',
    password: 'Le mot de passe de {{name}} a été défini.',
  },
};
