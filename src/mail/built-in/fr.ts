import type { MailWords } from './template-words.ts';

const notYou = 'Si vous ne vous y attendiez pas, désactivez l’application et prévenez votre administrateur.';

/** French. */
export const fr: MailWords = {
  greeting: 'Bonjour{% if recipient.name %} {{ recipient.name }}{% endif %},',
  templates: {
    'application.created': {
      subject: 'L’application OAuth « {{ application.name }} » a été créée',
      title: 'Une application OAuth a été créée',
      body: [
        'L’application OAuth « {{ application.name }} » a été créée. Elle peut agir en votre nom dans les limites de son accès.',
      ],
      advice: notYou,
    },
    'application.activated': {
      subject: 'L’application OAuth « {{ application.name }} » a été activée',
      title: 'Une application OAuth a été activée',
      body: [
        'L’application OAuth « {{ application.name }} » a été activée. Elle peut de nouveau obtenir des jetons d’accès.',
      ],
      advice: notYou,
    },
    'application.deactivated': {
      subject: 'L’application OAuth « {{ application.name }} » a été désactivée',
      title: 'Une application OAuth a été désactivée',
      body: [
        'L’application OAuth « {{ application.name }} » a été désactivée. Ce qui lui avait été délivré a pris fin, et elle n’obtient plus de jetons d’accès.',
      ],
      advice: 'Si vous ne vous y attendiez pas, adressez-vous à votre administrateur.',
    },
    'application.deleted': {
      subject: 'L’application OAuth « {{ application.name }} » a été supprimée',
      title: 'Une application OAuth a été supprimée',
      body: [
        'L’application OAuth « {{ application.name }} » a été supprimée. Ce qui lui avait été délivré a définitivement pris fin.',
      ],
      advice: 'Si vous ne vous y attendiez pas, adressez-vous à votre administrateur.',
    },
    'application.secret-added': {
      subject: 'Un secret a été ajouté à « {{ application.name }} »',
      title: 'Un secret a été ajouté',
      body: ['Le secret « {{ secret.name }} » a été ajouté à l’application OAuth « {{ application.name }} ».'],
      advice: 'Si vous ne vous y attendiez pas, révoquez le secret et prévenez votre administrateur.',
    },
    'application.secret-expiring': {
      subject:
        'Un secret de « {{ application.name }} » expire {% if secret.days == "1" %}demain{% else %}dans {{ secret.days }} jours{% endif %}',
      title: 'Un secret expire bientôt',
      body: [
        'Le secret « {{ secret.name }} » de l’application OAuth « {{ application.name }} » expire le {{ secret.expires }}. L’application n’obtiendra ensuite plus de jetons d’accès avec lui.',
        'Ajoutez un nouveau secret, faites-le utiliser par l’application, puis révoquez l’ancien.',
      ],
    },
    'application.secret-used-after-expiry': {
      subject: 'Un secret expiré de « {{ application.name }} » est encore utilisé',
      title: 'Un secret expiré est encore utilisé',
      body: [
        'L’application OAuth « {{ application.name }} » a tenté d’obtenir un jeton d’accès avec le secret expiré « {{ secret.name }} », ce qui lui a été refusé.',
        'Ajoutez un nouveau secret et faites-le utiliser par l’application.',
      ],
      advice: 'Si cette adresse n’est pas l’une des vôtres, prévenez votre administrateur.',
    },
    'application.secret-retired': {
      subject: 'Un secret de « {{ application.name }} » a été révoqué',
      title: 'Un secret a été révoqué',
      body: [
        'Le secret « {{ secret.name }} » de l’application OAuth « {{ application.name }} » a été révoqué et n’est plus valable.',
      ],
      advice: 'Si vous ne vous y attendiez pas, prévenez votre administrateur.',
    },
    'application.network-new': {
      subject: '« {{ application.name }} » a été utilisée depuis un nouveau réseau',
      title: 'Utilisation depuis un nouveau réseau',
      body: [
        'L’application OAuth « {{ application.name }} » a obtenu un jeton d’accès depuis un réseau d’où elle n’avait encore jamais été utilisée.',
      ],
      advice: 'Si vous ne connaissez pas cette adresse, révoquez le secret de l’application et ajoutez-en un nouveau.',
    },
    'refresh-token.reused': {
      subject: 'L’accès de « {{ application.name }} » a été interrompu pour votre sécurité',
      title: 'Un jeton d’actualisation a été utilisé deux fois',
      body: [
        'Un jeton d’actualisation de l’application OAuth « {{ application.name }} » a été utilisé une seconde fois. Il a peut-être été copié ; tout ce qui avait été délivré avec lui a donc pris fin.',
        'Pour continuer, connectez-vous de nouveau à l’application.',
      ],
      advice: 'Si cela se reproduit, prévenez votre administrateur.',
    },
    'password.changed': {
      subject: 'Votre mot de passe a été modifié',
      title: 'Votre mot de passe a été modifié',
      body: ['Le mot de passe de votre compte sur {{ server.name }} a été modifié. Vous avez été déconnecté partout.'],
      advice: 'Si vous ne vous y attendiez pas, prévenez immédiatement votre administrateur.',
    },
    'mail-template.failed': {
      subject: 'Le modèle de message {{ template.name }} ({{ template.language }}) ne fonctionne pas',
      title: 'Un modèle de message ne fonctionne pas',
      body: [
        'Un modèle de message modifié n’a pas pu être utilisé. Le message a été envoyé avec le modèle d’origine. Corrigez le modèle ou rétablissez celui d’origine.',
      ],
    },
    digest: {
      subject: '{{ digest.count }} autres messages de {{ server.name }}',
      title: '{{ digest.count }} autres messages',
      body: [
        'Il s’est passé tant de choses en peu de temps que nous les résumons ici au lieu de vous envoyer un message pour chacune.',
      ],
      advice: 'Si vous ne vous y attendiez pas, prévenez votre administrateur.',
    },
  },
  labels: {
    application: 'Application',
    clientId: 'ID client',
    organization: 'Organisation',
    owner: 'Propriétaire',
    actor: 'Par',
    time: 'Quand',
    origin: 'Depuis',
    secret: 'Secret',
    expires: 'Expire le',
    template: 'Modèle',
    language: 'Langue',
    problem: 'Problème',
  },
  button: 'Ouvrir votre profil',
  footer: 'Ce message a été envoyé automatiquement par {server}.',
  values: { server: 'Le serveur', commandLine: 'La ligne de commande' },
};
