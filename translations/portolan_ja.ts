<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
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
        <translation>毎秒 %1 バイト</translation>
    </message>
    <message>
        <source>%1 kilobytes per second</source>
        <translation>毎秒 %1 キロバイト</translation>
    </message>
    <message>
        <source>%1 megabytes per second</source>
        <translation>毎秒 %1 メガバイト</translation>
    </message>
    <message>
        <source>%1 gigabytes per second</source>
        <translation>毎秒 %1 ギガバイト</translation>
    </message>
    <message>
        <source>%1 terabytes per second</source>
        <translation>毎秒 %1 テラバイト</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 時間 %2 分</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 日 %2 時間</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ミリ秒</translation>
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
        <translation>「%1」は名前空間の名前ではありません。</translation>
    </message>
    <message>
        <source>Write a label selector, such as app=web.</source>
        <translation>app=web のようなラベルセレクターを入力してください。</translation>
    </message>
    <message>
        <source>“%1” is not a label selector. It looks like app=web,tier=front.</source>
        <translation>「%1」はラベルセレクターではありません。app=web,tier=front のように入力します。</translation>
    </message>
    <message>
        <source>Pick what to forward to, or type its name.</source>
        <translation>転送先を選ぶか、名前を入力してください。</translation>
    </message>
    <message>
        <source>“%1” is not a name that a cluster can have.</source>
        <translation>「%1」はクラスターで使える名前ではありません。</translation>
    </message>
    <message>
        <source>Pick a port, or type its number or name.</source>
        <translation>ポートを選ぶか、番号または名前を入力してください。</translation>
    </message>
    <message>
        <source>“%1” is not a port (1 to 65535, or a name).</source>
        <translation>「%1」はポートではありません（1～65535 または名前）。</translation>
    </message>
</context>
<context>
    <name>GroupHeader</name>
    <message>
        <source>%1 of %2 on</source>
        <translation>%2 件中 %1 件オン</translation>
    </message>
    <message>
        <source>cluster answers in %1</source>
        <translation>クラスターの応答 %1</translation>
    </message>
    <message>
        <source>Certificate not verified</source>
        <translation>証明書は未検証</translation>
    </message>
</context>
<context>
    <name>StageWords</name>
    <message>
        <source>not reached</source>
        <translation>未到達</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>port kept open</source>
        <translation>ポートは開いたまま</translation>
    </message>
    <message>
        <source>port kept open, 1 connection waits</source>
        <translation>ポートは開いたまま、1 件の接続が待機中</translation>
    </message>
    <message numerus="yes">
        <source>port kept open, %n connections wait</source>
        <translation>
            <numerusform>ポートは開いたまま、%n 件の接続が待機中</numerusform>
        </translation>
    </message>
    <message>
        <source>Stage %1 of 5, %2, %3</source>
        <translation>段階 %1/5、%2、%3</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>%1 後</translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>残り %1 秒</translation>
    </message>
</context>
<context>
    <name>StateWords</name>
    <message>
        <source>Failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>Ready since %1, took %2</source>
        <translation>%1 から準備完了（所要 %2）</translation>
    </message>
    <message>
        <source>Ready since %1</source>
        <translation>%1 から準備完了</translation>
    </message>
    <message>
        <source>Listening since %1, connects on demand</source>
        <translation>%1 から待ち受け中（オンデマンド接続）</translation>
    </message>
    <message>
        <source>Waiting since %1</source>
        <translation>%1 から待機中</translation>
    </message>
    <message>
        <source>Failed at configuration since %1</source>
        <translation>%1 から設定で失敗</translation>
    </message>
    <message>
        <source>Failed at authentication since %1</source>
        <translation>%1 から認証で失敗</translation>
    </message>
    <message>
        <source>Failed at the target since %1</source>
        <translation>%1 から対象で失敗</translation>
    </message>
    <message>
        <source>Failed at the session since %1</source>
        <translation>%1 からセッションで失敗</translation>
    </message>
    <message>
        <source>Failed at the local port since %1</source>
        <translation>%1 からローカルポートで失敗</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Authentication</source>
        <translation>認証</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>セッション</translation>
    </message>
    <message>
        <source>Relay</source>
        <translation>中継</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>未到達</translation>
    </message>
    <message>
        <source>working</source>
        <translation>実行中</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>current context</source>
        <translation>現在のコンテキスト</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>今すぐ試す</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>編集…</translation>
    </message>
    <message>
        <source>Use another context…</source>
        <translation>別のコンテキストを使う…</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>%1 を使う</translation>
    </message>
    <message>
        <source>Log in to %1…</source>
        <translation>%1 にログイン…</translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation>今すぐ再試行</translation>
    </message>
    <message>
        <source>Choose a context…</source>
        <translation>コンテキストを選ぶ…</translation>
    </message>
    <message>
        <source>Looks again in %1 s.</source>
        <translation>%1 秒後に再確認します。</translation>
    </message>
    <message>
        <source>Next try in %1 s.</source>
        <translation>%1 秒後に再試行します。</translation>
    </message>
    <message>
        <source>Portolan goes on by itself as soon as something changes.</source>
        <translation>状況が変わり次第、Portolan は自動で続行します。</translation>
    </message>
    <message>
        <source>Portolan takes the port as soon as it is free.</source>
        <translation>ポートが空き次第、Portolan が使います。</translation>
    </message>
    <message>
        <source>Log in again and the forwards of %1 continue by themselves. Portolan does not retry on its own here, because every try would open a login page. A login in a terminal works too.</source>
        <translation>もう一度ログインすると、%1 のフォワードは自動で続行します。試すたびにログインページが開くため、Portolan はここでは自動で再試行しません。端末でのログインでもかまいません。</translation>
    </message>
    <message>
        <source>Portolan does not retry on its own here.</source>
        <translation>Portolan はここでは自動で再試行しません。</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Reading configuration…</source>
        <translation>設定を読み込み中…</translation>
    </message>
    <message>
        <source>Logging in…</source>
        <translation>ログイン中…</translation>
    </message>
    <message>
        <source>Finding a pod…</source>
        <translation>Pod を検索中…</translation>
    </message>
    <message>
        <source>Opening session…</source>
        <translation>セッションを開いています…</translation>
    </message>
    <message>
        <source>Opening port…</source>
        <translation>ポートを開いています…</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>待ち受け中</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>準備完了</translation>
    </message>
    <message>
        <source>Waiting for pod</source>
        <translation>Pod を待機中</translation>
    </message>
    <message>
        <source>Waiting for cluster, %1 s</source>
        <translation>クラスターを待機中、%1 秒</translation>
    </message>
    <message>
        <source>Waiting for cluster</source>
        <translation>クラスターを待機中</translation>
    </message>
    <message>
        <source>Waiting for login, %1 s</source>
        <translation>ログインを待機中、%1 秒</translation>
    </message>
    <message>
        <source>Waiting for login</source>
        <translation>ログインを待機中</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>停止中…</translation>
    </message>
    <message>
        <source>Defect in Portolan</source>
        <translation>Portolan の不具合</translation>
    </message>
    <message>
        <source>Not valid</source>
        <translation>無効</translation>
    </message>
    <message>
        <source>File not readable</source>
        <translation>ファイルを読めません</translation>
    </message>
    <message>
        <source>File not writable</source>
        <translation>ファイルに書けません</translation>
    </message>
    <message>
        <source>Not supported</source>
        <translation>未対応</translation>
    </message>
    <message>
        <source>No kubeconfig</source>
        <translation>kubeconfig がありません</translation>
    </message>
    <message>
        <source>Unknown context</source>
        <translation>不明なコンテキスト</translation>
    </message>
    <message>
        <source>Unknown cluster</source>
        <translation>不明なクラスター</translation>
    </message>
    <message>
        <source>Unknown user</source>
        <translation>不明なユーザー</translation>
    </message>
    <message>
        <source>Credentials not usable</source>
        <translation>認証情報を使えません</translation>
    </message>
    <message>
        <source>Server not found</source>
        <translation>サーバーが見つかりません</translation>
    </message>
    <message>
        <source>Server not reachable</source>
        <translation>サーバーに接続できません</translation>
    </message>
    <message>
        <source>Certificate not trusted</source>
        <translation>証明書を信頼できません</translation>
    </message>
    <message>
        <source>TLS failed</source>
        <translation>TLS の失敗</translation>
    </message>
    <message>
        <source>Login expired</source>
        <translation>ログインの期限切れ</translation>
    </message>
    <message>
        <source>Not allowed</source>
        <translation>許可されていません</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>見つかりません</translation>
    </message>
    <message>
        <source>Request refused</source>
        <translation>要求が拒否されました</translation>
    </message>
    <message>
        <source>Server busy</source>
        <translation>サーバーが混雑</translation>
    </message>
    <message>
        <source>Unexpected answer</source>
        <translation>予期しない応答</translation>
    </message>
    <message>
        <source>No such port</source>
        <translation>そのポートはありません</translation>
    </message>
    <message>
        <source>Pod not running</source>
        <translation>Pod が動作していません</translation>
    </message>
    <message>
        <source>No pod</source>
        <translation>Pod がありません</translation>
    </message>
    <message>
        <source>Pod is gone</source>
        <translation>Pod がなくなりました</translation>
    </message>
    <message>
        <source>Port forwarding refused</source>
        <translation>ポート転送が拒否されました</translation>
    </message>
    <message>
        <source>Session lost</source>
        <translation>セッション切断</translation>
    </message>
    <message>
        <source>Port %1 is taken</source>
        <translation>ポート %1 は使用中</translation>
    </message>
    <message>
        <source>Port %1 not allowed</source>
        <translation>ポート %1 は許可されていません</translation>
    </message>
    <message>
        <source>Address not available</source>
        <translation>アドレスを使えません</translation>
    </message>
    <message>
        <source>Pod refused connection</source>
        <translation>Pod が接続を拒否</translation>
    </message>
    <message>
        <source>Pod connection failed</source>
        <translation>Pod への接続に失敗</translation>
    </message>
    <message>
        <source>The last connection failed: %1</source>
        <translation>最後の接続が失敗しました：%1</translation>
    </message>
    <message>
        <source>%1, any free port</source>
        <translation>%1、空きポート</translation>
    </message>
