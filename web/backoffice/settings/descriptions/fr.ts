/** What settings mean, in French. */
export const fr: Readonly<Record<string, string>> = {
  'server.host': 'L’adresse sur laquelle le serveur écoute.',
  'server.port': 'Le port sur lequel le serveur écoute ; 0 en prend un libre.',
  'server.workers':
    'Combien de processus servent ; auto pour un par cœur. Plus d’un exige PostgreSQL. Les limites comptées en mémoire valent pour chacun.',
  'server.publicUrl':
    'L’URL par laquelle les personnes et les clients atteignent le serveur : l’émetteur de ses jetons. Suit l’adresse et le port si elle est absente.',
  'server.stateDir': 'Le dossier des clés, de la base de données intégrée et des e-mails.',
  'server.trustProxy':
    'Si l’on se fie aux en-têtes X-Forwarded-For et X-Forwarded-Proto de l’expéditeur. Seulement derrière un proxy qui les définit.',
  'server.corsOrigins': 'Les origines dont les scripts peuvent obtenir et révoquer des jetons.',
  'server.shutdownDelay':
    'Pendant combien de temps /readyz dit non avant que le serveur cesse d’accepter des requêtes, afin que les répartiteurs de charge se tournent ailleurs.',
  'server.shutdownGrace': 'Le temps laissé aux requêtes en cours lorsque le serveur s’arrête.',
  'server.metrics': 'Si /metrics est proposé.',
  'database.url':
    'Une URL de connexion PostgreSQL. Sans elle, la base de données intégrée du dossier d’état est utilisée.',
  'database.poolSize': 'Le nombre de connexions à PostgreSQL maintenues.',
  'keys.privateKey': 'La clé privée de signature (PEM). À défaut : oauth_private.key dans le dossier d’état.',
  'keys.publicKey': 'La clé publique de signature (PEM). À défaut : oauth_public.key dans le dossier d’état.',
  'keys.generate': 'Si les clés de signature manquantes sont générées au premier démarrage.',
  'keys.rotateEvery': 'Après combien de jours une clé de signature reçoit d’elle-même une remplaçante ; 0 pour jamais.',
  'keys.announceFor':
    'Combien de temps une nouvelle clé de signature est publiée avant de signer, afin que ceux qui vérifient les jetons la connaissent déjà.',
  'keys.hashKey':
    'La clé avec laquelle les secrets sont hachés, créée au premier démarrage ; tous les nœuds ont besoin de la même. À défaut : hash.key dans le dossier d’état.',
  'tokens.algorithm': 'L’algorithme des clés de signature générées.',
  'tokens.accessTokenLifetime': 'La durée de validité d’un jeton d’accès.',
  'tokens.refreshTokenLifetime': 'La durée de validité d’un jeton d’actualisation que personne n’utilise.',
  'tokens.refreshTokenAbsoluteLifetime': 'Combien de temps une personne peut rester connectée par actualisation.',
  'tokens.refreshTokenRetryWindow':
    'Pendant combien de temps le jeton d’actualisation précédent reçoit le même successeur, au cas où une réponse se serait perdue.',
  'tokens.authorizationCodeLifetime': 'La durée de validité d’un code d’autorisation.',
  'grants.clientCredentials': 'Les applications qui agissent pour leur propriétaire.',
  'grants.authorizationCode': 'Les applications auxquelles on se connecte avec un navigateur.',
  'grants.password':
    'Ancien : un nom et un mot de passe contre un jeton. Seulement pour les applications créées ainsi.',
  'grants.refreshToken': 'Si les jetons d’actualisation sont délivrés et acceptés.',
  'grants.guests': 'Si les applications de la boutique reçoivent des jetons de visiteur pour guest/guest.',
  'sessions.idleTimeout': 'La durée d’une session que personne n’utilise.',
  'sessions.absoluteTimeout': 'La durée maximale d’une session.',
  'passwords.minLength': 'Le nombre minimal de caractères d’un nouveau mot de passe ; les existants restent.',
  'rateLimits.signInPerAccountAndNetwork': 'Mots de passe pour un compte depuis un réseau, en 15 minutes.',
  'rateLimits.signInPerNetwork': 'Mots de passe depuis un réseau, en 15 minutes.',
  'rateLimits.signInPerAccount': 'Mots de passe pour un compte depuis n’importe où, en une minute.',
  'rateLimits.clientPerNetwork': 'Identifiants erronés d’une application depuis un réseau, en une minute.',
  'rateLimits.clientsPerNetwork': 'Identifiants erronés de toutes les applications depuis un réseau, en une minute.',
  'rateLimits.guestsPerNetwork': 'Jetons de visiteur depuis un réseau, en une minute.',
  'rateLimits.authorizationsPerNetwork': 'Demandes d’autorisation depuis un réseau, en une minute.',
  'rateLimits.unknownTokensPerCaller':
    'Jetons vérifiés que ce serveur n’a jamais émis, par application ou API, en une minute.',
  'admin.email': 'L’adresse e-mail du premier administrateur ; c’est aussi son nom d’utilisateur.',
  'admin.passwordFile': 'Un fichier qui contient le mot de passe du premier administrateur.',
  'admin.organization': 'Le nom de la première organisation, globale.',
  'mail.from': 'L’expéditeur des e-mails.',
  'mail.smtpHost': 'Le serveur SMTP. Sans lui, les e-mails sont écrits dans le dossier d’état.',
  'mail.smtpPort': 'Le port du serveur SMTP.',
  'mail.transport':
    'Où vont les e-mails : au serveur SMTP, dans des fichiers (mail/*.eml dans le dossier d’état) ou dans le journal. auto vaut smtp si smtpHost est défini, sinon file.',
  'mail.smtpSecurity':
    'Comment la connexion est protégée : starttls (exigé), tls dès le début (port 465), ou none pour un serveur sur la même machine.',
  'mail.smtpCaFile':
    'Un fichier avec les certificats (PEM) auxquels on fait confiance pour le serveur SMTP, au lieu des autorités connues.',
  'mail.perMinute': 'Combien d’e-mails tous les nœuds envoient ensemble en une minute ; les autres attendent.',
  'mail.perRecipientPerHour':
    'Combien d’e-mails une personne reçoit en une heure ; les suivants sont réunis en un seul.',
  'mail.smtpUser': 'Le nom d’utilisateur auprès du serveur SMTP.',
  'mail.smtpPassword': 'Le mot de passe auprès du serveur SMTP.',
  'log.level': 'Le niveau le moins important qui est journalisé.',
  'log.format': 'Des lignes JSON ou des lignes pour les humains ; auto est lisible sur un terminal.',
};
