<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>Figures</name>
    <message>
        <source>%1 B</source>
        <translation>%1 o</translation>
    </message>
    <message>
        <source>%1 kB</source>
        <translation>%1 ko</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 Mo</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 Go</translation>
    </message>
    <message>
        <source>%1 TB</source>
        <translation>%1 To</translation>
    </message>
    <message>
        <source>%1 B/s</source>
        <translation>%1 o/s</translation>
    </message>
    <message>
        <source>%1 kB/s</source>
        <translation>%1 ko/s</translation>
    </message>
    <message>
        <source>%1 MB/s</source>
        <translation>%1 Mo/s</translation>
    </message>
    <message>
        <source>%1 GB/s</source>
        <translation>%1 Go/s</translation>
    </message>
    <message>
        <source>%1 TB/s</source>
        <translation>%1 To/s</translation>
    </message>
    <message>
        <source>%1 bytes per second</source>
        <translation>%1 octets par seconde</translation>
    </message>
    <message>
        <source>%1 kilobytes per second</source>
        <translation>%1 kilooctets par seconde</translation>
    </message>
    <message>
        <source>%1 megabytes per second</source>
        <translation>%1 mégaoctets par seconde</translation>
    </message>
    <message>
        <source>%1 gigabytes per second</source>
        <translation>%1 gigaoctets par seconde</translation>
    </message>
    <message>
        <source>%1 terabytes per second</source>
        <translation>%1 téraoctets par seconde</translation>
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
        <translation>%1 j %2 h</translation>
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
        <translation>« %1 » n’est pas un nom d’espace de noms.</translation>
    </message>
    <message>
        <source>Write a label selector, such as app=web.</source>
        <translation>Saisissez un sélecteur d’étiquettes, comme app=web.</translation>
    </message>
    <message>
        <source>“%1” is not a label selector. It looks like app=web,tier=front.</source>
        <translation>« %1 » n’est pas un sélecteur d’étiquettes. Exemple : app=web,tier=front.</translation>
    </message>
    <message>
        <source>Pick what to forward to, or type its name.</source>
        <translation>Choisissez une cible ou saisissez son nom.</translation>
    </message>
    <message>
        <source>“%1” is not a name that a cluster can have.</source>
        <translation>« %1 » n’est pas un nom possible dans un cluster.</translation>
    </message>
    <message>
        <source>Pick a port, or type its number or name.</source>
        <translation>Choisissez un port ou saisissez son numéro ou son nom.</translation>
    </message>
    <message>
        <source>“%1” is not a port (1 to 65535, or a name).</source>
        <translation>« %1 » n’est pas un port (1 à 65535, ou un nom).</translation>
    </message>
</context>
<context>
    <name>GroupHeader</name>
    <message>
        <source>%1 of %2 on</source>
        <translation>%1 sur %2 actives</translation>
    </message>
    <message>
        <source>cluster answers in %1</source>
        <translation>le cluster répond en %1</translation>
    </message>
    <message>
        <source>Certificate not verified</source>
        <translation>Certificat non vérifié</translation>
    </message>
</context>
<context>
    <name>StageWords</name>
    <message>
        <source>not reached</source>
        <translation>non atteint</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fait</translation>
    </message>
    <message>
        <source>port kept open</source>
        <translation>port gardé ouvert</translation>
    </message>
    <message>
        <source>port kept open, 1 connection waits</source>
        <translation>port gardé ouvert, 1 connexion attend</translation>
    </message>
    <message numerus="yes">
        <source>port kept open, %n connections wait</source>
        <translation>
            <numerusform>port gardé ouvert, %n connexion attend</numerusform>
            <numerusform>port gardé ouvert, %n connexions attendent</numerusform>
        </translation>
    </message>
    <message>
        <source>Stage %1 of 5, %2, %3</source>
        <translation>Étape %1 sur 5, %2, %3</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>après %1</translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>encore %1 s</translation>
    </message>
