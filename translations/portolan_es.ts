<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
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
        <translation>%1 bytes por segundo</translation>
    </message>
    <message>
        <source>%1 kilobytes per second</source>
        <translation>%1 kilobytes por segundo</translation>
    </message>
    <message>
        <source>%1 megabytes per second</source>
        <translation>%1 megabytes por segundo</translation>
    </message>
    <message>
        <source>%1 gigabytes per second</source>
        <translation>%1 gigabytes por segundo</translation>
    </message>
    <message>
        <source>%1 terabytes per second</source>
        <translation>%1 terabytes por segundo</translation>
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
        <translation>%1 d %2 h</translation>
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
        <translation>«%1» no es un nombre de espacio de nombres.</translation>
    </message>
    <message>
        <source>Write a label selector, such as app=web.</source>
        <translation>Escriba un selector de etiquetas, como app=web.</translation>
    </message>
    <message>
        <source>“%1” is not a label selector. It looks like app=web,tier=front.</source>
        <translation>«%1» no es un selector de etiquetas. Tiene la forma app=web,tier=front.</translation>
    </message>
    <message>
        <source>Pick what to forward to, or type its name.</source>
        <translation>Elija el destino o escriba su nombre.</translation>
    </message>
    <message>
        <source>“%1” is not a name that a cluster can have.</source>
        <translation>«%1» no es un nombre posible en un clúster.</translation>
    </message>
    <message>
        <source>Pick a port, or type its number or name.</source>
        <translation>Elija un puerto o escriba su número o nombre.</translation>
    </message>
    <message>
        <source>“%1” is not a port (1 to 65535, or a name).</source>
        <translation>«%1» no es un puerto (de 1 a 65535, o un nombre).</translation>
    </message>
</context>
<context>
    <name>GroupHeader</name>
    <message>
        <source>%1 of %2 on</source>
        <translation>%1 de %2 activos</translation>
    </message>
    <message>
        <source>cluster answers in %1</source>
        <translation>el clúster responde en %1</translation>
    </message>
    <message>
        <source>Certificate not verified</source>
        <translation>Certificado sin verificar</translation>
    </message>
</context>
<context>
    <name>StageWords</name>
    <message>
        <source>not reached</source>
        <translation>sin alcanzar</translation>
    </message>
    <message>
        <source>done</source>
        <translation>hecho</translation>
    </message>
    <message>
        <source>port kept open</source>
        <translation>puerto mantenido abierto</translation>
    </message>
    <message>
        <source>port kept open, 1 connection waits</source>
        <translation>puerto abierto, 1 conexión espera</translation>
    </message>
    <message numerus="yes">
        <source>port kept open, %n connections wait</source>
        <translation>
            <numerusform>puerto abierto, %n conexión espera</numerusform>
            <numerusform>puerto abierto, %n conexiones esperan</numerusform>
        </translation>
    </message>
    <message>
        <source>Stage %1 of 5, %2, %3</source>
        <translation>Etapa %1 de 5, %2, %3</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>tras %1</translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>quedan %1 s</translation>
    </message>
</context>
<context>
    <name>StateWords</name>
    <message>
        <source>Failed</source>
        <translation>Con fallo</translation>
    </message>
    <message>
        <source>Ready since %1, took %2</source>
        <translation>Listo desde %1, tardó %2</translation>
    </message>
    <message>
        <source>Ready since %1</source>
        <translation>Listo desde %1</translation>
    </message>
    <message>
        <source>Listening since %1, connects on demand</source>
        <translation>A la escucha desde %1, conecta a demanda</translation>
    </message>
    <message>
        <source>Waiting since %1</source>
        <translation>En espera desde %1</translation>
    </message>
    <message>
        <source>Failed at configuration since %1</source>
        <translation>Fallo en la configuración desde %1</translation>
    </message>
    <message>
        <source>Failed at authentication since %1</source>
        <translation>Fallo en la autenticación desde %1</translation>
    </message>
    <message>
        <source>Failed at the target since %1</source>
        <translation>Fallo en el destino desde %1</translation>
    </message>
    <message>
        <source>Failed at the session since %1</source>
        <translation>Fallo en la sesión desde %1</translation>
    </message>
    <message>
        <source>Failed at the local port since %1</source>
        <translation>Fallo en el puerto local desde %1</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>Configuración</translation>
    </message>
    <message>
        <source>Authentication</source>
        <translation>Autenticación</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Destino</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sesión</translation>
    </message>
    <message>
        <source>Relay</source>
        <translation>Transmisión</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>sin alcanzar</translation>
    </message>
    <message>
        <source>working</source>
        <translation>en curso</translation>
    </message>
    <message>
        <source>done</source>
        <translation>hecho</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en espera</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>con fallo</translation>
    </message>
    <message>
        <source>current context</source>
        <translation>contexto actual</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Probar ahora</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Editar…</translation>
    </message>
    <message>
        <source>Use another context…</source>
        <translation>Usar otro contexto…</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>Usar %1</translation>
    </message>
    <message>
        <source>Log in to %1…</source>
        <translation>Iniciar sesión en %1…</translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation>Reintentar ahora</translation>
    </message>
    <message>
        <source>Choose a context…</source>
        <translation>Elegir un contexto…</translation>
    </message>
    <message>
        <source>Looks again in %1 s.</source>
        <translation>Vuelve a mirar en %1 s.</translation>
    </message>
    <message>
        <source>Next try in %1 s.</source>
        <translation>Próximo intento en %1 s.</translation>
    </message>
    <message>
        <source>Portolan goes on by itself as soon as something changes.</source>
        <translation>Portolan continúa por sí solo en cuanto algo cambie.</translation>
    </message>
    <message>
        <source>Portolan takes the port as soon as it is free.</source>
        <translation>Portolan toma el puerto en cuanto quede libre.</translation>
    </message>
    <message>
        <source>Log in again and the forwards of %1 continue by themselves. Portolan does not retry on its own here, because every try would open a login page. A login in a terminal works too.</source>
        <translation>Inicie sesión de nuevo y los reenvíos de %1 continúan por sí solos. Portolan no reintenta aquí por su cuenta, porque cada intento abriría una página de inicio de sesión. También vale iniciar sesión en una terminal.</translation>
    </message>
    <message>
        <source>Portolan does not retry on its own here.</source>
        <translation>Portolan no reintenta aquí por su cuenta.</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Detenido</translation>
    </message>
    <message>
        <source>Reading configuration…</source>
        <translation>Leyendo la configuración…</translation>
    </message>
    <message>
        <source>Logging in…</source>
        <translation>Iniciando sesión…</translation>
    </message>
    <message>
        <source>Finding a pod…</source>
        <translation>Buscando un pod…</translation>
    </message>
    <message>
        <source>Opening session…</source>
        <translation>Abriendo sesión…</translation>
    </message>
    <message>
        <source>Opening port…</source>
        <translation>Abriendo puerto…</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>A la escucha</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>Waiting for pod</source>
        <translation>Esperando un pod</translation>
    </message>
    <message>
        <source>Waiting for cluster, %1 s</source>
        <translation>Esperando al clúster, %1 s</translation>
    </message>
    <message>
        <source>Waiting for cluster</source>
        <translation>Esperando al clúster</translation>
    </message>
    <message>
        <source>Waiting for login, %1 s</source>
        <translation>Esperando inicio de sesión, %1 s</translation>
    </message>
    <message>
        <source>Waiting for login</source>
        <translation>Esperando inicio de sesión</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Deteniendo…</translation>
    </message>
    <message>
        <source>Defect in Portolan</source>
        <translation>Defecto de Portolan</translation>
    </message>
    <message>
        <source>Not valid</source>
        <translation>No válido</translation>
    </message>
    <message>
        <source>File not readable</source>
        <translation>Archivo ilegible</translation>
    </message>
    <message>
        <source>File not writable</source>
        <translation>Archivo no escribible</translation>
    </message>
    <message>
        <source>Not supported</source>
        <translation>No admitido</translation>
    </message>
    <message>
        <source>No kubeconfig</source>
        <translation>Sin kubeconfig</translation>
    </message>
    <message>
        <source>Unknown context</source>
        <translation>Contexto desconocido</translation>
    </message>
    <message>
        <source>Unknown cluster</source>
        <translation>Clúster desconocido</translation>
    </message>
    <message>
        <source>Unknown user</source>
        <translation>Usuario desconocido</translation>
    </message>
    <message>
        <source>Credentials not usable</source>
        <translation>Credenciales no utilizables</translation>
    </message>
    <message>
        <source>Server not found</source>
        <translation>Servidor no encontrado</translation>
    </message>
    <message>
        <source>Server not reachable</source>
        <translation>Servidor inaccesible</translation>
    </message>
    <message>
        <source>Certificate not trusted</source>
        <translation>Certificado no fiable</translation>
    </message>
    <message>
        <source>TLS failed</source>
        <translation>Fallo de TLS</translation>
    </message>
    <message>
        <source>Login expired</source>
        <translation>Sesión caducada</translation>
    </message>
    <message>
        <source>Not allowed</source>
        <translation>No permitido</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>No encontrado</translation>
    </message>
    <message>
        <source>Request refused</source>
        <translation>Petición rechazada</translation>
    </message>
    <message>
        <source>Server busy</source>
        <translation>Servidor ocupado</translation>
    </message>
    <message>
        <source>Unexpected answer</source>
        <translation>Respuesta inesperada</translation>
    </message>
    <message>
        <source>No such port</source>
        <translation>No existe ese puerto</translation>
    </message>
    <message>
        <source>Pod not running</source>
        <translation>Pod no en ejecución</translation>
    </message>
    <message>
        <source>No pod</source>
        <translation>Sin pod</translation>
    </message>
    <message>
        <source>Pod is gone</source>
        <translation>El pod ya no está</translation>
    </message>
    <message>
        <source>Port forwarding refused</source>
        <translation>Reenvío rechazado</translation>
    </message>
    <message>
        <source>Session lost</source>
        <translation>Sesión perdida</translation>
    </message>
    <message>
        <source>Port %1 is taken</source>
        <translation>El puerto %1 está ocupado</translation>
    </message>
    <message>
        <source>Port %1 not allowed</source>
        <translation>Puerto %1 no permitido</translation>
    </message>
    <message>
        <source>Address not available</source>
        <translation>Dirección no disponible</translation>
    </message>
    <message>
        <source>Pod refused connection</source>
        <translation>El pod rechazó la conexión</translation>
    </message>
    <message>
        <source>Pod connection failed</source>
        <translation>Falló la conexión al pod</translation>
    </message>
    <message>
        <source>The last connection failed: %1</source>
        <translation>La última conexión falló: %1</translation>
    </message>
    <message>
        <source>%1, any free port</source>
        <translation>%1, cualquier puerto libre</translation>
    </message>
