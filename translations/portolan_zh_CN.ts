<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
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
        <translation>每秒 %1 字节</translation>
    </message>
    <message>
        <source>%1 kilobytes per second</source>
        <translation>每秒 %1 千字节</translation>
    </message>
    <message>
        <source>%1 megabytes per second</source>
        <translation>每秒 %1 兆字节</translation>
    </message>
    <message>
        <source>%1 gigabytes per second</source>
        <translation>每秒 %1 吉字节</translation>
    </message>
    <message>
        <source>%1 terabytes per second</source>
        <translation>每秒 %1 太字节</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分钟</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 天 %2 小时</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
</context>
<context>
    <name>ForwardDraft</name>
    <message>
        <source>“%1” is not a namespace’s name.</source>
        <translation>“%1”不是命名空间名称。</translation>
    </message>
    <message>
        <source>Write a label selector, such as app=web.</source>
        <translation>请输入标签选择器，例如 app=web。</translation>
    </message>
    <message>
        <source>“%1” is not a label selector. It looks like app=web,tier=front.</source>
        <translation>“%1”不是标签选择器，其形式如 app=web,tier=front。</translation>
    </message>
    <message>
        <source>Pick what to forward to, or type its name.</source>
        <translation>请选择转发目标，或输入其名称。</translation>
    </message>
    <message>
        <source>“%1” is not a name that a cluster can have.</source>
        <translation>“%1”不是集群中可用的名称。</translation>
    </message>
    <message>
        <source>Pick a port, or type its number or name.</source>
        <translation>请选择端口，或输入其编号或名称。</translation>
    </message>
    <message>
        <source>“%1” is not a port (1 to 65535, or a name).</source>
        <translation>“%1”不是端口（1 到 65535，或名称）。</translation>
    </message>
</context>
<context>
    <name>GroupHeader</name>
    <message>
        <source>%1 of %2 on</source>
        <translation>%1/%2 已开启</translation>
    </message>
    <message>
        <source>cluster answers in %1</source>
        <translation>集群响应时间 %1</translation>
    </message>
    <message>
        <source>Certificate not verified</source>
        <translation>证书未验证</translation>
    </message>
</context>
<context>
    <name>StageWords</name>
    <message>
        <source>not reached</source>
        <translation>未到达</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>port kept open</source>
        <translation>端口保持打开</translation>
    </message>
    <message>
        <source>port kept open, 1 connection waits</source>
        <translation>端口保持打开，1 个连接等待中</translation>
    </message>
    <message numerus="yes">
        <source>port kept open, %n connections wait</source>
        <translation>
            <numerusform>端口保持打开，%n 个连接等待中</numerusform>
        </translation>
    </message>
    <message>
        <source>Stage %1 of 5, %2, %3</source>
        <translation>第 %1/5 阶段，%2，%3</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>%1 后</translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>还剩 %1 秒</translation>
    </message>
