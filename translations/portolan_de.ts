<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Figures</name>
    <message>
        <source>%1 B</source>
        <translation>%1 B</translation>
    </message>
    <message>
        <source>%1 kB</source>
        <translation>%1 kB</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>%1 TB</source>
        <translation>%1 TB</translation>
    </message>
    <message>
        <source>%1 B/s</source>
        <translation>%1 B/s</translation>
    </message>
    <message>
        <source>%1 kB/s</source>
        <translation>%1 kB/s</translation>
    </message>
    <message>
        <source>%1 MB/s</source>
        <translation>%1 MB/s</translation>
    </message>
    <message>
        <source>%1 GB/s</source>
        <translation>%1 GB/s</translation>
    </message>
    <message>
        <source>%1 TB/s</source>
        <translation>%1 TB/s</translation>
    </message>
    <message>
        <source>%1 bytes per second</source>
        <translation>%1 Byte pro Sekunde</translation>
    </message>
    <message>
        <source>%1 kilobytes per second</source>
        <translation>%1 Kilobyte pro Sekunde</translation>
    </message>
    <message>
        <source>%1 megabytes per second</source>
        <translation>%1 Megabyte pro Sekunde</translation>
    </message>
    <message>
        <source>%1 gigabytes per second</source>
        <translation>%1 Gigabyte pro Sekunde</translation>
    </message>
    <message>
        <source>%1 terabytes per second</source>
        <translation>%1 Terabyte pro Sekunde</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 T %2 h</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
</context>
<context>
    <name>ForwardDraft</name>
    <message>
        <source>“%1” is not a namespace’s name.</source>
        <translation>„%1“ ist kein Name eines Namespaces.</translation>
    </message>
    <message>
        <source>Write a label selector, such as app=web.</source>
        <translation>Einen Label-Selektor eingeben, etwa app=web.</translation>
    </message>
    <message>
        <source>“%1” is not a label selector. It looks like app=web,tier=front.</source>
        <translation>„%1“ ist kein Label-Selektor. So sieht einer aus: app=web,tier=front.</translation>
    </message>
    <message>
        <source>Pick what to forward to, or type its name.</source>
        <translation>Ein Ziel auswählen oder seinen Namen eingeben.</translation>
    </message>
    <message>
        <source>“%1” is not a name that a cluster can have.</source>
        <translation>„%1“ ist kein Name, den es in einem Cluster geben kann.</translation>
    </message>
    <message>
        <source>Pick a port, or type its number or name.</source>
        <translation>Einen Port auswählen oder Nummer oder Namen eingeben.</translation>
    </message>
    <message>
        <source>“%1” is not a port (1 to 65535, or a name).</source>
        <translation>„%1“ ist kein Port (1 bis 65535 oder ein Name).</translation>
    </message>
</context>
<context>
    <name>GroupHeader</name>
    <message>
        <source>%1 of %2 on</source>
        <translation>%1 von %2 an</translation>
    </message>
    <message>
        <source>cluster answers in %1</source>
        <translation>Cluster antwortet in %1</translation>
    </message>
    <message>
        <source>Certificate not verified</source>
        <translation>Zertifikat nicht geprüft</translation>
    </message>
</context>
<context>
    <name>StageWords</name>
    <message>
        <source>not reached</source>
        <translation>nicht erreicht</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>port kept open</source>
        <translation>Port bleibt offen</translation>
    </message>
    <message>
        <source>port kept open, 1 connection waits</source>
        <translation>Port bleibt offen, 1 Verbindung wartet</translation>
    </message>
    <message numerus="yes">
        <source>port kept open, %n connections wait</source>
        <translation>
            <numerusform>Port bleibt offen, %n Verbindung wartet</numerusform>
            <numerusform>Port bleibt offen, %n Verbindungen warten</numerusform>
        </translation>
    </message>
    <message>
        <source>Stage %1 of 5, %2, %3</source>
        <translation>Schritt %1 von 5, %2, %3</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>nach %1</translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>noch %1 s</translation>
    </message>