</context>
<context>
    <name>TrayOptions</name>
    <message>
        <source>Keeps Kubernetes ports open on this computer, from the system tray.</source>
        <translation>Mantiene abiertos puertos de Kubernetes en este equipo, desde la bandeja del sistema.</translation>
    </message>
    <message>
        <source>Use FILE for the saved forwards.</source>
        <translation>Usar FILE para los reenvíos guardados.</translation>
    </message>
    <message>
        <source>Use FILE for forwards that name no kubeconfig.</source>
        <translation>Usar FILE para los reenvíos que no nombran kubeconfig.</translation>
    </message>
    <message>
        <source>Start a small cluster inside this process and forwards to it; your own are left alone.</source>
        <translation>Iniciar un pequeño clúster dentro de este proceso y reenvíos a él; los suyos no se tocan.</translation>
    </message>
    <message>
        <source>Open no window, as at login.</source>
        <translation>No abrir ventana, como al iniciar sesión.</translation>
    </message>
    <message>
        <source>The colour of the panel behind the icon: auto, light or dark; as set without this.</source>
        <translation>El color del panel tras el icono: auto, light o dark; sin esto, según los ajustes.</translation>
    </message>
    <message>
        <source>Open a window if there is no system tray within so many seconds.</source>
        <translation>Abrir una ventana si no hay bandeja del sistema en tantos segundos.</translation>
    </message>
    <message>
        <source>Show what importing this file, or a portolan:// link, would do.</source>
        <translation>Mostrar qué haría importar este archivo o un enlace portolan://.</translation>
    </message>
    <message>
        <source>--panel is auto, light or dark</source>
        <translation>--panel es auto, light o dark</translation>
    </message>
    <message>
        <source>--wait is a number of seconds, at most 3600</source>
        <translation>--wait es un número de segundos, como máximo 3600</translation>
    </message>
</context>
<context>
    <name>TraySummary</name>
    <message>
        <source>%1: no forwards yet</source>
        <translation>%1: aún no hay reenvíos</translation>
    </message>
    <message>
        <source>%1: nothing on</source>
        <translation>%1: nada activo</translation>
    </message>
    <message>
        <source>%1: %2 on, %3 failed, first %4: %5</source>
        <translation>%1: %2 activos, %3 con fallo, primero %4: %5</translation>
    </message>
    <message>
        <source>%1: %2 on, %3 waiting, first %4: %5</source>
        <translation>%1: %2 activos, %3 en espera, primero %4: %5</translation>
    </message>
    <message>
        <source>%1: %2 on, %3: %4</source>
        <translation>%1: %2 activos, %3: %4</translation>
    </message>
    <message>
        <source>%1: %2 on, %3 starting</source>
        <translation>%1: %2 activos, %3 iniciando</translation>
    </message>
    <message>
        <source>%1: 1 on, ready</source>
        <translation>%1: 1 activo, listo</translation>
    </message>
    <message>
        <source>%1: %2 on, all ready</source>
        <translation>%1: %2 activos, todos listos</translation>
    </message>