</context>
<context>
    <name>TrayOptions</name>
    <message>
        <source>Keeps Kubernetes ports open on this computer, from the system tray.</source>
        <translation>システムトレイから、Kubernetes のポートをこのコンピューターで開いたままにします。</translation>
    </message>
    <message>
        <source>Use FILE for the saved forwards.</source>
        <translation>保存されたフォワードに FILE を使います。</translation>
    </message>
    <message>
        <source>Use FILE for forwards that name no kubeconfig.</source>
        <translation>kubeconfig の指定がないフォワードに FILE を使います。</translation>
    </message>
    <message>
        <source>Start a small cluster inside this process and forwards to it; your own are left alone.</source>
        <translation>このプロセス内に小さなクラスターとそのフォワードを起動します。自分のものには触れません。</translation>
    </message>
    <message>
        <source>Open no window, as at login.</source>
        <translation>ログイン時と同様にウィンドウを開きません。</translation>
    </message>
    <message>
        <source>The colour of the panel behind the icon: auto, light or dark; as set without this.</source>
        <translation>アイコンの背後のパネルの色：auto、light、dark。指定しない場合は設定に従います。</translation>
    </message>
    <message>
        <source>Open a window if there is no system tray within so many seconds.</source>
        <translation>この秒数以内にシステムトレイがなければウィンドウを開きます。</translation>
    </message>
    <message>
        <source>Show what importing this file, or a portolan:// link, would do.</source>
        <translation>このファイルまたは portolan:// リンクのインポート内容を表示します。</translation>
    </message>
    <message>
        <source>--panel is auto, light or dark</source>
        <translation>--panel は auto、light、dark のいずれかです</translation>
    </message>
    <message>
        <source>--wait is a number of seconds, at most 3600</source>
        <translation>--wait は秒数で、最大 3600 です</translation>
    </message>
</context>
<context>
    <name>TraySummary</name>
    <message>
        <source>%1: no forwards yet</source>
        <translation>%1：フォワードはまだありません</translation>
    </message>
    <message>
        <source>%1: nothing on</source>
        <translation>%1：オンのものなし</translation>
    </message>
    <message>
        <source>%1: %2 on, %3 failed, first %4: %5</source>
        <translation>%1：%2 件オン、%3 件失敗、最初は %4：%5</translation>
    </message>
    <message>
        <source>%1: %2 on, %3 waiting, first %4: %5</source>
        <translation>%1：%2 件オン、%3 件待機中、最初は %4：%5</translation>
    </message>
    <message>
        <source>%1: %2 on, %3: %4</source>
        <translation>%1：%2 件オン、%3：%4</translation>
    </message>
    <message>
        <source>%1: %2 on, %3 starting</source>
        <translation>%1：%2 件オン、%3 件開始中</translation>
    </message>
    <message>
        <source>%1: 1 on, ready</source>
        <translation>%1：1 件オン、準備完了</translation>
    </message>
    <message>
        <source>%1: %2 on, all ready</source>
        <translation>%1：%2 件オン、すべて準備完了</translation>
    </message>