</context>
<context>
    <name>StateWords</name>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Ready since %1, took %2</source>
        <translation>Bereit seit %1, dauerte %2</translation>
    </message>
    <message>
        <source>Ready since %1</source>
        <translation>Bereit seit %1</translation>
    </message>
    <message>
        <source>Listening since %1, connects on demand</source>
        <translation>Lauscht seit %1, verbindet bei Bedarf</translation>
    </message>
    <message>
        <source>Waiting since %1</source>
        <translation>Wartet seit %1</translation>
    </message>
    <message>
        <source>Failed at configuration since %1</source>
        <translation>Seit %1 an der Konfiguration gescheitert</translation>
    </message>
    <message>
        <source>Failed at authentication since %1</source>
        <translation>Seit %1 an der Anmeldung gescheitert</translation>
    </message>
    <message>
        <source>Failed at the target since %1</source>
        <translation>Seit %1 am Ziel gescheitert</translation>
    </message>
    <message>
        <source>Failed at the session since %1</source>
        <translation>Seit %1 an der Sitzung gescheitert</translation>
    </message>
    <message>
        <source>Failed at the local port since %1</source>
        <translation>Seit %1 am lokalen Port gescheitert</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>Konfiguration</translation>
    </message>
    <message>
        <source>Authentication</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Relay</source>
        <translation>Übertragung</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>nicht erreicht</translation>
    </message>
    <message>
        <source>working</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>current context</source>
        <translation>aktueller Kontext</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>Use another context…</source>
        <translation>Anderen Kontext benutzen…</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>%1 benutzen</translation>
    </message>
    <message>
        <source>Log in to %1…</source>
        <translation>Bei %1 anmelden…</translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation>Jetzt erneut versuchen</translation>
    </message>
    <message>
        <source>Choose a context…</source>
        <translation>Kontext wählen…</translation>
    </message>
    <message>
        <source>Looks again in %1 s.</source>
        <translation>Sieht in %1 s wieder nach.</translation>
    </message>
    <message>
        <source>Next try in %1 s.</source>
        <translation>Nächster Versuch in %1 s.</translation>
    </message>
    <message>
        <source>Portolan goes on by itself as soon as something changes.</source>
        <translation>Portolan macht von selbst weiter, sobald sich etwas ändert.</translation>
    </message>
    <message>
        <source>Portolan takes the port as soon as it is free.</source>
        <translation>Portolan nimmt den Port, sobald er frei ist.</translation>
    </message>
    <message>
        <source>Log in again and the forwards of %1 continue by themselves. Portolan does not retry on its own here, because every try would open a login page. A login in a terminal works too.</source>
        <translation>Melden Sie sich wieder an, dann machen die Weiterleitungen von %1 von selbst weiter. Portolan versucht es hier nicht von sich aus, weil jeder Versuch eine Anmeldeseite öffnen würde. Eine Anmeldung im Terminal geht auch.</translation>
    </message>
    <message>
        <source>Portolan does not retry on its own here.</source>
        <translation>Portolan versucht es hier nicht von sich aus.</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Reading configuration…</source>
        <translation>Konfiguration wird gelesen…</translation>
    </message>
    <message>
        <source>Logging in…</source>
        <translation>Anmeldung läuft…</translation>
    </message>
    <message>
        <source>Finding a pod…</source>
        <translation>Pod wird gesucht…</translation>
    </message>
    <message>
        <source>Opening session…</source>
        <translation>Sitzung wird geöffnet…</translation>
    </message>
    <message>
        <source>Opening port…</source>
        <translation>Port wird geöffnet…</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Lauscht</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Waiting for pod</source>
        <translation>Wartet auf Pod</translation>
    </message>
    <message>
        <source>Waiting for cluster, %1 s</source>
        <translation>Wartet auf Cluster, %1 s</translation>
    </message>
    <message>
        <source>Waiting for cluster</source>
        <translation>Wartet auf Cluster</translation>
    </message>
    <message>
        <source>Waiting for login, %1 s</source>
        <translation>Wartet auf Anmeldung, %1 s</translation>
    </message>
    <message>
        <source>Waiting for login</source>
        <translation>Wartet auf Anmeldung</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird beendet…</translation>
    </message>
    <message>
        <source>Defect in Portolan</source>
        <translation>Fehler in Portolan</translation>
    </message>
    <message>
        <source>Not valid</source>
        <translation>Nicht gültig</translation>
    </message>
    <message>
        <source>File not readable</source>
        <translation>Datei nicht lesbar</translation>
    </message>
    <message>
        <source>File not writable</source>
        <translation>Datei nicht schreibbar</translation>
    </message>
    <message>
        <source>Not supported</source>
        <translation>Nicht unterstützt</translation>
    </message>
    <message>
        <source>No kubeconfig</source>
        <translation>Keine kubeconfig</translation>
    </message>
    <message>
        <source>Unknown context</source>
        <translation>Unbekannter Kontext</translation>
    </message>
    <message>
        <source>Unknown cluster</source>
        <translation>Unbekannter Cluster</translation>
    </message>
    <message>
        <source>Unknown user</source>
        <translation>Unbekannter Benutzer</translation>
    </message>
    <message>
        <source>Credentials not usable</source>
        <translation>Zugangsdaten unbrauchbar</translation>
    </message>
    <message>
        <source>Server not found</source>
        <translation>Server nicht gefunden</translation>
    </message>
    <message>
        <source>Server not reachable</source>
        <translation>Server nicht erreichbar</translation>
    </message>
    <message>
        <source>Certificate not trusted</source>
        <translation>Zertifikat nicht vertraut</translation>
    </message>
    <message>
        <source>TLS failed</source>
        <translation>TLS gescheitert</translation>
    </message>
    <message>
        <source>Login expired</source>
        <translation>Anmeldung abgelaufen</translation>
    </message>
    <message>
        <source>Not allowed</source>
        <translation>Nicht erlaubt</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>Request refused</source>
        <translation>Anfrage abgelehnt</translation>
    </message>
    <message>
        <source>Server busy</source>
        <translation>Server überlastet</translation>
    </message>
    <message>
        <source>Unexpected answer</source>
        <translation>Unerwartete Antwort</translation>
    </message>
    <message>
        <source>No such port</source>
        <translation>Port gibt es nicht</translation>
    </message>
    <message>
        <source>Pod not running</source>
        <translation>Pod läuft nicht</translation>
    </message>
    <message>
        <source>No pod</source>
        <translation>Kein Pod</translation>
    </message>
    <message>
        <source>Pod is gone</source>
        <translation>Pod ist weg</translation>
    </message>
    <message>
        <source>Port forwarding refused</source>
        <translation>Weiterleitung abgelehnt</translation>
    </message>
    <message>
        <source>Session lost</source>
        <translation>Sitzung verloren</translation>
    </message>
    <message>
        <source>Port %1 is taken</source>
        <translation>Port %1 ist belegt</translation>
    </message>
    <message>
        <source>Port %1 not allowed</source>
        <translation>Port %1 nicht erlaubt</translation>
    </message>
    <message>
        <source>Address not available</source>
        <translation>Adresse nicht verfügbar</translation>
    </message>
    <message>
        <source>Pod refused connection</source>
        <translation>Pod lehnte Verbindung ab</translation>
    </message>
    <message>
        <source>Pod connection failed</source>
        <translation>Verbindung zum Pod gescheitert</translation>
    </message>
    <message>
        <source>The last connection failed: %1</source>
        <translation>Die letzte Verbindung ist gescheitert: %1</translation>
    </message>
    <message>
        <source>%1, any free port</source>
        <translation>%1, ein freier Port</translation>
    </message>
</context>
<context>
    <name>TrayOptions</name>
    <message>
        <source>Keeps Kubernetes ports open on this computer, from the system tray.</source>
        <translation>Hält Kubernetes-Ports auf diesem Rechner offen, aus der Leiste heraus.</translation>
    </message>
    <message>
        <source>Use FILE for the saved forwards.</source>
        <translation>DATEI für die gespeicherten Weiterleitungen benutzen.</translation>
    </message>
    <message>
        <source>Use FILE for forwards that name no kubeconfig.</source>
        <translation>FILE für Weiterleitungen benutzen, die keine kubeconfig nennen.</translation>
    </message>
    <message>
        <source>Start a small cluster inside this process and forwards to it; your own are left alone.</source>
        <translation>Einen kleinen Cluster in diesem Prozess starten und Weiterleitungen dorthin; Ihre eigenen bleiben unberührt.</translation>
    </message>
    <message>
        <source>Open no window, as at login.</source>
        <translation>Kein Fenster öffnen, wie bei der Anmeldung.</translation>
    </message>
    <message>
        <source>The colour of the panel behind the icon: auto, light or dark; as set without this.</source>
        <translation>Die Farbe der Leiste hinter dem Symbol: auto, light oder dark; ohne dies wie eingestellt.</translation>
    </message>
    <message>
        <source>Open a window if there is no system tray within so many seconds.</source>
        <translation>Ein Fenster öffnen, wenn es nach so vielen Sekunden keinen Systemabschnitt gibt.</translation>
    </message>
    <message>
        <source>Show what importing this file, or a portolan:// link, would do.</source>
        <translation>Zeigen, was der Import dieser Datei oder eines portolan://-Links bewirken würde.</translation>
    </message>
    <message>
        <source>--panel is auto, light or dark</source>
        <translation>--panel ist auto, light oder dark</translation>
    </message>
    <message>
        <source>--wait is a number of seconds, at most 3600</source>
        <translation>--wait ist eine Zahl von Sekunden, höchstens 3600</translation>
    </message>