</context>
<context>
    <name>portolan::AboutDialog</name>
    <message>
        <source>About Portolan</source>
        <translation>Acerca de Portolan</translation>
    </message>
    <message>
        <source>Portolan %1</source>
        <translation>Portolan %1</translation>
    </message>
    <message>
        <source>Keeps Kubernetes ports open on this computer.</source>
        <translation>Mantiene abiertos puertos de Kubernetes en este equipo.</translation>
    </message>
    <message>
        <source>Free software under the Apache License 2.0</source>
        <translation>Software libre bajo la licencia Apache 2.0</translation>
    </message>
    <message>
        <source>For a bug report (no names, addresses or passwords are in it)</source>
        <translation>Para un informe de error (sin nombres, direcciones ni contraseñas)</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnóstico</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>Copiar diagnóstico</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>portolan::AddressChip</name>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
</context>
<context>
    <name>portolan::ConnectionsModel</name>
    <message>
        <source>waits for a pod</source>
        <translation>espera un pod</translation>
    </message>
    <message>
        <source>%1, to %2</source>
        <translation>%1, a %2</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Open for</source>
        <translation>Abierta desde hace</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Bajada</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Subida</translation>
    </message>
</context>
<context>
    <name>portolan::DesktopNotifier</name>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
</context>
<context>
    <name>portolan::DetailsPane</name>
    <message>
        <source>Details</source>
        <translation>Detalles</translation>
    </message>
    <message>
        <source>Choose a forward to see where it stands</source>
        <translation>Elija un reenvío para ver cómo está</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Copiar dirección</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Reiniciar</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Editar…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>More for this forward</source>
        <translation>Más de este reenvío</translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation>Tráfico</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Conexiones</translation>
    </message>
    <message>
        <source>In detail</source>
        <translation>En detalle</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Pods</source>
        <translation>Pods</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Diario</translation>
    </message>
    <message>
        <source>session answers in %1</source>
        <translation>la sesión responde en %1</translation>
    </message>
    <message>
        <source>connections share a busy session</source>
        <translation>las conexiones comparten una sesión ocupada</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Iniciar</translation>
    </message>
    <message>
        <source>%1 open · %2 since start</source>
        <translation>%1 abiertas · %2 desde el inicio</translation>
    </message>
    <message>
        <source>%1 ready</source>
        <translation>%1 listos</translation>
    </message>
</context>
<context>
    <name>portolan::DiscoverDialog</name>
    <message>
        <source>Discover services</source>
        <translation>Descubrir services</translation>
    </message>
    <message>
        <source>Choose services. You see every forward before it is added.</source>
        <translation>Elija services. Verá cada reenvío antes de añadirlo.</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Contexto</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Espacio de nombres</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtrar</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Services</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Preview…</source>
        <translation>Vista previa…</translation>
    </message>
    <message>
        <source>Asking the cluster…</source>
        <translation>Consultando el clúster…</translation>
    </message>
    <message numerus="yes">
        <source>%n service(s) chosen</source>
        <translation>
            <numerusform>%n service elegido</numerusform>
            <numerusform>%n services elegidos</numerusform>
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
        <translation>%1 en %2</translation>
    </message>
</context>
<context>
    <name>portolan::EditorDialog</name>
    <message>
        <source>Add a forward</source>
        <translation>Añadir un reenvío</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>Editar %1</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Dónde</translation>
    </message>
    <message>
        <source>The current context</source>
        <translation>El contexto actual</translation>
    </message>
    <message>
        <source>The context’s namespace</source>
        <translation>El espacio de nombres del contexto</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Contexto</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Espacio de nombres</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Qué</translation>
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
        <translation>Selector de etiquetas</translation>
    </message>
    <message>
        <source>What the cluster has</source>
        <translation>Lo que hay en el clúster</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Puerto</translation>
    </message>
    <message>
        <source>Port of the target</source>
        <translation>Puerto del destino</translation>
    </message>
    <message>
        <source>Number or name</source>
        <translation>Número o nombre</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>En este equipo</translation>
    </message>
    <message>
        <source>Any free</source>
        <translation>Cualquiera libre</translation>
    </message>
    <message>
        <source>Local address</source>
        <translation>Dirección local</translation>
    </message>
    <message>
        <source>Local port</source>
        <translation>Puerto local</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Turn on when Portolan starts</source>
        <translation>Activar al iniciar Portolan</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Etiquetas</translation>
    </message>
    <message>
        <source>Separated by commas</source>
        <translation>Separadas por comas</translation>
    </message>
    <message>
        <source>Go to the cluster with the first connection only</source>
        <translation>Ir al clúster solo con la primera conexión</translation>
    </message>
    <message>
        <source>Spread connections over all ready pods</source>
        <translation>Repartir las conexiones entre todos los pods listos</translation>
    </message>
    <message>
        <source>The way it will take</source>
        <translation>El camino que seguirá</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Comprobaciones</translation>
    </message>
    <message>
        <source>while you type</source>
        <translation>mientras escribe</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>Inicio de sesión</translation>
    </message>
    <message>
        <source>Pods</source>
        <translation>Pods</translation>
    </message>
    <message>
        <source>Session to a pod</source>
        <translation>Sesión con un pod</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Probar</translation>
    </message>
    <message>
        <source>Same as</source>
        <translation>Equivale a</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Copiar la orden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Save and turn on</source>
        <translation>Guardar y activar</translation>
    </message>
    <message>
        <source>current context</source>
        <translation>contexto actual</translation>
    </message>
    <message>
        <source>Asking the cluster…</source>
        <translation>Consultando el clúster…</translation>
    </message>
    <message>
        <source>Counting pods…</source>
        <translation>Contando pods…</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>Consultando %1…</translation>
    </message>
    <message>
        <source>Name of the target</source>
        <translation>Nombre del destino</translation>
    </message>
    <message>
        <source>Type to filter, or any name</source>
        <translation>Escriba para filtrar, o cualquier nombre</translation>
    </message>
    <message>
        <source>%1 (current)</source>
        <translation>%1 (actual)</translation>
    </message>
    <message>
        <source>Listing is not allowed here, type the name</source>
        <translation>Aquí no se permite listar; escriba el nombre</translation>
    </message>
    <message>
        <source>%1 (the context’s)</source>
        <translation>%1 (del contexto)</translation>
    </message>
    <message>
        <source>%1 answered in %2 ms</source>
        <translation>%1 respondió en %2 ms</translation>
    </message>
    <message numerus="yes">
        <source>The first %n of many in %1</source>
        <translation>
            <numerusform>El primero de muchos en %1</numerusform>
            <numerusform>Los primeros %n de muchos en %1</numerusform>
        </translation>
    </message>
    <message>
        <source>None in %1</source>
        <translation>Ninguno en %1</translation>
    </message>
    <message numerus="yes">
        <source>%n in %1</source>
        <translation>
            <numerusform>%n en %1</numerusform>
            <numerusform>%n en %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pod(s) match, %1 ready</source>
        <translation>
            <numerusform>%n pod coincide, %1 listo</numerusform>
            <numerusform>%n pods coinciden, %1 listos</numerusform>
        </translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>Otro…</translation>
    </message>
    <message>
        <source>Login to %1</source>
        <translation>Inicio de sesión en %1</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation>aún sin consultar</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>desconocido</translation>
    </message>
    <message numerus="yes">
        <source>%n ready</source>
        <translation>
            <numerusform>%n listo</numerusform>
            <numerusform>%n listos</numerusform>
        </translation>
    </message>
    <message>
        <source>none is ready</source>
        <translation>ninguno está listo</translation>
    </message>
    <message>
        <source>Ctrl+Enter saves and turns on, Esc cancels</source>
        <translation>Ctrl+Intro guarda y activa, Esc cancela</translation>
    </message>
    <message>
        <source>%1 belongs to your forward %2.</source>
        <translation>%1 pertenece a su reenvío %2.</translation>
    </message>
    <message>
        <source>%1 is already used by %2 (process %3).</source>
        <translation>%1 ya lo usa %2 (proceso %3).</translation>
    </message>
    <message>
        <source>%1 is already used by another program.</source>
        <translation>%1 ya lo usa otro programa.</translation>
    </message>
    <message>
        <source>%1 is free.</source>
        <translation>%1 está libre.</translation>
    </message>
    <message>
        <source>Other computers can reach it at this address.</source>
        <translation>Otros equipos pueden acceder en esta dirección.</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>Usar %1</translation>
    </message>
    <message>
        <source>any free one</source>
        <translation>cualquiera libre</translation>
    </message>
    <message>
        <source>%1 in use, change it</source>
        <translation>%1 en uso, cámbielo</translation>
    </message>
    <message>
        <source>%1 is free</source>
        <translation>%1 está libre</translation>
    </message>
    <message>
        <source>the context’s namespace</source>
        <translation>el espacio de nombres del contexto</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>en este equipo</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>through the Kubernetes API</source>
        <translation>por la API de Kubernetes</translation>
    </message>
    <message>
        <source>No target yet</source>
        <translation>Aún sin destino</translation>
    </message>
    <message>
        <source>looked up when it starts</source>
        <translation>se busca al iniciar</translation>
    </message>
    <message>
        <source>port %1, pod port %2</source>
        <translation>puerto %1, puerto del pod %2</translation>
    </message>
    <message>
        <source>A ready pod</source>
        <translation>Un pod listo</translation>
    </message>
    <message numerus="yes">
        <source>one of %n ready pod(s), follows replacements</source>
        <translation>
            <numerusform>el único pod listo, sigue los reemplazos</numerusform>
            <numerusform>uno de %n pods listos, sigue los reemplazos</numerusform>
        </translation>
    </message>
    <message>
        <source>none is ready now; it waits for one</source>
        <translation>ahora ninguno está listo; esperará a uno</translation>
    </message>
    <message>
        <source>follows replacements</source>
        <translation>sigue los reemplazos</translation>
    </message>
    <message>
        <source>Stop trying</source>
        <translation>Dejar de probar</translation>
    </message>
    <message>
        <source>trying…</source>
        <translation>probando…</translation>
    </message>
    <message>
        <source>not tried yet</source>
        <translation>aún sin probar</translation>
    </message>
    <message>
        <source>Opens it once, saves nothing</source>
        <translation>Lo abre una vez, no guarda nada</translation>
    </message>
    <message>
        <source>opened in %1 ms</source>
        <translation>abierta en %1 ms</translation>
    </message>
    <message>
        <source>opened</source>
        <translation>abierta</translation>
    </message>
    <message>
        <source>It works.</source>
        <translation>Funciona.</translation>
    </message>
