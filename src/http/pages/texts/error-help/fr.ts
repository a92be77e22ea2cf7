import type { ErrorWordsByCode } from '../../error-help.ts';

/** What every error code means and what to do about it, in French. */
export const errorHelpFr: ErrorWordsByCode = {
  invalid_request: {
    meaning:
      'La requête est mal formée : un élément manque, est répété, n’est pas du bon type ou a été envoyé de deux manières.',
    causes: [
      'Les paramètres arrivent dans un type de contenu autre que formulaire ou JSON, ou une valeur JSON n’est pas une chaîne.',
      'Un paramètre manque ou apparaît deux fois : y compris les identifiants du client, une fois dans l’en-tête et une fois dans le corps.',
      'Au point d’autorisation : PKCE manque, ou une option a une valeur inconnue ici.',
    ],
    todo: [
      'Envoyez une requête POST avec un formulaire (application/x-www-form-urlencoded) ou un objet JSON (application/json).',
      'Envoyez chaque paramètre une seule fois, sous forme de chaîne, et authentifiez-vous soit par l’en-tête Authorization, soit dans le corps.',
      'La description dans la réponse indique ce qui n’allait pas.',
    ],
  },
  invalid_client: {
    meaning:
      'L’application n’a pas pu être authentifiée ou ne peut pas être utilisée pour le moment. La réponse est la même dans tous les cas.',
    causes: [
      'Le secret a expiré ou a été retiré, a été copié avec une espace ou un saut de ligne, ou appartient à une autre application.',
      'Une application confidentielle n’a pas envoyé de secret, ou une application publique en a envoyé un.',
      'L’application a été désactivée ou supprimée, ou son propriétaire ou son organisation est désactivé.',
    ],
    todo: [
      'Comparez le Client ID avec celui de la page de l’application et vérifiez que le secret a été copié en entier.',
      'Un secret n’est affiché qu’une seule fois. S’il est perdu, ajoutez-en un nouveau et retirez l’ancien.',
      'Vérifiez que l’application est active et que son propriétaire et son organisation sont activés.',
    ],
  },
  invalid_grant: {
    meaning:
      'Ce qui devait être échangé contre un jeton n’est pas (ou plus) valable : un mot de passe, un jeton d’actualisation ou un code.',
    causes: [
      'Un code a été utilisé deux fois, trop tard, par une autre application, ou avec un autre redirect_uri ou code_verifier.',
      'Deux processus partagent un même jeton d’actualisation : le second en détient un ancien.',
      'Un mot de passe est incorrect, ou la personne ne peut pas agir dans l’organisation de l’application.',
    ],
    todo: [
      'Mot de passe : vérifiez le nom (nom d’utilisateur ou adresse e-mail dans le back-office, adresse e-mail dans la boutique) et le mot de passe.',
      'Jeton d’actualisation : utilisez le plus récent ; chacun ne sert qu’une fois. Si un ancien est revenu plus tard, toute la chaîne a pris fin : reconnectez-vous.',
      'Un changement de mot de passe, ou une application ou une personne désactivée, met fin à ce qui avait été délivré.',
    ],
  },
  unauthorized_client: {
    meaning: 'L’application n’a pas été créée pour ce type d’autorisation.',
    causes: [
      'L’application a été créée pour d’autres types d’autorisation ; ceux-ci ne changent jamais.',
      'Une application publique a demandé client_credentials.',
    ],
    todo: [
      'Utilisez le type d’autorisation indiqué sur la page de l’application, ou créez une autre application pour celui-ci.',
    ],
  },
  unsupported_grant_type: {
    meaning: 'Ce serveur ne connaît pas le type d’autorisation, ou il est désactivé.',
    causes: [
      'Le nom est mal orthographié, par exemple client-credentials.',
      'Un administrateur a désactivé ce type d’autorisation.',
    ],
    todo: ['Consultez grant_types_supported dans /.well-known/oauth-authorization-server.'],
  },
  invalid_scope: {
    meaning: 'La portée (scope) est mal formée, inconnue ou plus large que ce que l’application peut demander.',
    causes: [
      'Les noms sont séparés par des virgules au lieu d’espaces.',
      'L’application a été limitée à la lecture ou à certaines portées, ou son propriétaire ou utilisateur a perdu un droit.',
      'La portée appartient à l’autre côté ou à une autre API.',
    ],
    todo: [
      'Omettez scope pour obtenir tout ce qui est permis à l’application.',
      'Sinon, ne demandez que des portées couvertes par l’application et par les droits de son propriétaire (ou utilisateur).',
    ],
  },
  invalid_target: {
    meaning:
      'La ressource demandée est mal formée, ou n’est pas une API pour laquelle l’application peut avoir des jetons.',
    causes: [
      'La ressource diffère de l’identifiant enregistré, ne serait-ce que par une barre oblique finale.',
      'L’API n’a pas été permise à l’application, ou appartient à l’autre côté.',
    ],
    todo: [
      'Omettez resource pour obtenir un jeton pour l’API propre à ce serveur, du côté de l’application.',
      'Sinon, indiquez une API enregistrée, exactement par son identifiant ; un administrateur doit la permettre à l’application.',
      'Ce qui a été accordé pour une API ne peut pas être renouvelé pour une autre.',
    ],
  },
  access_denied: {
    meaning: 'La personne a choisi « Annuler ».',
    causes: ['La personne ne connaît pas l’application, ou trouve qu’elle en demande trop.'],
    todo: ['Expliquez dans votre application pourquoi l’accès est nécessaire, et laissez la personne réessayer.'],
  },
  unsupported_response_type: {
    meaning: 'Le point d’autorisation délivre des codes et rien d’autre.',
    causes: [
      'L’application utilise le flux implicite (token) ou un flux hybride, qui ne sont pas sûrs et ne sont pas proposés.',
    ],
    todo: ['Envoyez response_type=code, avec PKCE (code_challenge et code_challenge_method=S256).'],
  },
  login_required: {
    meaning: 'La requête indiquait prompt=none, mais personne n’est connecté.',
    causes: [
      'La session est terminée, ou le navigateur ne conserve pas de cookies pour ce serveur.',
      'max_age exige une connexion plus récente.',
    ],
    todo: ['Envoyez la personne au point d’autorisation sans prompt=none.'],
  },
  consent_required: {
    meaning: 'La requête indiquait prompt=none, mais la personne n’a pas consenti à toute la portée.',
    causes: [
      'L’application demande plus qu’avant, la personne a retiré son consentement, ou l’application est publique.',
    ],
    todo: ['Envoyez la personne au point d’autorisation sans prompt=none.'],
  },
  interaction_required: {
    meaning:
      'La requête indiquait prompt=none, mais la personne connectée n’appartient pas à l’organisation de l’application.',
    causes: ['La personne est connectée à ce serveur, mais travaille dans une autre organisation.'],
    todo: [
      'Envoyez la personne au point d’autorisation sans prompt=none, pour qu’elle se connecte avec un autre compte.',
    ],
  },
  request_not_supported: {
    meaning: 'La requête est arrivée sous forme d’objet signé (paramètre request).',
    causes: ['La bibliothèque cliente était réglée sur les requêtes signées (JAR).'],
    todo: ['Envoyez les paramètres dans la chaîne de requête du point d’autorisation.'],
  },
  request_uri_not_supported: {
    meaning: 'La requête devait être récupérée ailleurs (paramètre request_uri). Ce serveur ne récupère rien.',
    causes: ['La bibliothèque cliente était réglée sur les requêtes déposées ou référencées (PAR, JAR).'],
    todo: ['Envoyez les paramètres dans la chaîne de requête du point d’autorisation.'],
  },
  invalid_token: {
    meaning: 'Le jeton d’accès manque, est mal formé, expiré, révoqué ou destiné à une autre API.',
    causes: [
      'Le jeton a dépassé sa durée de vie.',
      'Il a été révoqué, ou ce sur quoi il repose a changé : l’application, la personne ou l’organisation.',
      'Un jeton du back-office a été envoyé à la boutique, ou l’inverse.',
    ],
    todo: [
      'Demandez un nouveau jeton. Sauf réglage contraire, les jetons d’accès durent une heure.',
      'Les jetons du back-office et de la boutique ne sont pas interchangeables.',
    ],
  },
  insufficient_scope: {
    meaning: 'Le jeton est valable, mais ne porte pas la portée nécessaire à cet appel.',
    causes: ['Le jeton a été demandé avec une portée étroite, ou l’application a été limitée depuis.'],
    todo: ['Demandez un jeton avec la portée indiquée dans la réponse ; elle doit être permise à l’application.'],
  },
  server_error: {
    meaning:
      'Le serveur n’est pas entièrement configuré. « The encryption key does not exist. » signifie qu’il n’a pas de clé de signature.',
    causes: ['Aucune clé de signature n’a encore été créée, ou la dernière a été arrêtée en urgence.'],
    todo: ['Prévenez votre administrateur. Sur le serveur : « grantry doctor » indique la commande qui y remédie.'],
  },
  temporarily_unavailable: {
    meaning: 'Il y a eu trop de tentatives, ou le serveur ne peut pas répondre pour le moment.',
    causes: [
      'Trop d’identifiants ou de mots de passe incorrects, ou de jetons inconnus, sont venus d’un même réseau.',
      'La base de données est injoignable, ou le serveur démarre ou s’arrête.',
    ],
    todo: ['Attendez le nombre de secondes indiqué par l’en-tête Retry-After, puis réessayez.'],
  },
};
