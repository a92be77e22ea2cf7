import type { MailWords } from './template-words.ts';

const notYou = 'If you did not expect this, deactivate the application and tell your administrator.';

/** English. */
export const en: MailWords = {
  greeting: 'Hello{% if recipient.name %} {{ recipient.name }}{% endif %},',
  templates: {
    'application.created': {
      subject: 'OAuth application “{{ application.name }}” was created',
      title: 'An OAuth application was created',
      body: ['The OAuth application “{{ application.name }}” was created. It can act in your name within its access.'],
      advice: notYou,
    },
    'application.activated': {
      subject: 'OAuth application “{{ application.name }}” was activated',
      title: 'An OAuth application was activated',
      body: ['The OAuth application “{{ application.name }}” was activated. It can obtain access tokens again.'],
      advice: notYou,
    },
    'application.deactivated': {
      subject: 'OAuth application “{{ application.name }}” was deactivated',
      title: 'An OAuth application was deactivated',
      body: [
        'The OAuth application “{{ application.name }}” was deactivated. What was issued to it has ended, and it obtains no access tokens.',
      ],
      advice: 'If you did not expect this, ask your administrator.',
    },
    'application.deleted': {
      subject: 'OAuth application “{{ application.name }}” was deleted',
      title: 'An OAuth application was deleted',
      body: ['The OAuth application “{{ application.name }}” was deleted. What was issued to it has ended for good.'],
      advice: 'If you did not expect this, ask your administrator.',
    },
    'application.secret-added': {
      subject: 'A secret was added to “{{ application.name }}”',
      title: 'A secret was added',
      body: ['The secret “{{ secret.name }}” was added to the OAuth application “{{ application.name }}”.'],
      advice: 'If you did not expect this, retire the secret and tell your administrator.',
    },
    'application.secret-expiring': {
      subject:
        'A secret of “{{ application.name }}” expires {% if secret.days == "1" %}tomorrow{% else %}in {{ secret.days }} days{% endif %}',
      title: 'A secret expires soon',
      body: [
        'The secret “{{ secret.name }}” of the OAuth application “{{ application.name }}” expires on {{ secret.expires }}. From then on the application obtains no access tokens with it.',
        'Add a new secret, switch the application over to it, and then retire the old one.',
      ],
    },
    'application.secret-used-after-expiry': {
      subject: 'An expired secret of “{{ application.name }}” is still in use',
      title: 'An expired secret is still in use',
      body: [
        'The OAuth application “{{ application.name }}” tried to obtain an access token with the secret “{{ secret.name }}”, which has expired, and was refused.',
        'Add a new secret and switch the application over to it.',
      ],
      advice: 'If the address is not one of yours, tell your administrator.',
    },
    'application.secret-retired': {
      subject: 'A secret of “{{ application.name }}” was retired',
      title: 'A secret was retired',
      body: [
        'The secret “{{ secret.name }}” of the OAuth application “{{ application.name }}” was retired and no longer works.',
      ],
      advice: 'If you did not expect this, tell your administrator.',
    },
    'application.network-new': {
      subject: '“{{ application.name }}” was used from a new network',
      title: 'Used from a new network',
      body: [
        'The OAuth application “{{ application.name }}” obtained an access token from a network it had not been used from before.',
      ],
      advice: 'If you do not know the address, retire the secret of the application and add a new one.',
    },
    'refresh-token.reused': {
      subject: 'Access of “{{ application.name }}” was ended for your safety',
      title: 'A refresh token was used twice',
      body: [
        'A refresh token of the OAuth application “{{ application.name }}” was used a second time. Somebody may have copied it, so everything that was issued with it has been ended.',
        'To go on, sign in to the application again.',
      ],
      advice: 'If this happens again, tell your administrator.',
    },
    'password.changed': {
      subject: 'Your password was changed',
      title: 'Your password was changed',
      body: ['The password of your account at {{ server.name }} was changed. You have been signed out everywhere.'],
      advice: 'If you did not expect this, tell your administrator at once.',
    },
    'mail-template.failed': {
      subject: 'The mail template {{ template.name }} ({{ template.language }}) does not work',
      title: 'A mail template does not work',
      body: [
        'An edited mail template could not be used. The mail was sent with the built-in template instead. Correct the template, or reset it.',
      ],
    },
    digest: {
      subject: '{{ digest.count }} more messages from {{ server.name }}',
      title: '{{ digest.count }} more messages',
      body: ['So much happened within a short time that we sum it up here instead of sending you a mail for each.'],
      advice: 'If you did not expect this, tell your administrator.',
    },
  },
  labels: {
    application: 'Application',
    clientId: 'Client ID',
    organization: 'Organization',
    owner: 'Owner',
    actor: 'By',
    time: 'When',
    origin: 'From',
    secret: 'Secret',
    expires: 'Expires',
    template: 'Template',
    language: 'Language',
    problem: 'Problem',
  },
  button: 'Open your profile',
  footer: 'This message was sent automatically by {server}.',
  values: { server: 'The server', commandLine: 'The command line' },
};