</context>
<context>
    <name>portolan::EmptyState</name>
    <message>
        <source>No forwards yet</source>
        <translation>Aún no hay reenvíos</translation>
    </message>
    <message>
        <source>Your forwards will be listed here</source>
        <translation>Aquí aparecerán sus reenvíos</translation>
    </message>
    <message>
        <source>A forward opens a port of your cluster on this computer and keeps it open, also when the pod is replaced.</source>
        <translation>Un reenvío abre un puerto de su clúster en este equipo y lo mantiene abierto, también cuando se reemplaza el pod.</translation>
    </message>
    <message>
        <source>You can also drop a file anywhere in this window, or paste its text.</source>
        <translation>También puede soltar un archivo en esta ventana o pegar su texto.</translation>
    </message>
    <message>
        <source>Discover</source>
        <translation>Descubrir</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>Importar un archivo</translation>
    </message>
    <message>
        <source>A forwards.json from your team or an export from kftray. You see every change before it is made.</source>
        <translation>Un forwards.json de su equipo o una exportación de kftray. Verá cada cambio antes de hacerlo.</translation>
    </message>
    <message>
        <source>Add one</source>
        <translation>Añadir uno</translation>
    </message>
    <message>
        <source>Name a context, a service and a port. Free ports are suggested.</source>
        <translation>Indique un contexto, un service y un puerto. Se proponen puertos libres.</translation>
    </message>
    <message>
        <source>Try the demo cluster</source>
        <translation>Probar el clúster de demostración</translation>
    </message>
    <message>
        <source>A small cluster inside Portolan, only on this computer. Nothing is sent anywhere.</source>
        <translation>Un pequeño clúster dentro de Portolan, solo en este equipo. No se envía nada a ninguna parte.</translation>
    </message>
    <message>
        <source>Start Portolan at login</source>
        <translation>Iniciar Portolan al iniciar sesión</translation>
    </message>
    <message>
        <source>Portolan stays in the tray when this window is closed</source>
        <translation>Portolan sigue en la bandeja al cerrar esta ventana</translation>
    </message>
    <message>
        <source>Pick services of your clusters from a list. No kubeconfig was found yet.</source>
        <translation>Elija services de sus clústeres en una lista. Aún no se encontró ningún kubeconfig.</translation>
    </message>
    <message>
        <source>%1 is in your kubeconfig. Pick services from a list.</source>
        <translation>%1 está en su kubeconfig. Elija services de una lista.</translation>
    </message>
    <message>
        <source>%1 and %2 more are in your kubeconfig. Pick services from a list.</source>
        <translation>%1 y %2 más están en su kubeconfig. Elija services de una lista.</translation>
    </message>
    <message>
        <source>%1 are in your kubeconfig. Pick services from a list.</source>
        <translation>%1 están en su kubeconfig. Elija services de una lista.</translation>
    </message>
    <message>
        <source>Login tools found: %1</source>
        <translation>Herramientas de inicio de sesión: %1</translation>
    </message>
</context>
<context>
    <name>portolan::FilterChip</name>
    <message>
        <source>All</source>
        <translation>Todos</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En espera</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Con fallo</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Detenido</translation>
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
        <translation>Mostrar por estado</translation>
    </message>