</context>
<context>
    <name>StateWords</name>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Ready since %1, took %2</source>
        <translation>自 %1 就绪，用时 %2</translation>
    </message>
    <message>
        <source>Ready since %1</source>
        <translation>自 %1 就绪</translation>
    </message>
    <message>
        <source>Listening since %1, connects on demand</source>
        <translation>自 %1 监听，按需连接</translation>
    </message>
    <message>
        <source>Waiting since %1</source>
        <translation>自 %1 等待</translation>
    </message>
    <message>
        <source>Failed at configuration since %1</source>
        <translation>自 %1 在配置阶段失败</translation>
    </message>
    <message>
        <source>Failed at authentication since %1</source>
        <translation>自 %1 在认证阶段失败</translation>
    </message>
    <message>
        <source>Failed at the target since %1</source>
        <translation>自 %1 在目标阶段失败</translation>
    </message>
    <message>
        <source>Failed at the session since %1</source>
        <translation>自 %1 在会话阶段失败</translation>
    </message>
    <message>
        <source>Failed at the local port since %1</source>
        <translation>自 %1 在本地端口失败</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>Authentication</source>
        <translation>认证</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Relay</source>
        <translation>中继</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>未到达</translation>
    </message>
    <message>
        <source>working</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>current context</source>
        <translation>当前上下文</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>立即尝试</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Use another context…</source>
        <translation>使用其他上下文…</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>使用 %1</translation>
    </message>
    <message>
        <source>Log in to %1…</source>
        <translation>登录 %1…</translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>Choose a context…</source>
        <translation>选择上下文…</translation>
    </message>
    <message>
        <source>Looks again in %1 s.</source>
        <translation>%1 秒后再次查看。</translation>
    </message>
    <message>
        <source>Next try in %1 s.</source>
        <translation>%1 秒后再次尝试。</translation>
    </message>
    <message>
        <source>Portolan goes on by itself as soon as something changes.</source>
        <translation>情况一有变化，Portolan 就会自行继续。</translation>
    </message>
    <message>
        <source>Portolan takes the port as soon as it is free.</source>
        <translation>端口一空闲，Portolan 就会使用它。</translation>
    </message>
    <message>
        <source>Log in again and the forwards of %1 continue by themselves. Portolan does not retry on its own here, because every try would open a login page. A login in a terminal works too.</source>
        <translation>重新登录后，%1 的转发会自行继续。Portolan 在此不会自动重试，因为每次尝试都会打开登录页面。在终端中登录也可以。</translation>
    </message>
    <message>
        <source>Portolan does not retry on its own here.</source>
        <translation>Portolan 在此不会自动重试。</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Reading configuration…</source>
        <translation>正在读取配置…</translation>
    </message>
    <message>
        <source>Logging in…</source>
        <translation>正在登录…</translation>
    </message>
    <message>
        <source>Finding a pod…</source>
        <translation>正在查找 Pod…</translation>
    </message>
    <message>
        <source>Opening session…</source>
        <translation>正在打开会话…</translation>
    </message>
    <message>
        <source>Opening port…</source>
        <translation>正在打开端口…</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>正在监听</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Waiting for pod</source>
        <translation>等待 Pod</translation>
    </message>
    <message>
        <source>Waiting for cluster, %1 s</source>
        <translation>等待集群，%1 秒</translation>
    </message>
    <message>
        <source>Waiting for cluster</source>
        <translation>等待集群</translation>
    </message>
    <message>
        <source>Waiting for login, %1 s</source>
        <translation>等待登录，%1 秒</translation>
    </message>
    <message>
        <source>Waiting for login</source>
        <translation>等待登录</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Defect in Portolan</source>
        <translation>Portolan 缺陷</translation>
    </message>
    <message>
        <source>Not valid</source>
        <translation>无效</translation>
    </message>
    <message>
        <source>File not readable</source>
        <translation>文件不可读</translation>
    </message>
    <message>
        <source>File not writable</source>
        <translation>文件不可写</translation>
    </message>
    <message>
        <source>Not supported</source>
        <translation>不支持</translation>
    </message>
    <message>
        <source>No kubeconfig</source>
        <translation>没有 kubeconfig</translation>
    </message>
    <message>
        <source>Unknown context</source>
        <translation>未知上下文</translation>
    </message>
    <message>
        <source>Unknown cluster</source>
        <translation>未知集群</translation>
    </message>
    <message>
        <source>Unknown user</source>
        <translation>未知用户</translation>
    </message>
    <message>
        <source>Credentials not usable</source>
        <translation>凭据不可用</translation>
    </message>
    <message>
        <source>Server not found</source>
        <translation>找不到服务器</translation>
    </message>
    <message>
        <source>Server not reachable</source>
        <translation>无法连接服务器</translation>
    </message>
    <message>
        <source>Certificate not trusted</source>
        <translation>证书不受信任</translation>
    </message>
    <message>
        <source>TLS failed</source>
        <translation>TLS 失败</translation>
    </message>
    <message>
        <source>Login expired</source>
        <translation>登录已过期</translation>
    </message>
    <message>
        <source>Not allowed</source>
        <translation>不允许</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>Request refused</source>
        <translation>请求被拒绝</translation>
    </message>
    <message>
        <source>Server busy</source>
        <translation>服务器繁忙</translation>
    </message>
    <message>
        <source>Unexpected answer</source>
        <translation>意外的响应</translation>
    </message>
    <message>
        <source>No such port</source>
        <translation>没有此端口</translation>
    </message>
    <message>
        <source>Pod not running</source>
        <translation>Pod 未运行</translation>
    </message>
    <message>
        <source>No pod</source>
        <translation>没有 Pod</translation>
    </message>
    <message>
        <source>Pod is gone</source>
        <translation>Pod 已消失</translation>
    </message>
    <message>
        <source>Port forwarding refused</source>
        <translation>端口转发被拒绝</translation>
    </message>
    <message>
        <source>Session lost</source>
        <translation>会话丢失</translation>
    </message>
    <message>
        <source>Port %1 is taken</source>
        <translation>端口 %1 已被占用</translation>
    </message>
    <message>
        <source>Port %1 not allowed</source>
        <translation>端口 %1 不允许</translation>
    </message>
    <message>
        <source>Address not available</source>
        <translation>地址不可用</translation>
    </message>
    <message>
        <source>Pod refused connection</source>
        <translation>Pod 拒绝连接</translation>
    </message>
    <message>
        <source>Pod connection failed</source>
        <translation>Pod 连接失败</translation>
    </message>
    <message>
        <source>The last connection failed: %1</source>
        <translation>上一个连接失败：%1</translation>
    </message>
    <message>
        <source>%1, any free port</source>
        <translation>%1，任意空闲端口</translation>
    </message>
</context>
<context>
    <name>TrayOptions</name>
    <message>
        <source>Keeps Kubernetes ports open on this computer, from the system tray.</source>
        <translation>从系统托盘在这台计算机上保持 Kubernetes 端口畅通。</translation>
    </message>
    <message>
        <source>Use FILE for the saved forwards.</source>
        <translation>使用 FILE 保存转发。</translation>
    </message>
    <message>
        <source>Use FILE for forwards that name no kubeconfig.</source>
        <translation>对未指定 kubeconfig 的转发使用 FILE。</translation>
    </message>
    <message>
        <source>Start a small cluster inside this process and forwards to it; your own are left alone.</source>
        <translation>在此进程内启动一个小型集群及其转发；不影响您自己的转发。</translation>
    </message>
    <message>
        <source>Open no window, as at login.</source>
        <translation>不打开窗口，与登录时相同。</translation>
    </message>
    <message>
        <source>The colour of the panel behind the icon: auto, light or dark; as set without this.</source>
        <translation>图标背后面板的颜色：auto、light 或 dark；不指定则按设置。</translation>
    </message>
    <message>
        <source>Open a window if there is no system tray within so many seconds.</source>
        <translation>若在指定秒数内没有系统托盘，则打开窗口。</translation>
    </message>
    <message>
        <source>Show what importing this file, or a portolan:// link, would do.</source>
        <translation>显示导入此文件或 portolan:// 链接的效果。</translation>
    </message>
    <message>
        <source>--panel is auto, light or dark</source>
        <translation>--panel 为 auto、light 或 dark</translation>
    </message>
    <message>
        <source>--wait is a number of seconds, at most 3600</source>
        <translation>--wait 为秒数，最大 3600</translation>
    </message>
</context>
<context>
    <name>TraySummary</name>
    <message>
        <source>%1: no forwards yet</source>
        <translation>%1：尚无转发</translation>
    </message>
    <message>
        <source>%1: nothing on</source>
        <translation>%1：没有开启的转发</translation>
    </message>
    <message>
        <source>%1: %2 on, %3 failed, first %4: %5</source>
        <translation>%1：%2 个开启，%3 个失败，首个 %4：%5</translation>
    </message>
    <message>
        <source>%1: %2 on, %3 waiting, first %4: %5</source>
        <translation>%1：%2 个开启，%3 个等待，首个 %4：%5</translation>
    </message>
    <message>
        <source>%1: %2 on, %3: %4</source>
        <translation>%1：%2 个开启，%3：%4</translation>
    </message>
    <message>
        <source>%1: %2 on, %3 starting</source>
        <translation>%1：%2 个开启，%3 个启动中</translation>
    </message>
    <message>
        <source>%1: 1 on, ready</source>
        <translation>%1：1 个开启，就绪</translation>
    </message>
    <message>
        <source>%1: %2 on, all ready</source>
        <translation>%1：%2 个开启，全部就绪</translation>
    </message>
