<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR" sourcelanguage="en">
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
        <translation>%1 quilobytes por segundo</translation>
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
        <translation>“%1” não é um nome de namespace.</translation>
    </message>
    <message>
        <source>Write a label selector, such as app=web.</source>
        <translation>Escreva um seletor de rótulos, como app=web.</translation>
    </message>
    <message>
        <source>“%1” is not a label selector. It looks like app=web,tier=front.</source>
        <translation>“%1” não é um seletor de rótulos. Ele se parece com app=web,tier=front.</translation>
    </message>
    <message>
        <source>Pick what to forward to, or type its name.</source>
        <translation>Escolha o destino ou digite o nome.</translation>
    </message>
    <message>
        <source>“%1” is not a name that a cluster can have.</source>
        <translation>“%1” não é um nome possível em um cluster.</translation>
    </message>
    <message>
        <source>Pick a port, or type its number or name.</source>
        <translation>Escolha uma porta ou digite o número ou o nome.</translation>
    </message>
    <message>
        <source>“%1” is not a port (1 to 65535, or a name).</source>
        <translation>“%1” não é uma porta (1 a 65535, ou um nome).</translation>
    </message>
</context>
<context>
    <name>GroupHeader</name>
    <message>
        <source>%1 of %2 on</source>
        <translation>%1 de %2 ligados</translation>
    </message>
    <message>
        <source>cluster answers in %1</source>
        <translation>o cluster responde em %1</translation>
    </message>
    <message>
        <source>Certificate not verified</source>
        <translation>Certificado não verificado</translation>
    </message>
</context>
<context>
    <name>StageWords</name>
    <message>
        <source>not reached</source>
        <translation>não alcançado</translation>
    </message>
    <message>
        <source>done</source>
        <translation>concluído</translation>
    </message>
    <message>
        <source>port kept open</source>
        <translation>porta mantida aberta</translation>
    </message>
    <message>
        <source>port kept open, 1 connection waits</source>
        <translation>porta aberta, 1 conexão aguarda</translation>
    </message>
    <message numerus="yes">
        <source>port kept open, %n connections wait</source>
        <translation>
            <numerusform>porta aberta, %n conexão aguarda</numerusform>
            <numerusform>porta aberta, %n conexões aguardam</numerusform>
        </translation>
    </message>
    <message>
        <source>Stage %1 of 5, %2, %3</source>
        <translation>Etapa %1 de 5, %2, %3</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>após %1</translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>restam %1 s</translation>
    </message>
</context>
<context>
    <name>StateWords</name>
    <message>
        <source>Failed</source>
        <translation>Falhou</translation>
    </message>
    <message>
        <source>Ready since %1, took %2</source>
        <translation>Pronto desde %1, levou %2</translation>
    </message>
    <message>
        <source>Ready since %1</source>
        <translation>Pronto desde %1</translation>
    </message>
    <message>
        <source>Listening since %1, connects on demand</source>
        <translation>Escutando desde %1, conecta sob demanda</translation>
    </message>
    <message>
        <source>Waiting since %1</source>
        <translation>Aguardando desde %1</translation>
    </message>
    <message>
        <source>Failed at configuration since %1</source>
        <translation>Falha na configuração desde %1</translation>
    </message>
    <message>
        <source>Failed at authentication since %1</source>
        <translation>Falha na autenticação desde %1</translation>
    </message>
    <message>
        <source>Failed at the target since %1</source>
        <translation>Falha no destino desde %1</translation>
    </message>
    <message>
        <source>Failed at the session since %1</source>
        <translation>Falha na sessão desde %1</translation>
    </message>
    <message>
        <source>Failed at the local port since %1</source>
        <translation>Falha na porta local desde %1</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>Configuração</translation>
    </message>
    <message>
        <source>Authentication</source>
        <translation>Autenticação</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Destino</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sessão</translation>
    </message>
    <message>
        <source>Relay</source>
        <translation>Retransmissão</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>não alcançado</translation>
    </message>
    <message>
        <source>working</source>
        <translation>em andamento</translation>
    </message>
    <message>
        <source>done</source>
        <translation>concluído</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>aguardando</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>falhou</translation>
    </message>
    <message>
        <source>current context</source>
        <translation>contexto atual</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Tentar agora</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Tentar de novo</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Editar…</translation>
    </message>
    <message>
        <source>Use another context…</source>
        <translation>Usar outro contexto…</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>Usar %1</translation>
    </message>
    <message>
        <source>Log in to %1…</source>
        <translation>Entrar em %1…</translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation>Tentar de novo agora</translation>
    </message>
    <message>
        <source>Choose a context…</source>
        <translation>Escolher um contexto…</translation>
    </message>
    <message>
        <source>Looks again in %1 s.</source>
        <translation>Verifica de novo em %1 s.</translation>
    </message>
    <message>
        <source>Next try in %1 s.</source>
        <translation>Próxima tentativa em %1 s.</translation>
    </message>
    <message>
        <source>Portolan goes on by itself as soon as something changes.</source>
        <translation>O Portolan continua sozinho assim que algo mudar.</translation>
    </message>
    <message>
        <source>Portolan takes the port as soon as it is free.</source>
        <translation>O Portolan assume a porta assim que ela ficar livre.</translation>
    </message>
    <message>
        <source>Log in again and the forwards of %1 continue by themselves. Portolan does not retry on its own here, because every try would open a login page. A login in a terminal works too.</source>
        <translation>Entre novamente e os encaminhamentos de %1 continuam sozinhos. O Portolan não tenta de novo por conta própria aqui, porque cada tentativa abriria uma página de login. Um login no terminal também serve.</translation>
    </message>
    <message>
        <source>Portolan does not retry on its own here.</source>
        <translation>O Portolan não tenta de novo por conta própria aqui.</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Parado</translation>
    </message>
    <message>
        <source>Reading configuration…</source>
        <translation>Lendo a configuração…</translation>
    </message>
    <message>
        <source>Logging in…</source>
        <translation>Entrando…</translation>
    </message>
    <message>
        <source>Finding a pod…</source>
        <translation>Procurando um pod…</translation>
    </message>
    <message>
        <source>Opening session…</source>
        <translation>Abrindo sessão…</translation>
    </message>
    <message>
        <source>Opening port…</source>
        <translation>Abrindo porta…</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Escutando</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Pronto</translation>
    </message>
    <message>
        <source>Waiting for pod</source>
        <translation>Aguardando pod</translation>
    </message>
    <message>
        <source>Waiting for cluster, %1 s</source>
        <translation>Aguardando cluster, %1 s</translation>
    </message>
    <message>
        <source>Waiting for cluster</source>
        <translation>Aguardando cluster</translation>
    </message>
    <message>
        <source>Waiting for login, %1 s</source>
        <translation>Aguardando login, %1 s</translation>
    </message>
    <message>
        <source>Waiting for login</source>
        <translation>Aguardando login</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Parando…</translation>
    </message>
    <message>
        <source>Defect in Portolan</source>
        <translation>Defeito no Portolan</translation>
    </message>
    <message>
        <source>Not valid</source>
        <translation>Não é válido</translation>
    </message>
    <message>
        <source>File not readable</source>
        <translation>Arquivo ilegível</translation>
    </message>
    <message>
        <source>File not writable</source>
        <translation>Arquivo não gravável</translation>
    </message>
    <message>
        <source>Not supported</source>
        <translation>Não suportado</translation>
    </message>
    <message>
        <source>No kubeconfig</source>
        <translation>Sem kubeconfig</translation>
    </message>
    <message>
        <source>Unknown context</source>
        <translation>Contexto desconhecido</translation>
    </message>
    <message>
        <source>Unknown cluster</source>
        <translation>Cluster desconhecido</translation>
    </message>
    <message>
        <source>Unknown user</source>
        <translation>Usuário desconhecido</translation>
    </message>
    <message>
        <source>Credentials not usable</source>
        <translation>Credenciais não utilizáveis</translation>
    </message>
    <message>
        <source>Server not found</source>
        <translation>Servidor não encontrado</translation>
    </message>
    <message>
        <source>Server not reachable</source>
        <translation>Servidor inacessível</translation>
    </message>
    <message>
        <source>Certificate not trusted</source>
        <translation>Certificado não confiável</translation>
    </message>
    <message>
        <source>TLS failed</source>
        <translation>Falha de TLS</translation>
    </message>
    <message>
        <source>Login expired</source>
        <translation>Login expirado</translation>
    </message>
    <message>
        <source>Not allowed</source>
        <translation>Não permitido</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Não encontrado</translation>
    </message>
    <message>
        <source>Request refused</source>
        <translation>Requisição recusada</translation>
    </message>
    <message>
        <source>Server busy</source>
        <translation>Servidor ocupado</translation>
    </message>
    <message>
        <source>Unexpected answer</source>
        <translation>Resposta inesperada</translation>
    </message>
    <message>
        <source>No such port</source>
        <translation>Porta inexistente</translation>
    </message>
    <message>
        <source>Pod not running</source>
        <translation>Pod não está em execução</translation>
    </message>
    <message>
        <source>No pod</source>
        <translation>Nenhum pod</translation>
    </message>
    <message>
        <source>Pod is gone</source>
        <translation>O pod sumiu</translation>
    </message>
    <message>
        <source>Port forwarding refused</source>
        <translation>Encaminhamento recusado</translation>
    </message>
    <message>
        <source>Session lost</source>
        <translation>Sessão perdida</translation>
    </message>
    <message>
        <source>Port %1 is taken</source>
        <translation>A porta %1 está ocupada</translation>
    </message>
    <message>
        <source>Port %1 not allowed</source>
        <translation>Porta %1 não permitida</translation>
    </message>
    <message>
        <source>Address not available</source>
        <translation>Endereço indisponível</translation>
    </message>
    <message>
        <source>Pod refused connection</source>
        <translation>O pod recusou a conexão</translation>
    </message>
    <message>
        <source>Pod connection failed</source>
        <translation>Falha na conexão ao pod</translation>
    </message>
    <message>
        <source>The last connection failed: %1</source>
        <translation>A última conexão falhou: %1</translation>
    </message>
    <message>
        <source>%1, any free port</source>
        <translation>%1, qualquer porta livre</translation>
    </message>