</context>
<context>
    <name>portolan::ForwardsFilter</name>
    <message>
        <source>Current context</source>
        <translation>Contexto actual</translation>
    </message>
    <message>
        <source>Current namespace</source>
        <translation>Espacio de nombres actual</translation>
    </message>
    <message>
        <source>No tag</source>
        <translation>Sin etiqueta</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Activo</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Local address</source>
        <translation>Dirección local</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Destino</translation>
    </message>
    <message>
        <source>Pod</source>
        <translation>Pod</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Tasa</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Conexiones</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Desde</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 y %2 más</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 en espera</translation>
    </message>
    <message>
        <source>%1 of %2 on</source>
        <translation>%1 de %2 activos</translation>
    </message>
    <message>
        <source>Certificate not verified</source>
        <translation>Certificado sin verificar</translation>
    </message>
    <message>
        <source>%1, switch, %2</source>
        <translation>%1, interruptor, %2</translation>
    </message>
    <message>
        <source>on</source>
        <translation>activo</translation>
    </message>
    <message>
        <source>off</source>
        <translation>inactivo</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>mixto</translation>
    </message>
    <message>
        <source>Turn %1 off</source>
        <translation>Desactivar %1</translation>
    </message>
    <message>
        <source>Turn %1 on</source>
        <translation>Activar %1</translation>
    </message>
    <message>
        <source>Click to copy, double click to open in the browser</source>
        <translation>Clic para copiar, doble clic para abrir en el navegador</translation>
    </message>
    <message>
        <source>All forwards</source>
        <translation>Todos los reenvíos</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <translation>%1 desde %2</translation>
    </message>
</context>
<context>
    <name>portolan::ForwardsModel</name>
    <message>
        <source>session ended</source>
        <translation>sesión terminada</translation>
    </message>
    <message>
        <source>on</source>
        <translation>activo</translation>
    </message>
    <message>
        <source>off</source>
        <translation>inactivo</translation>
    </message>
    <message>
        <source>1 connection waiting</source>
        <translation>1 conexión en espera</translation>
    </message>
    <message numerus="yes">
        <source>%n connections waiting</source>
        <translation>
            <numerusform>%n conexión en espera</numerusform>
            <numerusform>%n conexiones en espera</numerusform>
        </translation>
    </message>
    <message>
        <source>1 connection</source>
        <translation>1 conexión</translation>
    </message>
    <message numerus="yes">
        <source>%n connections</source>
        <translation>
            <numerusform>%n conexión</numerusform>
            <numerusform>%n conexiones</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::ForwardsView</name>
    <message>
        <source>Forwards</source>
        <translation>Reenvíos</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 en espera</translation>
    </message>
</context>
<context>
    <name>portolan::GraphLegend</name>
    <message>
        <source>down %1, up %2</source>
        <translation>bajada %1, subida %2</translation>
    </message>
</context>
<context>
    <name>portolan::ImportController</name>
    <message>
        <source>Import forwards</source>
        <translation>Importar reenvíos</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>Archivos JSON (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Todos los archivos (*)</translation>
    </message>
    <message>
        <source>from a link</source>
        <translation>desde un enlace</translation>
    </message>
    <message>
        <source>The link cannot be opened</source>
        <translation>El enlace no se puede abrir</translation>
    </message>
    <message>
        <source>%1 cannot be imported</source>
        <translation>%1 no se puede importar</translation>
    </message>
    <message>
        <source>Nothing can be imported now</source>
        <translation>Ahora no se puede importar nada</translation>
    </message>
    <message>
        <source>The import is not saved</source>
        <translation>La importación no se guardó</translation>
    </message>
    <message>
        <source>The file in Git cannot be read</source>
        <translation>El archivo de Git no se puede leer</translation>
    </message>
    <message>
        <source>from Git</source>
        <translation>desde Git</translation>
    </message>
    <message>
        <source>%1 from Git</source>
        <translation>%1 desde Git</translation>
    </message>
    <message>
        <source>What was taken from Git is not remembered</source>
        <translation>No se recuerda lo tomado de Git</translation>
    </message>
</context>
<context>
    <name>portolan::ImportDialog</name>
    <message>
        <source>Import %1</source>
        <translation>Importar %1</translation>
    </message>
    <message>
        <source>What would be imported</source>
        <translation>Lo que se importaría</translation>
    </message>
    <message numerus="yes">
        <source>%n entries. Nothing is changed until you press Import, and nothing imported starts by itself.</source>
        <translation>
            <numerusform>%n entrada. Nada cambia hasta que pulse Importar, y nada de lo importado se inicia por sí solo.</numerusform>
            <numerusform>%n entradas. Nada cambia hasta que pulse Importar, y nada de lo importado se inicia por sí solo.</numerusform>
        </translation>
    </message>
    <message>
        <source>Use the kubeconfig files that it names</source>
        <translation>Usar los archivos kubeconfig que nombra</translation>
    </message>
    <message>
        <source>%1. A kubeconfig can start programs on this computer; without this, your own is used.</source>
        <translation>%1. Un kubeconfig puede iniciar programas en este equipo; sin esto se usa el suyo.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importar</translation>
    </message>
    <message numerus="yes">
        <source>Import %n forward(s)</source>
        <translation>
            <numerusform>Importar %n reenvío</numerusform>
            <numerusform>Importar %n reenvíos</numerusform>
        </translation>
    </message>
    <message>
        <source>Adds %1, changes %2, leaves %3 as they are. You can undo it.</source>
        <translation>Añade %1, cambia %2, deja %3 como están. Se puede deshacer.</translation>
    </message>
    <message>
        <source>There is nothing in it.</source>
        <translation>No contiene nada.</translation>
    </message>
    <message>
        <source>Pick an entry to see what it would do.</source>
        <translation>Elija una entrada para ver qué haría.</translation>
    </message>
    <message>
        <source>It is here already, and nothing would change.</source>
        <translation>Ya está aquí, y nada cambiaría.</translation>
    </message>
    <message>
        <source>Port %1 belongs to %2.</source>
        <translation>El puerto %1 pertenece a %2.</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>Usar %1</translation>
    </message>
    <message>
        <source>Use another port</source>
        <translation>Usar otro puerto</translation>
    </message>
    <message>
        <source>Keep %1: only one of the two can be on</source>
        <translation>Mantener %1: solo uno de los dos puede estar activo</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) differ</source>
        <translation>
            <numerusform>%n campo difiere</numerusform>
            <numerusform>%n campos difieren</numerusform>
        </translation>
    </message>
    <message>
        <source>All mine</source>
        <translation>Todo lo mío</translation>
    </message>
    <message>
        <source>All theirs</source>
        <translation>Todo lo suyo</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Campo</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>Suyo</translation>
    </message>
    <message>
        <source>In the import</source>
        <translation>En la importación</translation>
    </message>
    <message>
        <source>%1, yours: %2</source>
        <translation>%1, suyo: %2</translation>
    </message>
    <message>
        <source>%1, in the import: %2</source>
        <translation>%1, en la importación: %2</translation>
    </message>
    <message>
        <source>After the import</source>
        <translation>Tras la importación</translation>
    </message>
    <message>
        <source>context %1</source>
        <translation>contexto %1</translation>
    </message>
    <message>
        <source>namespace %1</source>
        <translation>espacio de nombres %1</translation>
    </message>
    <message>
        <source>tags %1</source>
        <translation>etiquetas %1</translation>
    </message>
    <message>
        <source>It cannot be run: %1. It is kept all the same.</source>
        <translation>No se puede ejecutar: %1. Se conserva de todos modos.</translation>
    </message>
    <message>
        <source>It does not turn on by itself when Portolan starts.</source>
        <translation>No se activa por sí solo al iniciar Portolan.</translation>
    </message>
    <message>
        <source>It names the kubeconfig %1; your own is used.</source>
        <translation>Nombra el kubeconfig %1; se usa el suyo.</translation>
    </message>
    <message>
        <source>It uses the kubeconfig %1.</source>
        <translation>Usa el kubeconfig %1.</translation>
    </message>
    <message>
        <source>Other computers can reach it at %1.</source>
        <translation>Otros equipos pueden acceder en %1.</translation>
    </message>
    <message>
        <source>It is on. It restarts once with the change.</source>
        <translation>Está activo. Se reinicia una vez con el cambio.</translation>
    </message>
    <message numerus="yes">
        <source>Removes %n forward(s).</source>
        <translation>
            <numerusform>Elimina %n reenvío.</numerusform>
            <numerusform>Elimina %n reenvíos.</numerusform>
        </translation>
    </message>
    <message>
        <source>It is not in the repository any more. If it is chosen, it is removed here, too.</source>
        <translation>Ya no está en el repositorio. Si se elige, también se elimina aquí.</translation>
    </message>