</context>
<context>
    <name>portolan::AboutDialog</name>
    <message>
        <source>About Portolan</source>
        <translation>关于 Portolan</translation>
    </message>
    <message>
        <source>Portolan %1</source>
        <translation>Portolan %1</translation>
    </message>
    <message>
        <source>Keeps Kubernetes ports open on this computer.</source>
        <translation>在这台计算机上保持 Kubernetes 端口畅通。</translation>
    </message>
    <message>
        <source>Free software under the Apache License 2.0</source>
        <translation>基于 Apache 许可证 2.0 的自由软件</translation>
    </message>
    <message>
        <source>For a bug report (no names, addresses or passwords are in it)</source>
        <translation>用于错误报告（不含名称、地址和密码）</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>诊断信息</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>复制诊断信息</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>portolan::AddressChip</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>portolan::ConnectionsModel</name>
    <message>
        <source>waits for a pod</source>
        <translation>等待 Pod</translation>
    </message>
    <message>
        <source>%1, to %2</source>
        <translation>%1，到 %2</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Open for</source>
        <translation>已打开</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下行</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上行</translation>
    </message>
</context>
<context>
    <name>portolan::DesktopNotifier</name>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
</context>
<context>
    <name>portolan::DetailsPane</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Choose a forward to see where it stands</source>
        <translation>选择一个转发以查看其状态</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>重启</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>More for this forward</source>
        <translation>此转发的更多操作</translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation>吞吐量</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>In detail</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Pods</source>
        <translation>Pod</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>session answers in %1</source>
        <translation>会话响应时间 %1</translation>
    </message>
    <message>
        <source>connections share a busy session</source>
        <translation>连接共享一个繁忙的会话</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>%1 open · %2 since start</source>
        <translation>%1 个打开 · 启动以来 %2 个</translation>
    </message>
    <message>
        <source>%1 ready</source>
        <translation>%1 个就绪</translation>
    </message>
</context>
<context>
    <name>portolan::DiscoverDialog</name>
    <message>
        <source>Discover services</source>
        <translation>发现 Service</translation>
    </message>
    <message>
        <source>Choose services. You see every forward before it is added.</source>
        <translation>选择 Service。添加之前您会看到每个转发。</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>命名空间</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Preview…</source>
        <translation>预览…</translation>
    </message>
    <message>
        <source>Asking the cluster…</source>
        <translation>正在查询集群…</translation>
    </message>
    <message numerus="yes">
        <source>%n service(s) chosen</source>
        <translation>
            <numerusform>已选择 %n 个 Service</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n service(s)</source>
        <translation>
            <numerusform>%n 个 Service</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%2 中的 %1</translation>
    </message>
