import type { Texts } from '../texts.ts';

/** The French texts about organizations. */
export const organizationTexts: Texts['organizations'] = {
  title: 'Organisations',
  one: 'Organisation',
  name: 'Nom',
  create: 'Créer une organisation',
  empty: 'Il n’y a pas encore d’organisations.',
  global: 'Globale',
  globalHint:
    'Les personnes qui y travaillent peuvent voir et choisir les autres organisations, dans les limites de leur rôle. Ce choix est définitif.',
  globalEffect: 'Oui : les personnes qui y travaillent peuvent voir et choisir les autres',
  localEffect: 'Non : les personnes qui y travaillent ne voient que ce qui lui appartient',
  yes: 'Oui',
  no: 'Non',
  enableEffect:
    'On peut de nouveau y travailler, y compris ses applications OAuth. Les sessions et jetons révoqués le restent.',
  disableEffect:
    'Plus personne ne peut y agir : ni ses utilisateurs, ni ses clients, ni leurs applications OAuth. Toutes les sessions et tous les jetons y prennent fin immédiatement et définitivement.',
};

/** The French texts about customers. */
export const customerTexts: Texts['customers'] = {
  title: 'Clients',
  one: 'Client',
  create: 'Créer un client',
  empty: 'Il n’y a pas encore de clients.',
  emptyHint: 'Les clients sont les entreprises qui achètent. Leurs collaborateurs se connectent à la boutique.',
  enableEffect: 'Ses utilisateurs peuvent de nouveau se connecter et agir. Les sessions et jetons révoqués le restent.',
  disableEffect:
    'Aucun de ses utilisateurs ne peut plus se connecter. Toutes leurs sessions et tous leurs jetons, ainsi que ceux de leurs applications OAuth, prennent fin immédiatement et définitivement.',
  deleteEffect: 'Il est supprimé définitivement. La suppression est refusée tant qu’il a des utilisateurs.',
};