</context>
<context>
    <name>portolan::ImportListModel</name>
    <message>
        <source>New</source>
        <translation>Nuevos</translation>
    </message>
    <message>
        <source>Same</source>
        <translation>Iguales</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Cambiados</translation>
    </message>
    <message>
        <source>Conflicting</source>
        <translation>En conflicto</translation>
    </message>
    <message>
        <source>Invalid</source>
        <translation>No válidos</translation>
    </message>
    <message numerus="yes">
        <source>%n, cannot be imported</source>
        <translation>
            <numerusform>%n, no se puede importar</numerusform>
            <numerusform>%n, no se pueden importar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n, decide each</source>
        <translation>
            <numerusform>%n, decida</numerusform>
            <numerusform>%n, decida cada uno</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n, compare and choose</source>
        <translation>
            <numerusform>%n, compare y elija</numerusform>
            <numerusform>%n, compare y elija</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n, nothing to do</source>
        <translation>
            <numerusform>%n, nada que hacer</numerusform>
            <numerusform>%n, nada que hacer</numerusform>
        </translation>
    </message>
    <message>
        <source>will use %1, as %2 is %3</source>
        <translation>usará %1, pues %2 es de %3</translation>
    </message>
    <message>
        <source>%1 is also %2: only one of them can be on</source>
        <translation>%1 también es de %2: solo uno puede estar activo</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nada</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1: %2 → %3</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Label selector</source>
        <translation>Selector de etiquetas</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Destino</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Espacio de nombres</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Contexto</translation>
    </message>
    <message>
        <source>Kubeconfig</source>
        <translation>Kubeconfig</translation>
    </message>
    <message>
        <source>Local port</source>
        <translation>Puerto local</translation>
    </message>
    <message>
        <source>Local address</source>
        <translation>Dirección local</translation>
    </message>
    <message>
        <source>Remote port</source>
        <translation>Puerto remoto</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protocolo</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Etiquetas</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notas</translation>
    </message>
    <message>
        <source>On demand</source>
        <translation>A demanda</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>Reparto</translation>
    </message>
    <message>
        <source>Turn off after</source>
        <translation>Desactivar tras</translation>
    </message>
    <message>
        <source>Gone</source>
        <translation>Desaparecidos</translation>
    </message>
    <message numerus="yes">
        <source>%n, would be removed</source>
        <translation>
            <numerusform>%n, se eliminaría</numerusform>
            <numerusform>%n, se eliminarían</numerusform>
        </translation>
    </message>
    <message>
        <source>not in the repository any more</source>
        <translation>ya no está en el repositorio</translation>
    </message>
    <message>
        <source>Entry %1</source>
        <translation>Entrada %1</translation>
    </message>
</context>
<context>
    <name>portolan::JournalModel</name>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Reenvío</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Qué pasó</translation>
    </message>
</context>
<context>
    <name>portolan::LogWindow</name>
    <message>
        <source>Log</source>
        <translation>Registro</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Reenvío</translation>
    </message>
    <message>
        <source>All forwards</source>
        <translation>Todos los reenvíos</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>1 line</source>
        <translation>1 línea</translation>
    </message>
    <message numerus="yes">
        <source>%n lines</source>
        <translation>
            <numerusform>%n línea</numerusform>
            <numerusform>%n líneas</numerusform>
        </translation>
    </message>
    <message>
        <source>Search in the log</source>
        <translation>Buscar en el registro</translation>
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
        <translation>Borrar</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Iniciar</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Reiniciar</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Probar ahora</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Editar…</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplicar</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Copiar dirección</translation>
    </message>
    <message>
        <source>Copy as kubectl command</source>
        <translation>Copiar como orden kubectl</translation>
    </message>
    <message>
        <source>Copy as curl command</source>
        <translation>Copiar como orden curl</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Abrir en el navegador</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Eliminar</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Añadir…</translation>
    </message>
    <message>
        <source>Discover…</source>
        <translation>Descubrir…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importar…</translation>
    </message>
    <message>
        <source>Export all…</source>
        <translation>Exportar todos…</translation>
    </message>
    <message>
        <source>Start all</source>
        <translation>Iniciar todos</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>Detener todos</translation>
    </message>
    <message>
        <source>Log…</source>
        <translation>Registro…</translation>
    </message>
    <message>
        <source>Fold all groups</source>
        <translation>Plegar todos los grupos</translation>
    </message>
    <message>
        <source>Unfold all groups</source>
        <translation>Desplegar todos los grupos</translation>
    </message>
    <message>
        <source>Keyboard…</source>
        <translation>Teclado…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Ajustes…</translation>
    </message>
    <message>
        <source>About Portolan</source>
        <translation>Acerca de Portolan</translation>
    </message>
    <message>
        <source>Quit Portolan</source>
        <translation>Salir de Portolan</translation>
    </message>
    <message>
        <source>Details below</source>
        <translation>Detalles abajo</translation>
    </message>
    <message>
        <source>Details at the side</source>
        <translation>Detalles al lado</translation>
    </message>
    <message>
        <source>No details</source>
        <translation>Sin detalles</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Filter %1</source>
        <translation>Filtrar %1</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Panel siguiente</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>Panel anterior</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Pegar</translation>
    </message>
    <message>
        <source>No forward is in this state</source>
        <translation>Ningún reenvío está en este estado</translation>
    </message>
    <message>
        <source>Nothing matches “%1”</source>
        <translation>Nada coincide con «%1»</translation>
    </message>
    <message numerus="yes">
        <source>%n forwards</source>
        <translation>
            <numerusform>%n reenvío</numerusform>
            <numerusform>%n reenvíos</numerusform>
        </translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menú</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Columnas</translation>
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
        <translation>en uso, responde en %1</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>en uso</translation>
    </message>
    <message>
        <source>ready, takes over if needed</source>
        <translation>listo, toma el relevo si hace falta</translation>
    </message>
    <message>
        <source>not ready</source>
        <translation>no listo</translation>
    </message>
