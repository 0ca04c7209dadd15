<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>StageWords</name>
    <message numerus="yes">
        <source>port kept open, %n connections wait</source>
        <translation>
            <numerusform>port kept open, %n connection waits</numerusform>
            <numerusform>port kept open, %n connections wait</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::DiscoverDialog</name>
    <message numerus="yes">
        <source>%n service(s) chosen</source>
        <translation>
            <numerusform>%n service chosen</numerusform>
            <numerusform>%n services chosen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n service(s)</source>
        <translation>
            <numerusform>%n service</numerusform>
            <numerusform>%n services</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::EditorDialog</name>
    <message numerus="yes">
        <source>The first %n of many in %1</source>
        <translation>
            <numerusform>The first of many in %1</numerusform>
            <numerusform>The first %n of many in %1</numerusform>
        </translation>
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
            <numerusform>%n pod matches, %1 ready</numerusform>
            <numerusform>%n pods match, %1 ready</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ready</source>
        <translation>
            <numerusform>%n ready</numerusform>
            <numerusform>%n ready</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>one of %n ready pod(s), follows replacements</source>
        <translation>
            <numerusform>the one ready pod, follows replacements</numerusform>
            <numerusform>one of %n ready pods, follows replacements</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::ForwardsModel</name>
    <message numerus="yes">
        <source>%n connections waiting</source>
        <translation>
            <numerusform>%n connection waiting</numerusform>
            <numerusform>%n connections waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connections</source>
        <translation>
            <numerusform>%n connection</numerusform>
            <numerusform>%n connections</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::ImportDialog</name>
    <message numerus="yes">
        <source>%n entries. Nothing is changed until you press Import, and nothing imported starts by itself.</source>
        <translation>
            <numerusform>%n entry. Nothing is changed until you press Import, and nothing imported starts by itself.</numerusform>
            <numerusform>%n entries. Nothing is changed until you press Import, and nothing imported starts by itself.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n forward(s)</source>
        <translation>
            <numerusform>Import %n forward</numerusform>
            <numerusform>Import %n forwards</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) differ</source>
        <translation>
            <numerusform>%n field differs</numerusform>
            <numerusform>%n fields differ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Removes %n forward(s).</source>
        <translation>
            <numerusform>Removes %n forward.</numerusform>
            <numerusform>Removes %n forwards.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::ImportListModel</name>
    <message numerus="yes">
        <source>%n, cannot be imported</source>
        <translation>
            <numerusform>%n, cannot be imported</numerusform>
            <numerusform>%n, cannot be imported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n, decide each</source>
        <translation>
            <numerusform>%n, decide</numerusform>
            <numerusform>%n, decide each</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n, compare and choose</source>
        <translation>
            <numerusform>%n, compare and choose</numerusform>
            <numerusform>%n, compare and choose</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n, nothing to do</source>
        <translation>
            <numerusform>%n, nothing to do</numerusform>
            <numerusform>%n, nothing to do</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n, would be removed</source>
        <translation>
            <numerusform>%n, would be removed</numerusform>
            <numerusform>%n, would be removed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::LogWindow</name>
    <message numerus="yes">
        <source>%n lines</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::MainWindow</name>
    <message numerus="yes">
        <source>%n forwards</source>
        <translation>
            <numerusform>%n forward</numerusform>
            <numerusform>%n forwards</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::TargetListModel</name>
    <message numerus="yes">
        <source>%1 of %n pod(s) ready</source>
        <translation>
            <numerusform>%1 of %n pod ready</numerusform>
            <numerusform>%1 of %n pods ready</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::TrayApplication</name>
    <message numerus="yes">
        <source>Imported %n forward(s)</source>
        <translation>
            <numerusform>Imported %n forward</numerusform>
            <numerusform>Imported %n forwards</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deleted %n forward(s)</source>
        <translation>
            <numerusform>Deleted %n forward</numerusform>
            <numerusform>Deleted %n forwards</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::TroubleNotices</name>
    <message numerus="yes">
        <source>%n forward(s) do not work</source>
        <translation>
            <numerusform>%n forward does not work</numerusform>
            <numerusform>%n forwards do not work</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n forward(s) work again</source>
        <translation>
            <numerusform>%n forward works again</numerusform>
            <numerusform>%n forwards work again</numerusform>
        </translation>
    </message>
</context>
</TS>