</context>
<context>
    <name>TrayOptions</name>
    <message>
        <source>Keeps Kubernetes ports open on this computer, from the system tray.</source>
        <translation>Mantém portas do Kubernetes abertas neste computador, a partir da bandeja do sistema.</translation>
    </message>
    <message>
        <source>Use FILE for the saved forwards.</source>
        <translation>Usar FILE para os encaminhamentos salvos.</translation>
    </message>
    <message>
        <source>Use FILE for forwards that name no kubeconfig.</source>
        <translation>Usar FILE para encaminhamentos sem kubeconfig.</translation>
    </message>
    <message>
        <source>Start a small cluster inside this process and forwards to it; your own are left alone.</source>
        <translation>Iniciar um pequeno cluster dentro deste processo e encaminhamentos para ele; os seus não são tocados.</translation>
    </message>
    <message>
        <source>Open no window, as at login.</source>
        <translation>Não abrir janela, como ao entrar na sessão.</translation>
    </message>
    <message>
        <source>The colour of the panel behind the icon: auto, light or dark; as set without this.</source>
        <translation>A cor do painel atrás do ícone: auto, light ou dark; sem isto, conforme as configurações.</translation>
    </message>
    <message>
        <source>Open a window if there is no system tray within so many seconds.</source>
        <translation>Abrir uma janela se não houver bandeja do sistema em tantos segundos.</translation>
    </message>
    <message>
        <source>Show what importing this file, or a portolan:// link, would do.</source>
        <translation>Mostrar o que importar este arquivo, ou um link portolan://, faria.</translation>
    </message>
    <message>
        <source>--panel is auto, light or dark</source>
        <translation>--panel é auto, light ou dark</translation>
    </message>
    <message>
        <source>--wait is a number of seconds, at most 3600</source>
        <translation>--wait é um número de segundos, no máximo 3600</translation>
    </message>
</context>
<context>
    <name>TraySummary</name>
    <message>
        <source>%1: no forwards yet</source>
        <translation>%1: ainda não há encaminhamentos</translation>
    </message>
    <message>
        <source>%1: nothing on</source>
        <translation>%1: nada ligado</translation>
    </message>
    <message>
        <source>%1: %2 on, %3 failed, first %4: %5</source>
        <translation>%1: %2 ligados, %3 com falha, primeiro %4: %5</translation>
    </message>
    <message>
        <source>%1: %2 on, %3 waiting, first %4: %5</source>
        <translation>%1: %2 ligados, %3 aguardando, primeiro %4: %5</translation>
    </message>
    <message>
        <source>%1: %2 on, %3: %4</source>
        <translation>%1: %2 ligados, %3: %4</translation>
    </message>
    <message>
        <source>%1: %2 on, %3 starting</source>
        <translation>%1: %2 ligados, %3 iniciando</translation>
    </message>
    <message>
        <source>%1: 1 on, ready</source>
        <translation>%1: 1 ligado, pronto</translation>
    </message>
    <message>
        <source>%1: %2 on, all ready</source>
        <translation>%1: %2 ligados, todos prontos</translation>
    </message>
