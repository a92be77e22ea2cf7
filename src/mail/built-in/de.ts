import type { MailWords } from './template-words.ts';

const notYou =
  'Falls Sie das nicht erwartet haben, deaktivieren Sie die Anwendung und verständigen Sie Ihren Administrator.';

/** German. */
export const de: MailWords = {
  greeting: 'Guten Tag{% if recipient.name %} {{ recipient.name }}{% endif %},',
  templates: {
    'application.created': {
      subject: 'Die OAuth-Anwendung „{{ application.name }}“ wurde erstellt',
      title: 'Eine OAuth-Anwendung wurde erstellt',
      body: [
        'Die OAuth-Anwendung „{{ application.name }}“ wurde erstellt. Sie kann im Rahmen ihres Zugriffs in Ihrem Namen handeln.',
      ],
      advice: notYou,
    },
    'application.activated': {
      subject: 'Die OAuth-Anwendung „{{ application.name }}“ wurde aktiviert',
      title: 'Eine OAuth-Anwendung wurde aktiviert',
      body: ['Die OAuth-Anwendung „{{ application.name }}“ wurde aktiviert. Sie erhält wieder Zugriffstoken.'],
      advice: notYou,
    },
    'application.deactivated': {
      subject: 'Die OAuth-Anwendung „{{ application.name }}“ wurde deaktiviert',
      title: 'Eine OAuth-Anwendung wurde deaktiviert',
      body: [
        'Die OAuth-Anwendung „{{ application.name }}“ wurde deaktiviert. Was für sie ausgestellt war, ist beendet, und sie erhält keine Zugriffstoken mehr.',
      ],
      advice: 'Falls Sie das nicht erwartet haben, fragen Sie Ihren Administrator.',
    },
    'application.deleted': {
      subject: 'Die OAuth-Anwendung „{{ application.name }}“ wurde gelöscht',
      title: 'Eine OAuth-Anwendung wurde gelöscht',
      body: [
        'Die OAuth-Anwendung „{{ application.name }}“ wurde gelöscht. Was für sie ausgestellt war, ist endgültig beendet.',
      ],
      advice: 'Falls Sie das nicht erwartet haben, fragen Sie Ihren Administrator.',
    },
    'application.secret-added': {
      subject: 'Ein Client-Secret wurde zu „{{ application.name }}“ hinzugefügt',
      title: 'Ein Client-Secret wurde hinzugefügt',
      body: ['Das Client-Secret „{{ secret.name }}“ wurde zur OAuth-Anwendung „{{ application.name }}“ hinzugefügt.'],
      advice:
        'Falls Sie das nicht erwartet haben, ziehen Sie das Client-Secret zurück und verständigen Sie Ihren Administrator.',
    },
    'application.secret-expiring': {
      subject:
        'Ein Client-Secret von „{{ application.name }}“ läuft {% if secret.days == "1" %}morgen{% else %}in {{ secret.days }} Tagen{% endif %} ab',
      title: 'Ein Client-Secret läuft bald ab',
      body: [
        'Das Client-Secret „{{ secret.name }}“ der OAuth-Anwendung „{{ application.name }}“ läuft am {{ secret.expires }} ab. Danach erhält die Anwendung damit keine Zugriffstoken mehr.',
        'Fügen Sie ein neues Client-Secret hinzu, stellen Sie die Anwendung darauf um und ziehen Sie danach das alte zurück.',
      ],
    },
    'application.secret-used-after-expiry': {
      subject: 'Ein abgelaufenes Client-Secret von „{{ application.name }}“ wird noch verwendet',
      title: 'Ein abgelaufenes Client-Secret wird noch verwendet',
      body: [
        'Die OAuth-Anwendung „{{ application.name }}“ wollte mit dem abgelaufenen Client-Secret „{{ secret.name }}“ ein Zugriffstoken erhalten und wurde abgewiesen.',
        'Fügen Sie ein neues Client-Secret hinzu und stellen Sie die Anwendung darauf um.',
      ],
      advice: 'Falls die Adresse nicht zu Ihnen gehört, verständigen Sie Ihren Administrator.',
    },
    'application.secret-retired': {
      subject: 'Ein Client-Secret von „{{ application.name }}“ wurde zurückgezogen',
      title: 'Ein Client-Secret wurde zurückgezogen',
      body: [
        'Das Client-Secret „{{ secret.name }}“ der OAuth-Anwendung „{{ application.name }}“ wurde zurückgezogen und gilt nicht mehr.',
      ],
      advice: 'Falls Sie das nicht erwartet haben, verständigen Sie Ihren Administrator.',
    },
    'application.network-new': {
      subject: '„{{ application.name }}“ wurde aus einem neuen Netz verwendet',
      title: 'Verwendung aus einem neuen Netz',
      body: [
        'Die OAuth-Anwendung „{{ application.name }}“ hat ein Zugriffstoken aus einem Netz erhalten, aus dem sie zuvor nicht verwendet wurde.',
      ],
      advice:
        'Falls Sie die Adresse nicht kennen, ziehen Sie das Client-Secret der Anwendung zurück und fügen Sie ein neues hinzu.',
    },
    'refresh-token.reused': {
      subject: 'Der Zugriff von „{{ application.name }}“ wurde zu Ihrer Sicherheit beendet',
      title: 'Ein Aktualisierungstoken wurde zweimal verwendet',
      body: [
        'Ein Aktualisierungstoken der OAuth-Anwendung „{{ application.name }}“ wurde ein zweites Mal verwendet. Möglicherweise wurde es kopiert; deshalb wurde alles beendet, was damit ausgestellt worden war.',
        'Melden Sie sich in der Anwendung neu an, um fortzufahren.',
      ],
      advice: 'Falls das wieder vorkommt, verständigen Sie Ihren Administrator.',
    },
    'password.changed': {
      subject: 'Ihr Passwort wurde geändert',
      title: 'Ihr Passwort wurde geändert',
      body: ['Das Passwort Ihres Kontos bei {{ server.name }} wurde geändert. Sie wurden überall abgemeldet.'],
      advice: 'Falls Sie das nicht erwartet haben, verständigen Sie sofort Ihren Administrator.',
    },
    'mail-template.failed': {
      subject: 'Die Mailvorlage {{ template.name }} ({{ template.language }}) funktioniert nicht',
      title: 'Eine Mailvorlage funktioniert nicht',
      body: [
        'Eine bearbeitete Mailvorlage konnte nicht verwendet werden. Die Mail wurde stattdessen mit der mitgelieferten Vorlage gesendet. Berichtigen Sie die Vorlage oder setzen Sie sie zurück.',
      ],
    },
    digest: {
      subject: '{{ digest.count }} weitere Nachrichten von {{ server.name }}',
      title: '{{ digest.count }} weitere Nachrichten',
      body: [
        'In kurzer Zeit ist so viel geschehen, dass wir es hier zusammenfassen, statt Ihnen jeweils eine eigene Mail zu senden.',
      ],
      advice: 'Falls Sie das nicht erwartet haben, verständigen Sie Ihren Administrator.',
    },
  },
  labels: {
    application: 'Anwendung',
    clientId: 'Client-ID',
    organization: 'Organisation',
    owner: 'Eigentümer',
    actor: 'Durch',
    time: 'Wann',
    origin: 'Von',
    secret: 'Client-Secret',
    expires: 'Läuft ab',
    template: 'Vorlage',
    language: 'Sprache',
    problem: 'Problem',
  },
  button: 'Ihr Profil öffnen',
  footer: 'Diese Nachricht wurde automatisch von {server} gesendet.',
  values: { server: 'Der Server', commandLine: 'Die Befehlszeile' },
};