</context>
<context>
    <name>portolan::AboutDialog</name>
    <message>
        <source>About Portolan</source>
        <translation>Portolan について</translation>
    </message>
    <message>
        <source>Portolan %1</source>
        <translation>Portolan %1</translation>
    </message>
    <message>
        <source>Keeps Kubernetes ports open on this computer.</source>
        <translation>Kubernetes のポートをこのコンピューターで開いたままにします。</translation>
    </message>
    <message>
        <source>Free software under the Apache License 2.0</source>
        <translation>Apache License 2.0 のフリーソフトウェア</translation>
    </message>
    <message>
        <source>For a bug report (no names, addresses or passwords are in it)</source>
        <translation>不具合の報告用（名前、アドレス、パスワードは含まれません）</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>診断情報</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>診断情報をコピー</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>portolan::AddressChip</name>
    <message>
        <source>Copied</source>
        <translation>コピーしました</translation>
    </message>
</context>
<context>
    <name>portolan::ConnectionsModel</name>
    <message>
        <source>waits for a pod</source>
        <translation>Pod を待機中</translation>
    </message>
    <message>
        <source>%1, to %2</source>
        <translation>%1、宛先 %2</translation>
    </message>
    <message>
        <source>From</source>
        <translation>接続元</translation>
    </message>
    <message>
        <source>Open for</source>
        <translation>接続時間</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>受信</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>送信</translation>
    </message>
</context>
<context>
    <name>portolan::DesktopNotifier</name>
    <message>
        <source>Show</source>
        <translation>表示</translation>
    </message>
</context>
<context>
    <name>portolan::DetailsPane</name>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Choose a forward to see where it stands</source>
        <translation>フォワードを選ぶと状態が表示されます</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>アドレスをコピー</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>再起動</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>編集…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>More for this forward</source>
        <translation>このフォワードのその他の操作</translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation>通信量</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>接続</translation>
    </message>
    <message>
        <source>In detail</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Pods</source>
        <translation>Pod</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>履歴</translation>
    </message>
    <message>
        <source>session answers in %1</source>
        <translation>セッションの応答 %1</translation>
    </message>
    <message>
        <source>connections share a busy session</source>
        <translation>接続が混雑したセッションを共有しています</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>%1 open · %2 since start</source>
        <translation>%1 件開いています · 開始以来 %2 件</translation>
    </message>
    <message>
        <source>%1 ready</source>
        <translation>%1 個が準備完了</translation>
    </message>
</context>
<context>
    <name>portolan::DiscoverDialog</name>
    <message>
        <source>Discover services</source>
        <translation>Service の検出</translation>
    </message>
    <message>
        <source>Choose services. You see every forward before it is added.</source>
        <translation>Service を選びます。追加の前に各フォワードを確認できます。</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>コンテキスト</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>名前空間</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>絞り込み</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Preview…</source>
        <translation>プレビュー…</translation>
    </message>
    <message>
        <source>Asking the cluster…</source>
        <translation>クラスターに問い合わせています…</translation>
    </message>
    <message numerus="yes">
        <source>%n service(s) chosen</source>
        <translation>
            <numerusform>%n 個の Service を選択</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n service(s)</source>
        <translation>
            <numerusform>%n 個の Service</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%2 の %1</translation>
    </message>