</context>
<context>
    <name>portolan::AboutDialog</name>
    <message>
        <source>About Portolan</source>
        <translation>Sobre o Portolan</translation>
    </message>
    <message>
        <source>Portolan %1</source>
        <translation>Portolan %1</translation>
    </message>
    <message>
        <source>Keeps Kubernetes ports open on this computer.</source>
        <translation>Mantém portas do Kubernetes abertas neste computador.</translation>
    </message>
    <message>
        <source>Free software under the Apache License 2.0</source>
        <translation>Software livre sob a licença Apache 2.0</translation>
    </message>
    <message>
        <source>For a bug report (no names, addresses or passwords are in it)</source>
        <translation>Para um relato de erro (sem nomes, endereços nem senhas)</translation>
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
        <translation>Fechar</translation>
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
        <translation>aguarda um pod</translation>
    </message>
    <message>
        <source>%1, to %2</source>
        <translation>%1, para %2</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Open for</source>
        <translation>Aberta há</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Recebidos</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Enviados</translation>
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
        <translation>Detalhes</translation>
    </message>
    <message>
        <source>Choose a forward to see where it stands</source>
        <translation>Escolha um encaminhamento para ver como está</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Copiar endereço</translation>
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
        <translation>Parar</translation>
    </message>
    <message>
        <source>More for this forward</source>
        <translation>Mais deste encaminhamento</translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation>Vazão</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Conexões</translation>
    </message>
    <message>
        <source>In detail</source>
        <translation>Em detalhe</translation>
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
        <translation>Histórico</translation>
    </message>
    <message>
        <source>session answers in %1</source>
        <translation>a sessão responde em %1</translation>
    </message>
    <message>
        <source>connections share a busy session</source>
        <translation>conexões compartilham uma sessão ocupada</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Iniciar</translation>
    </message>
    <message>
        <source>%1 open · %2 since start</source>
        <translation>%1 abertas · %2 desde o início</translation>
    </message>
    <message>
        <source>%1 ready</source>
        <translation>%1 prontos</translation>
    </message>
</context>
<context>
    <name>portolan::DiscoverDialog</name>
    <message>
        <source>Discover services</source>
        <translation>Descobrir services</translation>
    </message>
    <message>
        <source>Choose services. You see every forward before it is added.</source>
        <translation>Escolha services. Você vê cada encaminhamento antes de ele ser adicionado.</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Contexto</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Namespace</translation>
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
        <translation>Visualizar…</translation>
    </message>
    <message>
        <source>Asking the cluster…</source>
        <translation>Consultando o cluster…</translation>
    </message>
    <message numerus="yes">
        <source>%n service(s) chosen</source>
        <translation>
            <numerusform>%n service escolhido</numerusform>
            <numerusform>%n services escolhidos</numerusform>
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
        <translation>%1 em %2</translation>
    </message>
