import type { Texts } from '../texts.ts';

/** The texts of one's own profile, sessions and connected applications. */
export const accountTexts: Texts['account'] = {
  profile: {
    edit: 'Modifier le profil',
    firstName: 'Prénom',
    lastName: 'Nom',
    email: 'E-mail',
    whyPassword:
      'Une nouvelle adresse e-mail demande votre mot de passe, car les messages qu’elle reçoit pourraient donner accès à quelqu’un.',
    saved: 'Votre profil a été enregistré.',
  },
  password: {
    change: 'Changer le mot de passe',
    current: 'Mot de passe actuel',
    password: 'Nouveau mot de passe',
    again: 'Nouveau mot de passe, encore une fois',
    toggle: 'Afficher ou masquer le mot de passe',
    rule: '256 caractères au plus ; plus il est long, mieux c’est.',
    differs: 'Les deux nouveaux mots de passe ne sont pas identiques.',
    effect:
      'Vous restez connecté ici. Partout ailleurs vous êtes déconnecté, et les applications que vous avez autorisées vous demanderont de vous reconnecter.',
    changed: 'Votre mot de passe a été changé. Vous avez été déconnecté partout ailleurs.',
  },
  sessions: {
    title: 'Sessions',
    about:
      'Les navigateurs où vous êtes connecté. Mettez fin à ce que vous ne reconnaissez pas, puis changez votre mot de passe.',
    columns: {
      device: 'Navigateur',
      address: 'Adresse',
      started: 'Connexion',
      seen: 'Dernière utilisation',
      ends: 'Se termine au plus tard',
    },
    browserOn: '{{browser}} sur {{system}}',
    unknown: 'Navigateur inconnu',
    current: 'Cette session',
    end: 'Mettre fin',
    endNamed: 'Mettre fin : {{device}}, {{time}}',
    endTitle: 'Mettre fin à la session dans {{device}} ?',
    endEffect: 'Vous y êtes déconnecté immédiatement. Les applications que vous avez autorisées gardent leur accès.',
    endOthers: 'Mettre fin à toutes les autres',
    endOthersTitle: 'Mettre fin à toutes les autres sessions ?',
    endOthersEffect:
      'Vous restez connecté ici et êtes déconnecté immédiatement partout ailleurs. Les applications que vous avez autorisées gardent leur accès.',
    ended_one: '{{count}} session terminée.',
    ended_other: '{{count}} sessions terminées.',
    empty: 'Vous n’êtes connecté nulle part ailleurs.',
  },
  connected: {
    title: 'Applications connectées',
    about:
      'Les applications que vous laissez agir en votre nom. Elles ne peuvent jamais faire plus que ce que vous pouvez vous-même.',
    columns: {
      name: 'Nom',
      organization: 'Organisation',
      owner: 'Exploitée par',
      permissions: 'Ce qu’elle peut faire',
      since: 'Depuis',
      used: 'Dernière utilisation',
    },
    at: 'Auprès de {{name}} :',
    nothing: 'Elle apprend qui vous êtes et ne peut rien faire.',
    more_one: 'et {{count}} autre',
    more_other: 'et {{count}} autres',
    nobody: 'Personne en particulier',
    unknown: 'Inconnue',
    revoke: 'Révoquer',
    revokeNamed: 'Révoquer : {{name}}',
    revokeTitle: 'Révoquer l’accès de {{name}} ?',
    revokeEffect:
      'Tout accès que {{name}} possède en votre nom prend fin immédiatement : ce qu’elle fait pour vous cesse de fonctionner. Pour l’utiliser à nouveau, vous l’autorisez à nouveau.',
    lastUsed: 'Elle a obtenu un accès pour la dernière fois le {{time}}.',
    revoked: '{{name}} n’a plus accès.',
    empty: 'Aucune application n’agit en votre nom.',
    emptyHint:
      'Lorsqu’une application vous demande l’accès et que vous l’accordez, elle figure ici et vous pouvez revenir sur votre choix.',
  },
};