</context>
<context>
    <name>TraySummary</name>
    <message>
        <source>%1: no forwards yet</source>
        <translation>%1: noch keine Weiterleitungen</translation>
    </message>
    <message>
        <source>%1: nothing on</source>
        <translation>%1: nichts an</translation>
    </message>
    <message>
        <source>%1: %2 on, %3 failed, first %4: %5</source>
        <translation>%1: %2 an, %3 gescheitert, zuerst %4: %5</translation>
    </message>
    <message>
        <source>%1: %2 on, %3 waiting, first %4: %5</source>
        <translation>%1: %2 an, %3 warten, zuerst %4: %5</translation>
    </message>
    <message>
        <source>%1: %2 on, %3: %4</source>
        <translation>%1: %2 an, %3: %4</translation>
    </message>
    <message>
        <source>%1: %2 on, %3 starting</source>
        <translation>%1: %2 an, %3 starten</translation>
    </message>
    <message>
        <source>%1: 1 on, ready</source>
        <translation>%1: 1 an, bereit</translation>
    </message>
    <message>
        <source>%1: %2 on, all ready</source>
        <translation>%1: %2 an, alle bereit</translation>
    </message>
</context>
<context>
    <name>portolan::AboutDialog</name>
    <message>
        <source>About Portolan</source>
        <translation>Über Portolan</translation>
    </message>
    <message>
        <source>Portolan %1</source>
        <translation>Portolan %1</translation>
    </message>
    <message>
        <source>Keeps Kubernetes ports open on this computer.</source>
        <translation>Hält Kubernetes-Ports auf diesem Rechner offen.</translation>
    </message>
    <message>
        <source>Free software under the Apache License 2.0</source>
        <translation>Freie Software unter der Apache-Lizenz 2.0</translation>
    </message>
    <message>
        <source>For a bug report (no names, addresses or passwords are in it)</source>
        <translation>Für einen Fehlerbericht (ohne Namen, Adressen und Passwörter)</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>Diagnose kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>portolan::AddressChip</name>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>portolan::ConnectionsModel</name>
    <message>
        <source>waits for a pod</source>
        <translation>wartet auf einen Pod</translation>
    </message>
    <message>
        <source>%1, to %2</source>
        <translation>%1, zu %2</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Open for</source>
        <translation>Offen seit</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Herunter</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Hinauf</translation>
    </message>
</context>
<context>
    <name>portolan::DesktopNotifier</name>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
</context>
<context>
    <name>portolan::DetailsPane</name>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Choose a forward to see where it stands</source>
        <translation>Eine Weiterleitung wählen, um zu sehen, wo sie steht</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Neu starten</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>More for this forward</source>
        <translation>Mehr zu dieser Weiterleitung</translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation>Durchsatz</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>In detail</source>
        <translation>Im Einzelnen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Pods</source>
        <translation>Pods</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>session answers in %1</source>
        <translation>Sitzung antwortet in %1</translation>
    </message>
    <message>
        <source>connections share a busy session</source>
        <translation>Verbindungen teilen sich eine ausgelastete Sitzung</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>%1 open · %2 since start</source>
        <translation>%1 offen · %2 seit dem Start</translation>
    </message>
    <message>
        <source>%1 ready</source>
        <translation>%1 bereit</translation>
    </message>
</context>
<context>
    <name>portolan::DiscoverDialog</name>
    <message>
        <source>Discover services</source>
        <translation>Services entdecken</translation>
    </message>
    <message>
        <source>Choose services. You see every forward before it is added.</source>
        <translation>Services wählen. Sie sehen jede Weiterleitung, bevor sie hinzugefügt wird.</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Namespace</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtern</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Services</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Preview…</source>
        <translation>Vorschau…</translation>
    </message>
    <message>
        <source>Asking the cluster…</source>
        <translation>Der Cluster wird gefragt…</translation>
    </message>
    <message numerus="yes">
        <source>%n service(s) chosen</source>
        <translation>
            <numerusform>%n Service gewählt</numerusform>
            <numerusform>%n Services gewählt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n service(s)</source>
        <translation>
            <numerusform>%n Service</numerusform>
            <numerusform>%n Services</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