</context>
<context>
    <name>portolan::EditorDialog</name>
    <message>
        <source>Add a forward</source>
        <translation>フォワードの追加</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>%1 の編集</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>どこ</translation>
    </message>
    <message>
        <source>The current context</source>
        <translation>現在のコンテキスト</translation>
    </message>
    <message>
        <source>The context’s namespace</source>
        <translation>コンテキストの名前空間</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>コンテキスト</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>名前空間</translation>
    </message>
    <message>
        <source>What</source>
        <translation>何を</translation>
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
        <translation>ラベルセレクター</translation>
    </message>
    <message>
        <source>What the cluster has</source>
        <translation>クラスターにあるもの</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>ポート</translation>
    </message>
    <message>
        <source>Port of the target</source>
        <translation>対象のポート</translation>
    </message>
    <message>
        <source>Number or name</source>
        <translation>番号または名前</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>このコンピューター</translation>
    </message>
    <message>
        <source>Any free</source>
        <translation>空きポート</translation>
    </message>
    <message>
        <source>Local address</source>
        <translation>ローカルアドレス</translation>
    </message>
    <message>
        <source>Local port</source>
        <translation>ローカルポート</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Turn on when Portolan starts</source>
        <translation>Portolan の起動時にオンにする</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>Separated by commas</source>
        <translation>カンマ区切り</translation>
    </message>
    <message>
        <source>Go to the cluster with the first connection only</source>
        <translation>最初の接続があるまでクラスターに接続しない</translation>
    </message>
    <message>
        <source>Spread connections over all ready pods</source>
        <translation>接続を準備完了の全 Pod に分散する</translation>
    </message>
    <message>
        <source>The way it will take</source>
        <translation>経路</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>確認</translation>
    </message>
    <message>
        <source>while you type</source>
        <translation>入力中に確認</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>ログイン</translation>
    </message>
    <message>
        <source>Pods</source>
        <translation>Pod</translation>
    </message>
    <message>
        <source>Session to a pod</source>
        <translation>Pod へのセッション</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>試す</translation>
    </message>
    <message>
        <source>Same as</source>
        <translation>同等のコマンド</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>コマンドをコピー</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save and turn on</source>
        <translation>保存してオンにする</translation>
    </message>
    <message>
        <source>current context</source>
        <translation>現在のコンテキスト</translation>
    </message>
    <message>
        <source>Asking the cluster…</source>
        <translation>クラスターに問い合わせています…</translation>
    </message>
    <message>
        <source>Counting pods…</source>
        <translation>Pod を数えています…</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>%1 に問い合わせています…</translation>
    </message>
    <message>
        <source>Name of the target</source>
        <translation>対象の名前</translation>
    </message>
    <message>
        <source>Type to filter, or any name</source>
        <translation>入力して絞り込み、または任意の名前</translation>
    </message>
    <message>
        <source>%1 (current)</source>
        <translation>%1（現在）</translation>
    </message>
    <message>
        <source>Listing is not allowed here, type the name</source>
        <translation>ここでは一覧が許可されていません。名前を入力してください</translation>
    </message>
    <message>
        <source>%1 (the context’s)</source>
        <translation>%1（コンテキストの設定）</translation>
    </message>
    <message>
        <source>%1 answered in %2 ms</source>
        <translation>%1 は %2 ミリ秒で応答しました</translation>
    </message>
    <message numerus="yes">
        <source>The first %n of many in %1</source>
        <translation>
            <numerusform>%1 の多数のうち最初の %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>None in %1</source>
        <translation>%1 にはありません</translation>
    </message>
    <message numerus="yes">
        <source>%n in %1</source>
        <translation>
            <numerusform>%1 に %n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pod(s) match, %1 ready</source>
        <translation>
            <numerusform>%n 個の Pod が一致、%1 個が準備完了</numerusform>
        </translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>その他…</translation>
    </message>
    <message>
        <source>Login to %1</source>
        <translation>%1 へのログイン</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation>まだ問い合わせていません</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ミリ秒</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不明</translation>
    </message>
    <message numerus="yes">
        <source>%n ready</source>
        <translation>
            <numerusform>%n 個が準備完了</numerusform>
        </translation>
    </message>
    <message>
        <source>none is ready</source>
        <translation>準備完了なし</translation>
    </message>
    <message>
        <source>Ctrl+Enter saves and turns on, Esc cancels</source>
        <translation>Ctrl+Enter で保存してオン、Esc でキャンセル</translation>
    </message>
    <message>
        <source>%1 belongs to your forward %2.</source>
        <translation>%1 はフォワード %2 が使っています。</translation>
    </message>
    <message>
        <source>%1 is already used by %2 (process %3).</source>
        <translation>%1 は %2（プロセス %3）が使用中です。</translation>
    </message>
    <message>
        <source>%1 is already used by another program.</source>
        <translation>%1 は別のプログラムが使用中です。</translation>
    </message>
    <message>
        <source>%1 is free.</source>
        <translation>%1 は空いています。</translation>
    </message>
    <message>
        <source>Other computers can reach it at this address.</source>
        <translation>このアドレスには他のコンピューターからも接続できます。</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>%1 を使う</translation>
    </message>
    <message>
        <source>any free one</source>
        <translation>任意の空きポート</translation>
    </message>
    <message>
        <source>%1 in use, change it</source>
        <translation>%1 は使用中、変更してください</translation>
    </message>
    <message>
        <source>%1 is free</source>
        <translation>%1 は空き</translation>
    </message>
    <message>
        <source>the context’s namespace</source>
        <translation>コンテキストの名前空間</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>このコンピューター上</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>through the Kubernetes API</source>
        <translation>Kubernetes API 経由</translation>
    </message>
    <message>
        <source>No target yet</source>
        <translation>対象は未選択</translation>
    </message>
    <message>
        <source>looked up when it starts</source>
        <translation>開始時に調べます</translation>
    </message>
    <message>
        <source>port %1, pod port %2</source>
        <translation>ポート %1、Pod のポート %2</translation>
    </message>
    <message>
        <source>A ready pod</source>
        <translation>準備完了の Pod</translation>
    </message>
    <message numerus="yes">
        <source>one of %n ready pod(s), follows replacements</source>
        <translation>
            <numerusform>準備完了の %n 個のうちの 1 個、置き換えを追跡</numerusform>
        </translation>
    </message>
    <message>
        <source>none is ready now; it waits for one</source>
        <translation>今は準備完了のものがなく、待機します</translation>
    </message>
    <message>
        <source>follows replacements</source>
        <translation>置き換えを追跡</translation>
    </message>
    <message>
        <source>Stop trying</source>
        <translation>試行を中止</translation>
    </message>
    <message>
        <source>trying…</source>
        <translation>試行中…</translation>
    </message>
    <message>
        <source>not tried yet</source>
        <translation>まだ試していません</translation>
    </message>
    <message>
        <source>Opens it once, saves nothing</source>
        <translation>一度だけ開きます。何も保存しません</translation>
    </message>
    <message>
        <source>opened in %1 ms</source>
        <translation>%1 ミリ秒で開きました</translation>
    </message>
    <message>
        <source>opened</source>
        <translation>開きました</translation>
    </message>
    <message>
        <source>It works.</source>
        <translation>動作します。</translation>
    </message>
</context>
<context>
    <name>portolan::EmptyState</name>
    <message>
        <source>No forwards yet</source>
        <translation>フォワードはまだありません</translation>
    </message>
    <message>
        <source>Your forwards will be listed here</source>
        <translation>フォワードはここに表示されます</translation>
    </message>
    <message>
        <source>A forward opens a port of your cluster on this computer and keeps it open, also when the pod is replaced.</source>
        <translation>フォワードはクラスターのポートをこのコンピューターで開き、Pod が置き換わっても開いたままにします。</translation>
    </message>
    <message>
        <source>You can also drop a file anywhere in this window, or paste its text.</source>
        <translation>このウィンドウにファイルをドロップしたり、内容を貼り付けることもできます。</translation>
    </message>
    <message>
        <source>Discover</source>
        <translation>検出</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>ファイルをインポート</translation>
    </message>
    <message>
        <source>A forwards.json from your team or an export from kftray. You see every change before it is made.</source>
        <translation>チームの forwards.json や kftray のエクスポート。変更の前に内容を確認できます。</translation>
    </message>
    <message>
        <source>Add one</source>
        <translation>追加する</translation>
    </message>
    <message>
        <source>Name a context, a service and a port. Free ports are suggested.</source>
        <translation>コンテキスト、Service、ポートを指定します。空きポートが提案されます。</translation>
    </message>
    <message>
        <source>Try the demo cluster</source>
        <translation>デモクラスターを試す</translation>
    </message>
    <message>
        <source>A small cluster inside Portolan, only on this computer. Nothing is sent anywhere.</source>
        <translation>Portolan 内の小さなクラスターで、このコンピューター上だけで動きます。どこにも送信されません。</translation>
    </message>
    <message>
        <source>Start Portolan at login</source>
        <translation>ログイン時に Portolan を起動する</translation>
    </message>
    <message>
        <source>Portolan stays in the tray when this window is closed</source>
        <translation>このウィンドウを閉じても Portolan はトレイに残ります</translation>
    </message>
    <message>
        <source>Pick services of your clusters from a list. No kubeconfig was found yet.</source>
        <translation>クラスターの Service を一覧から選べます。kubeconfig はまだ見つかっていません。</translation>
    </message>
    <message>
        <source>%1 is in your kubeconfig. Pick services from a list.</source>
        <translation>%1 が kubeconfig にあります。一覧から Service を選べます。</translation>
    </message>
    <message>
        <source>%1 and %2 more are in your kubeconfig. Pick services from a list.</source>
        <translation>%1 ほか %2 件が kubeconfig にあります。一覧から Service を選べます。</translation>
    </message>
    <message>
        <source>%1 are in your kubeconfig. Pick services from a list.</source>
        <translation>%1 が kubeconfig にあります。一覧から Service を選べます。</translation>
    </message>
    <message>
        <source>Login tools found: %1</source>
        <translation>見つかったログインツール：%1</translation>
    </message>