</context>
<context>
    <name>StateWords</name>
    <message>
        <source>Failed</source>
        <translation>En échec</translation>
    </message>
    <message>
        <source>Ready since %1, took %2</source>
        <translation>Prêt depuis %1, en %2</translation>
    </message>
    <message>
        <source>Ready since %1</source>
        <translation>Prêt depuis %1</translation>
    </message>
    <message>
        <source>Listening since %1, connects on demand</source>
        <translation>À l’écoute depuis %1, se connecte à la demande</translation>
    </message>
    <message>
        <source>Waiting since %1</source>
        <translation>En attente depuis %1</translation>
    </message>
    <message>
        <source>Failed at configuration since %1</source>
        <translation>En échec à la configuration depuis %1</translation>
    </message>
    <message>
        <source>Failed at authentication since %1</source>
        <translation>En échec à l’authentification depuis %1</translation>
    </message>
    <message>
        <source>Failed at the target since %1</source>
        <translation>En échec à la cible depuis %1</translation>
    </message>
    <message>
        <source>Failed at the session since %1</source>
        <translation>En échec à la session depuis %1</translation>
    </message>
    <message>
        <source>Failed at the local port since %1</source>
        <translation>En échec au port local depuis %1</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>Configuration</translation>
    </message>
    <message>
        <source>Authentication</source>
        <translation>Authentification</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Cible</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Session</translation>
    </message>
    <message>
        <source>Relay</source>
        <translation>Relais</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>non atteint</translation>
    </message>
    <message>
        <source>working</source>
        <translation>en cours</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fait</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en attente</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>en échec</translation>
    </message>
    <message>
        <source>current context</source>
        <translation>contexte actuel</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Essayer maintenant</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Modifier…</translation>
    </message>
    <message>
        <source>Use another context…</source>
        <translation>Utiliser un autre contexte…</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>Utiliser %1</translation>
    </message>
    <message>
        <source>Log in to %1…</source>
        <translation>Se connecter à %1…</translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation>Réessayer maintenant</translation>
    </message>
    <message>
        <source>Choose a context…</source>
        <translation>Choisir un contexte…</translation>
    </message>
    <message>
        <source>Looks again in %1 s.</source>
        <translation>Revérifie dans %1 s.</translation>
    </message>
    <message>
        <source>Next try in %1 s.</source>
        <translation>Prochain essai dans %1 s.</translation>
    </message>
    <message>
        <source>Portolan goes on by itself as soon as something changes.</source>
        <translation>Portolan reprend de lui-même dès que quelque chose change.</translation>
    </message>
    <message>
        <source>Portolan takes the port as soon as it is free.</source>
        <translation>Portolan prend le port dès qu’il est libre.</translation>
    </message>
    <message>
        <source>Log in again and the forwards of %1 continue by themselves. Portolan does not retry on its own here, because every try would open a login page. A login in a terminal works too.</source>
        <translation>Reconnectez-vous et les redirections de %1 reprennent d’elles-mêmes. Portolan ne réessaie pas de lui-même ici, car chaque essai ouvrirait une page de connexion. Une connexion dans un terminal convient aussi.</translation>
    </message>
    <message>
        <source>Portolan does not retry on its own here.</source>
        <translation>Portolan ne réessaie pas de lui-même ici.</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Arrêté</translation>
    </message>
    <message>
        <source>Reading configuration…</source>
        <translation>Lecture de la configuration…</translation>
    </message>
    <message>
        <source>Logging in…</source>
        <translation>Connexion au compte…</translation>
    </message>
    <message>
        <source>Finding a pod…</source>
        <translation>Recherche d’un pod…</translation>
    </message>
    <message>
        <source>Opening session…</source>
        <translation>Ouverture de session…</translation>
    </message>
    <message>
        <source>Opening port…</source>
        <translation>Ouverture du port…</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>À l’écoute</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Prêt</translation>
    </message>
    <message>
        <source>Waiting for pod</source>
        <translation>Attend un pod</translation>
    </message>
    <message>
        <source>Waiting for cluster, %1 s</source>
        <translation>Attend le cluster, %1 s</translation>
    </message>
    <message>
        <source>Waiting for cluster</source>
        <translation>Attend le cluster</translation>
    </message>
    <message>
        <source>Waiting for login, %1 s</source>
        <translation>Attend la connexion, %1 s</translation>
    </message>
    <message>
        <source>Waiting for login</source>
        <translation>Attend la connexion</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Arrêt…</translation>
    </message>
    <message>
        <source>Defect in Portolan</source>
        <translation>Défaut de Portolan</translation>
    </message>
    <message>
        <source>Not valid</source>
        <translation>Non valide</translation>
    </message>
    <message>
        <source>File not readable</source>
        <translation>Fichier illisible</translation>
    </message>
    <message>
        <source>File not writable</source>
        <translation>Fichier non modifiable</translation>
    </message>
    <message>
        <source>Not supported</source>
        <translation>Non pris en charge</translation>
    </message>
    <message>
        <source>No kubeconfig</source>
        <translation>Pas de kubeconfig</translation>
    </message>
    <message>
        <source>Unknown context</source>
        <translation>Contexte inconnu</translation>
    </message>
    <message>
        <source>Unknown cluster</source>
        <translation>Cluster inconnu</translation>
    </message>
    <message>
        <source>Unknown user</source>
        <translation>Utilisateur inconnu</translation>
    </message>
    <message>
        <source>Credentials not usable</source>
        <translation>Identifiants inutilisables</translation>
    </message>
    <message>
        <source>Server not found</source>
        <translation>Serveur introuvable</translation>
    </message>
    <message>
        <source>Server not reachable</source>
        <translation>Serveur injoignable</translation>
    </message>
    <message>
        <source>Certificate not trusted</source>
        <translation>Certificat non fiable</translation>
    </message>
    <message>
        <source>TLS failed</source>
        <translation>Échec TLS</translation>
    </message>
    <message>
        <source>Login expired</source>
        <translation>Connexion expirée</translation>
    </message>
    <message>
        <source>Not allowed</source>
        <translation>Non autorisé</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Introuvable</translation>
    </message>
    <message>
        <source>Request refused</source>
        <translation>Requête refusée</translation>
    </message>
    <message>
        <source>Server busy</source>
        <translation>Serveur occupé</translation>
    </message>
    <message>
        <source>Unexpected answer</source>
        <translation>Réponse inattendue</translation>
    </message>
    <message>
        <source>No such port</source>
        <translation>Port inexistant</translation>
    </message>
    <message>
        <source>Pod not running</source>
        <translation>Pod arrêté</translation>
    </message>
    <message>
        <source>No pod</source>
        <translation>Aucun pod</translation>
    </message>
    <message>
        <source>Pod is gone</source>
        <translation>Pod disparu</translation>
    </message>
    <message>
        <source>Port forwarding refused</source>
        <translation>Redirection refusée</translation>
    </message>
    <message>
        <source>Session lost</source>
        <translation>Session perdue</translation>
    </message>
    <message>
        <source>Port %1 is taken</source>
        <translation>Le port %1 est pris</translation>
    </message>
    <message>
        <source>Port %1 not allowed</source>
        <translation>Port %1 non autorisé</translation>
    </message>
    <message>
        <source>Address not available</source>
        <translation>Adresse indisponible</translation>
    </message>
    <message>
        <source>Pod refused connection</source>
        <translation>Connexion refusée par le pod</translation>
    </message>
    <message>
        <source>Pod connection failed</source>
        <translation>Échec de connexion au pod</translation>
    </message>
    <message>
        <source>The last connection failed: %1</source>
        <translation>La dernière connexion a échoué : %1</translation>
    </message>
    <message>
        <source>%1, any free port</source>
        <translation>%1, un port libre</translation>
    </message>
</context>
<context>
    <name>TrayOptions</name>
    <message>
        <source>Keeps Kubernetes ports open on this computer, from the system tray.</source>
        <translation>Garde des ports Kubernetes ouverts sur cet ordinateur, depuis la zone de notification.</translation>
    </message>
    <message>
        <source>Use FILE for the saved forwards.</source>
        <translation>Utiliser FILE pour les redirections enregistrées.</translation>
    </message>
    <message>
        <source>Use FILE for forwards that name no kubeconfig.</source>
        <translation>Utiliser FILE pour les redirections sans kubeconfig.</translation>
    </message>
    <message>
        <source>Start a small cluster inside this process and forwards to it; your own are left alone.</source>
        <translation>Démarrer un petit cluster dans ce processus et des redirections vers lui ; les vôtres ne sont pas touchées.</translation>
    </message>
    <message>
        <source>Open no window, as at login.</source>
        <translation>N’ouvrir aucune fenêtre, comme à l’ouverture de session.</translation>
    </message>
    <message>
        <source>The colour of the panel behind the icon: auto, light or dark; as set without this.</source>
        <translation>La couleur de la barre derrière l’icône : auto, light ou dark ; sinon selon les réglages.</translation>
    </message>
    <message>
        <source>Open a window if there is no system tray within so many seconds.</source>
        <translation>Ouvrir une fenêtre s’il n’y a pas de zone de notification au bout de tant de secondes.</translation>
    </message>
    <message>
        <source>Show what importing this file, or a portolan:// link, would do.</source>
        <translation>Montrer l’effet de l’import de ce fichier ou d’un lien portolan://.</translation>
    </message>
    <message>
        <source>--panel is auto, light or dark</source>
        <translation>--panel vaut auto, light ou dark</translation>
    </message>
    <message>
        <source>--wait is a number of seconds, at most 3600</source>
        <translation>--wait est un nombre de secondes, au plus 3600</translation>
    </message>
</context>
<context>
    <name>TraySummary</name>
    <message>
        <source>%1: no forwards yet</source>
        <translation>%1 : pas encore de redirections</translation>
    </message>
    <message>
        <source>%1: nothing on</source>
        <translation>%1 : rien d’actif</translation>
    </message>
    <message>
        <source>%1: %2 on, %3 failed, first %4: %5</source>
        <translation>%1 : %2 actives, %3 en échec, d’abord %4 : %5</translation>
    </message>
    <message>
        <source>%1: %2 on, %3 waiting, first %4: %5</source>
        <translation>%1 : %2 actives, %3 en attente, d’abord %4 : %5</translation>
    </message>
    <message>
        <source>%1: %2 on, %3: %4</source>
        <translation>%1 : %2 actives, %3 : %4</translation>
    </message>
    <message>
        <source>%1: %2 on, %3 starting</source>
        <translation>%1 : %2 actives, %3 démarrent</translation>
    </message>
    <message>
        <source>%1: 1 on, ready</source>
        <translation>%1 : 1 active, prête</translation>
    </message>
    <message>
        <source>%1: %2 on, all ready</source>
        <translation>%1 : %2 actives, toutes prêtes</translation>
    </message>
