/** What settings mean, in German. */
export const de: Readonly<Record<string, string>> = {
  'server.host': 'Die Adresse, auf der der Server lauscht.',
  'server.port': 'Der Port, auf dem der Server lauscht; 0 nimmt einen freien.',
  'server.workers':
    'Wie viele Prozesse bedienen; auto für einen je Kern. Mehr als einer braucht PostgreSQL. Grenzen, die im Speicher gezählt werden, gelten für jeden.',
  'server.publicUrl':
    'Die URL, unter der Menschen und Clients den Server erreichen: der Aussteller seiner Token. Folgt Adresse und Port, wenn sie fehlt.',
  'server.stateDir': 'Der Ordner für Schlüssel, die eingebettete Datenbank und E-Mails.',
  'server.trustProxy':
    'Ob X-Forwarded-For und X-Forwarded-Proto des Absenders geglaubt werden. Nur hinter einem Proxy, der sie setzt.',
  'server.corsOrigins': 'Die Ursprünge (Origins), deren Skripte Token abholen und widerrufen dürfen.',
  'server.shutdownDelay':
    'Wie lange /readyz verneint, bevor der Server keine Anfragen mehr annimmt, damit Lastverteiler ausweichen.',
  'server.shutdownGrace': 'Wie lange laufende Anfragen noch dauern dürfen, wenn der Server anhält.',
  'server.metrics': 'Ob /metrics angeboten wird.',
  'database.url': 'Eine Verbindungs-URL zu PostgreSQL. Ohne sie dient die eingebettete Datenbank im Zustandsordner.',
  'database.poolSize': 'Wie viele Verbindungen zu PostgreSQL gehalten werden.',
  'keys.privateKey': 'Der private Signaturschlüssel (PEM). Fehlt er: oauth_private.key im Zustandsordner.',
  'keys.publicKey': 'Der öffentliche Signaturschlüssel (PEM). Fehlt er: oauth_public.key im Zustandsordner.',
  'keys.generate': 'Ob fehlende Signaturschlüssel beim ersten Start erzeugt werden.',
  'keys.rotateEvery': 'Nach wie vielen Tagen ein Signaturschlüssel von selbst einen Nachfolger bekommt; 0 für nie.',
  'keys.announceFor':
    'Wie lange ein neuer Signaturschlüssel veröffentlicht ist, bevor er signiert, damit alle, die Token prüfen, ihn dann kennen.',
  'keys.hashKey':
    'Der Schlüssel, mit dem Geheimnisse gehasht werden, beim ersten Start erzeugt; alle Knoten brauchen denselben. Fehlt er: hash.key im Zustandsordner.',
  'tokens.algorithm': 'Der Algorithmus neu erzeugter Signaturschlüssel.',
  'tokens.accessTokenLifetime': 'Wie lange ein Zugriffstoken gültig ist.',
  'tokens.refreshTokenLifetime': 'Wie lange ein Refresh-Token gültig ist, das niemand benutzt.',
  'tokens.refreshTokenAbsoluteLifetime': 'Wie lange eine Person durch Erneuern angemeldet bleiben kann.',
  'tokens.refreshTokenRetryWindow':
    'Wie lange das vorherige Refresh-Token denselben Nachfolger bekommt, falls eine Antwort verloren ging.',
  'tokens.authorizationCodeLifetime': 'Wie lange ein Autorisierungscode gültig ist.',
  'grants.clientCredentials': 'Anwendungen, die für ihren Besitzer handeln.',
  'grants.authorizationCode': 'Anwendungen, bei denen sich Menschen mit einem Browser anmelden.',
  'grants.password': 'Veraltet: Name und Passwort für ein Token. Nur für Anwendungen, die damit angelegt wurden.',
  'grants.refreshToken': 'Ob Refresh-Token ausgegeben und angenommen werden.',
  'grants.guests': 'Ob Storefront-Anwendungen für guest/guest Besuchertoken bekommen.',
  'sessions.idleTimeout': 'Wie lange eine Sitzung dauert, die niemand benutzt.',
  'sessions.absoluteTimeout': 'Wie lange eine Sitzung höchstens dauert.',
  'passwords.minLength': 'Wie viele Zeichen ein neues Passwort mindestens hat; vorhandene bleiben.',
  'rateLimits.signInPerAccountAndNetwork': 'Passwörter für ein Konto aus einem Netz, in 15 Minuten.',
  'rateLimits.signInPerNetwork': 'Passwörter aus einem Netz, in 15 Minuten.',
  'rateLimits.signInPerAccount': 'Passwörter für ein Konto von überall, in einer Minute.',
  'rateLimits.clientPerNetwork': 'Falsche Zugangsdaten einer Anwendung aus einem Netz, in einer Minute.',
  'rateLimits.clientsPerNetwork': 'Falsche Zugangsdaten aller Anwendungen aus einem Netz, in einer Minute.',
  'rateLimits.guestsPerNetwork': 'Besuchertoken aus einem Netz, in einer Minute.',
  'rateLimits.authorizationsPerNetwork': 'Autorisierungsanfragen aus einem Netz, in einer Minute.',
  'rateLimits.unknownTokensPerCaller':
    'Geprüfte Token, die dieser Server nie ausgestellt hat, je Anwendung oder API, in einer Minute.',
  'admin.email': 'Die E-Mail-Adresse des ersten Administrators; zugleich der Benutzername.',
  'admin.passwordFile': 'Eine Datei mit dem Passwort des ersten Administrators.',
  'admin.organization': 'Der Name der ersten, globalen Organisation.',
  'mail.from': 'Der Absender von E-Mails.',
  'mail.smtpHost': 'Der SMTP-Server. Ohne ihn werden E-Mails in den Zustandsordner geschrieben.',
  'mail.smtpPort': 'Der Port des SMTP-Servers.',
  'mail.transport':
    'Wohin E-Mails gehen: zum SMTP-Server, in Dateien (mail/*.eml im Zustandsordner) oder ins Log. auto ist smtp, wo smtpHost gesetzt ist, sonst file.',
  'mail.smtpSecurity':
    'Wie die Verbindung geschützt ist: starttls (verlangt), tls von Anfang an (Port 465) oder none für einen Server auf demselben Rechner.',
  'mail.smtpCaFile':
    'Eine Datei mit den Zertifikaten (PEM), denen beim SMTP-Server vertraut wird, statt der bekannten.',
  'mail.perMinute': 'Wie viele E-Mails alle Knoten zusammen in einer Minute senden; die anderen warten.',
  'mail.perRecipientPerHour':
    'Wie viele E-Mails eine Person in einer Stunde bekommt; die weiteren werden zu einer zusammengefasst.',
  'mail.smtpUser': 'Der Benutzername beim SMTP-Server.',
  'mail.smtpPassword': 'Das Passwort beim SMTP-Server.',
  'log.level': 'Die geringste Stufe, die protokolliert wird.',
  'log.format': 'JSON-Zeilen oder Zeilen für Menschen; auto ist auf einem Terminal lesbar formatiert.',
};
