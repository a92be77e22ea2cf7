import type { Texts } from '../texts.ts';

/** The French texts about refused requests. */
export const refusalTexts: Texts['refusals'] = {
  title: 'Requêtes refusées',
  menu: 'Requêtes refusées',
  introduction:
    'Les dernières requêtes refusées de chaque application, avec leur raison exacte. Celles qui se ressemblent ne font qu’une entrée. Elles sont conservées 30 jours.',
  empty: 'Aucune requête n’a été refusée.',
  only: 'Seulement celles de {{name}}',
  showAll: 'Tout afficher',
  unknownApplication: 'Application inconnue',
  columns: {
    at: 'Heure',
    application: 'Application',
    endpoint: 'Point d’accès',
    code: 'Code d’erreur',
    reason: 'Raison',
  },
  endpoints: {
    token: 'Jeton',
    authorization: 'Autorisation',
    introspection: 'Introspection',
    revocation: 'Révocation',
  },
  after: 'Depuis',
  times_one: '{{count}} fois',
  times_many: '{{count}} fois',
  times_other: '{{count}} fois',
  details: 'Détails',
  dialog: 'Requête refusée',
  why: 'Pourquoi',
  todo: 'Que faire',
  aboutCode: 'Ce que signifie {{code}}',
  since: 'Depuis',
  address: 'Adresse',
  requestId: 'Identifiant de la requête',
  request: 'La requête',
  requestHint: 'Ce qui peut être secret est masqué et n’a jamais été enregistré.',
  parameter: 'Paramètre',
  value: 'Valeur',
  unknownName: 'un nom inconnu ici',
  hidden_one: 'masqué, {{count}} caractère',
  hidden_many: 'masqué, {{count}} caractères',
  hidden_other: 'masqué, {{count}} caractères',
  advice: {
    'client-unknown':
      'Comparez l’identifiant client avec celui de la page de l’application ; elle a peut-être été supprimée depuis.',
    'client-inactive':
      'Activez l’application, ou demandez à un administrateur ce qu’il en est de son propriétaire et de son organisation.',
    credentials:
      'Envoyez l’identifiant client et le secret d’une seule manière : HTTP Basic, ou client_id et client_secret dans le corps. Les applications publiques n’envoient pas de secret.',
    secret:
      'Copiez de nouveau le secret, en entier et sans espaces. S’il est perdu, ajoutez-en un nouveau et retirez l’ancien.',
    'secret-expired': 'Ajoutez un nouveau secret, mettez-le en service et retirez l’ancien.',
    throttled:
      'Arrêtez les requêtes dont les identifiants sont faux, attendez aussi longtemps que le dit la réponse, et corrigez-les d’abord.',
    grant:
      'Utilisez un type d’octroi de l’application, ou créez une autre application pour celui-ci : les types d’octroi sont fixes.',
    request: 'Corrigez la requête comme le dit la raison ; comparez-la avec les exemples de requêtes.',
    scope: 'Omettez scope, ou ne demandez que ce que l’application et son propriétaire ou utilisateur peuvent faire.',
    resource:
      'Omettez resource pour notre propre API, ou faites autoriser l’autre à l’application par un administrateur.',
    person: 'Demandez à la personne de vérifier son nom et son mot de passe. Un administrateur en voit davantage.',
    code: 'Échangez chaque code une seule fois et pendant sa durée de vie ; recommencez au point d’autorisation.',
    'code-mismatch': 'Envoyez le redirect_uri de la demande d’autorisation et le code_verifier qui lui correspond.',
    'refresh-token':
      'Conservez toujours le jeton d’actualisation le plus récent, à un seul endroit. La personne doit maintenant se reconnecter.',
    'standing-changed': 'La personne doit se reconnecter.',
    'signing-key': 'Un administrateur doit générer une clé de signature ; « grantry doctor » indique comment.',
    'redirect-uri':
      'Enregistrez exactement l’URI de redirection qui est envoyée, ou envoyez-en une qui est enregistrée : chaque caractère compte.',
    pkce: 'Envoyez code_challenge (43 caractères, SHA-256 du vérificateur en base64url) et code_challenge_method=S256.',
    'not-silent': 'Tout va bien : dirigez la personne vers le point d’autorisation sans prompt=none.',
    denied: 'La personne en a décidé ainsi. Expliquez dans votre application pourquoi l’accès est nécessaire.',
    unexpected:
      'Réessayez. Si cela persiste, donnez l’identifiant de la requête à un administrateur : le journal du serveur en dit plus.',
  },
};