</context>
<context>
    <name>portolan::EditorDialog</name>
    <message>
        <source>Add a forward</source>
        <translation>添加转发</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>编辑 %1</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>The current context</source>
        <translation>当前上下文</translation>
    </message>
    <message>
        <source>The context’s namespace</source>
        <translation>上下文的命名空间</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>命名空间</translation>
    </message>
    <message>
        <source>What</source>
        <translation>目标</translation>
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
        <translation>标签选择器</translation>
    </message>
    <message>
        <source>What the cluster has</source>
        <translation>集群中的对象</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Port of the target</source>
        <translation>目标端口</translation>
    </message>
    <message>
        <source>Number or name</source>
        <translation>编号或名称</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>这台计算机</translation>
    </message>
    <message>
        <source>Any free</source>
        <translation>任意空闲</translation>
    </message>
    <message>
        <source>Local address</source>
        <translation>本地地址</translation>
    </message>
    <message>
        <source>Local port</source>
        <translation>本地端口</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Turn on when Portolan starts</source>
        <translation>Portolan 启动时开启</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Separated by commas</source>
        <translation>用逗号分隔</translation>
    </message>
    <message>
        <source>Go to the cluster with the first connection only</source>
        <translation>首次连接时才访问集群</translation>
    </message>
    <message>
        <source>Spread connections over all ready pods</source>
        <translation>将连接分散到所有就绪的 Pod</translation>
    </message>
    <message>
        <source>The way it will take</source>
        <translation>将经过的路径</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>while you type</source>
        <translation>随输入更新</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Pods</source>
        <translation>Pod</translation>
    </message>
    <message>
        <source>Session to a pod</source>
        <translation>到 Pod 的会话</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试一试</translation>
    </message>
    <message>
        <source>Same as</source>
        <translation>等同于</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save and turn on</source>
        <translation>保存并开启</translation>
    </message>
    <message>
        <source>current context</source>
        <translation>当前上下文</translation>
    </message>
    <message>
        <source>Asking the cluster…</source>
        <translation>正在查询集群…</translation>
    </message>
    <message>
        <source>Counting pods…</source>
        <translation>正在统计 Pod…</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>正在查询 %1…</translation>
    </message>
    <message>
        <source>Name of the target</source>
        <translation>目标名称</translation>
    </message>
    <message>
        <source>Type to filter, or any name</source>
        <translation>输入以筛选，或输入任意名称</translation>
    </message>
    <message>
        <source>%1 (current)</source>
        <translation>%1（当前）</translation>
    </message>
    <message>
        <source>Listing is not allowed here, type the name</source>
        <translation>此处不允许列出，请输入名称</translation>
    </message>
    <message>
        <source>%1 (the context’s)</source>
        <translation>%1（来自上下文）</translation>
    </message>
    <message>
        <source>%1 answered in %2 ms</source>
        <translation>%1 在 %2 毫秒内响应</translation>
    </message>
    <message numerus="yes">
        <source>The first %n of many in %1</source>
        <translation>
            <numerusform>%1 中的前 %n 个（还有更多）</numerusform>
        </translation>
    </message>
    <message>
        <source>None in %1</source>
        <translation>%1 中没有</translation>
    </message>
    <message numerus="yes">
        <source>%n in %1</source>
        <translation>
            <numerusform>%1 中有 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pod(s) match, %1 ready</source>
        <translation>
            <numerusform>%n 个 Pod 匹配，%1 个就绪</numerusform>
        </translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>其他…</translation>
    </message>
    <message>
        <source>Login to %1</source>
        <translation>登录 %1</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation>尚未查询</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message numerus="yes">
        <source>%n ready</source>
        <translation>
            <numerusform>%n 个就绪</numerusform>
        </translation>
    </message>
    <message>
        <source>none is ready</source>
        <translation>没有就绪的</translation>
    </message>
    <message>
        <source>Ctrl+Enter saves and turns on, Esc cancels</source>
        <translation>Ctrl+Enter 保存并开启，Esc 取消</translation>
    </message>
    <message>
        <source>%1 belongs to your forward %2.</source>
        <translation>%1 属于您的转发 %2。</translation>
    </message>
    <message>
        <source>%1 is already used by %2 (process %3).</source>
        <translation>%1 已被 %2（进程 %3）占用。</translation>
    </message>
    <message>
        <source>%1 is already used by another program.</source>
        <translation>%1 已被其他程序占用。</translation>
    </message>
    <message>
        <source>%1 is free.</source>
        <translation>%1 空闲。</translation>
    </message>
    <message>
        <source>Other computers can reach it at this address.</source>
        <translation>其他计算机可以通过此地址访问。</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>使用 %1</translation>
    </message>
    <message>
        <source>any free one</source>
        <translation>任意空闲端口</translation>
    </message>
    <message>
        <source>%1 in use, change it</source>
        <translation>%1 被占用，请更改</translation>
    </message>
    <message>
        <source>%1 is free</source>
        <translation>%1 空闲</translation>
    </message>
    <message>
        <source>the context’s namespace</source>
        <translation>上下文的命名空间</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>在这台计算机上</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>through the Kubernetes API</source>
        <translation>通过 Kubernetes API</translation>
    </message>
    <message>
        <source>No target yet</source>
        <translation>尚无目标</translation>
    </message>
    <message>
        <source>looked up when it starts</source>
        <translation>启动时查找</translation>
    </message>
    <message>
        <source>port %1, pod port %2</source>
        <translation>端口 %1，Pod 端口 %2</translation>
    </message>
    <message>
        <source>A ready pod</source>
        <translation>一个就绪的 Pod</translation>
    </message>
    <message numerus="yes">
        <source>one of %n ready pod(s), follows replacements</source>
        <translation>
            <numerusform>%n 个就绪 Pod 之一，跟随替换</numerusform>
        </translation>
    </message>
    <message>
        <source>none is ready now; it waits for one</source>
        <translation>目前没有就绪的，将等待</translation>
    </message>
    <message>
        <source>follows replacements</source>
        <translation>跟随替换</translation>
    </message>
    <message>
        <source>Stop trying</source>
        <translation>停止尝试</translation>
    </message>
    <message>
        <source>trying…</source>
        <translation>正在尝试…</translation>
    </message>
    <message>
        <source>not tried yet</source>
        <translation>尚未尝试</translation>
    </message>
    <message>
        <source>Opens it once, saves nothing</source>
        <translation>只打开一次，不保存任何内容</translation>
    </message>
    <message>
        <source>opened in %1 ms</source>
        <translation>在 %1 毫秒内打开</translation>
    </message>
    <message>
        <source>opened</source>
        <translation>已打开</translation>
    </message>
    <message>
        <source>It works.</source>
        <translation>可以使用。</translation>
    </message>
</context>
<context>
    <name>portolan::EmptyState</name>
    <message>
        <source>No forwards yet</source>
        <translation>尚无转发</translation>
    </message>
    <message>
        <source>Your forwards will be listed here</source>
        <translation>您的转发将显示在这里</translation>
    </message>
    <message>
        <source>A forward opens a port of your cluster on this computer and keeps it open, also when the pod is replaced.</source>
        <translation>转发会在这台计算机上打开集群的端口并保持打开，即使 Pod 被替换。</translation>
    </message>
    <message>
        <source>You can also drop a file anywhere in this window, or paste its text.</source>
        <translation>您也可以将文件拖放到此窗口中，或粘贴其文本。</translation>
    </message>
    <message>
        <source>Discover</source>
        <translation>发现</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>A forwards.json from your team or an export from kftray. You see every change before it is made.</source>
        <translation>团队的 forwards.json 或 kftray 的导出文件。更改之前您会看到每一项。</translation>
    </message>
    <message>
        <source>Add one</source>
        <translation>添加一个</translation>
    </message>
    <message>
        <source>Name a context, a service and a port. Free ports are suggested.</source>
        <translation>指定上下文、Service 和端口。会建议空闲端口。</translation>
    </message>
    <message>
        <source>Try the demo cluster</source>
        <translation>试用演示集群</translation>
    </message>
    <message>
        <source>A small cluster inside Portolan, only on this computer. Nothing is sent anywhere.</source>
        <translation>Portolan 内部的小型集群，仅在这台计算机上。不会向任何地方发送内容。</translation>
    </message>
    <message>
        <source>Start Portolan at login</source>
        <translation>登录时启动 Portolan</translation>
    </message>
    <message>
        <source>Portolan stays in the tray when this window is closed</source>
        <translation>关闭此窗口后 Portolan 仍在托盘中</translation>
    </message>
    <message>
        <source>Pick services of your clusters from a list. No kubeconfig was found yet.</source>
        <translation>从列表中选择集群的 Service。尚未找到 kubeconfig。</translation>
    </message>
    <message>
        <source>%1 is in your kubeconfig. Pick services from a list.</source>
        <translation>您的 kubeconfig 中有 %1。从列表中选择 Service。</translation>
    </message>
    <message>
        <source>%1 and %2 more are in your kubeconfig. Pick services from a list.</source>
        <translation>您的 kubeconfig 中有 %1 及另外 %2 个。从列表中选择 Service。</translation>
    </message>
    <message>
        <source>%1 are in your kubeconfig. Pick services from a list.</source>
        <translation>您的 kubeconfig 中有 %1。从列表中选择 Service。</translation>
    </message>
    <message>
        <source>Login tools found: %1</source>
        <translation>找到的登录工具：%1</translation>
    </message>