</context>
<context>
    <name>portolan::EditorDialog</name>
    <message>
        <source>Add a forward</source>
        <translation>Adicionar um encaminhamento</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>Editar %1</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Onde</translation>
    </message>
    <message>
        <source>The current context</source>
        <translation>O contexto atual</translation>
    </message>
    <message>
        <source>The context’s namespace</source>
        <translation>O namespace do contexto</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Contexto</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Namespace</translation>
    </message>
    <message>
        <source>What</source>
        <translation>O quê</translation>
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
        <translation>Seletor de rótulos</translation>
    </message>
    <message>
        <source>What the cluster has</source>
        <translation>O que há no cluster</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Porta</translation>
    </message>
    <message>
        <source>Port of the target</source>
        <translation>Porta do destino</translation>
    </message>
    <message>
        <source>Number or name</source>
        <translation>Número ou nome</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>Neste computador</translation>
    </message>
    <message>
        <source>Any free</source>
        <translation>Qualquer livre</translation>
    </message>
    <message>
        <source>Local address</source>
        <translation>Endereço local</translation>
    </message>
    <message>
        <source>Local port</source>
        <translation>Porta local</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Turn on when Portolan starts</source>
        <translation>Ligar quando o Portolan iniciar</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Separated by commas</source>
        <translation>Separadas por vírgulas</translation>
    </message>
    <message>
        <source>Go to the cluster with the first connection only</source>
        <translation>Ir ao cluster somente com a primeira conexão</translation>
    </message>
    <message>
        <source>Spread connections over all ready pods</source>
        <translation>Distribuir as conexões entre todos os pods prontos</translation>
    </message>
    <message>
        <source>The way it will take</source>
        <translation>O caminho que fará</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Verificações</translation>
    </message>
    <message>
        <source>while you type</source>
        <translation>enquanto você digita</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>Login</translation>
    </message>
    <message>
        <source>Pods</source>
        <translation>Pods</translation>
    </message>
    <message>
        <source>Session to a pod</source>
        <translation>Sessão com um pod</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Testar</translation>
    </message>
    <message>
        <source>Same as</source>
        <translation>Equivale a</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Copiar o comando</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salvar</translation>
    </message>
    <message>
        <source>Save and turn on</source>
        <translation>Salvar e ligar</translation>
    </message>
    <message>
        <source>current context</source>
        <translation>contexto atual</translation>
    </message>
    <message>
        <source>Asking the cluster…</source>
        <translation>Consultando o cluster…</translation>
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
        <translation>Nome do destino</translation>
    </message>
    <message>
        <source>Type to filter, or any name</source>
        <translation>Digite para filtrar, ou qualquer nome</translation>
    </message>
    <message>
        <source>%1 (current)</source>
        <translation>%1 (atual)</translation>
    </message>
    <message>
        <source>Listing is not allowed here, type the name</source>
        <translation>Listar não é permitido aqui; digite o nome</translation>
    </message>
    <message>
        <source>%1 (the context’s)</source>
        <translation>%1 (do contexto)</translation>
    </message>
    <message>
        <source>%1 answered in %2 ms</source>
        <translation>%1 respondeu em %2 ms</translation>
    </message>
    <message numerus="yes">
        <source>The first %n of many in %1</source>
        <translation>
            <numerusform>O primeiro de muitos em %1</numerusform>
            <numerusform>Os primeiros %n de muitos em %1</numerusform>
        </translation>
    </message>
    <message>
        <source>None in %1</source>
        <translation>Nenhum em %1</translation>
    </message>
    <message numerus="yes">
        <source>%n in %1</source>
        <translation>
            <numerusform>%n em %1</numerusform>
            <numerusform>%n em %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pod(s) match, %1 ready</source>
        <translation>
            <numerusform>%n pod corresponde, %1 pronto</numerusform>
            <numerusform>%n pods correspondem, %1 prontos</numerusform>
        </translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>Outra…</translation>
    </message>
    <message>
        <source>Login to %1</source>
        <translation>Login em %1</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation>ainda não consultado</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>desconhecido</translation>
    </message>
    <message numerus="yes">
        <source>%n ready</source>
        <translation>
            <numerusform>%n pronto</numerusform>
            <numerusform>%n prontos</numerusform>
        </translation>
    </message>
    <message>
        <source>none is ready</source>
        <translation>nenhum está pronto</translation>
    </message>
    <message>
        <source>Ctrl+Enter saves and turns on, Esc cancels</source>
        <translation>Ctrl+Enter salva e liga, Esc cancela</translation>
    </message>
    <message>
        <source>%1 belongs to your forward %2.</source>
        <translation>%1 pertence ao seu encaminhamento %2.</translation>
    </message>
    <message>
        <source>%1 is already used by %2 (process %3).</source>
        <translation>%1 já é usada por %2 (processo %3).</translation>
    </message>
    <message>
        <source>%1 is already used by another program.</source>
        <translation>%1 já é usada por outro programa.</translation>
    </message>
    <message>
        <source>%1 is free.</source>
        <translation>%1 está livre.</translation>
    </message>
    <message>
        <source>Other computers can reach it at this address.</source>
        <translation>Outros computadores podem acessá-la neste endereço.</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>Usar %1</translation>
    </message>
    <message>
        <source>any free one</source>
        <translation>qualquer uma livre</translation>
    </message>
    <message>
        <source>%1 in use, change it</source>
        <translation>%1 em uso, altere</translation>
    </message>
    <message>
        <source>%1 is free</source>
        <translation>%1 está livre</translation>
    </message>
    <message>
        <source>the context’s namespace</source>
        <translation>o namespace do contexto</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>neste computador</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>through the Kubernetes API</source>
        <translation>pela API do Kubernetes</translation>
    </message>
    <message>
        <source>No target yet</source>
        <translation>Ainda sem destino</translation>
    </message>
    <message>
        <source>looked up when it starts</source>
        <translation>consultado ao iniciar</translation>
    </message>
    <message>
        <source>port %1, pod port %2</source>
        <translation>porta %1, porta do pod %2</translation>
    </message>
    <message>
        <source>A ready pod</source>
        <translation>Um pod pronto</translation>
    </message>
    <message numerus="yes">
        <source>one of %n ready pod(s), follows replacements</source>
        <translation>
            <numerusform>o único pod pronto, segue substituições</numerusform>
            <numerusform>um de %n pods prontos, segue substituições</numerusform>
        </translation>
    </message>
    <message>
        <source>none is ready now; it waits for one</source>
        <translation>nenhum está pronto agora; aguardará um</translation>
    </message>
    <message>
        <source>follows replacements</source>
        <translation>segue substituições</translation>
    </message>
    <message>
        <source>Stop trying</source>
        <translation>Parar o teste</translation>
    </message>
    <message>
        <source>trying…</source>
        <translation>testando…</translation>
    </message>
    <message>
        <source>not tried yet</source>
        <translation>ainda não testado</translation>
    </message>
    <message>
        <source>Opens it once, saves nothing</source>
        <translation>Abre uma vez, não salva nada</translation>
    </message>
    <message>
        <source>opened in %1 ms</source>
        <translation>aberta em %1 ms</translation>
    </message>
    <message>
        <source>opened</source>
        <translation>aberta</translation>
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
        <translation>Ainda não há encaminhamentos</translation>
    </message>
    <message>
        <source>Your forwards will be listed here</source>
        <translation>Seus encaminhamentos aparecerão aqui</translation>
    </message>
    <message>
        <source>A forward opens a port of your cluster on this computer and keeps it open, also when the pod is replaced.</source>
        <translation>Um encaminhamento abre uma porta do seu cluster neste computador e a mantém aberta, mesmo quando o pod é substituído.</translation>
    </message>
    <message>
        <source>You can also drop a file anywhere in this window, or paste its text.</source>
        <translation>Você também pode soltar um arquivo nesta janela ou colar o texto dele.</translation>
    </message>
    <message>
        <source>Discover</source>
        <translation>Descobrir</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>Importar um arquivo</translation>
    </message>
    <message>
        <source>A forwards.json from your team or an export from kftray. You see every change before it is made.</source>
        <translation>Um forwards.json da sua equipe ou uma exportação do kftray. Você vê cada alteração antes de ela ser feita.</translation>
    </message>
    <message>
        <source>Add one</source>
        <translation>Adicionar um</translation>
    </message>
    <message>
        <source>Name a context, a service and a port. Free ports are suggested.</source>
        <translation>Indique um contexto, um service e uma porta. Portas livres são sugeridas.</translation>
    </message>
    <message>
        <source>Try the demo cluster</source>
        <translation>Experimentar o cluster de demonstração</translation>
    </message>
    <message>
        <source>A small cluster inside Portolan, only on this computer. Nothing is sent anywhere.</source>
        <translation>Um pequeno cluster dentro do Portolan, só neste computador. Nada é enviado a lugar nenhum.</translation>
    </message>
    <message>
        <source>Start Portolan at login</source>
        <translation>Iniciar o Portolan ao entrar na sessão</translation>
    </message>
    <message>
        <source>Portolan stays in the tray when this window is closed</source>
        <translation>O Portolan continua na bandeja quando esta janela é fechada</translation>
    </message>
    <message>
        <source>Pick services of your clusters from a list. No kubeconfig was found yet.</source>
        <translation>Escolha services dos seus clusters em uma lista. Nenhum kubeconfig foi encontrado ainda.</translation>
    </message>
    <message>
        <source>%1 is in your kubeconfig. Pick services from a list.</source>
        <translation>%1 está no seu kubeconfig. Escolha services em uma lista.</translation>
    </message>
    <message>
        <source>%1 and %2 more are in your kubeconfig. Pick services from a list.</source>
        <translation>%1 e mais %2 estão no seu kubeconfig. Escolha services em uma lista.</translation>
    </message>
    <message>
        <source>%1 are in your kubeconfig. Pick services from a list.</source>
        <translation>%1 estão no seu kubeconfig. Escolha services em uma lista.</translation>
    </message>
    <message>
        <source>Login tools found: %1</source>
        <translation>Ferramentas de login encontradas: %1</translation>
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
        <translation>Pronto</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Aguardando</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Falhou</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Parado</translation>
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
        <translation>Contexto atual</translation>
    </message>
    <message>
        <source>Current namespace</source>
        <translation>Namespace atual</translation>
    </message>
    <message>
        <source>No tag</source>
        <translation>Sem tag</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Ligado</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Local address</source>
        <translation>Endereço local</translation>
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
        <translation>Taxa</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Conexões</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Desde</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 e mais %2</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 aguardando</translation>
    </message>
    <message>
        <source>%1 of %2 on</source>
        <translation>%1 de %2 ligados</translation>
    </message>
    <message>
        <source>Certificate not verified</source>
        <translation>Certificado não verificado</translation>
    </message>
    <message>
        <source>%1, switch, %2</source>
        <translation>%1, interruptor, %2</translation>
    </message>
    <message>
        <source>on</source>
        <translation>ligado</translation>
    </message>
    <message>
        <source>off</source>
        <translation>desligado</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>misto</translation>
    </message>
    <message>
        <source>Turn %1 off</source>
        <translation>Desligar %1</translation>
    </message>
    <message>
        <source>Turn %1 on</source>
        <translation>Ligar %1</translation>
    </message>
    <message>
        <source>Click to copy, double click to open in the browser</source>
        <translation>Clique para copiar, clique duplo para abrir no navegador</translation>
    </message>
    <message>
        <source>All forwards</source>
        <translation>Todos os encaminhamentos</translation>
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
        <translation>sessão encerrada</translation>
    </message>
    <message>
        <source>on</source>
        <translation>ligado</translation>
    </message>
    <message>
        <source>off</source>
        <translation>desligado</translation>
    </message>
    <message>
        <source>1 connection waiting</source>
        <translation>1 conexão aguardando</translation>
    </message>
    <message numerus="yes">
        <source>%n connections waiting</source>
        <translation>
            <numerusform>%n conexão aguardando</numerusform>
            <numerusform>%n conexões aguardando</numerusform>
        </translation>
    </message>
    <message>
        <source>1 connection</source>
        <translation>1 conexão</translation>
    </message>
    <message numerus="yes">
        <source>%n connections</source>
        <translation>
            <numerusform>%n conexão</numerusform>
            <numerusform>%n conexões</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::ForwardsView</name>
    <message>
        <source>Forwards</source>
        <translation>Encaminhamentos</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 aguardando</translation>
    </message>