</context>
<context>
    <name>portolan::AboutDialog</name>
    <message>
        <source>About Portolan</source>
        <translation>À propos de Portolan</translation>
    </message>
    <message>
        <source>Portolan %1</source>
        <translation>Portolan %1</translation>
    </message>
    <message>
        <source>Keeps Kubernetes ports open on this computer.</source>
        <translation>Garde des ports Kubernetes ouverts sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Free software under the Apache License 2.0</source>
        <translation>Logiciel libre sous licence Apache 2.0</translation>
    </message>
    <message>
        <source>For a bug report (no names, addresses or passwords are in it)</source>
        <translation>Pour un rapport d’anomalie (sans noms, adresses ni mots de passe)</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnostic</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>Copier le diagnostic</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>portolan::AddressChip</name>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
</context>
<context>
    <name>portolan::ConnectionsModel</name>
    <message>
        <source>waits for a pod</source>
        <translation>attend un pod</translation>
    </message>
    <message>
        <source>%1, to %2</source>
        <translation>%1, vers %2</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Open for</source>
        <translation>Ouverte depuis</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Reçus</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Envoyés</translation>
    </message>
</context>
<context>
    <name>portolan::DesktopNotifier</name>
    <message>
        <source>Show</source>
        <translation>Afficher</translation>
    </message>
</context>
<context>
    <name>portolan::DetailsPane</name>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>Choose a forward to see where it stands</source>
        <translation>Choisissez une redirection pour voir où elle en est</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Copier l’adresse</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Redémarrer</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Modifier…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>More for this forward</source>
        <translation>Plus pour cette redirection</translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation>Débit</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Connexions</translation>
    </message>
    <message>
        <source>In detail</source>
        <translation>En détail</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Pods</source>
        <translation>Pods</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>session answers in %1</source>
        <translation>la session répond en %1</translation>
    </message>
    <message>
        <source>connections share a busy session</source>
        <translation>des connexions partagent une session chargée</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Démarrer</translation>
    </message>
    <message>
        <source>%1 open · %2 since start</source>
        <translation>%1 ouvertes · %2 depuis le début</translation>
    </message>
    <message>
        <source>%1 ready</source>
        <translation>%1 prêts</translation>
    </message>
</context>
<context>
    <name>portolan::DiscoverDialog</name>
    <message>
        <source>Discover services</source>
        <translation>Découvrir des services</translation>
    </message>
    <message>
        <source>Choose services. You see every forward before it is added.</source>
        <translation>Choisissez des services. Vous voyez chaque redirection avant son ajout.</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Contexte</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Espace de noms</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtrer</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Services</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Preview…</source>
        <translation>Aperçu…</translation>
    </message>
    <message>
        <source>Asking the cluster…</source>
        <translation>Interrogation du cluster…</translation>
    </message>
    <message numerus="yes">
        <source>%n service(s) chosen</source>
        <translation>
            <numerusform>%n service choisi</numerusform>
            <numerusform>%n services choisis</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n service(s)</source>
        <translation>
            <numerusform>%n service</numerusform>
            <numerusform>%n services</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 dans %2</translation>
    </message>