</context>
<context>
    <name>portolan::EditorDialog</name>
    <message>
        <source>Add a forward</source>
        <translation>Weiterleitung hinzufügen</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>%1 bearbeiten</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>The current context</source>
        <translation>Der aktuelle Kontext</translation>
    </message>
    <message>
        <source>The context’s namespace</source>
        <translation>Der Namespace des Kontexts</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Namespace</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Deployment</source>
        <translation>Deployment</translation>
    </message>
    <message>
        <source>StatefulSet</source>
        <translation>StatefulSet</translation>
    </message>
    <message>
        <source>Pod</source>
        <translation>Pod</translation>
    </message>
    <message>
        <source>Label selector</source>
        <translation>Label-Selektor</translation>
    </message>
    <message>
        <source>What the cluster has</source>
        <translation>Was der Cluster hat</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Port of the target</source>
        <translation>Port des Ziels</translation>
    </message>
    <message>
        <source>Number or name</source>
        <translation>Nummer oder Name</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>Auf diesem Rechner</translation>
    </message>
    <message>
        <source>Any free</source>
        <translation>Ein freier</translation>
    </message>
    <message>
        <source>Local address</source>
        <translation>Lokale Adresse</translation>
    </message>
    <message>
        <source>Local port</source>
        <translation>Lokaler Port</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Turn on when Portolan starts</source>
        <translation>Einschalten, wenn Portolan startet</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Separated by commas</source>
        <translation>Durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Go to the cluster with the first connection only</source>
        <translation>Erst mit der ersten Verbindung zum Cluster gehen</translation>
    </message>
    <message>
        <source>Spread connections over all ready pods</source>
        <translation>Verbindungen auf alle bereiten Pods verteilen</translation>
    </message>
    <message>
        <source>The way it will take</source>
        <translation>Der Weg, den sie nimmt</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>while you type</source>
        <translation>während der Eingabe</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>Pods</source>
        <translation>Pods</translation>
    </message>
    <message>
        <source>Session to a pod</source>
        <translation>Sitzung zu einem Pod</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>Same as</source>
        <translation>Entspricht</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save and turn on</source>
        <translation>Speichern und einschalten</translation>
    </message>
    <message>
        <source>current context</source>
        <translation>aktueller Kontext</translation>
    </message>
    <message>
        <source>Asking the cluster…</source>
        <translation>Der Cluster wird gefragt…</translation>
    </message>
    <message>
        <source>Counting pods…</source>
        <translation>Pods werden gezählt…</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>%1 wird gefragt…</translation>
    </message>
    <message>
        <source>Name of the target</source>
        <translation>Name des Ziels</translation>
    </message>
    <message>
        <source>Type to filter, or any name</source>
        <translation>Filtern oder beliebigen Namen eingeben</translation>
    </message>
    <message>
        <source>%1 (current)</source>
        <translation>%1 (aktuell)</translation>
    </message>
    <message>
        <source>Listing is not allowed here, type the name</source>
        <translation>Auflisten ist hier nicht erlaubt, bitte den Namen eingeben</translation>
    </message>
    <message>
        <source>%1 (the context’s)</source>
        <translation>%1 (aus dem Kontext)</translation>
    </message>
    <message>
        <source>%1 answered in %2 ms</source>
        <translation>%1 hat in %2 ms geantwortet</translation>
    </message>
    <message numerus="yes">
        <source>The first %n of many in %1</source>
        <translation>
            <numerusform>Der erste von vielen in %1</numerusform>
            <numerusform>Die ersten %n von vielen in %1</numerusform>
        </translation>
    </message>
    <message>
        <source>None in %1</source>
        <translation>Keine in %1</translation>
    </message>
    <message numerus="yes">
        <source>%n in %1</source>
        <translation>
            <numerusform>%n in %1</numerusform>
            <numerusform>%n in %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pod(s) match, %1 ready</source>
        <translation>
            <numerusform>%n Pod passt, %1 bereit</numerusform>
            <numerusform>%n Pods passen, %1 bereit</numerusform>
        </translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>Anderer…</translation>
    </message>
    <message>
        <source>Login to %1</source>
        <translation>Anmeldung bei %1</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation>noch nicht gefragt</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>unbekannt</translation>
    </message>
    <message numerus="yes">
        <source>%n ready</source>
        <translation>
            <numerusform>%n bereit</numerusform>
            <numerusform>%n bereit</numerusform>
        </translation>
    </message>
    <message>
        <source>none is ready</source>
        <translation>keiner ist bereit</translation>
    </message>
    <message>
        <source>Ctrl+Enter saves and turns on, Esc cancels</source>
        <translation>Strg+Eingabe speichert und schaltet ein, Esc bricht ab</translation>
    </message>
    <message>
        <source>%1 belongs to your forward %2.</source>
        <translation>%1 gehört zu Ihrer Weiterleitung %2.</translation>
    </message>
    <message>
        <source>%1 is already used by %2 (process %3).</source>
        <translation>%1 wird schon von %2 benutzt (Prozess %3).</translation>
    </message>
    <message>
        <source>%1 is already used by another program.</source>
        <translation>%1 wird schon von einem anderen Programm benutzt.</translation>
    </message>
    <message>
        <source>%1 is free.</source>
        <translation>%1 ist frei.</translation>
    </message>
    <message>
        <source>Other computers can reach it at this address.</source>
        <translation>Andere Rechner können sie unter dieser Adresse erreichen.</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>%1 benutzen</translation>
    </message>
    <message>
        <source>any free one</source>
        <translation>ein beliebiger freier</translation>
    </message>
    <message>
        <source>%1 in use, change it</source>
        <translation>%1 ist belegt, bitte ändern</translation>
    </message>
    <message>
        <source>%1 is free</source>
        <translation>%1 ist frei</translation>
    </message>
    <message>
        <source>the context’s namespace</source>
        <translation>der Namespace des Kontexts</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>auf diesem Rechner</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>through the Kubernetes API</source>
        <translation>über die Kubernetes-API</translation>
    </message>
    <message>
        <source>No target yet</source>
        <translation>Noch kein Ziel</translation>
    </message>
    <message>
        <source>looked up when it starts</source>
        <translation>wird beim Start nachgeschlagen</translation>
    </message>
    <message>
        <source>port %1, pod port %2</source>
        <translation>Port %1, Pod-Port %2</translation>
    </message>
    <message>
        <source>A ready pod</source>
        <translation>Ein bereiter Pod</translation>
    </message>
    <message numerus="yes">
        <source>one of %n ready pod(s), follows replacements</source>
        <translation>
            <numerusform>der eine bereite Pod, folgt Ersatz-Pods</numerusform>
            <numerusform>einer von %n bereiten Pods, folgt Ersatz-Pods</numerusform>
        </translation>
    </message>
    <message>
        <source>none is ready now; it waits for one</source>
        <translation>keiner ist jetzt bereit; sie wartet auf einen</translation>
    </message>
    <message>
        <source>follows replacements</source>
        <translation>folgt Ersatz-Pods</translation>
    </message>
    <message>
        <source>Stop trying</source>
        <translation>Versuch beenden</translation>
    </message>
    <message>
        <source>trying…</source>
        <translation>Versuch läuft…</translation>
    </message>
    <message>
        <source>not tried yet</source>
        <translation>noch nicht ausprobiert</translation>
    </message>
    <message>
        <source>Opens it once, saves nothing</source>
        <translation>Öffnet sie einmal, speichert nichts</translation>
    </message>
    <message>
        <source>opened in %1 ms</source>
        <translation>in %1 ms geöffnet</translation>
    </message>
    <message>
        <source>opened</source>
        <translation>geöffnet</translation>
    </message>
    <message>
        <source>It works.</source>
        <translation>Es funktioniert.</translation>
    </message>
</context>
<context>
    <name>portolan::EmptyState</name>
    <message>
        <source>No forwards yet</source>
        <translation>Noch keine Weiterleitungen</translation>
    </message>
    <message>
        <source>Your forwards will be listed here</source>
        <translation>Hier werden Ihre Weiterleitungen stehen</translation>
    </message>
    <message>
        <source>A forward opens a port of your cluster on this computer and keeps it open, also when the pod is replaced.</source>
        <translation>Eine Weiterleitung öffnet einen Port Ihres Clusters auf diesem Rechner und hält ihn offen, auch wenn der Pod ersetzt wird.</translation>
    </message>
    <message>
        <source>You can also drop a file anywhere in this window, or paste its text.</source>
        <translation>Sie können auch eine Datei irgendwo in diesem Fenster ablegen oder ihren Text einfügen.</translation>
    </message>
    <message>
        <source>Discover</source>
        <translation>Entdecken</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>Datei importieren</translation>
    </message>
    <message>
        <source>A forwards.json from your team or an export from kftray. You see every change before it is made.</source>
        <translation>Eine forwards.json Ihres Teams oder ein Export von kftray. Sie sehen jede Änderung, bevor sie gemacht wird.</translation>
    </message>
    <message>
        <source>Add one</source>
        <translation>Eine hinzufügen</translation>
    </message>
    <message>
        <source>Name a context, a service and a port. Free ports are suggested.</source>
        <translation>Kontext, Service und Port nennen. Freie Ports werden vorgeschlagen.</translation>
    </message>
    <message>
        <source>Try the demo cluster</source>
        <translation>Demo-Cluster ausprobieren</translation>
    </message>
    <message>
        <source>A small cluster inside Portolan, only on this computer. Nothing is sent anywhere.</source>
        <translation>Ein kleiner Cluster in Portolan, nur auf diesem Rechner. Nichts wird irgendwohin gesendet.</translation>
    </message>
    <message>
        <source>Start Portolan at login</source>
        <translation>Portolan bei der Anmeldung starten</translation>
    </message>
    <message>
        <source>Portolan stays in the tray when this window is closed</source>
        <translation>Portolan bleibt in der Leiste, wenn dieses Fenster geschlossen wird</translation>
    </message>
    <message>
        <source>Pick services of your clusters from a list. No kubeconfig was found yet.</source>
        <translation>Services Ihrer Cluster aus einer Liste wählen. Noch wurde keine kubeconfig gefunden.</translation>
    </message>
    <message>
        <source>%1 is in your kubeconfig. Pick services from a list.</source>
        <translation>%1 steht in Ihrer kubeconfig. Wählen Sie Services aus einer Liste.</translation>
    </message>
    <message>
        <source>%1 and %2 more are in your kubeconfig. Pick services from a list.</source>
        <translation>%1 und %2 weitere stehen in Ihrer kubeconfig. Wählen Sie Services aus einer Liste.</translation>
    </message>
    <message>
        <source>%1 are in your kubeconfig. Pick services from a list.</source>
        <translation>%1 stehen in Ihrer kubeconfig. Wählen Sie Services aus einer Liste.</translation>
    </message>
    <message>
        <source>Login tools found: %1</source>
        <translation>Anmeldeprogramme gefunden: %1</translation>
    </message>