</context>
<context>
    <name>portolan::PopupDelegate</name>
    <message>
        <source>idle</source>
        <translation>inactivo</translation>
    </message>
</context>
<context>
    <name>portolan::PopupView</name>
    <message>
        <source>Forwards</source>
        <translation>Reenvíos</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <translation>Copiar %1</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Abrir en el navegador</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Más</translation>
    </message>
</context>
<context>
    <name>portolan::SearchField</name>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
</context>
<context>
    <name>portolan::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>General</source>
        <translation>General</translation>
    </message>
    <message>
        <source>Forwards</source>
        <translation>Reenvíos</translation>
    </message>
    <message>
        <source>Git</source>
        <translation>Git</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Start Portolan at login</source>
        <translation>Iniciar Portolan al iniciar sesión</translation>
    </message>
    <message>
        <source>Open the window when Portolan starts</source>
        <translation>Abrir la ventana al iniciar Portolan</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Como el escritorio</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automático</translation>
    </message>
    <message>
        <source>For a light panel</source>
        <translation>Para un panel claro</translation>
    </message>
    <message>
        <source>For a dark panel</source>
        <translation>Para un panel oscuro</translation>
    </message>
    <message>
        <source>Notify when a forward fails or works again</source>
        <translation>Avisar cuando un reenvío falle o vuelva a funcionar</translation>
    </message>
    <message>
        <source>Forwards without notifications</source>
        <translation>Reenvíos sin avisos</translation>
    </message>
    <message>
        <source>Notify again</source>
        <translation>Volver a avisar</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>Ventanas</translation>
    </message>
    <message>
        <source>Tray icon</source>
        <translation>Icono de la bandeja</translation>
    </message>
    <message>
        <source>Silenced</source>
        <translation>Silenciados</translation>
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
        <translation>Nunca</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Advertencias</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>Información</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Todo</translation>
    </message>
    <message>
        <source>A connection waits for a pod for</source>
        <translation>Una conexión espera a un pod</translation>
    </message>
    <message>
        <source>Turn forwards off after</source>
        <translation>Desactivar los reenvíos tras</translation>
    </message>
    <message>
        <source>Forwards on demand leave the cluster after</source>
        <translation>Los reenvíos a demanda dejan el clúster tras</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Registro</translation>
    </message>
    <message>
        <source>Times count for forwards that are turned on from now on.</source>
        <translation>Los tiempos valen para los reenvíos que se activen desde ahora.</translation>
    </message>
    <message>
        <source>The repository’s own</source>
        <translation>La del repositorio</translation>
    </message>
    <message>
        <source>Only when asked</source>
        <translation>Solo cuando se pida</translation>
    </message>
    <message>
        <source>Portolan can follow a file of forwards in a Git repository. It uses your own git and its logins, and shows every change before it is made.</source>
        <translation>Portolan puede seguir un archivo de reenvíos en un repositorio Git. Usa su propio git y sus credenciales, y muestra cada cambio antes de hacerlo.</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>Repositorio</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>Rama</translation>
    </message>
    <message>
        <source>File or folder</source>
        <translation>Archivo o carpeta</translation>
    </message>
    <message>
        <source>Look every</source>
        <translation>Comprobar cada</translation>
    </message>
    <message>
        <source>Look now…</source>
        <translation>Comprobar ahora…</translation>
    </message>
</context>
<context>
    <name>portolan::ShortcutsDialog</name>
    <message>
        <source>Keyboard</source>
        <translation>Teclado</translation>
    </message>
    <message>
        <source>Search (also /)</source>
        <translation>Buscar (también /)</translation>
    </message>
    <message>
        <source>Switch on or off</source>
        <translation>Activar o desactivar</translation>
    </message>
    <message>
        <source>Fold a group</source>
        <translation>Plegar un grupo</translation>
    </message>
    <message>
        <source>Unfold a group</source>
        <translation>Desplegar un grupo</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalles</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Copiar la dirección</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Abrir en el navegador</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Reiniciar</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Editar</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Eliminar</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Añadir</translation>
    </message>
    <message>
        <source>Discover</source>
        <translation>Descubrir</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importar</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplicar</translation>
    </message>
    <message>
        <source>Start all</source>
        <translation>Iniciar todos</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>Detener todos</translation>
    </message>
    <message>
        <source>Show all; Ctrl+2 to Ctrl+5: ready, waiting, failed, stopped</source>
        <translation>Mostrar todos; Ctrl+2 a Ctrl+5: listos, en espera, con fallo, detenidos</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Registro</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Panel siguiente</translation>
    </message>
    <message>
        <source>Clear the search, then close</source>
        <translation>Borrar la búsqueda y luego cerrar</translation>
    </message>
</context>
<context>
    <name>portolan::StagePath</name>
    <message>
        <source>The way of this forward</source>
        <translation>El camino de este reenvío</translation>
    </message>
</context>
<context>
    <name>portolan::TargetListModel</name>
    <message numerus="yes">
        <source>%1 of %n pod(s) ready</source>
        <translation>
            <numerusform>%1 de %n pod listo</numerusform>
            <numerusform>%1 de %n pods listos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::ThroughputGraph</name>
    <message>
        <source>Throughput of the last five minutes</source>
        <translation>Tráfico de los últimos cinco minutos</translation>
    </message>
    <message>
        <source>Now down %1, up %2; at most down %3, up %4</source>
        <translation>Ahora bajada %1, subida %2; máximo bajada %3, subida %4</translation>
    </message>
    <message>
        <source>now</source>
        <translation>ahora</translation>
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
        <translation>Aquí no hay pantalla. La línea de órdenes, portolan, no la necesita.</translation>
    </message>
    <message>
        <source>The saved forwards cannot be read</source>
        <translation>Los reenvíos guardados no se pueden leer</translation>
    </message>
    <message>
        <source>The change is not saved</source>
        <translation>El cambio no se guardó</translation>
    </message>
    <message>
        <source>%1

The file is left as it is, and nothing is saved until it can be read again.</source>
        <translation>%1