</context>
<context>
    <name>portolan::GraphLegend</name>
    <message>
        <source>down %1, up %2</source>
        <translation>recebidos %1, enviados %2</translation>
    </message>
</context>
<context>
    <name>portolan::ImportController</name>
    <message>
        <source>Import forwards</source>
        <translation>Importar encaminhamentos</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>Arquivos JSON (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Todos os arquivos (*)</translation>
    </message>
    <message>
        <source>from a link</source>
        <translation>de um link</translation>
    </message>
    <message>
        <source>The link cannot be opened</source>
        <translation>O link não pode ser aberto</translation>
    </message>
    <message>
        <source>%1 cannot be imported</source>
        <translation>%1 não pode ser importado</translation>
    </message>
    <message>
        <source>Nothing can be imported now</source>
        <translation>Nada pode ser importado agora</translation>
    </message>
    <message>
        <source>The import is not saved</source>
        <translation>A importação não foi salva</translation>
    </message>
    <message>
        <source>The file in Git cannot be read</source>
        <translation>O arquivo no Git não pode ser lido</translation>
    </message>
    <message>
        <source>from Git</source>
        <translation>do Git</translation>
    </message>
    <message>
        <source>%1 from Git</source>
        <translation>%1 do Git</translation>
    </message>
    <message>
        <source>What was taken from Git is not remembered</source>
        <translation>O que veio do Git não foi lembrado</translation>
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
        <translation>O que seria importado</translation>
    </message>
    <message numerus="yes">
        <source>%n entries. Nothing is changed until you press Import, and nothing imported starts by itself.</source>
        <translation>
            <numerusform>%n entrada. Nada muda até você clicar em Importar, e nada importado inicia sozinho.</numerusform>
            <numerusform>%n entradas. Nada muda até você clicar em Importar, e nada importado inicia sozinho.</numerusform>
        </translation>
    </message>
    <message>
        <source>Use the kubeconfig files that it names</source>
        <translation>Usar os arquivos kubeconfig que ele indica</translation>
    </message>
    <message>
        <source>%1. A kubeconfig can start programs on this computer; without this, your own is used.</source>
        <translation>%1. Um kubeconfig pode iniciar programas neste computador; sem isso, o seu é usado.</translation>
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
            <numerusform>Importar %n encaminhamento</numerusform>
            <numerusform>Importar %n encaminhamentos</numerusform>
        </translation>
    </message>
    <message>
        <source>Adds %1, changes %2, leaves %3 as they are. You can undo it.</source>
        <translation>Adiciona %1, altera %2, deixa %3 como estão. Você pode desfazer.</translation>
    </message>
    <message>
        <source>There is nothing in it.</source>
        <translation>Não há nada nele.</translation>
    </message>
    <message>
        <source>Pick an entry to see what it would do.</source>
        <translation>Escolha uma entrada para ver o que ela faria.</translation>
    </message>
    <message>
        <source>It is here already, and nothing would change.</source>
        <translation>Já está aqui, e nada mudaria.</translation>
    </message>
    <message>
        <source>Port %1 belongs to %2.</source>
        <translation>A porta %1 pertence a %2.</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>Usar %1</translation>
    </message>
    <message>
        <source>Use another port</source>
        <translation>Usar outra porta</translation>
    </message>
    <message>
        <source>Keep %1: only one of the two can be on</source>
        <translation>Manter %1: só um dos dois pode estar ligado</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) differ</source>
        <translation>
            <numerusform>%n campo difere</numerusform>
            <numerusform>%n campos diferem</numerusform>
        </translation>
    </message>
    <message>
        <source>All mine</source>
        <translation>Tudo meu</translation>
    </message>
    <message>
        <source>All theirs</source>
        <translation>Tudo deles</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Campo</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>Seu</translation>
    </message>
    <message>
        <source>In the import</source>
        <translation>Na importação</translation>
    </message>
    <message>
        <source>%1, yours: %2</source>
        <translation>%1, seu: %2</translation>
    </message>
    <message>
        <source>%1, in the import: %2</source>
        <translation>%1, na importação: %2</translation>
    </message>
    <message>
        <source>After the import</source>
        <translation>Após a importação</translation>
    </message>
    <message>
        <source>context %1</source>
        <translation>contexto %1</translation>
    </message>
    <message>
        <source>namespace %1</source>
        <translation>namespace %1</translation>
    </message>
    <message>
        <source>tags %1</source>
        <translation>tags %1</translation>
    </message>
    <message>
        <source>It cannot be run: %1. It is kept all the same.</source>
        <translation>Não pode ser executado: %1. É mantido mesmo assim.</translation>
    </message>
    <message>
        <source>It does not turn on by itself when Portolan starts.</source>
        <translation>Não liga sozinho quando o Portolan inicia.</translation>
    </message>
    <message>
        <source>It names the kubeconfig %1; your own is used.</source>
        <translation>Indica o kubeconfig %1; o seu é usado.</translation>
    </message>
    <message>
        <source>It uses the kubeconfig %1.</source>
        <translation>Usa o kubeconfig %1.</translation>
    </message>
    <message>
        <source>Other computers can reach it at %1.</source>
        <translation>Outros computadores podem acessá-lo em %1.</translation>
    </message>
    <message>
        <source>It is on. It restarts once with the change.</source>
        <translation>Está ligado. Reinicia uma vez com a alteração.</translation>
    </message>
    <message numerus="yes">
        <source>Removes %n forward(s).</source>
        <translation>
            <numerusform>Remove %n encaminhamento.</numerusform>
            <numerusform>Remove %n encaminhamentos.</numerusform>
        </translation>
    </message>
    <message>
        <source>It is not in the repository any more. If it is chosen, it is removed here, too.</source>
        <translation>Não está mais no repositório. Se for escolhido, também é removido aqui.</translation>
    </message>