</context>
<context>
    <name>portolan::FilterChip</name>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>準備完了</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1、%2</translation>
    </message>
</context>
<context>
    <name>portolan::FilterChips</name>
    <message>
        <source>Show by state</source>
        <translation>状態で表示</translation>
    </message>
</context>
<context>
    <name>portolan::ForwardsFilter</name>
    <message>
        <source>Current context</source>
        <translation>現在のコンテキスト</translation>
    </message>
    <message>
        <source>Current namespace</source>
        <translation>現在の名前空間</translation>
    </message>
    <message>
        <source>No tag</source>
        <translation>タグなし</translation>
    </message>
    <message>
        <source>On</source>
        <translation>オン</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Local address</source>
        <translation>ローカルアドレス</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>Pod</source>
        <translation>Pod</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>接続</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>経過</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 ほか %2 件</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 件待機中</translation>
    </message>
    <message>
        <source>%1 of %2 on</source>
        <translation>%2 件中 %1 件オン</translation>
    </message>
    <message>
        <source>Certificate not verified</source>
        <translation>証明書は未検証</translation>
    </message>
    <message>
        <source>%1, switch, %2</source>
        <translation>%1、スイッチ、%2</translation>
    </message>
    <message>
        <source>on</source>
        <translation>オン</translation>
    </message>
    <message>
        <source>off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>混在</translation>
    </message>
    <message>
        <source>Turn %1 off</source>
        <translation>%1 をオフにする</translation>
    </message>
    <message>
        <source>Turn %1 on</source>
        <translation>%1 をオンにする</translation>
    </message>
    <message>
        <source>Click to copy, double click to open in the browser</source>
        <translation>クリックでコピー、ダブルクリックでブラウザーで開く</translation>
    </message>
    <message>
        <source>All forwards</source>
        <translation>すべてのフォワード</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <translation>%2 から%1</translation>
    </message>
</context>
<context>
    <name>portolan::ForwardsModel</name>
    <message>
        <source>session ended</source>
        <translation>セッション終了</translation>
    </message>
    <message>
        <source>on</source>
        <translation>オン</translation>
    </message>
    <message>
        <source>off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>1 connection waiting</source>
        <translation>1 件の接続が待機中</translation>
    </message>
    <message numerus="yes">
        <source>%n connections waiting</source>
        <translation>
            <numerusform>%n 件の接続が待機中</numerusform>
        </translation>
    </message>
    <message>
        <source>1 connection</source>
        <translation>1 件の接続</translation>
    </message>
    <message numerus="yes">
        <source>%n connections</source>
        <translation>
            <numerusform>%n 件の接続</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::ForwardsView</name>
    <message>
        <source>Forwards</source>
        <translation>フォワード</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 件待機中</translation>
    </message>
</context>
<context>
    <name>portolan::GraphLegend</name>
    <message>
        <source>down %1, up %2</source>
        <translation>受信 %1、送信 %2</translation>
    </message>
</context>
<context>
    <name>portolan::ImportController</name>
    <message>
        <source>Import forwards</source>
        <translation>フォワードのインポート</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>JSON ファイル (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>from a link</source>
        <translation>リンクから</translation>
    </message>
    <message>
        <source>The link cannot be opened</source>
        <translation>リンクを開けません</translation>
    </message>
    <message>
        <source>%1 cannot be imported</source>
        <translation>%1 をインポートできません</translation>
    </message>
    <message>
        <source>Nothing can be imported now</source>
        <translation>今はインポートできません</translation>
    </message>
    <message>
        <source>The import is not saved</source>
        <translation>インポートは保存されていません</translation>
    </message>
    <message>
        <source>The file in Git cannot be read</source>
        <translation>Git のファイルを読めません</translation>
    </message>
    <message>
        <source>from Git</source>
        <translation>Git から</translation>
    </message>
    <message>
        <source>%1 from Git</source>
        <translation>Git の %1</translation>
    </message>
    <message>
        <source>What was taken from Git is not remembered</source>
        <translation>Git から取り込んだ内容を記録できません</translation>
    </message>
</context>
<context>
    <name>portolan::ImportDialog</name>
    <message>
        <source>Import %1</source>
        <translation>%1 のインポート</translation>
    </message>
    <message>
        <source>What would be imported</source>
        <translation>インポートされる内容</translation>
    </message>
    <message numerus="yes">
        <source>%n entries. Nothing is changed until you press Import, and nothing imported starts by itself.</source>
        <translation>
            <numerusform>%n 件。インポートを押すまで何も変更されず、インポートしたものが勝手に開始することもありません。</numerusform>
        </translation>
    </message>
    <message>
        <source>Use the kubeconfig files that it names</source>
        <translation>指定された kubeconfig ファイルを使う</translation>
    </message>
    <message>
        <source>%1. A kubeconfig can start programs on this computer; without this, your own is used.</source>
        <translation>%1。kubeconfig はこのコンピューターでプログラムを起動できます。選ばない場合は自分のものが使われます。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>インポート</translation>
    </message>
    <message numerus="yes">
        <source>Import %n forward(s)</source>
        <translation>
            <numerusform>%n 件をインポート</numerusform>
        </translation>
    </message>
    <message>
        <source>Adds %1, changes %2, leaves %3 as they are. You can undo it.</source>
        <translation>追加 %1、変更 %2、そのまま %3。元に戻せます。</translation>
    </message>
    <message>
        <source>There is nothing in it.</source>
        <translation>中身がありません。</translation>
    </message>
    <message>
        <source>Pick an entry to see what it would do.</source>
        <translation>項目を選ぶと、その内容が表示されます。</translation>
    </message>
    <message>
        <source>It is here already, and nothing would change.</source>
        <translation>すでにあり、何も変わりません。</translation>
    </message>
    <message>
        <source>Port %1 belongs to %2.</source>
        <translation>ポート %1 は %2 が使っています。</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>%1 を使う</translation>
    </message>
    <message>
        <source>Use another port</source>
        <translation>別のポートを使う</translation>
    </message>
    <message>
        <source>Keep %1: only one of the two can be on</source>
        <translation>%1 のまま：どちらか一方だけオンにできます</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) differ</source>
        <translation>
            <numerusform>%n 個の項目が異なります</numerusform>
        </translation>
    </message>
    <message>
        <source>All mine</source>
        <translation>すべて自分の</translation>
    </message>
    <message>
        <source>All theirs</source>
        <translation>すべて相手の</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>自分</translation>
    </message>
    <message>
        <source>In the import</source>
        <translation>インポート側</translation>
    </message>
    <message>
        <source>%1, yours: %2</source>
        <translation>%1、自分：%2</translation>
    </message>
    <message>
        <source>%1, in the import: %2</source>
        <translation>%1、インポート側：%2</translation>
    </message>
    <message>
        <source>After the import</source>
        <translation>インポート後</translation>
    </message>
    <message>
        <source>context %1</source>
        <translation>コンテキスト %1</translation>
    </message>
    <message>
        <source>namespace %1</source>
        <translation>名前空間 %1</translation>
    </message>
    <message>
        <source>tags %1</source>
        <translation>タグ %1</translation>
    </message>
    <message>
        <source>It cannot be run: %1. It is kept all the same.</source>
        <translation>実行できません：%1。それでも保持されます。</translation>
    </message>
    <message>
        <source>It does not turn on by itself when Portolan starts.</source>
        <translation>Portolan の起動時に自動でオンにはなりません。</translation>
    </message>
    <message>
        <source>It names the kubeconfig %1; your own is used.</source>
        <translation>kubeconfig %1 を指定していますが、自分のものが使われます。</translation>
    </message>
    <message>
        <source>It uses the kubeconfig %1.</source>
        <translation>kubeconfig %1 を使います。</translation>
    </message>
    <message>
        <source>Other computers can reach it at %1.</source>
        <translation>%1 で他のコンピューターからも接続できます。</translation>
    </message>
    <message>
        <source>It is on. It restarts once with the change.</source>
        <translation>オンになっています。変更時に一度再起動します。</translation>
    </message>
    <message numerus="yes">
        <source>Removes %n forward(s).</source>
        <translation>
            <numerusform>%n 件を削除します。</numerusform>
        </translation>
    </message>
    <message>
        <source>It is not in the repository any more. If it is chosen, it is removed here, too.</source>
        <translation>リポジトリにはもうありません。選ぶと、こちらからも削除されます。</translation>
    </message>
