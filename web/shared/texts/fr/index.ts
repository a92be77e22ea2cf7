import type { Texts } from '../texts.ts';
import { accountTexts } from './account.ts';
import { administeredApplicationTexts } from './administered-applications.ts';
import { applicationTexts } from './applications.ts';
import { auditTexts } from './audit.ts';
import { ruleTexts } from './broken-rules.ts';
import { dashboardTexts } from './dashboard.ts';
import { customerTexts, organizationTexts } from './organizations.ts';
import { peopleTexts } from './people.ts';
import { refusalTexts } from './refusals.ts';
import { registeredApiTexts } from './registered-apis.ts';
import { roleTexts } from './roles.ts';
import { secretTexts } from './secrets.ts';
import { jobTexts, settingTexts, signingKeyTexts } from './system.ts';

/** The texts in French. */
export const fr: Texts = {
  product: 'Grantry',
  skip: 'Aller au contenu',
  navigation: {
    label: 'Navigation principale',
    open: 'Ouvrir la navigation',
    close: 'Fermer la navigation',
    customers: 'Clients',
    system: 'Système',
    userManagement: 'Gestion des utilisateurs',
  },
  organization: { label: 'Organisation', switch: 'Changer d’organisation : {{name}}' },
  user: { myUser: 'Mon profil', signOut: 'Se déconnecter' },
  theme: { label: 'Apparence', light: 'Claire', dark: 'Sombre', auto: 'Comme l’appareil' },
  apiDocumentation: 'Documentation de l’API',
  actions: {
    cancel: 'Annuler',
    close: 'Fermer',
    save: 'Enregistrer',
    copy: 'Copier',
    copied: 'Copié',
    retry: 'Réessayer',
    moreOptions: 'Autres options',
  },
  grid: {
    total_one: '{{count, number}} entrée',
    total_other: '{{count, number}} entrées',
    moreThan: 'Plus de {{total}} entrées',
    size: 'Lignes par page',
    page: 'Page {{page}}',
    pages: 'Pages',
    first: 'Première page',
    previous: 'Page précédente',
    next: 'Page suivante',
    last: 'Dernière page',
    actions: 'Actions',
    sortBy: 'Trier par',
    ascending: '{{column}}, croissant',
    descending: '{{column}}, décroissant',
    loading: 'Chargement',
    all: 'Tous',
    filters: 'Filtres',
    clear: 'Effacer les filtres',
    nothing: 'Rien ne correspond à ces filtres.',
    tick: 'Sélectionner {{name}}',
    tickAll: 'Tout sélectionner sur cette page',
    ticked_one: 'Sélection : {{count}}',
    ticked_other: 'Sélection : {{count}}',
  },
  forms: { clear: 'Effacer : {{name}}', nothingFound: 'Aucun résultat' },
  failures: {
    unreachable: 'Le serveur est injoignable. Vérifiez votre connexion et réessayez.',
    unknown: 'Une erreur est survenue. Réessayez.',
    page: 'Cette page n’a pas pu être affichée. Le serveur a peut-être été mis à jour entre-temps : rechargez la page.',
    notFound: 'Cette page n’existe pas.',
    home: 'Aller à « Mon profil »',
  },
  keysMissing: {
    warning:
      'L’autorisation OAuth n’est pas disponible, car la configuration des clés de chiffrement n’est pas terminée. Veuillez contacter votre administrateur.',
    reason: 'Aucune clé de signature n’est utilisée. Créez-en une sur le serveur avec cette commande :',
  },
  profile: {
    title: 'Mon profil',
    section: 'Profil',
    name: 'Nom',
    username: 'Nom d’utilisateur',
    email: 'Adresse e-mail',
    locale: 'Langue',
    organizations_one: 'Organisation',
    organizations_other: 'Organisations',
    none: 'Non renseigné',
  },
  languages: { en: 'Anglais', de: 'Allemand', fr: 'Français', es: 'Espagnol', uk: 'Ukrainien' },
  applications: applicationTexts,
  brokenRules: ruleTexts,
  administeredApplications: administeredApplicationTexts,
  registeredApis: registeredApiTexts,
  secrets: secretTexts,
  dashboard: dashboardTexts,
  refusals: refusalTexts,
  customers: customerTexts,
  organizations: organizationTexts,
  people: peopleTexts,
  roles: roleTexts,
  settings: settingTexts,
  signingKeys: signingKeyTexts,
  jobs: jobTexts,
  account: accountTexts,
  audit: auditTexts,
};