</context>
<context>
    <name>portolan::FilterChip</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>portolan::FilterChips</name>
    <message>
        <source>Show by state</source>
        <translation>按状态显示</translation>
    </message>
</context>
<context>
    <name>portolan::ForwardsFilter</name>
    <message>
        <source>Current context</source>
        <translation>当前上下文</translation>
    </message>
    <message>
        <source>Current namespace</source>
        <translation>当前命名空间</translation>
    </message>
    <message>
        <source>No tag</source>
        <translation>无标记</translation>
    </message>
    <message>
        <source>On</source>
        <translation>开</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Local address</source>
        <translation>本地地址</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Pod</source>
        <translation>Pod</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 及另外 %2 个</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 个等待中</translation>
    </message>
    <message>
        <source>%1 of %2 on</source>
        <translation>%1/%2 已开启</translation>
    </message>
    <message>
        <source>Certificate not verified</source>
        <translation>证书未验证</translation>
    </message>
    <message>
        <source>%1, switch, %2</source>
        <translation>%1，开关，%2</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>Turn %1 off</source>
        <translation>关闭 %1</translation>
    </message>
    <message>
        <source>Turn %1 on</source>
        <translation>开启 %1</translation>
    </message>
    <message>
        <source>Click to copy, double click to open in the browser</source>
        <translation>单击复制，双击在浏览器中打开</translation>
    </message>
    <message>
        <source>All forwards</source>
        <translation>所有转发</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <translation>自 %2 起%1</translation>
    </message>
</context>
<context>
    <name>portolan::ForwardsModel</name>
    <message>
        <source>session ended</source>
        <translation>会话已结束</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>1 connection waiting</source>
        <translation>1 个连接等待中</translation>
    </message>
    <message numerus="yes">
        <source>%n connections waiting</source>
        <translation>
            <numerusform>%n 个连接等待中</numerusform>
        </translation>
    </message>
    <message>
        <source>1 connection</source>
        <translation>1 个连接</translation>
    </message>
    <message numerus="yes">
        <source>%n connections</source>
        <translation>
            <numerusform>%n 个连接</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::ForwardsView</name>
    <message>
        <source>Forwards</source>
        <translation>转发</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 个等待中</translation>
    </message>
</context>
<context>
    <name>portolan::GraphLegend</name>
    <message>
        <source>down %1, up %2</source>
        <translation>下行 %1，上行 %2</translation>
    </message>
</context>
<context>
    <name>portolan::ImportController</name>
    <message>
        <source>Import forwards</source>
        <translation>导入转发</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>JSON 文件 (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>from a link</source>
        <translation>来自链接</translation>
    </message>
    <message>
        <source>The link cannot be opened</source>
        <translation>无法打开链接</translation>
    </message>
    <message>
        <source>%1 cannot be imported</source>
        <translation>无法导入 %1</translation>
    </message>
    <message>
        <source>Nothing can be imported now</source>
        <translation>目前无法导入</translation>
    </message>
    <message>
        <source>The import is not saved</source>
        <translation>导入未保存</translation>
    </message>
    <message>
        <source>The file in Git cannot be read</source>
        <translation>无法读取 Git 中的文件</translation>
    </message>
    <message>
        <source>from Git</source>
        <translation>来自 Git</translation>
    </message>
    <message>
        <source>%1 from Git</source>
        <translation>来自 Git 的 %1</translation>
    </message>
    <message>
        <source>What was taken from Git is not remembered</source>
        <translation>未能记录从 Git 获取的内容</translation>
    </message>
</context>
<context>
    <name>portolan::ImportDialog</name>
    <message>
        <source>Import %1</source>
        <translation>导入 %1</translation>
    </message>
    <message>
        <source>What would be imported</source>
        <translation>将导入的内容</translation>
    </message>
    <message numerus="yes">
        <source>%n entries. Nothing is changed until you press Import, and nothing imported starts by itself.</source>
        <translation>
            <numerusform>%n 个条目。按下“导入”之前不会有任何更改，导入的内容也不会自行启动。</numerusform>
        </translation>
    </message>
    <message>
        <source>Use the kubeconfig files that it names</source>
        <translation>使用其中指定的 kubeconfig 文件</translation>
    </message>
    <message>
        <source>%1. A kubeconfig can start programs on this computer; without this, your own is used.</source>
        <translation>%1。kubeconfig 可以在这台计算机上启动程序；不勾选则使用您自己的。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message numerus="yes">
        <source>Import %n forward(s)</source>
        <translation>
            <numerusform>导入 %n 个转发</numerusform>
        </translation>
    </message>
    <message>
        <source>Adds %1, changes %2, leaves %3 as they are. You can undo it.</source>
        <translation>新增 %1，更改 %2，保持 %3 不变。可以撤销。</translation>
    </message>
    <message>
        <source>There is nothing in it.</source>
        <translation>其中没有内容。</translation>
    </message>
    <message>
        <source>Pick an entry to see what it would do.</source>
        <translation>选择一个条目以查看其效果。</translation>
    </message>
    <message>
        <source>It is here already, and nothing would change.</source>
        <translation>已存在，不会有任何变化。</translation>
    </message>
    <message>
        <source>Port %1 belongs to %2.</source>
        <translation>端口 %1 属于 %2。</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>使用 %1</translation>
    </message>
    <message>
        <source>Use another port</source>
        <translation>使用其他端口</translation>
    </message>
    <message>
        <source>Keep %1: only one of the two can be on</source>
        <translation>保留 %1：两者只能开启其一</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) differ</source>
        <translation>
            <numerusform>%n 个字段不同</numerusform>
        </translation>
    </message>
    <message>
        <source>All mine</source>
        <translation>全用我的</translation>
    </message>
    <message>
        <source>All theirs</source>
        <translation>全用对方的</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>您的</translation>
    </message>
    <message>
        <source>In the import</source>
        <translation>导入的</translation>
    </message>
    <message>
        <source>%1, yours: %2</source>
        <translation>%1，您的：%2</translation>
    </message>
    <message>
        <source>%1, in the import: %2</source>
        <translation>%1，导入的：%2</translation>
    </message>
    <message>
        <source>After the import</source>
        <translation>导入之后</translation>
    </message>
    <message>
        <source>context %1</source>
        <translation>上下文 %1</translation>
    </message>
    <message>
        <source>namespace %1</source>
        <translation>命名空间 %1</translation>
    </message>
    <message>
        <source>tags %1</source>
        <translation>标记 %1</translation>
    </message>
    <message>
        <source>It cannot be run: %1. It is kept all the same.</source>
        <translation>无法运行：%1。仍会保留。</translation>
    </message>
    <message>
        <source>It does not turn on by itself when Portolan starts.</source>
        <translation>Portolan 启动时不会自行开启。</translation>
    </message>
    <message>
        <source>It names the kubeconfig %1; your own is used.</source>
        <translation>它指定了 kubeconfig %1；将使用您自己的。</translation>
    </message>
    <message>
        <source>It uses the kubeconfig %1.</source>
        <translation>它使用 kubeconfig %1。</translation>
    </message>
    <message>
        <source>Other computers can reach it at %1.</source>
        <translation>其他计算机可通过 %1 访问。</translation>
    </message>
    <message>
        <source>It is on. It restarts once with the change.</source>
        <translation>它已开启，将随更改重启一次。</translation>
    </message>
    <message numerus="yes">
        <source>Removes %n forward(s).</source>
        <translation>
            <numerusform>移除 %n 个转发。</numerusform>
        </translation>
    </message>
    <message>
        <source>It is not in the repository any more. If it is chosen, it is removed here, too.</source>
        <translation>它已不在仓库中。若选中，也会从此处移除。</translation>
    </message>