</context>
<context>
    <name>portolan::FilterChip</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>portolan::FilterChips</name>
    <message>
        <source>Show by state</source>
        <translation>Nach Zustand zeigen</translation>
    </message>
</context>
<context>
    <name>portolan::ForwardsFilter</name>
    <message>
        <source>Current context</source>
        <translation>Aktueller Kontext</translation>
    </message>
    <message>
        <source>Current namespace</source>
        <translation>Aktueller Namespace</translation>
    </message>
    <message>
        <source>No tag</source>
        <translation>Ohne Tag</translation>
    </message>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Local address</source>
        <translation>Lokale Adresse</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Pod</source>
        <translation>Pod</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 warten</translation>
    </message>
    <message>
        <source>%1 of %2 on</source>
        <translation>%1 von %2 an</translation>
    </message>
    <message>
        <source>Certificate not verified</source>
        <translation>Zertifikat nicht geprüft</translation>
    </message>
    <message>
        <source>%1, switch, %2</source>
        <translation>%1, Schalter, %2</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>gemischt</translation>
    </message>
    <message>
        <source>Turn %1 off</source>
        <translation>%1 ausschalten</translation>
    </message>
    <message>
        <source>Turn %1 on</source>
        <translation>%1 einschalten</translation>
    </message>
    <message>
        <source>Click to copy, double click to open in the browser</source>
        <translation>Klick kopiert, Doppelklick öffnet im Browser</translation>
    </message>
    <message>
        <source>All forwards</source>
        <translation>Alle Weiterleitungen</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <translation>%1 seit %2</translation>
    </message>
</context>
<context>
    <name>portolan::ForwardsModel</name>
    <message>
        <source>session ended</source>
        <translation>Sitzung beendet</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>1 connection waiting</source>
        <translation>1 Verbindung wartet</translation>
    </message>
    <message numerus="yes">
        <source>%n connections waiting</source>
        <translation>
            <numerusform>%n Verbindung wartet</numerusform>
            <numerusform>%n Verbindungen warten</numerusform>
        </translation>
    </message>
    <message>
        <source>1 connection</source>
        <translation>1 Verbindung</translation>
    </message>
    <message numerus="yes">
        <source>%n connections</source>
        <translation>
            <numerusform>%n Verbindung</numerusform>
            <numerusform>%n Verbindungen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::ForwardsView</name>
    <message>
        <source>Forwards</source>
        <translation>Weiterleitungen</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 warten</translation>
    </message>
</context>
<context>
    <name>portolan::GraphLegend</name>
    <message>
        <source>down %1, up %2</source>
        <translation>herunter %1, hinauf %2</translation>
    </message>
</context>
<context>
    <name>portolan::ImportController</name>
    <message>
        <source>Import forwards</source>
        <translation>Weiterleitungen importieren</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>JSON-Dateien (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>from a link</source>
        <translation>aus einem Link</translation>
    </message>
    <message>
        <source>The link cannot be opened</source>
        <translation>Der Link lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>%1 cannot be imported</source>
        <translation>%1 lässt sich nicht importieren</translation>
    </message>
    <message>
        <source>Nothing can be imported now</source>
        <translation>Zurzeit lässt sich nichts importieren</translation>
    </message>
    <message>
        <source>The import is not saved</source>
        <translation>Der Import ist nicht gespeichert</translation>
    </message>
    <message>
        <source>The file in Git cannot be read</source>
        <translation>Die Datei in Git ist nicht lesbar</translation>
    </message>
    <message>
        <source>from Git</source>
        <translation>aus Git</translation>
    </message>
    <message>
        <source>%1 from Git</source>
        <translation>%1 aus Git</translation>
    </message>
    <message>
        <source>What was taken from Git is not remembered</source>
        <translation>Was aus Git übernommen wurde, ist nicht vermerkt</translation>
    </message>
</context>
<context>
    <name>portolan::ImportDialog</name>
    <message>
        <source>Import %1</source>
        <translation>%1 importieren</translation>
    </message>
    <message>
        <source>What would be imported</source>
        <translation>Was importiert würde</translation>
    </message>
    <message numerus="yes">
        <source>%n entries. Nothing is changed until you press Import, and nothing imported starts by itself.</source>
        <translation>
            <numerusform>%n Eintrag. Geändert wird erst etwas, wenn Sie importieren, und nichts Importiertes startet von selbst.</numerusform>
            <numerusform>%n Einträge. Geändert wird erst etwas, wenn Sie importieren, und nichts Importiertes startet von selbst.</numerusform>
        </translation>
    </message>
    <message>
        <source>Use the kubeconfig files that it names</source>
        <translation>Die genannten kubeconfig-Dateien benutzen</translation>
    </message>
    <message>
        <source>%1. A kubeconfig can start programs on this computer; without this, your own is used.</source>
        <translation>%1. Eine kubeconfig kann auf diesem Rechner Programme starten; ohne das wird Ihre eigene benutzt.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message numerus="yes">
        <source>Import %n forward(s)</source>
        <translation>
            <numerusform>%n Weiterleitung importieren</numerusform>
            <numerusform>%n Weiterleitungen importieren</numerusform>
        </translation>
    </message>
    <message>
        <source>Adds %1, changes %2, leaves %3 as they are. You can undo it.</source>
        <translation>Neu: %1, geändert: %2, unverändert: %3. Es lässt sich rückgängig machen.</translation>
    </message>
    <message>
        <source>There is nothing in it.</source>
        <translation>Es ist nichts darin.</translation>
    </message>
    <message>
        <source>Pick an entry to see what it would do.</source>
        <translation>Einen Eintrag auswählen, um zu sehen, was er bewirkt.</translation>
    </message>
    <message>
        <source>It is here already, and nothing would change.</source>
        <translation>Sie ist schon da, und nichts würde sich ändern.</translation>
    </message>
    <message>
        <source>Port %1 belongs to %2.</source>
        <translation>Port %1 gehört zu %2.</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>%1 benutzen</translation>
    </message>
    <message>
        <source>Use another port</source>
        <translation>Anderen Port benutzen</translation>
    </message>
    <message>
        <source>Keep %1: only one of the two can be on</source>
        <translation>%1 behalten: nur eine von beiden kann an sein</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) differ</source>
        <translation>
            <numerusform>%n Feld unterscheidet sich</numerusform>
            <numerusform>%n Felder unterscheiden sich</numerusform>
        </translation>
    </message>
    <message>
        <source>All mine</source>
        <translation>Alles meine</translation>
    </message>
    <message>
        <source>All theirs</source>
        <translation>Alles fremde</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>Ihres</translation>
    </message>
    <message>
        <source>In the import</source>
        <translation>Im Import</translation>
    </message>
    <message>
        <source>%1, yours: %2</source>
        <translation>%1, Ihres: %2</translation>
    </message>
    <message>
        <source>%1, in the import: %2</source>
        <translation>%1, im Import: %2</translation>
    </message>
    <message>
        <source>After the import</source>
        <translation>Nach dem Import</translation>
    </message>
    <message>
        <source>context %1</source>
        <translation>Kontext %1</translation>
    </message>
    <message>
        <source>namespace %1</source>
        <translation>Namespace %1</translation>
    </message>
    <message>
        <source>tags %1</source>
        <translation>Tags %1</translation>
    </message>
    <message>
        <source>It cannot be run: %1. It is kept all the same.</source>
        <translation>Sie lässt sich nicht ausführen: %1. Sie wird trotzdem behalten.</translation>
    </message>
    <message>
        <source>It does not turn on by itself when Portolan starts.</source>
        <translation>Sie schaltet sich beim Start von Portolan nicht von selbst ein.</translation>
    </message>
    <message>
        <source>It names the kubeconfig %1; your own is used.</source>
        <translation>Sie nennt die kubeconfig %1; benutzt wird Ihre eigene.</translation>
    </message>
    <message>
        <source>It uses the kubeconfig %1.</source>
        <translation>Sie benutzt die kubeconfig %1.</translation>
    </message>
    <message>
        <source>Other computers can reach it at %1.</source>
        <translation>Andere Rechner können sie unter %1 erreichen.</translation>
    </message>
    <message>
        <source>It is on. It restarts once with the change.</source>
        <translation>Sie ist an. Mit der Änderung startet sie einmal neu.</translation>
    </message>
    <message numerus="yes">
        <source>Removes %n forward(s).</source>
        <translation>
            <numerusform>Entfernt %n Weiterleitung.</numerusform>
            <numerusform>Entfernt %n Weiterleitungen.</numerusform>
        </translation>
    </message>
    <message>
        <source>It is not in the repository any more. If it is chosen, it is removed here, too.</source>
        <translation>Sie steht nicht mehr im Repository. Wird sie gewählt, dann wird sie auch hier entfernt.</translation>
    </message>
