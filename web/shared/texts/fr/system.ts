import type { Texts } from '../texts.ts';

/** The texts about the settings of the installation. */
export const settingTexts: Texts['settings'] = {
  title: 'Configuration',
  explanation:
    'La configuration de l’installation, telle que la voit le nœud qui répond. La ligne de commande, l’environnement et le fichier de configuration l’emportent sur ce que vous modifiez ici.',
  issuer: 'Émetteur (issuer)',
  search: 'Rechercher un paramètre',
  onlyEditable: 'Seulement ce qui peut être modifié ici',
  columns: { name: 'Paramètre', value: 'Valeur', source: 'Origine' },
  groups: {
    server: 'Serveur',
    database: 'Base de données',
    keys: 'Clés',
    tokens: 'Jetons',
    grants: 'Types d’autorisation',
    sessions: 'Sessions',
    passwords: 'Mots de passe',
    rateLimits: 'Limites de débit',
    admin: 'Premier administrateur',
    mail: 'E-mail',
    log: 'Journal',
  },
  sources: {
    default: 'Par défaut',
    database: 'Modifié ici',
    file: 'Fichier de configuration',
    environment: 'Environnement',
    flag: 'Ligne de commande',
  },
  readOnly: {
    restart:
      'Valable jusqu’au prochain démarrage. Modifiez ce paramètre dans le fichier de configuration ou l’environnement.',
    'set-at-start': 'Défini ailleurs, ce qui l’emporte sur cette page.',
  },
  units: { seconds: 'secondes', hours: 'heures', days: 'jours' },
  value: 'Valeur',
  valueIn: 'Valeur en {{unit}}',
  onePerLine: 'Une par ligne.',
  on: 'Activé',
  off: 'Désactivé',
  none: 'Aucune',
  hidden: 'Définie, jamais affichée',
  default: 'Par défaut : {{value}}',
  edit: 'Modifier',
  reset: 'Rétablir la valeur par défaut',
  resetTitle: 'Rétablir {{name}} ?',
  resetEffect: 'La valeur passe de « {{from}} » à « {{to}} ».',
  changed: '{{name}} a été modifié.',
  wasReset: '{{name}} a retrouvé sa valeur par défaut.',
  effects: {
    everywhere:
      'La modification s’applique en moins d’une seconde sur chaque nœud et est inscrite dans le journal d’audit.',
    grants:
      'Ce qui est désactivé est refusé immédiatement. Les jetons d’accès déjà émis restent valables jusqu’à leur expiration ; pour y mettre fin tout de suite, retirez la clé de signature en urgence.',
    accessTokenLifetime: 'Les jetons déjà émis conservent leur durée de vie.',
    later: 'Ce qui a été émis auparavant conserve sa durée de vie.',
  },
};