</context>
<context>
    <name>portolan::ImportListModel</name>
    <message>
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>已更改</translation>
    </message>
    <message>
        <source>Conflicting</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Invalid</source>
        <translation>无效</translation>
    </message>
    <message numerus="yes">
        <source>%n, cannot be imported</source>
        <translation>
            <numerusform>%n 个，无法导入</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n, decide each</source>
        <translation>
            <numerusform>%n 个，逐一决定</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n, compare and choose</source>
        <translation>
            <numerusform>%n 个，比较并选择</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n, nothing to do</source>
        <translation>
            <numerusform>%n 个，无需操作</numerusform>
        </translation>
    </message>
    <message>
        <source>will use %1, as %2 is %3</source>
        <translation>将使用 %1，因为 %2 属于 %3</translation>
    </message>
    <message>
        <source>%1 is also %2: only one of them can be on</source>
        <translation>%1 也属于 %2：两者只能开启其一</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1：%2 → %3</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Label selector</source>
        <translation>标签选择器</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>命名空间</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Kubeconfig</source>
        <translation>Kubeconfig</translation>
    </message>
    <message>
        <source>Local port</source>
        <translation>本地端口</translation>
    </message>
    <message>
        <source>Local address</source>
        <translation>本地地址</translation>
    </message>
    <message>
        <source>Remote port</source>
        <translation>远程端口</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>On demand</source>
        <translation>按需</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>分散</translation>
    </message>
    <message>
        <source>Turn off after</source>
        <translation>关闭时间</translation>
    </message>
    <message>
        <source>Gone</source>
        <translation>已消失</translation>
    </message>
    <message numerus="yes">
        <source>%n, would be removed</source>
        <translation>
            <numerusform>%n 个，将被移除</numerusform>
        </translation>
    </message>
    <message>
        <source>not in the repository any more</source>
        <translation>已不在仓库中</translation>
    </message>
    <message>
        <source>Entry %1</source>
        <translation>条目 %1</translation>
    </message>
</context>
<context>
    <name>portolan::JournalModel</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>转发</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>发生的事情</translation>
    </message>
</context>
<context>
    <name>portolan::LogWindow</name>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>转发</translation>
    </message>
    <message>
        <source>All forwards</source>
        <translation>所有转发</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>1 line</source>
        <translation>1 行</translation>
    </message>
    <message numerus="yes">
        <source>%n lines</source>
        <translation>
            <numerusform>%n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Search in the log</source>
        <translation>在日志中搜索</translation>
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
        <translation>清除</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>重启</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>立即尝试</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制副本</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Copy as kubectl command</source>
        <translation>复制为 kubectl 命令</translation>
    </message>
    <message>
        <source>Copy as curl command</source>
        <translation>复制为 curl 命令</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>在浏览器中打开</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Discover…</source>
        <translation>发现…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Export all…</source>
        <translation>全部导出…</translation>
    </message>
    <message>
        <source>Start all</source>
        <translation>全部启动</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>全部停止</translation>
    </message>
    <message>
        <source>Log…</source>
        <translation>日志…</translation>
    </message>
    <message>
        <source>Fold all groups</source>
        <translation>折叠所有分组</translation>
    </message>
    <message>
        <source>Unfold all groups</source>
        <translation>展开所有分组</translation>
    </message>
    <message>
        <source>Keyboard…</source>
        <translation>键盘…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>About Portolan</source>
        <translation>关于 Portolan</translation>
    </message>
    <message>
        <source>Quit Portolan</source>
        <translation>退出 Portolan</translation>
    </message>
    <message>
        <source>Details below</source>
        <translation>详情在下方</translation>
    </message>
    <message>
        <source>Details at the side</source>
        <translation>详情在侧边</translation>
    </message>
    <message>
        <source>No details</source>
        <translation>无详情</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Filter %1</source>
        <translation>筛选 %1</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>下一个窗格</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>上一个窗格</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>No forward is in this state</source>
        <translation>没有转发处于此状态</translation>
    </message>
    <message>
        <source>Nothing matches “%1”</source>
        <translation>没有与“%1”匹配的内容</translation>
    </message>
    <message numerus="yes">
        <source>%n forwards</source>
        <translation>
            <numerusform>%n 个转发</numerusform>
        </translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>portolan::PodsModel</name>
    <message>
        <source>in use, answers in %1</source>
        <translation>使用中，响应时间 %1</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>ready, takes over if needed</source>
        <translation>就绪，需要时接管</translation>
    </message>
    <message>
        <source>not ready</source>
        <translation>未就绪</translation>
    </message>