</context>
<context>
    <name>portolan::ImportListModel</name>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Same</source>
        <translation>Gleich</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Conflicting</source>
        <translation>Im Konflikt</translation>
    </message>
    <message>
        <source>Invalid</source>
        <translation>Ungültig</translation>
    </message>
    <message numerus="yes">
        <source>%n, cannot be imported</source>
        <translation>
            <numerusform>%n, nicht importierbar</numerusform>
            <numerusform>%n, nicht importierbar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n, decide each</source>
        <translation>
            <numerusform>%n, bitte entscheiden</numerusform>
            <numerusform>%n, bitte einzeln entscheiden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n, compare and choose</source>
        <translation>
            <numerusform>%n, vergleichen und wählen</numerusform>
            <numerusform>%n, vergleichen und wählen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n, nothing to do</source>
        <translation>
            <numerusform>%n, nichts zu tun</numerusform>
            <numerusform>%n, nichts zu tun</numerusform>
        </translation>
    </message>
    <message>
        <source>will use %1, as %2 is %3</source>
        <translation>nimmt %1, denn %2 hat %3</translation>
    </message>
    <message>
        <source>%1 is also %2: only one of them can be on</source>
        <translation>%1 hat auch %2: nur eine von beiden kann an sein</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1: %2 → %3</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Label selector</source>
        <translation>Label-Selektor</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Namespace</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>Kubeconfig</source>
        <translation>Kubeconfig</translation>
    </message>
    <message>
        <source>Local port</source>
        <translation>Lokaler Port</translation>
    </message>
    <message>
        <source>Local address</source>
        <translation>Lokale Adresse</translation>
    </message>
    <message>
        <source>Remote port</source>
        <translation>Entfernter Port</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>On demand</source>
        <translation>Bei Bedarf</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>Verteilung</translation>
    </message>
    <message>
        <source>Turn off after</source>
        <translation>Ausschalten nach</translation>
    </message>
    <message>
        <source>Gone</source>
        <translation>Weggefallen</translation>
    </message>
    <message numerus="yes">
        <source>%n, would be removed</source>
        <translation>
            <numerusform>%n, würde entfernt</numerusform>
            <numerusform>%n, würden entfernt</numerusform>
        </translation>
    </message>
    <message>
        <source>not in the repository any more</source>
        <translation>nicht mehr im Repository</translation>
    </message>
    <message>
        <source>Entry %1</source>
        <translation>Eintrag %1</translation>
    </message>
</context>
<context>
    <name>portolan::JournalModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Weiterleitung</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
</context>
<context>
    <name>portolan::LogWindow</name>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Weiterleitung</translation>
    </message>
    <message>
        <source>All forwards</source>
        <translation>Alle Weiterleitungen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>1 line</source>
        <translation>1 Zeile</translation>
    </message>
    <message numerus="yes">
        <source>%n lines</source>
        <translation>
            <numerusform>%n Zeile</numerusform>
            <numerusform>%n Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>Search in the log</source>
        <translation>Im Protokoll suchen</translation>
    </message>
</context>
<context>
    <name>portolan::MainWindow</name>
    <message>
        <source>Portolan</source>
        <translation>Portolan</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Neu starten</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Copy as kubectl command</source>
        <translation>Als kubectl-Befehl kopieren</translation>
    </message>
    <message>
        <source>Copy as curl command</source>
        <translation>Als curl-Befehl kopieren</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Im Browser öffnen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Hinzufügen…</translation>
    </message>
    <message>
        <source>Discover…</source>
        <translation>Entdecken…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Export all…</source>
        <translation>Alle exportieren…</translation>
    </message>
    <message>
        <source>Start all</source>
        <translation>Alle starten</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>Alle stoppen</translation>
    </message>
    <message>
        <source>Log…</source>
        <translation>Protokoll…</translation>
    </message>
    <message>
        <source>Fold all groups</source>
        <translation>Alle Gruppen einklappen</translation>
    </message>
    <message>
        <source>Unfold all groups</source>
        <translation>Alle Gruppen ausklappen</translation>
    </message>
    <message>
        <source>Keyboard…</source>
        <translation>Tastatur…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>About Portolan</source>
        <translation>Über Portolan</translation>
    </message>
    <message>
        <source>Quit Portolan</source>
        <translation>Portolan beenden</translation>
    </message>
    <message>
        <source>Details below</source>
        <translation>Details unten</translation>
    </message>
    <message>
        <source>Details at the side</source>
        <translation>Details an der Seite</translation>
    </message>
    <message>
        <source>No details</source>
        <translation>Keine Details</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Filter %1</source>
        <translation>%1 filtern</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Nächster Bereich</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>Voriger Bereich</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>No forward is in this state</source>
        <translation>Keine Weiterleitung ist in diesem Zustand</translation>
    </message>
    <message>
        <source>Nothing matches “%1”</source>
        <translation>Nichts passt zu „%1“</translation>
    </message>
    <message numerus="yes">
        <source>%n forwards</source>
        <translation>
            <numerusform>%n Weiterleitung</numerusform>
            <numerusform>%n Weiterleitungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>portolan::PodsModel</name>
    <message>
        <source>in use, answers in %1</source>
        <translation>in Benutzung, antwortet in %1</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>in Benutzung</translation>
    </message>
    <message>
        <source>ready, takes over if needed</source>
        <translation>bereit, springt bei Bedarf ein</translation>
    </message>
    <message>
        <source>not ready</source>
        <translation>nicht bereit</translation>
    </message>
