import type { ErrorWordsByCode } from '../../error-help.ts';

/** What every error code means and what to do about it, in German. */
export const errorHelpDe: ErrorWordsByCode = {
  invalid_request: {
    meaning:
      'Die Anfrage ist nicht wohlgeformt: Etwas fehlt, ist doppelt, hat den falschen Typ oder wurde auf zwei Wegen gesendet.',
    causes: [
      'Die Parameter kommen in einem anderen Inhaltstyp als Formular oder JSON, oder ein JSON-Wert ist kein Text.',
      'Ein Parameter fehlt oder kommt zweimal vor: auch die Zugangsdaten des Clients, einmal im Header und einmal im Inhalt.',
      'Am Autorisierungsendpunkt: PKCE fehlt, oder eine Option hat einen Wert, der hier nicht bekannt ist.',
    ],
    todo: [
      'Senden Sie eine POST-Anfrage mit einem Formular (application/x-www-form-urlencoded) oder einem JSON-Objekt (application/json).',
      'Senden Sie jeden Parameter einmal, als Text, und authentifizieren Sie sich entweder mit dem Header Authorization oder im Inhalt.',
      'Die Beschreibung in der Antwort sagt, was falsch war.',
    ],
  },
  invalid_client: {
    meaning:
      'Die Anwendung konnte nicht authentifiziert werden oder darf zurzeit nicht verwendet werden. Die Antwort ist in allen Fällen dieselbe.',
    causes: [
      'Das Secret ist abgelaufen oder wurde zurückgezogen, wurde mit einem Leerzeichen oder Zeilenumbruch kopiert oder gehört zu einer anderen Anwendung.',
      'Eine vertrauliche Anwendung hat kein Secret gesendet oder eine öffentliche eines.',
      'Die Anwendung wurde deaktiviert oder gelöscht, oder ihr Eigentümer oder ihre Organisation ist gesperrt.',
    ],
    todo: [
      'Vergleichen Sie die Client-ID mit der auf der Seite der Anwendung und prüfen Sie, ob das Secret vollständig kopiert wurde.',
      'Ein Secret wird nur einmal angezeigt. Ist es verloren, fügen Sie ein neues hinzu und ziehen Sie das alte zurück.',
      'Prüfen Sie, ob die Anwendung aktiv ist und ob ihr Eigentümer und ihre Organisation nicht gesperrt sind.',
    ],
  },
  invalid_grant: {
    meaning:
      'Was gegen ein Token getauscht werden sollte, gilt nicht (mehr): ein Passwort, ein Aktualisierungstoken oder ein Code.',
    causes: [
      'Ein Code wurde zweimal eingelöst, zu spät, von einer anderen Anwendung oder mit anderer redirect_uri oder anderem code_verifier.',
      'Zwei Prozesse teilen sich ein Aktualisierungstoken: Der zweite hält ein altes in der Hand.',
      'Ein Passwort ist falsch, oder die Person darf in der Organisation der Anwendung nicht handeln.',
    ],
    todo: [
      'Passwort: Prüfen Sie den Namen (Benutzername oder E-Mail-Adresse im Backoffice, E-Mail-Adresse im Webshop) und das Passwort.',
      'Aktualisierungstoken: Verwenden Sie das neueste; jedes gilt einmal. Kam später ein altes zurück, ist die ganze Kette beendet: Melden Sie sich neu an.',
      'Ein geändertes Passwort oder eine gesperrte Anwendung oder Person beendet, was zuvor ausgestellt wurde.',
    ],
  },
  unauthorized_client: {
    meaning: 'Die Anwendung wurde nicht für diesen Grant-Typ erstellt.',
    causes: [
      'Die Anwendung wurde für andere Grant-Typen erstellt; diese ändern sich nie.',
      'Eine öffentliche Anwendung hat client_credentials verlangt.',
    ],
    todo: [
      'Verwenden Sie den Grant-Typ, der auf der Seite der Anwendung steht, oder erstellen Sie eine weitere Anwendung für diesen.',
    ],
  },
  unsupported_grant_type: {
    meaning: 'Dieser Server kennt den Grant-Typ nicht, oder er ist abgeschaltet.',
    causes: [
      'Der Name ist falsch geschrieben, etwa client-credentials.',
      'Ein Administrator hat den Grant-Typ abgeschaltet.',
    ],
    todo: ['Sehen Sie unter grant_types_supported in /.well-known/oauth-authorization-server nach.'],
  },
  invalid_scope: {
    meaning: 'Der Scope ist nicht wohlgeformt, unbekannt oder mehr, als die Anwendung verlangen darf.',
    causes: [
      'Die Namen sind durch Kommas statt durch Leerzeichen getrennt.',
      'Die Anwendung wurde auf Lesen oder ausgewählte Scopes beschränkt, oder ihr Eigentümer oder Benutzer hat ein Recht verloren.',
      'Der Scope gehört zur anderen Seite oder zu einer anderen API.',
    ],
    todo: [
      'Lassen Sie scope weg, um alles zu erhalten, was der Anwendung erlaubt ist.',
      'Verlangen Sie sonst nur Scopes, die die Anwendung und die Rechte ihres Eigentümers (oder Benutzers) abdecken.',
    ],
  },
  invalid_target: {
    meaning: 'Die verlangte Ressource ist nicht wohlgeformt oder keine API, für die die Anwendung Token erhalten darf.',
    causes: [
      'Die Ressource weicht von der registrierten Kennung ab, und sei es nur durch einen Schrägstrich am Ende.',
      'Die API wurde der Anwendung nicht erlaubt oder gehört zur anderen Seite.',
    ],
    todo: [
      'Lassen Sie resource weg, um ein Token für die eigene API dieses Servers auf der Seite der Anwendung zu erhalten.',
      'Nennen Sie sonst eine registrierte API, genau mit ihrer Kennung; ein Administrator muss sie der Anwendung erlauben.',
      'Was für eine API gewährt wurde, kann nicht für eine andere erneuert werden.',
    ],
  },
  access_denied: {
    meaning: 'Die Person hat „Abbrechen“ gewählt.',
    causes: ['Die Person kennt die Anwendung nicht oder findet, dass sie zu viel verlangt.'],
    todo: [
      'Erklären Sie in Ihrer Anwendung, wozu der Zugriff nötig ist, und lassen Sie die Person es noch einmal versuchen.',
    ],
  },
  unsupported_response_type: {
    meaning: 'Der Autorisierungsendpunkt gibt Codes aus und nichts anderes.',
    causes: [
      'Die Anwendung verwendet den impliziten Ablauf (token) oder einen hybriden; beide sind nicht sicher und werden nicht angeboten.',
    ],
    todo: ['Senden Sie response_type=code, mit PKCE (code_challenge und code_challenge_method=S256).'],
  },
  login_required: {
    meaning: 'Die Anfrage verlangte prompt=none, aber niemand ist angemeldet.',
    causes: [
      'Die Sitzung ist beendet, oder der Browser speichert für diesen Server keine Cookies.',
      'max_age verlangt eine Anmeldung, die weniger lange zurückliegt.',
    ],
    todo: ['Schicken Sie die Person ohne prompt=none zum Autorisierungsendpunkt.'],
  },
  consent_required: {
    meaning: 'Die Anfrage verlangte prompt=none, aber die Person hat nicht in den ganzen Scope eingewilligt.',
    causes: [
      'Die Anwendung verlangt mehr als zuvor, die Person hat ihre Einwilligung zurückgenommen, oder die Anwendung ist öffentlich.',
    ],
    todo: ['Schicken Sie die Person ohne prompt=none zum Autorisierungsendpunkt.'],
  },
  interaction_required: {
    meaning: 'Die Anfrage verlangte prompt=none, aber wer angemeldet ist, gehört nicht zur Organisation der Anwendung.',
    causes: ['Die Person ist auf diesem Server angemeldet, arbeitet aber in einer anderen Organisation.'],
    todo: [
      'Schicken Sie die Person ohne prompt=none zum Autorisierungsendpunkt, damit sie sich mit einem anderen Konto anmeldet.',
    ],
  },
  request_not_supported: {
    meaning: 'Die Anfrage kam als signiertes Objekt (Parameter request).',
    causes: ['Die Client-Bibliothek war auf signierte Anfragen (JAR) eingestellt.'],
    todo: ['Senden Sie die Parameter in der Abfrage des Autorisierungsendpunkts.'],
  },
  request_uri_not_supported: {
    meaning: 'Die Anfrage sollte anderswo abgeholt werden (Parameter request_uri). Dieser Server holt nichts ab.',
    causes: ['Die Client-Bibliothek war auf hinterlegte oder verwiesene Anfragen (PAR, JAR) eingestellt.'],
    todo: ['Senden Sie die Parameter in der Abfrage des Autorisierungsendpunkts.'],
  },
  invalid_token: {
    meaning: 'Das Zugriffstoken fehlt, ist nicht wohlgeformt, abgelaufen, widerrufen oder für eine andere API.',
    causes: [
      'Das Token ist älter als seine Lebensdauer.',
      'Es wurde widerrufen, oder worauf es beruht, hat sich geändert: die Anwendung, die Person oder die Organisation.',
      'Ein Token des Backoffice wurde an den Webshop gesendet oder umgekehrt.',
    ],
    todo: [
      'Holen Sie ein neues Token. Zugriffstoken gelten eine Stunde, wenn nichts anderes eingestellt ist.',
      'Token des Backoffice und des Webshops sind nicht austauschbar.',
    ],
  },
  insufficient_scope: {
    meaning: 'Das Token ist gültig, hat aber nicht den Scope, den dieser Aufruf braucht.',
    causes: ['Das Token wurde mit einem engen Scope verlangt, oder die Anwendung wurde seitdem beschränkt.'],
    todo: ['Holen Sie ein Token mit dem Scope, den die Antwort nennt; er muss der Anwendung erlaubt sein.'],
  },
  server_error: {
    meaning:
      'Der Server ist nicht vollständig eingerichtet. „The encryption key does not exist.“ bedeutet, dass er keinen Signierschlüssel hat.',
    causes: ['Es wurde noch kein Signierschlüssel erzeugt, oder der letzte wurde im Notfall beendet.'],
    todo: ['Sagen Sie Ihrem Administrator Bescheid. Auf dem Server: „grantry doctor“ nennt den Befehl, der es behebt.'],
  },
  temporarily_unavailable: {
    meaning: 'Es gab zu viele Versuche, oder der Server kann gerade nicht antworten.',
    causes: [
      'Aus einem Netz kamen zu viele falsche Zugangsdaten, Passwörter oder unbekannte Token.',
      'Die Datenbank ist nicht erreichbar, oder der Server startet oder wird beendet.',
    ],
    todo: ['Warten Sie so viele Sekunden, wie der Header Retry-After sagt, und versuchen Sie es dann noch einmal.'],
  },
};