</context>
<context>
    <name>portolan::PopupDelegate</name>
    <message>
        <source>idle</source>
        <translation>空闲</translation>
    </message>
</context>
<context>
    <name>portolan::PopupView</name>
    <message>
        <source>Forwards</source>
        <translation>转发</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <translation>复制 %1</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>在浏览器中打开</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
</context>
<context>
    <name>portolan::SearchField</name>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
</context>
<context>
    <name>portolan::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>Forwards</source>
        <translation>转发</translation>
    </message>
    <message>
        <source>Git</source>
        <translation>Git</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Start Portolan at login</source>
        <translation>登录时启动 Portolan</translation>
    </message>
    <message>
        <source>Open the window when Portolan starts</source>
        <translation>Portolan 启动时打开窗口</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>跟随桌面</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>For a light panel</source>
        <translation>用于浅色面板</translation>
    </message>
    <message>
        <source>For a dark panel</source>
        <translation>用于深色面板</translation>
    </message>
    <message>
        <source>Notify when a forward fails or works again</source>
        <translation>转发失败或恢复时通知</translation>
    </message>
    <message>
        <source>Forwards without notifications</source>
        <translation>不通知的转发</translation>
    </message>
    <message>
        <source>Notify again</source>
        <translation>恢复通知</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Tray icon</source>
        <translation>托盘图标</translation>
    </message>
    <message>
        <source>Silenced</source>
        <translation>已静音</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source> min</source>
        <translation> 分钟</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>A connection waits for a pod for</source>
        <translation>连接等待 Pod 的时间</translation>
    </message>
    <message>
        <source>Turn forwards off after</source>
        <translation>关闭转发的时间</translation>
    </message>
    <message>
        <source>Forwards on demand leave the cluster after</source>
        <translation>按需转发离开集群的时间</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Times count for forwards that are turned on from now on.</source>
        <translation>时间设置适用于此后开启的转发。</translation>
    </message>
    <message>
        <source>The repository’s own</source>
        <translation>仓库默认</translation>
    </message>
    <message>
        <source>Only when asked</source>
        <translation>仅在需要时</translation>
    </message>
    <message>
        <source>Portolan can follow a file of forwards in a Git repository. It uses your own git and its logins, and shows every change before it is made.</source>
        <translation>Portolan 可以跟踪 Git 仓库中的转发文件。它使用您自己的 git 及其登录信息，并在更改前逐项显示。</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>仓库</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>分支</translation>
    </message>
    <message>
        <source>File or folder</source>
        <translation>文件或文件夹</translation>
    </message>
    <message>
        <source>Look every</source>
        <translation>检查间隔</translation>
    </message>
    <message>
        <source>Look now…</source>
        <translation>立即检查…</translation>
    </message>
</context>
<context>
    <name>portolan::ShortcutsDialog</name>
    <message>
        <source>Keyboard</source>
        <translation>键盘</translation>
    </message>
    <message>
        <source>Search (also /)</source>
        <translation>搜索（也可用 /）</translation>
    </message>
    <message>
        <source>Switch on or off</source>
        <translation>开启或关闭</translation>
    </message>
    <message>
        <source>Fold a group</source>
        <translation>折叠分组</translation>
    </message>
    <message>
        <source>Unfold a group</source>
        <translation>展开分组</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>在浏览器中打开</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>重启</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Discover</source>
        <translation>发现</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制副本</translation>
    </message>
    <message>
        <source>Start all</source>
        <translation>全部启动</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>全部停止</translation>
    </message>
    <message>
        <source>Show all; Ctrl+2 to Ctrl+5: ready, waiting, failed, stopped</source>
        <translation>显示全部；Ctrl+2 到 Ctrl+5：就绪、等待、失败、已停止</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>下一个窗格</translation>
    </message>
    <message>
        <source>Clear the search, then close</source>
        <translation>清除搜索，然后关闭</translation>
    </message>
</context>
<context>
    <name>portolan::StagePath</name>
    <message>
        <source>The way of this forward</source>
        <translation>此转发的路径</translation>
    </message>
</context>
<context>
    <name>portolan::TargetListModel</name>
    <message numerus="yes">
        <source>%1 of %n pod(s) ready</source>
        <translation>
            <numerusform>%1/%n 个 Pod 就绪</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::ThroughputGraph</name>
    <message>
        <source>Throughput of the last five minutes</source>
        <translation>最近五分钟的吞吐量</translation>
    </message>
    <message>
        <source>Now down %1, up %2; at most down %3, up %4</source>
        <translation>当前下行 %1，上行 %2；最高下行 %3，上行 %4</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>−%1 min</source>
        <translation>−%1 分钟</translation>
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
        <translation>此处没有显示屏。命令行程序 portolan 无需显示屏。</translation>
    </message>
    <message>
        <source>The saved forwards cannot be read</source>
        <translation>无法读取已保存的转发</translation>
    </message>
    <message>
        <source>The change is not saved</source>
        <translation>更改未保存</translation>
    </message>
    <message>
        <source>%1

The file is left as it is, and nothing is saved until it can be read again.</source>
        <translation>%1