</context>
<context>
    <name>portolan::EditorDialog</name>
    <message>
        <source>Add a forward</source>
        <translation>Ajouter une redirection</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>Modifier %1</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Où</translation>
    </message>
    <message>
        <source>The current context</source>
        <translation>Le contexte actuel</translation>
    </message>
    <message>
        <source>The context’s namespace</source>
        <translation>L’espace de noms du contexte</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Contexte</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Espace de noms</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
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
        <translation>Sélecteur d’étiquettes</translation>
    </message>
    <message>
        <source>What the cluster has</source>
        <translation>Contenu du cluster</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Port of the target</source>
        <translation>Port de la cible</translation>
    </message>
    <message>
        <source>Number or name</source>
        <translation>Numéro ou nom</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>Sur cet ordinateur</translation>
    </message>
    <message>
        <source>Any free</source>
        <translation>Un port libre</translation>
    </message>
    <message>
        <source>Local address</source>
        <translation>Adresse locale</translation>
    </message>
    <message>
        <source>Local port</source>
        <translation>Port local</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Turn on when Portolan starts</source>
        <translation>Activer au démarrage de Portolan</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Étiquettes</translation>
    </message>
    <message>
        <source>Separated by commas</source>
        <translation>Séparées par des virgules</translation>
    </message>
    <message>
        <source>Go to the cluster with the first connection only</source>
        <translation>N’aller au cluster qu’à la première connexion</translation>
    </message>
    <message>
        <source>Spread connections over all ready pods</source>
        <translation>Répartir les connexions entre tous les pods prêts</translation>
    </message>
    <message>
        <source>The way it will take</source>
        <translation>Le chemin qu’elle suivra</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Vérifications</translation>
    </message>
    <message>
        <source>while you type</source>
        <translation>pendant la saisie</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>Connexion au compte</translation>
    </message>
    <message>
        <source>Pods</source>
        <translation>Pods</translation>
    </message>
    <message>
        <source>Session to a pod</source>
        <translation>Session vers un pod</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Essayer</translation>
    </message>
    <message>
        <source>Same as</source>
        <translation>Équivaut à</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Copier la commande</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Save and turn on</source>
        <translation>Enregistrer et activer</translation>
    </message>
    <message>
        <source>current context</source>
        <translation>contexte actuel</translation>
    </message>
    <message>
        <source>Asking the cluster…</source>
        <translation>Interrogation du cluster…</translation>
    </message>
    <message>
        <source>Counting pods…</source>
        <translation>Comptage des pods…</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>Interrogation de %1…</translation>
    </message>
    <message>
        <source>Name of the target</source>
        <translation>Nom de la cible</translation>
    </message>
    <message>
        <source>Type to filter, or any name</source>
        <translation>Filtrer, ou saisir un nom</translation>
    </message>
    <message>
        <source>%1 (current)</source>
        <translation>%1 (actuel)</translation>
    </message>
    <message>
        <source>Listing is not allowed here, type the name</source>
        <translation>Lister n’est pas permis ici, saisissez le nom</translation>
    </message>
    <message>
        <source>%1 (the context’s)</source>
        <translation>%1 (du contexte)</translation>
    </message>
    <message>
        <source>%1 answered in %2 ms</source>
        <translation>%1 a répondu en %2 ms</translation>
    </message>
    <message numerus="yes">
        <source>The first %n of many in %1</source>
        <translation>
            <numerusform>Le premier de nombreux dans %1</numerusform>
            <numerusform>Les %n premiers de nombreux dans %1</numerusform>
        </translation>
    </message>
    <message>
        <source>None in %1</source>
        <translation>Aucun dans %1</translation>
    </message>
    <message numerus="yes">
        <source>%n in %1</source>
        <translation>
            <numerusform>%n dans %1</numerusform>
            <numerusform>%n dans %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pod(s) match, %1 ready</source>
        <translation>
            <numerusform>%n pod correspond, %1 prêt</numerusform>
            <numerusform>%n pods correspondent, %1 prêts</numerusform>
        </translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>Autre…</translation>
    </message>
    <message>
        <source>Login to %1</source>
        <translation>Connexion à %1</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation>pas encore demandé</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>inconnu</translation>
    </message>
    <message numerus="yes">
        <source>%n ready</source>
        <translation>
            <numerusform>%n prêt</numerusform>
            <numerusform>%n prêts</numerusform>
        </translation>
    </message>
    <message>
        <source>none is ready</source>
        <translation>aucun n’est prêt</translation>
    </message>
    <message>
        <source>Ctrl+Enter saves and turns on, Esc cancels</source>
        <translation>Ctrl+Entrée enregistre et active, Échap annule</translation>
    </message>
    <message>
        <source>%1 belongs to your forward %2.</source>
        <translation>%1 appartient à votre redirection %2.</translation>
    </message>
    <message>
        <source>%1 is already used by %2 (process %3).</source>
        <translation>%1 est déjà utilisé par %2 (processus %3).</translation>
    </message>
    <message>
        <source>%1 is already used by another program.</source>
        <translation>%1 est déjà utilisé par un autre programme.</translation>
    </message>
    <message>
        <source>%1 is free.</source>
        <translation>%1 est libre.</translation>
    </message>
    <message>
        <source>Other computers can reach it at this address.</source>
        <translation>D’autres ordinateurs peuvent y accéder à cette adresse.</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>Utiliser %1</translation>
    </message>
    <message>
        <source>any free one</source>
        <translation>n’importe lequel de libre</translation>
    </message>
    <message>
        <source>%1 in use, change it</source>
        <translation>%1 est pris, changez-le</translation>
    </message>
    <message>
        <source>%1 is free</source>
        <translation>%1 est libre</translation>
    </message>
    <message>
        <source>the context’s namespace</source>
        <translation>l’espace de noms du contexte</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>sur cet ordinateur</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>through the Kubernetes API</source>
        <translation>par l’API Kubernetes</translation>
    </message>
    <message>
        <source>No target yet</source>
        <translation>Pas encore de cible</translation>
    </message>
    <message>
        <source>looked up when it starts</source>
        <translation>recherché au démarrage</translation>
    </message>
    <message>
        <source>port %1, pod port %2</source>
        <translation>port %1, port du pod %2</translation>
    </message>
    <message>
        <source>A ready pod</source>
        <translation>Un pod prêt</translation>
    </message>
    <message numerus="yes">
        <source>one of %n ready pod(s), follows replacements</source>
        <translation>
            <numerusform>le seul pod prêt, suit les remplacements</numerusform>
            <numerusform>un des %n pods prêts, suit les remplacements</numerusform>
        </translation>
    </message>
    <message>
        <source>none is ready now; it waits for one</source>
        <translation>aucun n’est prêt ; elle en attend un</translation>
    </message>
    <message>
        <source>follows replacements</source>
        <translation>suit les remplacements</translation>
    </message>
    <message>
        <source>Stop trying</source>
        <translation>Arrêter l’essai</translation>
    </message>
    <message>
        <source>trying…</source>
        <translation>essai en cours…</translation>
    </message>
    <message>
        <source>not tried yet</source>
        <translation>pas encore essayé</translation>
    </message>
    <message>
        <source>Opens it once, saves nothing</source>
        <translation>L’ouvre une fois, n’enregistre rien</translation>
    </message>
    <message>
        <source>opened in %1 ms</source>
        <translation>ouverte en %1 ms</translation>
    </message>
    <message>
        <source>opened</source>
        <translation>ouverte</translation>
    </message>
    <message>
        <source>It works.</source>
        <translation>Ça marche.</translation>
    </message>
</context>
<context>
    <name>portolan::EmptyState</name>
    <message>
        <source>No forwards yet</source>
        <translation>Pas encore de redirections</translation>
    </message>
    <message>
        <source>Your forwards will be listed here</source>
        <translation>Vos redirections apparaîtront ici</translation>
    </message>
    <message>
        <source>A forward opens a port of your cluster on this computer and keeps it open, also when the pod is replaced.</source>
        <translation>Une redirection ouvre un port de votre cluster sur cet ordinateur et le garde ouvert, même quand le pod est remplacé.</translation>
    </message>
    <message>
        <source>You can also drop a file anywhere in this window, or paste its text.</source>
        <translation>Vous pouvez aussi déposer un fichier dans cette fenêtre, ou coller son texte.</translation>
    </message>
    <message>
        <source>Discover</source>
        <translation>Découvrir</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>Importer un fichier</translation>
    </message>
    <message>
        <source>A forwards.json from your team or an export from kftray. You see every change before it is made.</source>
        <translation>Un forwards.json de votre équipe ou un export de kftray. Vous voyez chaque modification avant qu’elle soit faite.</translation>
    </message>
    <message>
        <source>Add one</source>
        <translation>En ajouter une</translation>
    </message>
    <message>
        <source>Name a context, a service and a port. Free ports are suggested.</source>
        <translation>Nommez un contexte, un service et un port. Des ports libres sont proposés.</translation>
    </message>
    <message>
        <source>Try the demo cluster</source>
        <translation>Essayer le cluster de démonstration</translation>
    </message>
    <message>
        <source>A small cluster inside Portolan, only on this computer. Nothing is sent anywhere.</source>
        <translation>Un petit cluster dans Portolan, uniquement sur cet ordinateur. Rien n’est envoyé ailleurs.</translation>
    </message>
    <message>
        <source>Start Portolan at login</source>
        <translation>Démarrer Portolan à l’ouverture de session</translation>
    </message>
    <message>
        <source>Portolan stays in the tray when this window is closed</source>
        <translation>Portolan reste dans la zone de notification quand cette fenêtre est fermée</translation>
    </message>
    <message>
        <source>Pick services of your clusters from a list. No kubeconfig was found yet.</source>
        <translation>Choisissez des services de vos clusters dans une liste. Aucun kubeconfig n’a encore été trouvé.</translation>
    </message>
    <message>
        <source>%1 is in your kubeconfig. Pick services from a list.</source>
        <translation>%1 est dans votre kubeconfig. Choisissez des services dans une liste.</translation>
    </message>
    <message>
        <source>%1 and %2 more are in your kubeconfig. Pick services from a list.</source>
        <translation>%1 et %2 autres sont dans votre kubeconfig. Choisissez des services dans une liste.</translation>
    </message>
    <message>
        <source>%1 are in your kubeconfig. Pick services from a list.</source>
        <translation>%1 sont dans votre kubeconfig. Choisissez des services dans une liste.</translation>
    </message>
    <message>
        <source>Login tools found: %1</source>
        <translation>Outils de connexion trouvés : %1</translation>
    </message>
</context>
<context>
    <name>portolan::FilterChip</name>
    <message>
        <source>All</source>
        <translation>Toutes</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Prêt</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>En échec</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Arrêté</translation>
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
        <translation>Afficher par état</translation>
    </message>