</context>
<context>
    <name>portolan::ImportListModel</name>
    <message>
        <source>New</source>
        <translation>Novos</translation>
    </message>
    <message>
        <source>Same</source>
        <translation>Iguais</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Alterados</translation>
    </message>
    <message>
        <source>Conflicting</source>
        <translation>Em conflito</translation>
    </message>
    <message>
        <source>Invalid</source>
        <translation>Inválidos</translation>
    </message>
    <message numerus="yes">
        <source>%n, cannot be imported</source>
        <translation>
            <numerusform>%n, não pode ser importado</numerusform>
            <numerusform>%n, não podem ser importados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n, decide each</source>
        <translation>
            <numerusform>%n, decida</numerusform>
            <numerusform>%n, decida cada um</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n, compare and choose</source>
        <translation>
            <numerusform>%n, compare e escolha</numerusform>
            <numerusform>%n, compare e escolha</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n, nothing to do</source>
        <translation>
            <numerusform>%n, nada a fazer</numerusform>
            <numerusform>%n, nada a fazer</numerusform>
        </translation>
    </message>
    <message>
        <source>will use %1, as %2 is %3</source>
        <translation>usará %1, pois %2 é de %3</translation>
    </message>
    <message>
        <source>%1 is also %2: only one of them can be on</source>
        <translation>%1 também é de %2: só um pode estar ligado</translation>
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
        <translation>Nome</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Label selector</source>
        <translation>Seletor de rótulos</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Destino</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Namespace</translation>
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
        <translation>Porta local</translation>
    </message>
    <message>
        <source>Local address</source>
        <translation>Endereço local</translation>
    </message>
    <message>
        <source>Remote port</source>
        <translation>Porta remota</translation>
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
        <translation>Tags</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notas</translation>
    </message>
    <message>
        <source>On demand</source>
        <translation>Sob demanda</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>Distribuição</translation>
    </message>
    <message>
        <source>Turn off after</source>
        <translation>Desligar após</translation>
    </message>
    <message>
        <source>Gone</source>
        <translation>Removidos</translation>
    </message>
    <message numerus="yes">
        <source>%n, would be removed</source>
        <translation>
            <numerusform>%n, seria removido</numerusform>
            <numerusform>%n, seriam removidos</numerusform>
        </translation>
    </message>
    <message>
        <source>not in the repository any more</source>
        <translation>não está mais no repositório</translation>
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
        <translation>Encaminhamento</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>O que aconteceu</translation>
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
        <translation>Encaminhamento</translation>
    </message>
    <message>
        <source>All forwards</source>
        <translation>Todos os encaminhamentos</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>1 line</source>
        <translation>1 linha</translation>
    </message>
    <message numerus="yes">
        <source>%n lines</source>
        <translation>
            <numerusform>%n linha</numerusform>
            <numerusform>%n linhas</numerusform>
        </translation>
    </message>
    <message>
        <source>Search in the log</source>
        <translation>Buscar no registro</translation>
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
        <translation>Limpar</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Iniciar</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Reiniciar</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Tentar agora</translation>
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
        <translation>Copiar endereço</translation>
    </message>
    <message>
        <source>Copy as kubectl command</source>
        <translation>Copiar como comando kubectl</translation>
    </message>
    <message>
        <source>Copy as curl command</source>
        <translation>Copiar como comando curl</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Abrir no navegador</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Excluir</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Desfazer</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Adicionar…</translation>
    </message>
    <message>
        <source>Discover…</source>
        <translation>Descobrir…</translation>
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
        <translation>Parar todos</translation>
    </message>
    <message>
        <source>Log…</source>
        <translation>Registro…</translation>
    </message>
    <message>
        <source>Fold all groups</source>
        <translation>Recolher todos os grupos</translation>
    </message>
    <message>
        <source>Unfold all groups</source>
        <translation>Expandir todos os grupos</translation>
    </message>
    <message>
        <source>Keyboard…</source>
        <translation>Teclado…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Configurações…</translation>
    </message>
    <message>
        <source>About Portolan</source>
        <translation>Sobre o Portolan</translation>
    </message>
    <message>
        <source>Quit Portolan</source>
        <translation>Sair do Portolan</translation>
    </message>
    <message>
        <source>Details below</source>
        <translation>Detalhes abaixo</translation>
    </message>
    <message>
        <source>Details at the side</source>
        <translation>Detalhes ao lado</translation>
    </message>
    <message>
        <source>No details</source>
        <translation>Sem detalhes</translation>
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
        <translation>Próximo painel</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>Painel anterior</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Colar</translation>
    </message>
    <message>
        <source>No forward is in this state</source>
        <translation>Nenhum encaminhamento está neste estado</translation>
    </message>
    <message>
        <source>Nothing matches “%1”</source>
        <translation>Nada corresponde a “%1”</translation>
    </message>
    <message numerus="yes">
        <source>%n forwards</source>
        <translation>
            <numerusform>%n encaminhamento</numerusform>
            <numerusform>%n encaminhamentos</numerusform>
        </translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Colunas</translation>
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
        <translation>em uso, responde em %1</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>em uso</translation>
    </message>
    <message>
        <source>ready, takes over if needed</source>
        <translation>pronto, assume se necessário</translation>
    </message>
    <message>
        <source>not ready</source>
        <translation>não pronto</translation>
    </message>