文件保持原样，在其恢复可读之前不会保存任何内容。</translation>
    </message>
    <message>
        <source>The settings file has a mistake</source>
        <translation>设置文件有错误</translation>
    </message>
    <message>
        <source>This desktop shows no system tray, so Portolan stays in this window.</source>
        <translation>此桌面没有系统托盘，因此 Portolan 留在此窗口中。</translation>
    </message>
    <message>
        <source>The command line cannot reach this window</source>
        <translation>命令行无法连接到此窗口</translation>
    </message>
    <message>
        <source>A second start cannot reach this window</source>
        <translation>再次启动无法连接到此窗口</translation>
    </message>
    <message>
        <source>The forward is not saved</source>
        <translation>转发未保存</translation>
    </message>
    <message>
        <source>The demo cluster does not start</source>
        <translation>演示集群无法启动</translation>
    </message>
    <message>
        <source>Starting at login cannot be changed</source>
        <translation>无法更改登录时启动</translation>
    </message>
    <message numerus="yes">
        <source>Imported %n forward(s)</source>
        <translation>
            <numerusform>已导入 %n 个转发</numerusform>
        </translation>
    </message>
    <message>
        <source>what was pasted</source>
        <translation>粘贴的内容</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1（副本）</translation>
    </message>
    <message>
        <source>Export forwards</source>
        <translation>导出转发</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>JSON 文件 (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>The export is not saved</source>
        <translation>导出未保存</translation>
    </message>
    <message>
        <source>Deleted %1</source>
        <translation>已删除 %1</translation>
    </message>
    <message numerus="yes">
        <source>Deleted %n forward(s)</source>
        <translation>
            <numerusform>已删除 %n 个转发</numerusform>
        </translation>
    </message>
    <message>
        <source>The forwards in Git have changed</source>
        <translation>Git 中的转发已更改</translation>
    </message>
    <message>
        <source>Nothing is changed here before you have looked.</source>
        <translation>在您查看之前，此处不会有任何更改。</translation>
    </message>
    <message>
        <source>No terminal window could be opened.</source>
        <translation>无法打开终端窗口。</translation>
    </message>
    <message>
        <source>Run in a terminal: %1</source>
        <translation>在终端中运行：%1</translation>
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
        <translation>尚无转发</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>导入文件…</translation>
    </message>
    <message>
        <source>Try the demo cluster</source>
        <translation>试用演示集群</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>Start all</source>
        <translation>全部启动</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>全部停止</translation>
    </message>
    <message>
        <source>Open the window</source>
        <translation>打开窗口</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>About Portolan</source>
        <translation>关于 Portolan</translation>
    </message>
    <message>
        <source>Quit Portolan</source>
        <translation>退出 Portolan</translation>
    </message>
    <message>
        <source>%1 — %2 of %3 on</source>
        <translation>%1 — %2/%3 已开启</translation>
    </message>
    <message>
        <source>Current context</source>
        <translation>当前上下文</translation>
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
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>Search name, port, namespace, tag</source>
        <translation>搜索名称、端口、命名空间、标记</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Add a forward…</source>
        <translation>添加转发…</translation>
    </message>
    <message>
        <source>Open the window</source>
        <translation>打开窗口</translation>
    </message>
    <message>
        <source>Your forwards will be listed here</source>
        <translation>您的转发将显示在这里</translation>
    </message>
    <message>
        <source>Discover services in a cluster…</source>
        <translation>发现集群中的 Service…</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>导入文件…</translation>
    </message>
    <message>
        <source>Add one…</source>
        <translation>添加一个…</translation>
    </message>
    <message>
        <source>Try the demo cluster</source>
        <translation>试用演示集群</translation>
    </message>
    <message>
        <source>Start all</source>
        <translation>全部启动</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>全部停止</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Discover…</source>
        <translation>发现…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>About Portolan</source>
        <translation>关于 Portolan</translation>
    </message>
    <message>
        <source>Quit Portolan</source>
        <translation>退出 Portolan</translation>
    </message>
    <message>
        <source>None is in this state</source>
        <translation>没有处于此状态的转发</translation>
    </message>
    <message>
        <source>Nothing matches “%1”</source>
        <translation>没有与“%1”匹配的内容</translation>
    </message>
    <message>
        <source>%1 down, %2 up</source>
        <translation>下行 %1，上行 %2</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>在浏览器中打开</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>重启</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>显示详情</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>No notifications</source>
        <translation>不通知</translation>
    </message>
</context>
<context>
    <name>portolan::TroubleBox</name>
    <message>
        <source>What is wrong</source>
        <translation>问题所在</translation>
    </message>
    <message>
        <source>Runs: %1</source>
        <translation>运行：%1</translation>
    </message>
</context>
<context>
    <name>portolan::TroubleNotices</name>
    <message>
        <source>%1 failed</source>
        <translation>%1 失败</translation>
    </message>
    <message>
        <source>%1 is waiting</source>
        <translation>%1 正在等待</translation>
    </message>
    <message numerus="yes">
        <source>%n forward(s) do not work</source>
        <translation>
            <numerusform>%n 个转发无法工作</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 works again</source>
        <translation>%1 已恢复</translation>
    </message>
    <message numerus="yes">
        <source>%n forward(s) work again</source>
        <translation>
            <numerusform>%n 个转发已恢复</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::UndoBar</name>
    <message>
        <source>%1. Ctrl+Z undoes it</source>
        <translation>%1。Ctrl+Z 可撤销</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>portolan::WindowBar</name>
    <message>
        <source>Commands and filters</source>
        <translation>命令和筛选</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>By context</source>
        <translation>按上下文</translation>
    </message>
    <message>
        <source>By namespace</source>
        <translation>按命名空间</translation>
    </message>
    <message>
        <source>By tag</source>
        <translation>按标记</translation>
    </message>
    <message>
        <source>One list</source>
        <translation>单一列表</translation>
    </message>
    <message>
        <source>Start all</source>
        <translation>全部启动</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>全部停止</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Nothing to search yet</source>
        <translation>尚无可搜索内容</translation>
    </message>
    <message>
        <source>Search name, port, pod, tag</source>
        <translation>搜索名称、端口、Pod、标记</translation>
    </message>
</context>
</TS>