</context>
<context>
    <name>portolan::ForwardsFilter</name>
    <message>
        <source>Current context</source>
        <translation>Contexte actuel</translation>
    </message>
    <message>
        <source>Current namespace</source>
        <translation>Espace de noms actuel</translation>
    </message>
    <message>
        <source>No tag</source>
        <translation>Sans étiquette</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Actif</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Local address</source>
        <translation>Adresse locale</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Cible</translation>
    </message>
    <message>
        <source>Pod</source>
        <translation>Pod</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Débit</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Connexions</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Depuis</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 et %2 autres</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 en attente</translation>
    </message>
    <message>
        <source>%1 of %2 on</source>
        <translation>%1 sur %2 actives</translation>
    </message>
    <message>
        <source>Certificate not verified</source>
        <translation>Certificat non vérifié</translation>
    </message>
    <message>
        <source>%1, switch, %2</source>
        <translation>%1, interrupteur, %2</translation>
    </message>
    <message>
        <source>on</source>
        <translation>actif</translation>
    </message>
    <message>
        <source>off</source>
        <translation>inactif</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>mixte</translation>
    </message>
    <message>
        <source>Turn %1 off</source>
        <translation>Désactiver %1</translation>
    </message>
    <message>
        <source>Turn %1 on</source>
        <translation>Activer %1</translation>
    </message>
    <message>
        <source>Click to copy, double click to open in the browser</source>
        <translation>Clic pour copier, double-clic pour ouvrir dans le navigateur</translation>
    </message>
    <message>
        <source>All forwards</source>
        <translation>Toutes les redirections</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <translation>%1 depuis %2</translation>
    </message>
</context>
<context>
    <name>portolan::ForwardsModel</name>
    <message>
        <source>session ended</source>
        <translation>session terminée</translation>
    </message>
    <message>
        <source>on</source>
        <translation>actif</translation>
    </message>
    <message>
        <source>off</source>
        <translation>inactif</translation>
    </message>
    <message>
        <source>1 connection waiting</source>
        <translation>1 connexion en attente</translation>
    </message>
    <message numerus="yes">
        <source>%n connections waiting</source>
        <translation>
            <numerusform>%n connexion en attente</numerusform>
            <numerusform>%n connexions en attente</numerusform>
        </translation>
    </message>
    <message>
        <source>1 connection</source>
        <translation>1 connexion</translation>
    </message>
    <message numerus="yes">
        <source>%n connections</source>
        <translation>
            <numerusform>%n connexion</numerusform>
            <numerusform>%n connexions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::ForwardsView</name>
    <message>
        <source>Forwards</source>
        <translation>Redirections</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 en attente</translation>
    </message>
</context>
<context>
    <name>portolan::GraphLegend</name>
    <message>
        <source>down %1, up %2</source>
        <translation>reçus %1, envoyés %2</translation>
    </message>
</context>
<context>
    <name>portolan::ImportController</name>
    <message>
        <source>Import forwards</source>
        <translation>Importer des redirections</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>Fichiers JSON (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>from a link</source>
        <translation>depuis un lien</translation>
    </message>
    <message>
        <source>The link cannot be opened</source>
        <translation>Le lien ne peut pas être ouvert</translation>
    </message>
    <message>
        <source>%1 cannot be imported</source>
        <translation>%1 ne peut pas être importé</translation>
    </message>
    <message>
        <source>Nothing can be imported now</source>
        <translation>Rien ne peut être importé pour l’instant</translation>
    </message>
    <message>
        <source>The import is not saved</source>
        <translation>L’import n’est pas enregistré</translation>
    </message>
    <message>
        <source>The file in Git cannot be read</source>
        <translation>Le fichier dans Git est illisible</translation>
    </message>
    <message>
        <source>from Git</source>
        <translation>depuis Git</translation>
    </message>
    <message>
        <source>%1 from Git</source>
        <translation>%1 depuis Git</translation>
    </message>
    <message>
        <source>What was taken from Git is not remembered</source>
        <translation>Ce qui a été pris de Git n’est pas mémorisé</translation>
    </message>
</context>
<context>
    <name>portolan::ImportDialog</name>
    <message>
        <source>Import %1</source>
        <translation>Importer %1</translation>
    </message>
    <message>
        <source>What would be imported</source>
        <translation>Ce qui serait importé</translation>
    </message>
    <message numerus="yes">
        <source>%n entries. Nothing is changed until you press Import, and nothing imported starts by itself.</source>
        <translation>
            <numerusform>%n entrée. Rien ne change avant d’importer, et rien d’importé ne démarre de lui-même.</numerusform>
            <numerusform>%n entrées. Rien ne change avant d’importer, et rien d’importé ne démarre de lui-même.</numerusform>
        </translation>
    </message>
    <message>
        <source>Use the kubeconfig files that it names</source>
        <translation>Utiliser les fichiers kubeconfig qu’il nomme</translation>
    </message>
    <message>
        <source>%1. A kubeconfig can start programs on this computer; without this, your own is used.</source>
        <translation>%1. Un kubeconfig peut lancer des programmes sur cet ordinateur ; sans cela, le vôtre est utilisé.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importer</translation>
    </message>
    <message numerus="yes">
        <source>Import %n forward(s)</source>
        <translation>
            <numerusform>Importer %n redirection</numerusform>
            <numerusform>Importer %n redirections</numerusform>
        </translation>
    </message>
    <message>
        <source>Adds %1, changes %2, leaves %3 as they are. You can undo it.</source>
        <translation>Ajoute %1, modifie %2, laisse %3 en l’état. Vous pourrez annuler.</translation>
    </message>
    <message>
        <source>There is nothing in it.</source>
        <translation>Il n’y a rien dedans.</translation>
    </message>
    <message>
        <source>Pick an entry to see what it would do.</source>
        <translation>Choisissez une entrée pour voir son effet.</translation>
    </message>
    <message>
        <source>It is here already, and nothing would change.</source>
        <translation>Elle est déjà là, et rien ne changerait.</translation>
    </message>
    <message>
        <source>Port %1 belongs to %2.</source>
        <translation>Le port %1 appartient à %2.</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>Utiliser %1</translation>
    </message>
    <message>
        <source>Use another port</source>
        <translation>Utiliser un autre port</translation>
    </message>
    <message>
        <source>Keep %1: only one of the two can be on</source>
        <translation>Garder %1 : une seule des deux peut être active</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) differ</source>
        <translation>
            <numerusform>%n champ diffère</numerusform>
            <numerusform>%n champs diffèrent</numerusform>
        </translation>
    </message>
    <message>
        <source>All mine</source>
        <translation>Tout le mien</translation>
    </message>
    <message>
        <source>All theirs</source>
        <translation>Tout l’autre</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Champ</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>Le vôtre</translation>
    </message>
    <message>
        <source>In the import</source>
        <translation>Dans l’import</translation>
    </message>
    <message>
        <source>%1, yours: %2</source>
        <translation>%1, le vôtre : %2</translation>
    </message>
    <message>
        <source>%1, in the import: %2</source>
        <translation>%1, dans l’import : %2</translation>
    </message>
    <message>
        <source>After the import</source>
        <translation>Après l’import</translation>
    </message>
    <message>
        <source>context %1</source>
        <translation>contexte %1</translation>
    </message>
    <message>
        <source>namespace %1</source>
        <translation>espace de noms %1</translation>
    </message>
    <message>
        <source>tags %1</source>
        <translation>étiquettes %1</translation>
    </message>
    <message>
        <source>It cannot be run: %1. It is kept all the same.</source>
        <translation>Elle ne peut pas fonctionner : %1. Elle est gardée quand même.</translation>
    </message>
    <message>
        <source>It does not turn on by itself when Portolan starts.</source>
        <translation>Elle ne s’active pas d’elle-même au démarrage de Portolan.</translation>
    </message>
    <message>
        <source>It names the kubeconfig %1; your own is used.</source>
        <translation>Elle nomme le kubeconfig %1 ; le vôtre est utilisé.</translation>
    </message>
    <message>
        <source>It uses the kubeconfig %1.</source>
        <translation>Elle utilise le kubeconfig %1.</translation>
    </message>
    <message>
        <source>Other computers can reach it at %1.</source>
        <translation>D’autres ordinateurs peuvent y accéder à %1.</translation>
    </message>
    <message>
        <source>It is on. It restarts once with the change.</source>
        <translation>Elle est active. Elle redémarre une fois avec la modification.</translation>
    </message>
    <message numerus="yes">
        <source>Removes %n forward(s).</source>
        <translation>
            <numerusform>Supprime %n redirection.</numerusform>
            <numerusform>Supprime %n redirections.</numerusform>
        </translation>
    </message>
    <message>
        <source>It is not in the repository any more. If it is chosen, it is removed here, too.</source>
        <translation>Elle n’est plus dans le dépôt. Si elle est choisie, elle est supprimée ici aussi.</translation>
    </message>