</context>
<context>
    <name>portolan::ImportListModel</name>
    <message>
        <source>New</source>
        <translation>新規</translation>
    </message>
    <message>
        <source>Same</source>
        <translation>同じ</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>Conflicting</source>
        <translation>競合</translation>
    </message>
    <message>
        <source>Invalid</source>
        <translation>無効</translation>
    </message>
    <message numerus="yes">
        <source>%n, cannot be imported</source>
        <translation>
            <numerusform>%n 件、インポートできません</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n, decide each</source>
        <translation>
            <numerusform>%n 件、個別に決めてください</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n, compare and choose</source>
        <translation>
            <numerusform>%n 件、比べて選んでください</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n, nothing to do</source>
        <translation>
            <numerusform>%n 件、何もしません</numerusform>
        </translation>
    </message>
    <message>
        <source>will use %1, as %2 is %3</source>
        <translation>%2 は %3 のため %1 を使用</translation>
    </message>
    <message>
        <source>%1 is also %2: only one of them can be on</source>
        <translation>%1 は %2 も使用：どちらか一方だけオンにできます</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1：%2 → %3</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Label selector</source>
        <translation>ラベルセレクター</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>名前空間</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>コンテキスト</translation>
    </message>
    <message>
        <source>Kubeconfig</source>
        <translation>Kubeconfig</translation>
    </message>
    <message>
        <source>Local port</source>
        <translation>ローカルポート</translation>
    </message>
    <message>
        <source>Local address</source>
        <translation>ローカルアドレス</translation>
    </message>
    <message>
        <source>Remote port</source>
        <translation>リモートポート</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>プロトコル</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>On demand</source>
        <translation>オンデマンド</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>分散</translation>
    </message>
    <message>
        <source>Turn off after</source>
        <translation>オフにするまで</translation>
    </message>
    <message>
        <source>Gone</source>
        <translation>削除済み</translation>
    </message>
    <message numerus="yes">
        <source>%n, would be removed</source>
        <translation>
            <numerusform>%n 件、削除されます</numerusform>
        </translation>
    </message>
    <message>
        <source>not in the repository any more</source>
        <translation>リポジトリにはもうありません</translation>
    </message>
    <message>
        <source>Entry %1</source>
        <translation>項目 %1</translation>
    </message>
</context>
<context>
    <name>portolan::JournalModel</name>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>フォワード</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>出来事</translation>
    </message>
</context>
<context>
    <name>portolan::LogWindow</name>
    <message>
        <source>Log</source>
        <translation>ログ</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>フォワード</translation>
    </message>
    <message>
        <source>All forwards</source>
        <translation>すべてのフォワード</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
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
        <translation>ログを検索</translation>
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
        <translation>クリア</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>再起動</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>今すぐ試す</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>編集…</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>複製</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>アドレスをコピー</translation>
    </message>
    <message>
        <source>Copy as kubectl command</source>
        <translation>kubectl コマンドとしてコピー</translation>
    </message>
    <message>
        <source>Copy as curl command</source>
        <translation>curl コマンドとしてコピー</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>ブラウザーで開く</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>エクスポート…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>追加…</translation>
    </message>
    <message>
        <source>Discover…</source>
        <translation>検出…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>インポート…</translation>
    </message>
    <message>
        <source>Export all…</source>
        <translation>すべてエクスポート…</translation>
    </message>
    <message>
        <source>Start all</source>
        <translation>すべて開始</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>すべて停止</translation>
    </message>
    <message>
        <source>Log…</source>
        <translation>ログ…</translation>
    </message>
    <message>
        <source>Fold all groups</source>
        <translation>すべてのグループを折りたたむ</translation>
    </message>
    <message>
        <source>Unfold all groups</source>
        <translation>すべてのグループを展開</translation>
    </message>
    <message>
        <source>Keyboard…</source>
        <translation>キーボード…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>設定…</translation>
    </message>
    <message>
        <source>About Portolan</source>
        <translation>Portolan について</translation>
    </message>
    <message>
        <source>Quit Portolan</source>
        <translation>Portolan を終了</translation>
    </message>
    <message>
        <source>Details below</source>
        <translation>詳細を下に表示</translation>
    </message>
    <message>
        <source>Details at the side</source>
        <translation>詳細を横に表示</translation>
    </message>
    <message>
        <source>No details</source>
        <translation>詳細なし</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Filter %1</source>
        <translation>%1 を絞り込み</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>次のペイン</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>前のペイン</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>貼り付け</translation>
    </message>
    <message>
        <source>No forward is in this state</source>
        <translation>この状態のフォワードはありません</translation>
    </message>
    <message>
        <source>Nothing matches “%1”</source>
        <translation>「%1」に一致するものはありません</translation>
    </message>
    <message numerus="yes">
        <source>%n forwards</source>
        <translation>
            <numerusform>%n 件のフォワード</numerusform>
        </translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>メニュー</translation>
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
        <translation>使用中、応答 %1</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>ready, takes over if needed</source>
        <translation>準備完了、必要時に引き継ぎ</translation>
    </message>
    <message>
        <source>not ready</source>
        <translation>準備未完了</translation>
    </message>