</context>
<context>
    <name>portolan::PopupDelegate</name>
    <message>
        <source>idle</source>
        <translation>ruhig</translation>
    </message>
</context>
<context>
    <name>portolan::PopupView</name>
    <message>
        <source>Forwards</source>
        <translation>Weiterleitungen</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <translation>%1 kopieren</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Im Browser öffnen</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
</context>
<context>
    <name>portolan::SearchField</name>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
</context>
<context>
    <name>portolan::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Forwards</source>
        <translation>Weiterleitungen</translation>
    </message>
    <message>
        <source>Git</source>
        <translation>Git</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Start Portolan at login</source>
        <translation>Portolan bei der Anmeldung starten</translation>
    </message>
    <message>
        <source>Open the window when Portolan starts</source>
        <translation>Das Fenster öffnen, wenn Portolan startet</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie die Arbeitsfläche</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>For a light panel</source>
        <translation>Für eine helle Leiste</translation>
    </message>
    <message>
        <source>For a dark panel</source>
        <translation>Für eine dunkle Leiste</translation>
    </message>
    <message>
        <source>Notify when a forward fails or works again</source>
        <translation>Melden, wenn eine Weiterleitung scheitert oder wieder geht</translation>
    </message>
    <message>
        <source>Forwards without notifications</source>
        <translation>Weiterleitungen ohne Meldungen</translation>
    </message>
    <message>
        <source>Notify again</source>
        <translation>Wieder melden</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Tray icon</source>
        <translation>Symbol in der Leiste</translation>
    </message>
    <message>
        <source>Silenced</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Warnungen</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>Informationen</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>A connection waits for a pod for</source>
        <translation>Eine Verbindung wartet auf einen Pod</translation>
    </message>
    <message>
        <source>Turn forwards off after</source>
        <translation>Weiterleitungen ausschalten nach</translation>
    </message>
    <message>
        <source>Forwards on demand leave the cluster after</source>
        <translation>Weiterleitungen bei Bedarf verlassen den Cluster nach</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Times count for forwards that are turned on from now on.</source>
        <translation>Die Zeiten gelten für Weiterleitungen, die ab jetzt eingeschaltet werden.</translation>
    </message>
    <message>
        <source>The repository’s own</source>
        <translation>Der des Repositorys</translation>
    </message>
    <message>
        <source>Only when asked</source>
        <translation>Nur auf Wunsch</translation>
    </message>
    <message>
        <source>Portolan can follow a file of forwards in a Git repository. It uses your own git and its logins, and shows every change before it is made.</source>
        <translation>Portolan kann einer Datei mit Weiterleitungen in einem Git-Repository folgen. Es benutzt Ihr eigenes git samt dessen Anmeldungen und zeigt jede Änderung, bevor sie gemacht wird.</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>Repository</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>File or folder</source>
        <translation>Datei oder Ordner</translation>
    </message>
    <message>
        <source>Look every</source>
        <translation>Nachsehen alle</translation>
    </message>
    <message>
        <source>Look now…</source>
        <translation>Jetzt nachsehen…</translation>
    </message>
</context>
<context>
    <name>portolan::ShortcutsDialog</name>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>Search (also /)</source>
        <translation>Suchen (auch /)</translation>
    </message>
    <message>
        <source>Switch on or off</source>
        <translation>Ein- oder ausschalten</translation>
    </message>
    <message>
        <source>Fold a group</source>
        <translation>Gruppe einklappen</translation>
    </message>
    <message>
        <source>Unfold a group</source>
        <translation>Gruppe ausklappen</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Im Browser öffnen</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Neu starten</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Discover</source>
        <translation>Entdecken</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>Start all</source>
        <translation>Alle starten</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>Alle stoppen</translation>
    </message>
    <message>
        <source>Show all; Ctrl+2 to Ctrl+5: ready, waiting, failed, stopped</source>
        <translation>Alle zeigen; Strg+2 bis Strg+5: bereit, wartet, gescheitert, aus</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Nächster Bereich</translation>
    </message>
    <message>
        <source>Clear the search, then close</source>
        <translation>Suche leeren, dann schließen</translation>
    </message>
</context>
<context>
    <name>portolan::StagePath</name>
    <message>
        <source>The way of this forward</source>
        <translation>Der Weg dieser Weiterleitung</translation>
    </message>
</context>
<context>
    <name>portolan::TargetListModel</name>
    <message numerus="yes">
        <source>%1 of %n pod(s) ready</source>
        <translation>
            <numerusform>%1 von %n Pod bereit</numerusform>
            <numerusform>%1 von %n Pods bereit</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::ThroughputGraph</name>
    <message>
        <source>Throughput of the last five minutes</source>
        <translation>Durchsatz der letzten fünf Minuten</translation>
    </message>
    <message>
        <source>Now down %1, up %2; at most down %3, up %4</source>
        <translation>Jetzt herunter %1, hinauf %2; höchstens herunter %3, hinauf %4</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>−%1 min</source>
        <translation>−%1 min</translation>
    </message>
    <message>
        <source>−%1</source>
        <comment>minutes ago</comment>
        <translation>−%1</translation>
    </message>
</context>
<context>
    <name>portolan::TrayApplication</name>
    <message>
        <source>There is no display here. The command line, portolan, works without one.</source>
        <translation>Hier gibt es keinen Bildschirm. Die Befehlszeile, portolan, braucht keinen.</translation>
    </message>
    <message>
        <source>The saved forwards cannot be read</source>
        <translation>Die gespeicherten Weiterleitungen sind nicht lesbar</translation>
    </message>
    <message>
        <source>The change is not saved</source>
        <translation>Die Änderung ist nicht gespeichert</translation>
    </message>
    <message>
        <source>%1

The file is left as it is, and nothing is saved until it can be read again.</source>
        <translation>%1