</context>
<context>
    <name>portolan::ImportListModel</name>
    <message>
        <source>New</source>
        <translation>Nouvelles</translation>
    </message>
    <message>
        <source>Same</source>
        <translation>Identiques</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Modifiées</translation>
    </message>
    <message>
        <source>Conflicting</source>
        <translation>En conflit</translation>
    </message>
    <message>
        <source>Invalid</source>
        <translation>Non valides</translation>
    </message>
    <message numerus="yes">
        <source>%n, cannot be imported</source>
        <translation>
            <numerusform>%n, ne peut être importée</numerusform>
            <numerusform>%n, ne peuvent être importées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n, decide each</source>
        <translation>
            <numerusform>%n, à décider</numerusform>
            <numerusform>%n, à décider une par une</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n, compare and choose</source>
        <translation>
            <numerusform>%n, à comparer et choisir</numerusform>
            <numerusform>%n, à comparer et choisir</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n, nothing to do</source>
        <translation>
            <numerusform>%n, rien à faire</numerusform>
            <numerusform>%n, rien à faire</numerusform>
        </translation>
    </message>
    <message>
        <source>will use %1, as %2 is %3</source>
        <translation>prendra %1, car %2 est à %3</translation>
    </message>
    <message>
        <source>%1 is also %2: only one of them can be on</source>
        <translation>%1 est aussi à %2 : une seule peut être active</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1 : %2 → %3</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Label selector</source>
        <translation>Sélecteur d’étiquettes</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Cible</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Espace de noms</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Contexte</translation>
    </message>
    <message>
        <source>Kubeconfig</source>
        <translation>Kubeconfig</translation>
    </message>
    <message>
        <source>Local port</source>
        <translation>Port local</translation>
    </message>
    <message>
        <source>Local address</source>
        <translation>Adresse locale</translation>
    </message>
    <message>
        <source>Remote port</source>
        <translation>Port distant</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protocole</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Étiquettes</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>On demand</source>
        <translation>À la demande</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>Répartition</translation>
    </message>
    <message>
        <source>Turn off after</source>
        <translation>Désactiver après</translation>
    </message>
    <message>
        <source>Gone</source>
        <translation>Disparues</translation>
    </message>
    <message numerus="yes">
        <source>%n, would be removed</source>
        <translation>
            <numerusform>%n, serait supprimée</numerusform>
            <numerusform>%n, seraient supprimées</numerusform>
        </translation>
    </message>
    <message>
        <source>not in the repository any more</source>
        <translation>plus dans le dépôt</translation>
    </message>
    <message>
        <source>Entry %1</source>
        <translation>Entrée %1</translation>
    </message>
</context>
<context>
    <name>portolan::JournalModel</name>
    <message>
        <source>Time</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Redirection</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Ce qui s’est passé</translation>
    </message>
</context>
<context>
    <name>portolan::LogWindow</name>
    <message>
        <source>Log</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Redirection</translation>
    </message>
    <message>
        <source>All forwards</source>
        <translation>Toutes les redirections</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>1 line</source>
        <translation>1 ligne</translation>
    </message>
    <message numerus="yes">
        <source>%n lines</source>
        <translation>
            <numerusform>%n ligne</numerusform>
            <numerusform>%n lignes</numerusform>
        </translation>
    </message>
    <message>
        <source>Search in the log</source>
        <translation>Rechercher dans le journal</translation>
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
        <translation>Effacer</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Démarrer</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Redémarrer</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Essayer maintenant</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Modifier…</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Dupliquer</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Copier l’adresse</translation>
    </message>
    <message>
        <source>Copy as kubectl command</source>
        <translation>Copier comme commande kubectl</translation>
    </message>
    <message>
        <source>Copy as curl command</source>
        <translation>Copier comme commande curl</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Ouvrir dans le navigateur</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Ajouter…</translation>
    </message>
    <message>
        <source>Discover…</source>
        <translation>Découvrir…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importer…</translation>
    </message>
    <message>
        <source>Export all…</source>
        <translation>Tout exporter…</translation>
    </message>
    <message>
        <source>Start all</source>
        <translation>Tout démarrer</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>Tout arrêter</translation>
    </message>
    <message>
        <source>Log…</source>
        <translation>Journal…</translation>
    </message>
    <message>
        <source>Fold all groups</source>
        <translation>Replier tous les groupes</translation>
    </message>
    <message>
        <source>Unfold all groups</source>
        <translation>Déplier tous les groupes</translation>
    </message>
    <message>
        <source>Keyboard…</source>
        <translation>Clavier…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Réglages…</translation>
    </message>
    <message>
        <source>About Portolan</source>
        <translation>À propos de Portolan</translation>
    </message>
    <message>
        <source>Quit Portolan</source>
        <translation>Quitter Portolan</translation>
    </message>
    <message>
        <source>Details below</source>
        <translation>Détails en dessous</translation>
    </message>
    <message>
        <source>Details at the side</source>
        <translation>Détails sur le côté</translation>
    </message>
    <message>
        <source>No details</source>
        <translation>Pas de détails</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Filter %1</source>
        <translation>Filtrer %1</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Volet suivant</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>Volet précédent</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Coller</translation>
    </message>
    <message>
        <source>No forward is in this state</source>
        <translation>Aucune redirection n’est dans cet état</translation>
    </message>
    <message>
        <source>Nothing matches “%1”</source>
        <translation>Rien ne correspond à « %1 »</translation>
    </message>
    <message numerus="yes">
        <source>%n forwards</source>
        <translation>
            <numerusform>%n redirection</numerusform>
            <numerusform>%n redirections</numerusform>
        </translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Colonnes</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1 : %2</translation>
    </message>