</context>
<context>
    <name>portolan::PopupDelegate</name>
    <message>
        <source>idle</source>
        <translation>ocioso</translation>
    </message>
</context>
<context>
    <name>portolan::PopupView</name>
    <message>
        <source>Forwards</source>
        <translation>Encaminhamentos</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <translation>Copiar %1</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Abrir no navegador</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mais</translation>
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
        <translation>Configurações</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Geral</translation>
    </message>
    <message>
        <source>Forwards</source>
        <translation>Encaminhamentos</translation>
    </message>
    <message>
        <source>Git</source>
        <translation>Git</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Start Portolan at login</source>
        <translation>Iniciar o Portolan ao entrar na sessão</translation>
    </message>
    <message>
        <source>Open the window when Portolan starts</source>
        <translation>Abrir a janela quando o Portolan iniciar</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Como a área de trabalho</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Escuro</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automático</translation>
    </message>
    <message>
        <source>For a light panel</source>
        <translation>Para um painel claro</translation>
    </message>
    <message>
        <source>For a dark panel</source>
        <translation>Para um painel escuro</translation>
    </message>
    <message>
        <source>Notify when a forward fails or works again</source>
        <translation>Avisar quando um encaminhamento falhar ou voltar a funcionar</translation>
    </message>
    <message>
        <source>Forwards without notifications</source>
        <translation>Encaminhamentos sem notificações</translation>
    </message>
    <message>
        <source>Notify again</source>
        <translation>Avisar novamente</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>Janelas</translation>
    </message>
    <message>
        <source>Tray icon</source>
        <translation>Ícone da bandeja</translation>
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
        <translation>Avisos</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>Informações</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Tudo</translation>
    </message>
    <message>
        <source>A connection waits for a pod for</source>
        <translation>Uma conexão aguarda um pod por</translation>
    </message>
    <message>
        <source>Turn forwards off after</source>
        <translation>Desligar encaminhamentos após</translation>
    </message>
    <message>
        <source>Forwards on demand leave the cluster after</source>
        <translation>Encaminhamentos sob demanda deixam o cluster após</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Registro</translation>
    </message>
    <message>
        <source>Times count for forwards that are turned on from now on.</source>
        <translation>Os tempos valem para encaminhamentos ligados a partir de agora.</translation>
    </message>
    <message>
        <source>The repository’s own</source>
        <translation>O do repositório</translation>
    </message>
    <message>
        <source>Only when asked</source>
        <translation>Somente quando solicitado</translation>
    </message>
    <message>
        <source>Portolan can follow a file of forwards in a Git repository. It uses your own git and its logins, and shows every change before it is made.</source>
        <translation>O Portolan pode acompanhar um arquivo de encaminhamentos em um repositório Git. Ele usa o seu git e os logins dele, e mostra cada alteração antes de fazê-la.</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>Repositório</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>File or folder</source>
        <translation>Arquivo ou pasta</translation>
    </message>
    <message>
        <source>Look every</source>
        <translation>Verificar a cada</translation>
    </message>
    <message>
        <source>Look now…</source>
        <translation>Verificar agora…</translation>
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
        <translation>Buscar (também /)</translation>
    </message>
    <message>
        <source>Switch on or off</source>
        <translation>Ligar ou desligar</translation>
    </message>
    <message>
        <source>Fold a group</source>
        <translation>Recolher um grupo</translation>
    </message>
    <message>
        <source>Unfold a group</source>
        <translation>Expandir um grupo</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalhes</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Copiar o endereço</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Abrir no navegador</translation>
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
        <translation>Excluir</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Desfazer</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Adicionar</translation>
    </message>
    <message>
        <source>Discover</source>
        <translation>Descobrir</translation>
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
        <translation>Parar todos</translation>
    </message>
    <message>
        <source>Show all; Ctrl+2 to Ctrl+5: ready, waiting, failed, stopped</source>
        <translation>Mostrar todos; Ctrl+2 a Ctrl+5: prontos, aguardando, com falha, parados</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Registro</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Próximo painel</translation>
    </message>
    <message>
        <source>Clear the search, then close</source>
        <translation>Limpar a busca e depois fechar</translation>
    </message>
</context>
<context>
    <name>portolan::StagePath</name>
    <message>
        <source>The way of this forward</source>
        <translation>O caminho deste encaminhamento</translation>
    </message>
</context>
<context>
    <name>portolan::TargetListModel</name>
    <message numerus="yes">
        <source>%1 of %n pod(s) ready</source>
        <translation>
            <numerusform>%1 de %n pod pronto</numerusform>
            <numerusform>%1 de %n pods prontos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::ThroughputGraph</name>
    <message>
        <source>Throughput of the last five minutes</source>
        <translation>Vazão dos últimos cinco minutos</translation>
    </message>
    <message>
        <source>Now down %1, up %2; at most down %3, up %4</source>
        <translation>Agora recebidos %1, enviados %2; no máximo recebidos %3, enviados %4</translation>
    </message>
    <message>
        <source>now</source>
        <translation>agora</translation>
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
        <translation>Não há tela aqui. A linha de comando, portolan, funciona sem uma.</translation>
    </message>
    <message>
        <source>The saved forwards cannot be read</source>
        <translation>Os encaminhamentos salvos não podem ser lidos</translation>
    </message>
    <message>
        <source>The change is not saved</source>
        <translation>A alteração não foi salva</translation>
    </message>
    <message>
        <source>%1

The file is left as it is, and nothing is saved until it can be read again.</source>
        <translation>%1