El archivo queda como está, y no se guarda nada hasta que se pueda leer de nuevo.</translation>
    </message>
    <message>
        <source>The settings file has a mistake</source>
        <translation>El archivo de ajustes tiene un error</translation>
    </message>
    <message>
        <source>This desktop shows no system tray, so Portolan stays in this window.</source>
        <translation>Este escritorio no muestra bandeja del sistema, así que Portolan se queda en esta ventana.</translation>
    </message>
    <message>
        <source>The command line cannot reach this window</source>
        <translation>La línea de órdenes no puede llegar a esta ventana</translation>
    </message>
    <message>
        <source>A second start cannot reach this window</source>
        <translation>Un segundo inicio no puede llegar a esta ventana</translation>
    </message>
    <message>
        <source>The forward is not saved</source>
        <translation>El reenvío no se guardó</translation>
    </message>
    <message>
        <source>The demo cluster does not start</source>
        <translation>El clúster de prueba no se inicia</translation>
    </message>
    <message>
        <source>Starting at login cannot be changed</source>
        <translation>No se puede cambiar el inicio automático</translation>
    </message>
    <message numerus="yes">
        <source>Imported %n forward(s)</source>
        <translation>
            <numerusform>%n reenvío importado</numerusform>
            <numerusform>%n reenvíos importados</numerusform>
        </translation>
    </message>
    <message>
        <source>what was pasted</source>
        <translation>lo que se pegó</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (copia)</translation>
    </message>
    <message>
        <source>Export forwards</source>
        <translation>Exportar reenvíos</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>Archivos JSON (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Todos los archivos (*)</translation>
    </message>
    <message>
        <source>The export is not saved</source>
        <translation>La exportación no se guardó</translation>
    </message>
    <message>
        <source>Deleted %1</source>
        <translation>%1 eliminado</translation>
    </message>
    <message numerus="yes">
        <source>Deleted %n forward(s)</source>
        <translation>
            <numerusform>%n reenvío eliminado</numerusform>
            <numerusform>%n reenvíos eliminados</numerusform>
        </translation>
    </message>
    <message>
        <source>The forwards in Git have changed</source>
        <translation>Los reenvíos de Git han cambiado</translation>
    </message>
    <message>
        <source>Nothing is changed here before you have looked.</source>
        <translation>Aquí nada cambia hasta que lo revise.</translation>
    </message>
    <message>
        <source>No terminal window could be opened.</source>
        <translation>No se pudo abrir ninguna ventana de terminal.</translation>
    </message>
    <message>
        <source>Run in a terminal: %1</source>
        <translation>Ejecutar en una terminal: %1</translation>
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
        <translation>Aún no hay reenvíos</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>Importar un archivo…</translation>
    </message>
    <message>
        <source>Try the demo cluster</source>
        <translation>Probar el clúster de demostración</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Recientes</translation>
    </message>
    <message>
        <source>Start all</source>
        <translation>Iniciar todos</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>Detener todos</translation>
    </message>
    <message>
        <source>Open the window</source>
        <translation>Abrir la ventana</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Ajustes…</translation>
    </message>
    <message>
        <source>About Portolan</source>
        <translation>Acerca de Portolan</translation>
    </message>
    <message>
        <source>Quit Portolan</source>
        <translation>Salir de Portolan</translation>
    </message>
    <message>
        <source>%1 — %2 of %3 on</source>
        <translation>%1 — %2 de %3 activos</translation>
    </message>
    <message>
        <source>Current context</source>
        <translation>Contexto actual</translation>
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
        <translation>Borrar la búsqueda</translation>
    </message>
    <message>
        <source>Search name, port, namespace, tag</source>
        <translation>Buscar nombre, puerto, espacio, etiqueta</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Add a forward…</source>
        <translation>Añadir un reenvío…</translation>
    </message>
    <message>
        <source>Open the window</source>
        <translation>Abrir la ventana</translation>
    </message>
    <message>
        <source>Your forwards will be listed here</source>
        <translation>Aquí aparecerán sus reenvíos</translation>
    </message>
    <message>
        <source>Discover services in a cluster…</source>
        <translation>Descubrir services en un clúster…</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>Importar un archivo…</translation>
    </message>
    <message>
        <source>Add one…</source>
        <translation>Añadir uno…</translation>
    </message>
    <message>
        <source>Try the demo cluster</source>
        <translation>Probar el clúster de demostración</translation>
    </message>
    <message>
        <source>Start all</source>
        <translation>Iniciar todos</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>Detener todos</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menú</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importar…</translation>
    </message>
    <message>
        <source>Discover…</source>
        <translation>Descubrir…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Ajustes…</translation>
    </message>
    <message>
        <source>About Portolan</source>
        <translation>Acerca de Portolan</translation>
    </message>
    <message>
        <source>Quit Portolan</source>
        <translation>Salir de Portolan</translation>
    </message>
    <message>
        <source>None is in this state</source>
        <translation>Ninguno está en este estado</translation>
    </message>
    <message>
        <source>Nothing matches “%1”</source>
        <translation>Nada coincide con «%1»</translation>
    </message>
    <message>
        <source>%1 down, %2 up</source>
        <translation>%1 de bajada, %2 de subida</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Copiar la dirección</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Abrir en el navegador</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Reiniciar</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>Mostrar detalles</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Editar…</translation>
    </message>
    <message>
        <source>No notifications</source>
        <translation>Sin avisos</translation>
    </message>
</context>
<context>
    <name>portolan::TroubleBox</name>
    <message>
        <source>What is wrong</source>
        <translation>Qué va mal</translation>
    </message>
    <message>
        <source>Runs: %1</source>
        <translation>Ejecuta: %1</translation>
    </message>
</context>
<context>
    <name>portolan::TroubleNotices</name>
    <message>
        <source>%1 failed</source>
        <translation>%1 ha fallado</translation>
    </message>
    <message>
        <source>%1 is waiting</source>
        <translation>%1 está en espera</translation>
    </message>
    <message numerus="yes">
        <source>%n forward(s) do not work</source>
        <translation>
            <numerusform>%n reenvío no funciona</numerusform>
            <numerusform>%n reenvíos no funcionan</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 works again</source>
        <translation>%1 vuelve a funcionar</translation>
    </message>
    <message numerus="yes">
        <source>%n forward(s) work again</source>
        <translation>
            <numerusform>%n reenvío vuelve a funcionar</numerusform>
            <numerusform>%n reenvíos vuelven a funcionar</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::UndoBar</name>
    <message>
        <source>%1. Ctrl+Z undoes it</source>
        <translation>%1. Ctrl+Z lo deshace</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
</context>
<context>
    <name>portolan::WindowBar</name>
    <message>
        <source>Commands and filters</source>
        <translation>Órdenes y filtros</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Añadir</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importar</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Agrupar</translation>
    </message>
    <message>
        <source>By context</source>
        <translation>Por contexto</translation>
    </message>
    <message>
        <source>By namespace</source>
        <translation>Por espacio de nombres</translation>
    </message>
    <message>
        <source>By tag</source>
        <translation>Por etiqueta</translation>
    </message>
    <message>
        <source>One list</source>
        <translation>Una lista</translation>
    </message>
    <message>
        <source>Start all</source>
        <translation>Iniciar todos</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>Detener todos</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menú</translation>
    </message>
    <message>
        <source>Nothing to search yet</source>
        <translation>Aún nada que buscar</translation>
    </message>
    <message>
        <source>Search name, port, pod, tag</source>
        <translation>Buscar nombre, puerto, pod, etiqueta</translation>
    </message>
</context>
</TS>