/** The texts about signing keys. */
export const signingKeyTexts: Texts['signingKeys'] = {
  title: 'Clés de signature',
  about: 'Comment les clés se succèdent',
  explanation:
    'Les jetons d’accès sont signés par une seule clé à la fois. La suivante est publiée avant de signer, afin que ceux qui vérifient les jetons la connaissent déjà ; ensuite, l’ancienne clé reste acceptée jusqu’à l’expiration du dernier jeton qu’elle a signé.',
  publishedAt: 'Publiées à l’adresse',
  rotateEvery: 'Une nouvelle clé tous les',
  announceFor: 'Publiée avant de signer pendant',
  never: 'Seulement sur demande',
  orHere: 'Ou générez-en une sous « Clés de signature »',
  asConfigured: 'Selon la configuration',
  columns: {
    kid: 'ID de clé',
    state: 'État',
    algorithm: 'Algorithme',
    createdAt: 'Créée',
    signsFrom: 'Signe à partir de',
    source: 'Origine',
  },
  states: {
    announced: 'Annoncée',
    signing: 'Signe',
    retired: 'Retirée',
    deleted: 'Supprimée',
    revoked: 'Arrêtée en urgence',
  },
  meaning: {
    announced: 'Déjà publiée ; signe à partir du {{time}}.',
    signing: 'Signe chaque nouveau jeton.',
    signingUntil: 'Signe chaque nouveau jeton jusqu’au {{time}}, puis la suivante prend le relais.',
    retired: 'Ne signe plus. Ce qu’elle a signé est accepté jusqu’au {{time}}.',
    deleted: 'Supprimée depuis le {{time}} : le dernier jeton qu’elle a signé a expiré.',
    revoked: 'Arrêtée le {{time}} avec tous les jetons qu’elle a signés.',
  },
  sources: { file: 'Fichier de clé privée', database: 'Base de données' },
  actions: {
    generate: 'Générer',
    rotate: 'Renouveler',
    sign: 'Signer maintenant',
    retire: 'Retirer',
    revoke: 'Retirer en urgence',
  },
  ask: {
    generateTitle: 'Générer la première clé de signature ?',
    generateEffect: 'Aucune clé ne signe. La nouvelle est publiée et signe immédiatement, sur chaque nœud.',
    rotateTitle: 'Renouveler la clé de signature ?',
    rotateEffect:
      'Une nouvelle clé est créée et publiée maintenant ; les vérificateurs la voient dès qu’ils récupèrent à nouveau les clés, au plus tard après cinq minutes. Ensuite elle signe d’elle-même et la clé actuelle est retirée. Aucun jeton ne prend fin plus tôt.',
    announceFor: 'Elle signera dans : {{duration}}.',
    signTitle: 'Laisser la clé annoncée signer maintenant ?',
    signEffect:
      'Elle signe immédiatement chaque nouveau jeton et la clé actuelle est retirée. Les vérificateurs qui n’ont pas récupéré les clés depuis l’annonce refusent ses jetons jusque-là, en général pendant cinq minutes au plus.',
    retireTitle: 'Retirer la clé annoncée ?',
    retireEffect: 'Elle ne signera jamais. La clé actuelle continue et aucun jeton n’est touché.',
    revokeTitle: 'Retirer la clé en urgence ?',
    revokeEffect:
      'À utiliser si quelqu’un d’autre peut détenir la clé privée. Chaque jeton qu’elle a signé est refusé ici immédiatement et sa clé publique est retirée ; les API qui vérifient elles-mêmes les jetons suivent dès qu’elles récupèrent à nouveau les clés. Cette action est irréversible.',
    revokeSigning:
      'C’est la clé qui signe : la clé annoncée ou une nouvelle prend le relais immédiatement, et chaque application a besoin d’un nouveau jeton.',
  },
  done: {
    generate: 'La clé {{kid}} signe maintenant.',
    rotate: 'La clé {{kid}} est annoncée.',
    sign: 'La clé {{kid}} signe maintenant.',
    retire: 'La clé {{kid}} a été retirée.',
    revoke: 'La clé {{kid}} a été arrêtée avec tout ce qu’elle a signé.',
  },
  empty: 'Il n’y a pas encore de clé de signature.',
  emptyHint: 'Sans clé, aucun jeton ne peut être émis. Générez la première.',
};

/** The texts about scheduled jobs. */
export const jobTexts: Texts['jobs'] = {
  title: 'Tâches planifiées',
  explanation:
    'Ce que l’installation fait d’elle-même. Chaque exécution a lieu sur un seul nœud ; une tâche qui échoue est relancée, à intervalles croissants.',
  columns: {
    name: 'Tâche',
    schedule: 'Planification',
    lastRun: 'Dernière exécution',
    nextAt: 'Prochaine exécution',
  },
  states: { running: 'En cours', succeeded: 'Réussie', failed: 'Échouée', interrupted: 'Interrompue' },
  purposes: {
    checkpoint: 'Garde court le journal d’écriture anticipée de la base de données intégrée.',
    prune:
      'Supprime ce qui est terminé : sessions, codes, jetons d’actualisation et révocations expirés, entre autres.',
    'prune-idle-families':
      'Supprime les jetons d’actualisation que personne n’a utilisés depuis plus longtemps que permis.',
    'signing-keys':
      'Annonce la prochaine clé de signature lorsqu’il est temps et oublie les clés privées qui ne signent plus.',
    vacuum: 'Libère de la place dans les tables de la base de données intégrée et tient ses statistiques à jour.',
  },
  everyMinute: 'Chaque minute',
  every: 'Toutes les {{duration}}',
  hourly: 'Chaque heure à la minute {{minute}}',
  daily: 'Chaque jour à {{time}} (UTC)',
  pattern: '{{pattern}} (UTC)',
  neverRun: 'Pas encore',
  failures: 'Échecs consécutifs : {{times}}.',
  run: 'Exécuter maintenant',
  requested: 'La tâche {{name}} s’exécute maintenant.',
  refresh: 'Actualiser',
  empty: 'Il n’y a pas de tâches.',
};