O arquivo fica como está, e nada é salvo até que possa ser lido de novo.</translation>
    </message>
    <message>
        <source>The settings file has a mistake</source>
        <translation>O arquivo de configurações tem um erro</translation>
    </message>
    <message>
        <source>This desktop shows no system tray, so Portolan stays in this window.</source>
        <translation>Esta área de trabalho não mostra bandeja do sistema, então o Portolan fica nesta janela.</translation>
    </message>
    <message>
        <source>The command line cannot reach this window</source>
        <translation>A linha de comando não alcança esta janela</translation>
    </message>
    <message>
        <source>A second start cannot reach this window</source>
        <translation>Um segundo início não alcança esta janela</translation>
    </message>
    <message>
        <source>The forward is not saved</source>
        <translation>O encaminhamento não foi salvo</translation>
    </message>
    <message>
        <source>The demo cluster does not start</source>
        <translation>O cluster de demonstração não inicia</translation>
    </message>
    <message>
        <source>Starting at login cannot be changed</source>
        <translation>O início automático não pode ser alterado</translation>
    </message>
    <message numerus="yes">
        <source>Imported %n forward(s)</source>
        <translation>
            <numerusform>%n encaminhamento importado</numerusform>
            <numerusform>%n encaminhamentos importados</numerusform>
        </translation>
    </message>
    <message>
        <source>what was pasted</source>
        <translation>o que foi colado</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (cópia)</translation>
    </message>
    <message>
        <source>Export forwards</source>
        <translation>Exportar encaminhamentos</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>Arquivos JSON (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Todos os arquivos (*)</translation>
    </message>
    <message>
        <source>The export is not saved</source>
        <translation>A exportação não foi salva</translation>
    </message>
    <message>
        <source>Deleted %1</source>
        <translation>%1 excluído</translation>
    </message>
    <message numerus="yes">
        <source>Deleted %n forward(s)</source>
        <translation>
            <numerusform>%n encaminhamento excluído</numerusform>
            <numerusform>%n encaminhamentos excluídos</numerusform>
        </translation>
    </message>
    <message>
        <source>The forwards in Git have changed</source>
        <translation>Os encaminhamentos no Git mudaram</translation>
    </message>
    <message>
        <source>Nothing is changed here before you have looked.</source>
        <translation>Nada muda aqui antes de você verificar.</translation>
    </message>
    <message>
        <source>No terminal window could be opened.</source>
        <translation>Não foi possível abrir uma janela de terminal.</translation>
    </message>
    <message>
        <source>Run in a terminal: %1</source>
        <translation>Execute em um terminal: %1</translation>
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
        <translation>Ainda não há encaminhamentos</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>Importar um arquivo…</translation>
    </message>
    <message>
        <source>Try the demo cluster</source>
        <translation>Experimentar o cluster de demonstração</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Recentes</translation>
    </message>
    <message>
        <source>Start all</source>
        <translation>Iniciar todos</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>Parar todos</translation>
    </message>
    <message>
        <source>Open the window</source>
        <translation>Abrir a janela</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Configurações…</translation>
    </message>
    <message>
        <source>About Portolan</source>
        <translation>Sobre o Portolan</translation>
    </message>
    <message>
        <source>Quit Portolan</source>
        <translation>Sair do Portolan</translation>
    </message>
    <message>
        <source>%1 — %2 of %3 on</source>
        <translation>%1 — %2 de %3 ligados</translation>
    </message>
    <message>
        <source>Current context</source>
        <translation>Contexto atual</translation>
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
        <translation>Limpar a busca</translation>
    </message>
    <message>
        <source>Search name, port, namespace, tag</source>
        <translation>Buscar nome, porta, namespace, tag</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Add a forward…</source>
        <translation>Adicionar um encaminhamento…</translation>
    </message>
    <message>
        <source>Open the window</source>
        <translation>Abrir a janela</translation>
    </message>
    <message>
        <source>Your forwards will be listed here</source>
        <translation>Seus encaminhamentos aparecerão aqui</translation>
    </message>
    <message>
        <source>Discover services in a cluster…</source>
        <translation>Descobrir services em um cluster…</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>Importar um arquivo…</translation>
    </message>
    <message>
        <source>Add one…</source>
        <translation>Adicionar um…</translation>
    </message>
    <message>
        <source>Try the demo cluster</source>
        <translation>Experimentar o cluster de demonstração</translation>
    </message>
    <message>
        <source>Start all</source>
        <translation>Iniciar todos</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>Parar todos</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importar…</translation>
    </message>
    <message>
        <source>Discover…</source>
        <translation>Descobrir…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Configurações…</translation>
    </message>
    <message>
        <source>About Portolan</source>
        <translation>Sobre o Portolan</translation>
    </message>
    <message>
        <source>Quit Portolan</source>
        <translation>Sair do Portolan</translation>
    </message>
    <message>
        <source>None is in this state</source>
        <translation>Nenhum está neste estado</translation>
    </message>
    <message>
        <source>Nothing matches “%1”</source>
        <translation>Nada corresponde a “%1”</translation>
    </message>
    <message>
        <source>%1 down, %2 up</source>
        <translation>%1 recebidos, %2 enviados</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Copiar o endereço</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Abrir no navegador</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Reiniciar</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>Mostrar detalhes</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Editar…</translation>
    </message>
    <message>
        <source>No notifications</source>
        <translation>Sem notificações</translation>
    </message>
</context>
<context>
    <name>portolan::TroubleBox</name>
    <message>
        <source>What is wrong</source>
        <translation>O que há de errado</translation>
    </message>
    <message>
        <source>Runs: %1</source>
        <translation>Executa: %1</translation>
    </message>
</context>
<context>
    <name>portolan::TroubleNotices</name>
    <message>
        <source>%1 failed</source>
        <translation>%1 falhou</translation>
    </message>
    <message>
        <source>%1 is waiting</source>
        <translation>%1 está aguardando</translation>
    </message>
    <message numerus="yes">
        <source>%n forward(s) do not work</source>
        <translation>
            <numerusform>%n encaminhamento não funciona</numerusform>
            <numerusform>%n encaminhamentos não funcionam</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 works again</source>
        <translation>%1 voltou a funcionar</translation>
    </message>
    <message numerus="yes">
        <source>%n forward(s) work again</source>
        <translation>
            <numerusform>%n encaminhamento voltou a funcionar</numerusform>
            <numerusform>%n encaminhamentos voltaram a funcionar</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::UndoBar</name>
    <message>
        <source>%1. Ctrl+Z undoes it</source>
        <translation>%1. Ctrl+Z desfaz</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Desfazer</translation>
    </message>
</context>
<context>
    <name>portolan::WindowBar</name>
    <message>
        <source>Commands and filters</source>
        <translation>Comandos e filtros</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Adicionar</translation>
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
        <translation>Por namespace</translation>
    </message>
    <message>
        <source>By tag</source>
        <translation>Por tag</translation>
    </message>
    <message>
        <source>One list</source>
        <translation>Uma lista</translation>
    </message>
    <message>
        <source>Start all</source>
        <translation>Iniciar todos</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>Parar todos</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>Nothing to search yet</source>
        <translation>Nada para buscar ainda</translation>
    </message>
    <message>
        <source>Search name, port, pod, tag</source>
        <translation>Buscar nome, porta, pod, tag</translation>
    </message>
</context>
</TS>
