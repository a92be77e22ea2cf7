import type { Texts } from '../texts.ts';

/** The French texts of the dashboard. */
export const dashboardTexts: Texts['dashboard'] = {
  title: 'Tableau de bord',
  range: 'Période',
  ranges: { '24h': '24 heures', '7d': '7 jours', '30d': '30 jours', '12m': '12 mois' },
  timeLine: 'Au fil du temps',
  time: 'Heure',
  asTable: 'Afficher en tableau',
  chart: '{{title}} au fil du temps : {{sum}} en tout, au plus {{most}} à la fois. Le tableau donne chaque nombre.',
  numbers: { issued: 'Jetons émis', refused: 'Requêtes refusées', called: 'Appels d’API' },
  breakdown: 'Répartition par',
  breakdownTitle: 'En détail',
  by: {
    application: 'Application',
    grant: 'Type d’octroi',
    outcome: 'Résultat',
    organization: 'Organisation',
    side: 'Côté',
  },
  allApplications: 'Toutes les applications',
  values: {
    application: { none: 'Applications inconnues' },
    grant: {
      none: 'Sans type d’octroi',
      client_credentials: 'Identifiants client',
      authorization_code: 'Code d’autorisation',
      password: 'Mot de passe (ancien)',
      refresh_token: 'Jeton d’actualisation',
    },
    outcome: { issued: 'Jeton émis', called: 'Appel d’API' },
    organization: { none: 'Applications inconnues' },
    side: { none: 'Applications inconnues', backoffice: 'Back-office', storefront: 'Boutique' },
  },
  empty: 'Il ne s’est rien passé pendant cette période.',
  emptyHint:
    'Les nombres apparaissent quelques secondes après l’émission d’un jeton, le refus d’une requête ou un appel d’API.',
};