Die Datei bleibt, wie sie ist, und nichts wird gespeichert, bis sie wieder lesbar ist.</translation>
    </message>
    <message>
        <source>The settings file has a mistake</source>
        <translation>Die Einstellungsdatei hat einen Fehler</translation>
    </message>
    <message>
        <source>This desktop shows no system tray, so Portolan stays in this window.</source>
        <translation>Diese Arbeitsfläche hat keinen Systemabschnitt, deshalb bleibt Portolan in diesem Fenster.</translation>
    </message>
    <message>
        <source>The command line cannot reach this window</source>
        <translation>Die Befehlszeile kann dieses Fenster nicht erreichen</translation>
    </message>
    <message>
        <source>A second start cannot reach this window</source>
        <translation>Ein zweiter Start kann dieses Fenster nicht erreichen</translation>
    </message>
    <message>
        <source>The forward is not saved</source>
        <translation>Die Weiterleitung ist nicht gespeichert</translation>
    </message>
    <message>
        <source>The demo cluster does not start</source>
        <translation>Der Demo-Cluster startet nicht</translation>
    </message>
    <message>
        <source>Starting at login cannot be changed</source>
        <translation>Das Starten bei der Anmeldung lässt sich nicht ändern</translation>
    </message>
    <message numerus="yes">
        <source>Imported %n forward(s)</source>
        <translation>
            <numerusform>%n Weiterleitung importiert</numerusform>
            <numerusform>%n Weiterleitungen importiert</numerusform>
        </translation>
    </message>
    <message>
        <source>what was pasted</source>
        <translation>Eingefügtes</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (Kopie)</translation>
    </message>
    <message>
        <source>Export forwards</source>
        <translation>Weiterleitungen exportieren</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>JSON-Dateien (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>The export is not saved</source>
        <translation>Der Export ist nicht gespeichert</translation>
    </message>
    <message>
        <source>Deleted %1</source>
        <translation>%1 gelöscht</translation>
    </message>
    <message numerus="yes">
        <source>Deleted %n forward(s)</source>
        <translation>
            <numerusform>%n Weiterleitung gelöscht</numerusform>
            <numerusform>%n Weiterleitungen gelöscht</numerusform>
        </translation>
    </message>
    <message>
        <source>The forwards in Git have changed</source>
        <translation>Die Weiterleitungen in Git haben sich geändert</translation>
    </message>
    <message>
        <source>Nothing is changed here before you have looked.</source>
        <translation>Hier ändert sich nichts, bevor Sie nachgesehen haben.</translation>
    </message>
    <message>
        <source>No terminal window could be opened.</source>
        <translation>Es konnte kein Terminalfenster geöffnet werden.</translation>
    </message>
    <message>
        <source>Run in a terminal: %1</source>
        <translation>In einem Terminal ausführen: %1</translation>
    </message>
</context>
<context>
    <name>portolan::TrayMenu</name>
    <message>
        <source>Portolan</source>
        <translation>Portolan</translation>
    </message>
    <message>
        <source>No forwards yet</source>
        <translation>Noch keine Weiterleitungen</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>Datei importieren…</translation>
    </message>
    <message>
        <source>Try the demo cluster</source>
        <translation>Demo-Cluster ausprobieren</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt benutzt</translation>
    </message>
    <message>
        <source>Start all</source>
        <translation>Alle starten</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>Alle stoppen</translation>
    </message>
    <message>
        <source>Open the window</source>
        <translation>Fenster öffnen</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>About Portolan</source>
        <translation>Über Portolan</translation>
    </message>
    <message>
        <source>Quit Portolan</source>
        <translation>Portolan beenden</translation>
    </message>
    <message>
        <source>%1 — %2 of %3 on</source>
        <translation>%1 — %2 von %3 an</translation>
    </message>
    <message>
        <source>Current context</source>
        <translation>Aktueller Kontext</translation>
    </message>
</context>
<context>
    <name>portolan::TrayPopup</name>
    <message>
        <source>Portolan</source>
        <translation>Portolan</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Suche leeren</translation>
    </message>
    <message>
        <source>Search name, port, namespace, tag</source>
        <translation>Name, Port, Namespace, Tag suchen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Add a forward…</source>
        <translation>Weiterleitung hinzufügen…</translation>
    </message>
    <message>
        <source>Open the window</source>
        <translation>Fenster öffnen</translation>
    </message>
    <message>
        <source>Your forwards will be listed here</source>
        <translation>Hier werden Ihre Weiterleitungen stehen</translation>
    </message>
    <message>
        <source>Discover services in a cluster…</source>
        <translation>Services in einem Cluster entdecken…</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>Datei importieren…</translation>
    </message>
    <message>
        <source>Add one…</source>
        <translation>Eine hinzufügen…</translation>
    </message>
    <message>
        <source>Try the demo cluster</source>
        <translation>Demo-Cluster ausprobieren</translation>
    </message>
    <message>
        <source>Start all</source>
        <translation>Alle starten</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>Alle stoppen</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Discover…</source>
        <translation>Entdecken…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>About Portolan</source>
        <translation>Über Portolan</translation>
    </message>
    <message>
        <source>Quit Portolan</source>
        <translation>Portolan beenden</translation>
    </message>
    <message>
        <source>None is in this state</source>
        <translation>Keine ist in diesem Zustand</translation>
    </message>
    <message>
        <source>Nothing matches “%1”</source>
        <translation>Nichts passt zu „%1“</translation>
    </message>
    <message>
        <source>%1 down, %2 up</source>
        <translation>%1 herunter, %2 hinauf</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Im Browser öffnen</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Neu starten</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>Details zeigen</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>No notifications</source>
        <translation>Keine Meldungen</translation>
    </message>
</context>
<context>
    <name>portolan::TroubleBox</name>
    <message>
        <source>What is wrong</source>
        <translation>Was nicht stimmt</translation>
    </message>
    <message>
        <source>Runs: %1</source>
        <translation>Führt aus: %1</translation>
    </message>
</context>
<context>
    <name>portolan::TroubleNotices</name>
    <message>
        <source>%1 failed</source>
        <translation>%1 ist gescheitert</translation>
    </message>
    <message>
        <source>%1 is waiting</source>
        <translation>%1 wartet</translation>
    </message>
    <message numerus="yes">
        <source>%n forward(s) do not work</source>
        <translation>
            <numerusform>%n Weiterleitung geht nicht</numerusform>
            <numerusform>%n Weiterleitungen gehen nicht</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 works again</source>
        <translation>%1 geht wieder</translation>
    </message>
    <message numerus="yes">
        <source>%n forward(s) work again</source>
        <translation>
            <numerusform>%n Weiterleitung geht wieder</numerusform>
            <numerusform>%n Weiterleitungen gehen wieder</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::UndoBar</name>
    <message>
        <source>%1. Ctrl+Z undoes it</source>
        <translation>%1. Strg+Z macht es rückgängig</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>portolan::WindowBar</name>
    <message>
        <source>Commands and filters</source>
        <translation>Befehle und Filter</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppieren</translation>
    </message>
    <message>
        <source>By context</source>
        <translation>Nach Kontext</translation>
    </message>
    <message>
        <source>By namespace</source>
        <translation>Nach Namespace</translation>
    </message>
    <message>
        <source>By tag</source>
        <translation>Nach Tag</translation>
    </message>
    <message>
        <source>One list</source>
        <translation>Eine Liste</translation>
    </message>
    <message>
        <source>Start all</source>
        <translation>Alle starten</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>Alle stoppen</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Nothing to search yet</source>
        <translation>Noch nichts zu suchen</translation>
    </message>
    <message>
        <source>Search name, port, pod, tag</source>
        <translation>Name, Port, Pod, Tag suchen</translation>
    </message>
</context>
</TS>