</context>
<context>
    <name>portolan::PodsModel</name>
    <message>
        <source>in use, answers in %1</source>
        <translation>utilisé, répond en %1</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>utilisé</translation>
    </message>
    <message>
        <source>ready, takes over if needed</source>
        <translation>prêt, prend le relais au besoin</translation>
    </message>
    <message>
        <source>not ready</source>
        <translation>pas prêt</translation>
    </message>
</context>
<context>
    <name>portolan::PopupDelegate</name>
    <message>
        <source>idle</source>
        <translation>inactif</translation>
    </message>
</context>
<context>
    <name>portolan::PopupView</name>
    <message>
        <source>Forwards</source>
        <translation>Redirections</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <translation>Copier %1</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Ouvrir dans le navigateur</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Plus</translation>
    </message>
</context>
<context>
    <name>portolan::SearchField</name>
    <message>
        <source>Search</source>
        <translation>Rechercher</translation>
    </message>
</context>
<context>
    <name>portolan::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Général</translation>
    </message>
    <message>
        <source>Forwards</source>
        <translation>Redirections</translation>
    </message>
    <message>
        <source>Git</source>
        <translation>Git</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Start Portolan at login</source>
        <translation>Démarrer Portolan à l’ouverture de session</translation>
    </message>
    <message>
        <source>Open the window when Portolan starts</source>
        <translation>Ouvrir la fenêtre au démarrage de Portolan</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Comme le bureau</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatique</translation>
    </message>
    <message>
        <source>For a light panel</source>
        <translation>Pour une barre claire</translation>
    </message>
    <message>
        <source>For a dark panel</source>
        <translation>Pour une barre sombre</translation>
    </message>
    <message>
        <source>Notify when a forward fails or works again</source>
        <translation>Prévenir quand une redirection échoue ou refonctionne</translation>
    </message>
    <message>
        <source>Forwards without notifications</source>
        <translation>Redirections sans notifications</translation>
    </message>
    <message>
        <source>Notify again</source>
        <translation>Prévenir à nouveau</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>Fenêtres</translation>
    </message>
    <message>
        <source>Tray icon</source>
        <translation>Icône de la zone de notification</translation>
    </message>
    <message>
        <source>Silenced</source>
        <translation>Muettes</translation>
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
        <translation>Jamais</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Avertissements</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>Informations</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Tout</translation>
    </message>
    <message>
        <source>A connection waits for a pod for</source>
        <translation>Une connexion attend un pod pendant</translation>
    </message>
    <message>
        <source>Turn forwards off after</source>
        <translation>Désactiver les redirections après</translation>
    </message>
    <message>
        <source>Forwards on demand leave the cluster after</source>
        <translation>Les redirections à la demande quittent le cluster après</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Times count for forwards that are turned on from now on.</source>
        <translation>Les durées valent pour les redirections activées à partir de maintenant.</translation>
    </message>
    <message>
        <source>The repository’s own</source>
        <translation>Celle du dépôt</translation>
    </message>
    <message>
        <source>Only when asked</source>
        <translation>Seulement sur demande</translation>
    </message>
    <message>
        <source>Portolan can follow a file of forwards in a Git repository. It uses your own git and its logins, and shows every change before it is made.</source>
        <translation>Portolan peut suivre un fichier de redirections dans un dépôt Git. Il utilise votre git et ses identifiants, et montre chaque modification avant de la faire.</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>Dépôt</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>Branche</translation>
    </message>
    <message>
        <source>File or folder</source>
        <translation>Fichier ou dossier</translation>
    </message>
    <message>
        <source>Look every</source>
        <translation>Vérifier toutes les</translation>
    </message>
    <message>
        <source>Look now…</source>
        <translation>Vérifier maintenant…</translation>
    </message>
</context>
<context>
    <name>portolan::ShortcutsDialog</name>
    <message>
        <source>Keyboard</source>
        <translation>Clavier</translation>
    </message>
    <message>
        <source>Search (also /)</source>
        <translation>Rechercher (aussi /)</translation>
    </message>
    <message>
        <source>Switch on or off</source>
        <translation>Activer ou désactiver</translation>
    </message>
    <message>
        <source>Fold a group</source>
        <translation>Replier un groupe</translation>
    </message>
    <message>
        <source>Unfold a group</source>
        <translation>Déplier un groupe</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Copier l’adresse</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Ouvrir dans le navigateur</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Redémarrer</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Modifier</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Ajouter</translation>
    </message>
    <message>
        <source>Discover</source>
        <translation>Découvrir</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importer</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Dupliquer</translation>
    </message>
    <message>
        <source>Start all</source>
        <translation>Tout démarrer</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>Tout arrêter</translation>
    </message>
    <message>
        <source>Show all; Ctrl+2 to Ctrl+5: ready, waiting, failed, stopped</source>
        <translation>Tout afficher ; Ctrl+2 à Ctrl+5 : prêtes, en attente, en échec, arrêtées</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Volet suivant</translation>
    </message>
    <message>
        <source>Clear the search, then close</source>
        <translation>Effacer la recherche, puis fermer</translation>
    </message>
</context>
<context>
    <name>portolan::StagePath</name>
    <message>
        <source>The way of this forward</source>
        <translation>Le chemin de cette redirection</translation>
    </message>
</context>
<context>
    <name>portolan::TargetListModel</name>
    <message numerus="yes">
        <source>%1 of %n pod(s) ready</source>
        <translation>
            <numerusform>%1 pod sur %n prêt</numerusform>
            <numerusform>%1 pods sur %n prêts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::ThroughputGraph</name>
    <message>
        <source>Throughput of the last five minutes</source>
        <translation>Débit des cinq dernières minutes</translation>
    </message>
    <message>
        <source>Now down %1, up %2; at most down %3, up %4</source>
        <translation>Actuellement reçus %1, envoyés %2 ; au plus reçus %3, envoyés %4</translation>
    </message>
    <message>
        <source>now</source>
        <translation>maintenant</translation>
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
        <translation>Il n’y a pas d’écran ici. La ligne de commande, portolan, s’en passe.</translation>
    </message>
    <message>
        <source>The saved forwards cannot be read</source>
        <translation>Les redirections enregistrées sont illisibles</translation>
    </message>
    <message>
        <source>The change is not saved</source>
        <translation>La modification n’est pas enregistrée</translation>
    </message>
    <message>
        <source>%1

The file is left as it is, and nothing is saved until it can be read again.</source>
        <translation>%1