</context>
<context>
    <name>portolan::PopupDelegate</name>
    <message>
        <source>idle</source>
        <translation>アイドル</translation>
    </message>
</context>
<context>
    <name>portolan::PopupView</name>
    <message>
        <source>Forwards</source>
        <translation>フォワード</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <translation>%1 をコピー</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>ブラウザーで開く</translation>
    </message>
    <message>
        <source>More</source>
        <translation>その他</translation>
    </message>
</context>
<context>
    <name>portolan::SearchField</name>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
</context>
<context>
    <name>portolan::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>General</source>
        <translation>全般</translation>
    </message>
    <message>
        <source>Forwards</source>
        <translation>フォワード</translation>
    </message>
    <message>
        <source>Git</source>
        <translation>Git</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Start Portolan at login</source>
        <translation>ログイン時に Portolan を起動する</translation>
    </message>
    <message>
        <source>Open the window when Portolan starts</source>
        <translation>Portolan の起動時にウィンドウを開く</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>デスクトップに合わせる</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>ライト</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>ダーク</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>For a light panel</source>
        <translation>明るいパネル用</translation>
    </message>
    <message>
        <source>For a dark panel</source>
        <translation>暗いパネル用</translation>
    </message>
    <message>
        <source>Notify when a forward fails or works again</source>
        <translation>フォワードの失敗と復旧を通知する</translation>
    </message>
    <message>
        <source>Forwards without notifications</source>
        <translation>通知しないフォワード</translation>
    </message>
    <message>
        <source>Notify again</source>
        <translation>再び通知する</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>ウィンドウ</translation>
    </message>
    <message>
        <source>Tray icon</source>
        <translation>トレイアイコン</translation>
    </message>
    <message>
        <source>Silenced</source>
        <translation>通知オフ</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source> min</source>
        <translation> 分</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>情報</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>A connection waits for a pod for</source>
        <translation>接続が Pod を待つ時間</translation>
    </message>
    <message>
        <source>Turn forwards off after</source>
        <translation>フォワードをオフにするまでの時間</translation>
    </message>
    <message>
        <source>Forwards on demand leave the cluster after</source>
        <translation>オンデマンドのフォワードがクラスターを離れるまでの時間</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>ログ</translation>
    </message>
    <message>
        <source>Times count for forwards that are turned on from now on.</source>
        <translation>時間は、今後オンにするフォワードに適用されます。</translation>
    </message>
    <message>
        <source>The repository’s own</source>
        <translation>リポジトリの既定</translation>
    </message>
    <message>
        <source>Only when asked</source>
        <translation>求めたときだけ</translation>
    </message>
    <message>
        <source>Portolan can follow a file of forwards in a Git repository. It uses your own git and its logins, and shows every change before it is made.</source>
        <translation>Portolan は Git リポジトリにあるフォワードのファイルに追従できます。手元の git とその認証を使い、変更の前に必ず内容を表示します。</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>リポジトリ</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>ブランチ</translation>
    </message>
    <message>
        <source>File or folder</source>
        <translation>ファイルまたはフォルダー</translation>
    </message>
    <message>
        <source>Look every</source>
        <translation>確認の間隔</translation>
    </message>
    <message>
        <source>Look now…</source>
        <translation>今すぐ確認…</translation>
    </message>
</context>
<context>
    <name>portolan::ShortcutsDialog</name>
    <message>
        <source>Keyboard</source>
        <translation>キーボード</translation>
    </message>
    <message>
        <source>Search (also /)</source>
        <translation>検索（/ も可）</translation>
    </message>
    <message>
        <source>Switch on or off</source>
        <translation>オン・オフの切り替え</translation>
    </message>
    <message>
        <source>Fold a group</source>
        <translation>グループを折りたたむ</translation>
    </message>
    <message>
        <source>Unfold a group</source>
        <translation>グループを展開</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>アドレスをコピー</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>ブラウザーで開く</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>再起動</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>編集</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Discover</source>
        <translation>検出</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>インポート</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>複製</translation>
    </message>
    <message>
        <source>Start all</source>
        <translation>すべて開始</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>すべて停止</translation>
    </message>
    <message>
        <source>Show all; Ctrl+2 to Ctrl+5: ready, waiting, failed, stopped</source>
        <translation>すべて表示、Ctrl+2～Ctrl+5：準備完了、待機中、失敗、停止</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>ログ</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>次のペイン</translation>
    </message>
    <message>
        <source>Clear the search, then close</source>
        <translation>検索をクリア、次に閉じる</translation>
    </message>
</context>
<context>
    <name>portolan::StagePath</name>
    <message>
        <source>The way of this forward</source>
        <translation>このフォワードの経路</translation>
    </message>
</context>
<context>
    <name>portolan::TargetListModel</name>
    <message numerus="yes">
        <source>%1 of %n pod(s) ready</source>
        <translation>
            <numerusform>%n 個中 %1 個の Pod が準備完了</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::ThroughputGraph</name>
    <message>
        <source>Throughput of the last five minutes</source>
        <translation>直近 5 分間の通信量</translation>
    </message>
    <message>
        <source>Now down %1, up %2; at most down %3, up %4</source>
        <translation>現在の受信 %1、送信 %2、最大受信 %3、送信 %4</translation>
    </message>
    <message>
        <source>now</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>−%1 min</source>
        <translation>−%1 分</translation>
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
        <translation>ここには画面がありません。コマンドラインの portolan は画面なしで使えます。</translation>
    </message>
    <message>
        <source>The saved forwards cannot be read</source>
        <translation>保存されたフォワードを読めません</translation>
    </message>
    <message>
        <source>The change is not saved</source>
        <translation>変更は保存されていません</translation>
    </message>
    <message>
        <source>%1

The file is left as it is, and nothing is saved until it can be read again.</source>
        <translation>%1