Le fichier reste tel quel, et rien n’est enregistré tant qu’il n’est pas de nouveau lisible.</translation>
    </message>
    <message>
        <source>The settings file has a mistake</source>
        <translation>Le fichier de réglages contient une erreur</translation>
    </message>
    <message>
        <source>This desktop shows no system tray, so Portolan stays in this window.</source>
        <translation>Ce bureau n’a pas de zone de notification, Portolan reste donc dans cette fenêtre.</translation>
    </message>
    <message>
        <source>The command line cannot reach this window</source>
        <translation>La ligne de commande ne peut pas joindre cette fenêtre</translation>
    </message>
    <message>
        <source>A second start cannot reach this window</source>
        <translation>Un second démarrage ne peut pas joindre cette fenêtre</translation>
    </message>
    <message>
        <source>The forward is not saved</source>
        <translation>La redirection n’est pas enregistrée</translation>
    </message>
    <message>
        <source>The demo cluster does not start</source>
        <translation>Le cluster de démonstration ne démarre pas</translation>
    </message>
    <message>
        <source>Starting at login cannot be changed</source>
        <translation>Le démarrage à l’ouverture de session ne peut être modifié</translation>
    </message>
    <message numerus="yes">
        <source>Imported %n forward(s)</source>
        <translation>
            <numerusform>%n redirection importée</numerusform>
            <numerusform>%n redirections importées</numerusform>
        </translation>
    </message>
    <message>
        <source>what was pasted</source>
        <translation>ce qui a été collé</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (copie)</translation>
    </message>
    <message>
        <source>Export forwards</source>
        <translation>Exporter des redirections</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>Fichiers JSON (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>The export is not saved</source>
        <translation>L’export n’est pas enregistré</translation>
    </message>
    <message>
        <source>Deleted %1</source>
        <translation>%1 supprimée</translation>
    </message>
    <message numerus="yes">
        <source>Deleted %n forward(s)</source>
        <translation>
            <numerusform>%n redirection supprimée</numerusform>
            <numerusform>%n redirections supprimées</numerusform>
        </translation>
    </message>
    <message>
        <source>The forwards in Git have changed</source>
        <translation>Les redirections dans Git ont changé</translation>
    </message>
    <message>
        <source>Nothing is changed here before you have looked.</source>
        <translation>Rien ne change ici avant votre vérification.</translation>
    </message>
    <message>
        <source>No terminal window could be opened.</source>
        <translation>Aucune fenêtre de terminal n’a pu être ouverte.</translation>
    </message>
    <message>
        <source>Run in a terminal: %1</source>
        <translation>À exécuter dans un terminal : %1</translation>
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
        <translation>Pas encore de redirections</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>Importer un fichier…</translation>
    </message>
    <message>
        <source>Try the demo cluster</source>
        <translation>Essayer le cluster de démonstration</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Récentes</translation>
    </message>
    <message>
        <source>Start all</source>
        <translation>Tout démarrer</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>Tout arrêter</translation>
    </message>
    <message>
        <source>Open the window</source>
        <translation>Ouvrir la fenêtre</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Réglages…</translation>
    </message>
    <message>
        <source>About Portolan</source>
        <translation>À propos de Portolan</translation>
    </message>
    <message>
        <source>Quit Portolan</source>
        <translation>Quitter Portolan</translation>
    </message>
    <message>
        <source>%1 — %2 of %3 on</source>
        <translation>%1 — %2 sur %3 actives</translation>
    </message>
    <message>
        <source>Current context</source>
        <translation>Contexte actuel</translation>
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
        <translation>Effacer la recherche</translation>
    </message>
    <message>
        <source>Search name, port, namespace, tag</source>
        <translation>Chercher nom, port, espace, étiquette</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Add a forward…</source>
        <translation>Ajouter une redirection…</translation>
    </message>
    <message>
        <source>Open the window</source>
        <translation>Ouvrir la fenêtre</translation>
    </message>
    <message>
        <source>Your forwards will be listed here</source>
        <translation>Vos redirections apparaîtront ici</translation>
    </message>
    <message>
        <source>Discover services in a cluster…</source>
        <translation>Découvrir les services d’un cluster…</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>Importer un fichier…</translation>
    </message>
    <message>
        <source>Add one…</source>
        <translation>En ajouter une…</translation>
    </message>
    <message>
        <source>Try the demo cluster</source>
        <translation>Essayer le cluster de démonstration</translation>
    </message>
    <message>
        <source>Start all</source>
        <translation>Tout démarrer</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>Tout arrêter</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importer…</translation>
    </message>
    <message>
        <source>Discover…</source>
        <translation>Découvrir…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Réglages…</translation>
    </message>
    <message>
        <source>About Portolan</source>
        <translation>À propos de Portolan</translation>
    </message>
    <message>
        <source>Quit Portolan</source>
        <translation>Quitter Portolan</translation>
    </message>
    <message>
        <source>None is in this state</source>
        <translation>Aucune n’est dans cet état</translation>
    </message>
    <message>
        <source>Nothing matches “%1”</source>
        <translation>Rien ne correspond à « %1 »</translation>
    </message>
    <message>
        <source>%1 down, %2 up</source>
        <translation>%1 reçus, %2 envoyés</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Copier l’adresse</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Ouvrir dans le navigateur</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Redémarrer</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>Afficher les détails</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Modifier…</translation>
    </message>
    <message>
        <source>No notifications</source>
        <translation>Pas de notifications</translation>
    </message>
</context>
<context>
    <name>portolan::TroubleBox</name>
    <message>
        <source>What is wrong</source>
        <translation>Ce qui ne va pas</translation>
    </message>
    <message>
        <source>Runs: %1</source>
        <translation>Exécute : %1</translation>
    </message>
</context>
<context>
    <name>portolan::TroubleNotices</name>
    <message>
        <source>%1 failed</source>
        <translation>%1 a échoué</translation>
    </message>
    <message>
        <source>%1 is waiting</source>
        <translation>%1 est en attente</translation>
    </message>
    <message numerus="yes">
        <source>%n forward(s) do not work</source>
        <translation>
            <numerusform>%n redirection ne fonctionne pas</numerusform>
            <numerusform>%n redirections ne fonctionnent pas</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 works again</source>
        <translation>%1 refonctionne</translation>
    </message>
    <message numerus="yes">
        <source>%n forward(s) work again</source>
        <translation>
            <numerusform>%n redirection refonctionne</numerusform>
            <numerusform>%n redirections refonctionnent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::UndoBar</name>
    <message>
        <source>%1. Ctrl+Z undoes it</source>
        <translation>%1. Ctrl+Z l’annule</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>portolan::WindowBar</name>
    <message>
        <source>Commands and filters</source>
        <translation>Commandes et filtres</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Ajouter</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importer</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Grouper</translation>
    </message>
    <message>
        <source>By context</source>
        <translation>Par contexte</translation>
    </message>
    <message>
        <source>By namespace</source>
        <translation>Par espace de noms</translation>
    </message>
    <message>
        <source>By tag</source>
        <translation>Par étiquette</translation>
    </message>
    <message>
        <source>One list</source>
        <translation>Une seule liste</translation>
    </message>
    <message>
        <source>Start all</source>
        <translation>Tout démarrer</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>Tout arrêter</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>Nothing to search yet</source>
        <translation>Rien à chercher encore</translation>
    </message>
    <message>
        <source>Search name, port, pod, tag</source>
        <translation>Chercher nom, port, pod, étiquette</translation>
    </message>
</context>
</TS>