ファイルはそのまま残り、再び読めるようになるまで何も保存されません。</translation>
    </message>
    <message>
        <source>The settings file has a mistake</source>
        <translation>設定ファイルに誤りがあります</translation>
    </message>
    <message>
        <source>This desktop shows no system tray, so Portolan stays in this window.</source>
        <translation>このデスクトップにはシステムトレイがないため、Portolan はこのウィンドウで動作します。</translation>
    </message>
    <message>
        <source>The command line cannot reach this window</source>
        <translation>コマンドラインからこのウィンドウに接続できません</translation>
    </message>
    <message>
        <source>A second start cannot reach this window</source>
        <translation>二重起動からこのウィンドウに接続できません</translation>
    </message>
    <message>
        <source>The forward is not saved</source>
        <translation>フォワードは保存されていません</translation>
    </message>
    <message>
        <source>The demo cluster does not start</source>
        <translation>デモクラスターが起動しません</translation>
    </message>
    <message>
        <source>Starting at login cannot be changed</source>
        <translation>ログイン時の起動を変更できません</translation>
    </message>
    <message numerus="yes">
        <source>Imported %n forward(s)</source>
        <translation>
            <numerusform>%n 件のフォワードをインポートしました</numerusform>
        </translation>
    </message>
    <message>
        <source>what was pasted</source>
        <translation>貼り付けた内容</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1（コピー）</translation>
    </message>
    <message>
        <source>Export forwards</source>
        <translation>フォワードのエクスポート</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>JSON ファイル (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>The export is not saved</source>
        <translation>エクスポートは保存されていません</translation>
    </message>
    <message>
        <source>Deleted %1</source>
        <translation>%1 を削除しました</translation>
    </message>
    <message numerus="yes">
        <source>Deleted %n forward(s)</source>
        <translation>
            <numerusform>%n 件のフォワードを削除しました</numerusform>
        </translation>
    </message>
    <message>
        <source>The forwards in Git have changed</source>
        <translation>Git のフォワードが変更されました</translation>
    </message>
    <message>
        <source>Nothing is changed here before you have looked.</source>
        <translation>確認するまで、こちらは何も変わりません。</translation>
    </message>
    <message>
        <source>No terminal window could be opened.</source>
        <translation>ターミナルウィンドウを開けませんでした。</translation>
    </message>
    <message>
        <source>Run in a terminal: %1</source>
        <translation>ターミナルで実行してください: %1</translation>
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
        <translation>フォワードはまだありません</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>ファイルをインポート…</translation>
    </message>
    <message>
        <source>Try the demo cluster</source>
        <translation>デモクラスターを試す</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>Start all</source>
        <translation>すべて開始</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>すべて停止</translation>
    </message>
    <message>
        <source>Open the window</source>
        <translation>ウィンドウを開く</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>設定…</translation>
    </message>
    <message>
        <source>About Portolan</source>
        <translation>Portolan について</translation>
    </message>
    <message>
        <source>Quit Portolan</source>
        <translation>Portolan を終了</translation>
    </message>
    <message>
        <source>%1 — %2 of %3 on</source>
        <translation>%1 — %3 件中 %2 件オン</translation>
    </message>
    <message>
        <source>Current context</source>
        <translation>現在のコンテキスト</translation>
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
        <translation>検索をクリア</translation>
    </message>
    <message>
        <source>Search name, port, namespace, tag</source>
        <translation>名前、ポート、名前空間、タグを検索</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Add a forward…</source>
        <translation>フォワードを追加…</translation>
    </message>
    <message>
        <source>Open the window</source>
        <translation>ウィンドウを開く</translation>
    </message>
    <message>
        <source>Your forwards will be listed here</source>
        <translation>フォワードはここに表示されます</translation>
    </message>
    <message>
        <source>Discover services in a cluster…</source>
        <translation>クラスターの Service を検出…</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>ファイルをインポート…</translation>
    </message>
    <message>
        <source>Add one…</source>
        <translation>追加…</translation>
    </message>
    <message>
        <source>Try the demo cluster</source>
        <translation>デモクラスターを試す</translation>
    </message>
    <message>
        <source>Start all</source>
        <translation>すべて開始</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>すべて停止</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>メニュー</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>インポート…</translation>
    </message>
    <message>
        <source>Discover…</source>
        <translation>検出…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>設定…</translation>
    </message>
    <message>
        <source>About Portolan</source>
        <translation>Portolan について</translation>
    </message>
    <message>
        <source>Quit Portolan</source>
        <translation>Portolan を終了</translation>
    </message>
    <message>
        <source>None is in this state</source>
        <translation>この状態のものはありません</translation>
    </message>
    <message>
        <source>Nothing matches “%1”</source>
        <translation>「%1」に一致するものはありません</translation>
    </message>
    <message>
        <source>%1 down, %2 up</source>
        <translation>受信 %1、送信 %2</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>アドレスをコピー</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>ブラウザーで開く</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>再起動</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>詳細を表示</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>編集…</translation>
    </message>
    <message>
        <source>No notifications</source>
        <translation>通知しない</translation>
    </message>
</context>
<context>
    <name>portolan::TroubleBox</name>
    <message>
        <source>What is wrong</source>
        <translation>問題の内容</translation>
    </message>
    <message>
        <source>Runs: %1</source>
        <translation>実行: %1</translation>
    </message>
</context>
<context>
    <name>portolan::TroubleNotices</name>
    <message>
        <source>%1 failed</source>
        <translation>%1 が失敗しました</translation>
    </message>
    <message>
        <source>%1 is waiting</source>
        <translation>%1 が待機しています</translation>
    </message>
    <message numerus="yes">
        <source>%n forward(s) do not work</source>
        <translation>
            <numerusform>%n 件のフォワードが動作していません</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 works again</source>
        <translation>%1 が復旧しました</translation>
    </message>
    <message numerus="yes">
        <source>%n forward(s) work again</source>
        <translation>
            <numerusform>%n 件のフォワードが復旧しました</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::UndoBar</name>
    <message>
        <source>%1. Ctrl+Z undoes it</source>
        <translation>%1。Ctrl+Z で元に戻せます</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
</context>
<context>
    <name>portolan::WindowBar</name>
    <message>
        <source>Commands and filters</source>
        <translation>コマンドとフィルター</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>インポート</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>グループ化</translation>
    </message>
    <message>
        <source>By context</source>
        <translation>コンテキスト別</translation>
    </message>
    <message>
        <source>By namespace</source>
        <translation>名前空間別</translation>
    </message>
    <message>
        <source>By tag</source>
        <translation>タグ別</translation>
    </message>
    <message>
        <source>One list</source>
        <translation>一覧</translation>
    </message>
    <message>
        <source>Start all</source>
        <translation>すべて開始</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>すべて停止</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>メニュー</translation>
    </message>
    <message>
        <source>Nothing to search yet</source>
        <translation>まだ検索するものがありません</translation>
    </message>
    <message>
        <source>Search name, port, pod, tag</source>
        <translation>名前、ポート、Pod、タグを検索</translation>
    </message>
</context>
</TS>
