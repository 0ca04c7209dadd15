#include <sys/resource.h>
#include <sys/stat.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QUuid>
#include <csignal>

#include "core/config/forwardconfig.h"

using namespace portolan;
using namespace Qt::StringLiterals;
using WorkloadType = ForwardConfig::WorkloadType;

namespace {

Result<QList<ForwardConfig>> parse(const QByteArray& json) {
  return parseForwards(json, u"team.json"_s);
}

/// The only entry of a list that has to be valid.
ForwardConfig parsedEntry(const QByteArray& entry) {
  const auto forwards = parse('[' + entry + ']');
  if (!forwards || forwards->size() != 1) {
    qFatal("not taken: %s", forwards ? "" : qPrintable(forwards.error().detail));
  }
  return forwards->first();
}

QJsonObject serializedEntry(const ForwardConfig& config) {
  return QJsonDocument::fromJson(serializeForwards({config})).array().at(0).toObject();
}

QByteArray contents(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot be read)");
}

bool write(const QString& path, const QByteArray& data) {
  QFile file(path);
  return file.open(QIODevice::WriteOnly) && file.write(data) == data.size();
}

mode_t modeOf(const QString& path) {
  struct stat status{};
  ::stat(QFile::encodeName(path).constData(), &status);
  return status.st_mode & 07777;
}

}  // namespace

class TestForwardConfig : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init();
  void readsEveryField();
  void readsKftraysExamples_data();
  void readsKftraysExamples();
  void toleratesOtherSpellings_data();
  void toleratesOtherSpellings();
  void roundTripKeepsWhatItDoesNotKnow();
  void writesAsKftrayDoes_data();
  void writesAsKftrayDoes();
  void refuses_data();
  void refuses();
  void everyTruncationIsRefused();
  void uidsAreUniqueAndStay();
  void limits();

  void namesAndTargets_data();
  void namesAndTargets();

  void loadTakesRegularFilesOnly();
  void loadOfAMissingFile();
  void loadStopsAtTheLimit();
  void saveAndLoad();
  void saveGoesThroughLinks();
  void saveRefusesWhatIsNoFile();
  void failedWriteLeavesTheOldFile();
  void saveWritesNothingThatCannotBeReadBack();
  void defaultPath();

  void importedActsNot();
  void importedAddresses_data();
  void importedAddresses();

 private:
  std::unique_ptr<QTemporaryDir> m_folder;
};

// Every field that kftray 0.35 writes, and one that nobody knows.
static const QByteArray kEveryField(R"({
  "id": 7, "service": "backend", "namespace": "shop", "local_port": 8080, "remote_port": 80, "context": "prod",
  "workload_type": "service", "protocol": "tcp", "remote_address": "10.0.0.7", "local_address": "127.0.0.2",
  "auto_loopback_address": true, "alias": "shop backend", "domain_enabled": "true", "kubeconfig": "/home/x/kube.yaml",
  "target": "tier in (a,b),app", "http_logs_enabled": false, "http_logs_max_file_size": 10485760,
  "http_logs_retention_days": "7", "http_logs_auto_cleanup": true, "exposure_type": "public",
  "cert_manager_enabled": true, "cert_issuer": "letsencrypt", "cert_issuer_kind": "ClusterIssuer",
  "ingress_class": "nginx", "ingress_annotations": "{\"a/b\":\"c\"}", "unheard_of": {"deep": [1, null, "", {}]},
  "unheard_of_empty": "",
  "portolan": {"version": 3, "uid": "u-1", "target": "deployment/backend", "tags": ["a", "b"], "autostart": true,
               "on_demand": true, "balance": "round_robin", "notes": "line\nbreak", "order": 4,
               "disconnect_timeout_minutes": 30, "later": {"x": [2]}}
})");

void TestForwardConfig::init() {
  m_folder = std::make_unique<QTemporaryDir>();
}

void TestForwardConfig::readsEveryField() {
  const ForwardConfig config = parsedEntry(kEveryField);
  QCOMPARE(config.uid, u"u-1"_s);
  QCOMPARE(config.alias, u"shop backend"_s);
  QCOMPARE(config.context, u"prod"_s);
  QCOMPARE(config.kubeconfig, u"/home/x/kube.yaml"_s);
  QCOMPARE(config.ns, u"shop"_s);
  QCOMPARE(config.onDemand, true);
  QCOMPARE(config.balance, ForwardConfig::Balance::RoundRobin);
  QCOMPARE(config.disconnectTimeoutMinutes, 30);
  QCOMPARE(config.workloadType, WorkloadType::Service);
  QCOMPARE(config.protocol, ForwardConfig::Protocol::Tcp);
  QCOMPARE(config.service, u"backend"_s);
  QCOMPARE(config.podSelector, u"tier in (a,b),app"_s);
  QCOMPARE(config.target, u"deployment/backend"_s);
  QCOMPARE(config.localAddress, u"127.0.0.2"_s);
  QCOMPARE(config.localPort, 8080);
  QCOMPARE(config.remotePort, u"80"_s);
  QCOMPARE(config.tags, QStringList({u"a"_s, u"b"_s}));
  QVERIFY(config.autostart);
  QCOMPARE(config.original, QJsonDocument::fromJson(kEveryField).object());
}

// The shapes of the examples that kftray ships (its examples/ folder).
void TestForwardConfig::readsKftraysExamples_data() {
  QTest::addColumn<QByteArray>("entry");
  QTest::addColumn<QString>("target");
  QTest::addColumn<bool>("runs");
  QTest::newRow("service, TCP") << QByteArray(R"({"service":"argocd-server","namespace":"argocd","local_port":8888,
      "remote_port":8080,"context":"c","workload_type":"service","protocol":"tcp","alias":"a","domain_enabled":true})")
                                << u"service/argocd-server"_s << true;
  QTest::newRow("pod, TCP") << QByteArray(R"({"target":"app.kubernetes.io/component=server","namespace":"default",
      "local_port":8181,"remote_port":8080,"context":"c","workload_type":"pod","protocol":"tcp","alias":"a"})")
                            << u"pod -l app.kubernetes.io/component=server"_s << true;
  QTest::newRow("service, UDP") << QByteArray(R"({"alias":"dns","service":"coredns","namespace":"kube-system",
      "local_port":5353,"remote_port":53,"context":"c","workload_type":"service","protocol":"udp"})")
                                << u"service/coredns"_s << false;
  QTest::newRow("proxy") << QByteArray(R"({"alias":"db","remote_address":"10.1.2.3","namespace":"default",
      "local_port":5432,"remote_port":5432,"context":"c","workload_type":"proxy","protocol":"tcp"})")
                         << QString() << false;
  QTest::newRow("expose") << QByteArray(R"({"alias":"myapp.example.com","namespace":"production","local_port":3000,
      "local_address":"localhost","context":"c","workload_type":"expose","protocol":"tcp","exposure_type":"public",
      "ingress_annotations":"{\"a\":\"b\"}"})")
                          << QString() << false;
}

void TestForwardConfig::readsKftraysExamples() {
  QFETCH(QByteArray, entry);
  QFETCH(QString, target);
  QFETCH(bool, runs);
  const ForwardConfig config = parsedEntry(entry);
  QCOMPARE(config.targetText(), target);
  QCOMPARE(!config.reasonUnsupported(), runs);
  QVERIFY(!QUuid::fromString(config.uid).isNull());
  QJsonObject written = serializedEntry(config);
  QCOMPARE(written.take("portolan"_L1).toObject(), QJsonObject({{"version"_L1, 1}, {"uid"_L1, config.uid}}));
  QCOMPARE(written, QJsonDocument::fromJson(entry).object());
}

void TestForwardConfig::toleratesOtherSpellings_data() {
  QTest::addColumn<QByteArray>("entry");
  QTest::addColumn<int>("localPort");
  QTest::addColumn<QString>("remotePort");
  QTest::addColumn<bool>("autostart");
  const auto row = [](const char* name, const char* entry, int local, const QString& remote, bool autostart = false) {
    QTest::newRow(name) << QByteArray(entry) << local << remote << autostart;
  };
  row("numbers as texts", R"({"local_port": "8080", "remote_port": "80"})", 8080, u"80"_s);
  row("numbers with a fraction of zero", R"({"local_port": 8080.0, "remote_port": 8e1})", 8080, u"80"_s);
  row("largest and smallest", R"({"local_port": 65535, "remote_port": 1})", 65535, u"1"_s);
  row("zero", R"({"local_port": 0, "remote_port": 0})", 0, {});
  row("zero as a text", R"({"local_port": "0", "remote_port": "0"})", 0, {});
  row("leading zero as a text", R"({"local_port": "00080", "remote_port": "080"})", 80, u"80"_s);
  row("empty texts", R"({"local_port": "", "remote_port": "", "service": ""})", 0, {});
  row("nulls", R"({"id": null, "local_port": null, "remote_port": null, "service": null, "portolan": null})", 0, {});
  row("nothing at all", "{}", 0, {});
  row("name of a port", R"({"remote_port": "https"})", 0, u"https"_s);
  row("name of a port in ours wins", R"({"remote_port": 80, "portolan": {"remote_port": "web-1"}})", 0, u"web-1"_s);
  row("longest name of a service port",
      R"({"portolan": {"remote_port": "a23456789012345678901234567890123456789012345678901234567890123"}})", 0,
      u"a23456789012345678901234567890123456789012345678901234567890123"_s);
  row("autostart as a boolean", R"({"portolan": {"autostart": true}})", 0, {}, true);
  row("autostart as a text", R"({"portolan": {"autostart": "true"}})", 0, {}, true);
  row("no autostart as a text", R"({"portolan": {"autostart": "false"}})", 0, {}, false);
  row("no autostart as null", R"({"portolan": {"autostart": null, "tags": null, "uid": null}})", 0, {}, false);
}

void TestForwardConfig::toleratesOtherSpellings() {
  QFETCH(QByteArray, entry);
  QFETCH(int, localPort);
  QFETCH(QString, remotePort);
  QFETCH(bool, autostart);
  const ForwardConfig config = parsedEntry(entry);
  QCOMPARE(config.localPort, localPort);
  QCOMPARE(config.remotePort, remotePort);
  QCOMPARE(config.autostart, autostart);
  QVERIFY(!config.uid.isEmpty());

  // The other tolerances: a byte order mark, one object alone, a list.
  for (const QByteArray& json : {"\xEF\xBB\xBF[" + entry + "]", entry, " \n" + entry + "\n"}) {
    const auto forwards = parse(json);
    QVERIFY(forwards);
    QCOMPARE(forwards->size(), 1);
    QCOMPARE(forwards->first().remotePort, remotePort);
  }

  // Whatever the spelling was, kftray can read what is written (it takes ports as numbers only).
  const QJsonObject written = serializedEntry(config);
  QVERIFY(written.value("local_port"_L1).isUndefined() || written.value("local_port"_L1).isDouble());
  QVERIFY(written.value("remote_port"_L1).isUndefined() || written.value("remote_port"_L1).isDouble());
  ForwardConfig again = parsedEntry(QJsonDocument(written).toJson());
  again.original = config.original;
  QCOMPARE(again, config);
}

void TestForwardConfig::roundTripKeepsWhatItDoesNotKnow() {
  QJsonObject expected = QJsonDocument::fromJson(kEveryField).object();
  expected.remove("id"_L1);
  const ForwardConfig config = parsedEntry(kEveryField);
  QCOMPARE(serializedEntry(config), expected);
  // A second time nothing changes any more, not even a byte.
  const QByteArray once = serializeForwards({config});
  const auto again = parse(once);
  QVERIFY(again);
  QCOMPARE(serializeForwards(*again), once);
}

void TestForwardConfig::writesAsKftrayDoes_data() {
  QTest::addColumn<ForwardConfig>("config");
  QTest::addColumn<QByteArray>("entry");
  ForwardConfig config;
  config.uid = u"u"_s;
  QTest::newRow("empty fields are left out")
      << config
      << QByteArray(R"({"workload_type": "service", "protocol": "tcp", "portolan": {"version": 1, "uid": "u"}})");
  config.service = u"backend"_s;
  config.remotePort = u"http"_s;
  config.localPort = 8080;
  QTest::newRow("a named port is no business of kftray")
      << config
      << QByteArray(R"({"workload_type": "service", "protocol": "tcp", "service": "backend", "local_port": 8080,
                                  "portolan": {"version": 1, "uid": "u", "remote_port": "http"}})");
  config.original = QJsonObject({{"id"_L1, 3}, {"service"_L1, u"old"_s}, {"alias"_L1, u"old"_s}, {"local_port"_L1, 1}});
  config.remotePort = u"80"_s;
  config.workloadType = WorkloadType::Pod;
  config.podSelector = u"app=x"_s;
  config.protocol = ForwardConfig::Protocol::Udp;
  QTest::newRow("what was changed or cleared wins over what was read")
      << config << QByteArray(R"({"workload_type": "pod", "protocol": "udp", "service": "backend", "target": "app=x",
                                  "local_port": 8080, "remote_port": 80, "portolan": {"version": 1, "uid": "u"}})");
  config = parsedEntry(R"({"workload_type": "teleport", "domain_enabled": null, "remote_address": "", "unknown": null,
                           "auto_loopback_address": false, "ingress_annotations": {}, "portolan": {"uid": "u"}})");
  QTest::newRow("empty fields of kftray go, unknown ones stay")
      << config << QByteArray(R"({"workload_type": "teleport", "protocol": "tcp", "unknown": null,
                                  "auto_loopback_address": false, "portolan": {"version": 1, "uid": "u"}})");
}

void TestForwardConfig::writesAsKftrayDoes() {
  QFETCH(ForwardConfig, config);
  QFETCH(QByteArray, entry);
  QCOMPARE(serializedEntry(config), QJsonDocument::fromJson(entry).object());
}

void TestForwardConfig::refuses_data() {
  QTest::addColumn<QByteArray>("json");
  QTest::addColumn<QString>("detail");
  const auto row = [](const char* name, const char* json, const QString& detail) {
    QTest::newRow(name) << QByteArray(json) << detail;
  };
  row("nothing", "", u"team.json: is empty"_s);
  row("only spaces and a mark", "\xEF\xBB\xBF \n", u"team.json: is empty"_s);
  row("a number", "12", u"team.json: must be a list of forwards"_s);
  row("a text", "\"x\"", u"team.json: must be a list of forwards"_s);
  row("null", "null", u"team.json: must be a list of forwards"_s);
  row("YAML", "- service: x\n", u"team.json: a digit is expected here (line 1, column 2)"_s);
  row("a list in the list", "[[]]", u"team.json: entry 1: must be an object, not a list"_s);
  row("null in the list", "[{}, null]", u"team.json: entry 2: must be an object, not null"_s);
  row("a field twice", "[{},\n {\"service\": \"a\",\n  \"service\": \"b\"}]",
      u"team.json: entry 2: \"service\" appears twice (line 3, column 3)"_s);
  row("a field of ours twice", R"([{"portolan": {"uid": "a", "uid": "a"}}])",
      u"team.json: entry 1: \"uid\" appears twice (line 1, column 28)"_s);
  row("syntax", "[{}, {\"a\": 1,}]", u"team.json: entry 2: a key in quotes is expected here (line 1, column 14)"_s);
  row("broken UTF-8", "[{\"alias\": \"\xFF\"}]", u"team.json: invalid UTF8 string (line 1, column 13)"_s);
  row("text as a number", R"([{"service": 5}])", u"team.json: entry 1: \"service\" must be a text, not a number"_s);
  row("text as a boolean", R"([{"alias": true}])", u"team.json: entry 1: \"alias\" must be a text, not a boolean"_s);
  row("text as a list", R"([{}, {"context": []}])", u"team.json: entry 2: \"context\" must be a text, not a list"_s);
  row("text as an object", R"([{"target": {}}])", u"team.json: entry 1: \"target\" must be a text, not an object"_s);
  const auto port = [](const char* field, const char* value) {
    return u"team.json: entry 1: \"%1\" must be a port from %2, not %3"_s.arg(
        QString::fromUtf8(field), field[0] == 'l' ? u"0 to 65535"_s : u"1 to 65535 or the name of one"_s,
        QString::fromUtf8(value));
  };
  row("local port too large", R"([{"local_port": 65536}])", port("local_port", "65536"));
  row("local port negative", R"([{"local_port": -1}])", port("local_port", "-1"));
  row("local port with a fraction", R"([{"local_port": 80.5}])", port("local_port", "80.5"));
  row("local port in words", R"([{"local_port": "eighty"}])", port("local_port", "\"eighty\""));
  row("local port with a space", R"([{"local_port": "80 "}])", port("local_port", "\"80\""));
  row("local port with a sign", R"([{"local_port": "+80"}])", port("local_port", "\"+80\""));
  row("local port as a boolean", R"([{"local_port": true}])", port("local_port", "a boolean"));
  row("remote port too large", R"([{"remote_port": 65536}])", port("remote_port", "65536"));
  row("remote port too large as a text", R"([{"remote_port": "65536"}])", port("remote_port", "\"65536\""));
  row("remote port of many digits", R"([{"remote_port": "99999999999999999999"}])",
      port("remote_port", "\"99999999999999999999\""));
  row("remote port negative", R"([{"remote_port": "-1"}])", port("remote_port", "\"-1\""));
  row("remote port as a list", R"([{"remote_port": [80]}])", port("remote_port", "a list"));
  row("remote port with a capital letter", R"([{"remote_port": "HTTP"}])", port("remote_port", "\"HTTP\""));
  row("remote port with a line break", R"([{"remote_port": "http\n"}])", port("remote_port", "\"http\""));
  row("protocol", R"([{"protocol": "sctp"}])", u"team.json: entry 1: \"protocol\" must be tcp or udp, not \"sctp\""_s);
  row("ours is no object", R"([{"portolan": 1}])",
      u"team.json: entry 1: \"portolan\" must be an object, not a number"_s);
  row("uid", R"([{"portolan": {"uid": 1}}])", u"team.json: entry 1: \"portolan.uid\" must be a text, not a number"_s);
  row("tags", R"([{"portolan": {"tags": "a"}}])",
      u"team.json: entry 1: \"portolan.tags\" must be a list of texts, not a text"_s);
  row("a tag", R"([{"portolan": {"tags": ["a", 1]}}])",
      u"team.json: entry 1: \"portolan.tags\" must hold texts only, not a number"_s);
  row("autostart", R"([{"portolan": {"autostart": "yes"}}])",
      u"team.json: entry 1: \"portolan.autostart\" must be true or false, not \"yes\""_s);
  row("autostart as a number", R"([{"portolan": {"autostart": 1}}])",
      u"team.json: entry 1: \"portolan.autostart\" must be true or false, not 1"_s);
}

void TestForwardConfig::refuses() {
  QFETCH(QByteArray, json);
  QFETCH(QString, detail);
  const auto forwards = parse(json);
  QVERIFY(!forwards);
  QCOMPARE(forwards.error().detail, detail);
  QCOMPARE(forwards.error().code, ErrorCode::FileInvalid);
  QCOMPARE(forwards.error().stage, Stage::Configuration);
}

void TestForwardConfig::everyTruncationIsRefused() {
  for (const QByteArray& json :
       {"[" + kEveryField + "]", kEveryField, "\xEF\xBB\xBF[" + kEveryField + "," + kEveryField + "]"}) {
    QVERIFY(parse(json));
    for (qsizetype size = 0; size < json.size(); ++size) {
      const auto forwards = parse(QByteArray(json.constData(), size));
      QVERIFY2(!forwards, qPrintable(QString::number(size)));
      QCOMPARE(forwards.error().code, ErrorCode::FileInvalid);
      QVERIFY(!forwards.error().detail.contains(u'\n'));
    }
  }
}

void TestForwardConfig::uidsAreUniqueAndStay() {
  const auto forwards =
      parse(R"([{"portolan": {"uid": "a"}}, {"portolan": {"uid": "a"}}, {}, {"portolan": {"uid": ""}}])");
  QVERIFY(forwards);
  QSet<QString> uids;
  for (const ForwardConfig& config : *forwards) {
    uids += config.uid;
  }
  QCOMPARE(uids.size(), 4);
  QVERIFY(!uids.contains(QString()));
  QCOMPARE(forwards->first().uid, u"a"_s);
  const auto again = parse(serializeForwards(*forwards));
  QVERIFY(again);
  for (qsizetype i = 0; i < forwards->size(); ++i) {
    QCOMPARE(again->at(i).uid, forwards->at(i).uid);
  }
}

void TestForwardConfig::limits() {
  const auto list = [](int entries) { return '[' + QByteArray("{},").repeated(entries - 1) + "{}]"; };
  const auto most = parse(list(10'000));
  QVERIFY(most);
  QCOMPARE(most->size(), 10'000);
  const auto tooMany = parse(list(10'001));
  QVERIFY(!tooMany);
  QCOMPARE(tooMany.error().code, ErrorCode::FileTooLarge);
  QVERIFY(tooMany.error().detail.startsWith(u"team.json: has more than 10000 entries ("_s));

  const auto deep = [](int levels) {
    return "[{\"x\":" + QByteArray("[").repeated(levels - 2) + QByteArray("]").repeated(levels - 2) + "}]";
  };
  QVERIFY(parse(deep(64)));
  const auto tooDeep = parse(deep(65));
  QVERIFY(!tooDeep);
  QCOMPARE(tooDeep.error().code, ErrorCode::FileTooLarge);

  const qsizetype size = 33'554'432;
  QVERIFY(parse("[]" + QByteArray(size - 2, ' ')));
  const auto tooLarge = parse("[]" + QByteArray(size - 1, ' '));
  QVERIFY(!tooLarge);
  QCOMPARE(tooLarge.error().code, ErrorCode::FileTooLarge);
  QCOMPARE(tooLarge.error().detail, u"team.json: is larger than 32 MiB"_s);
}

void TestForwardConfig::namesAndTargets_data() {
  QTest::addColumn<QByteArray>("entry");
  QTest::addColumn<QString>("name");
  QTest::addColumn<QString>("target");
  QTest::addColumn<QString>("reason");
  const auto row = [](const char* rule, const char* entry, const QString& name, const QString& target,
                      const QString& reason = {}) {
    QTest::newRow(rule) << QByteArray(entry) << name << target << reason;
  };
  row("the alias is the name", R"({"alias": "db", "service": "pg", "remote_port": 5432})", u"db"_s, u"service/pg"_s);
  row("a service", R"({"service": "pg", "remote_port": 5432})", u"service/pg:5432"_s, u"service/pg"_s);
  row("a workload type in capitals", R"({"workload_type": "POD", "target": "a=b", "remote_port": 1})",
      u"pod -l a=b:1"_s, u"pod -l a=b"_s);
  row("our target wins over kftray's fields",
      R"({"service": "pg", "target": "a=b", "remote_port": 1, "portolan": {"target": "deploy/x"}})", u"deploy/x:1"_s,
      u"deploy/x"_s);
  row("a named port", R"({"service": "pg", "portolan": {"remote_port": "web"}})", u"service/pg:web"_s, u"service/pg"_s);
  row("no service", R"({"remote_port": 1, "alias": "x"})", u"x"_s, {}, u"it names no service"_s);
  row("no selector", R"({"remote_port": 1, "alias": "x", "workload_type": "pod", "service": "y"})", u"x"_s, {},
      u"it has no label selector (target)"_s);
  row("no remote port", R"({"service": "pg"})", u"service/pg"_s, u"service/pg"_s, u"it has no remote port"_s);
  row("UDP", R"({"service": "dns", "remote_port": 53, "protocol": "UDP"})", u"service/dns:53"_s, u"service/dns"_s,
      u"this version cannot forward UDP"_s);
  row("proxy", R"({"workload_type": "proxy", "remote_address": "10.0.0.7", "remote_port": 5432})", u"10.0.0.7:5432"_s,
      {}, u"this version cannot run the workload type \"proxy\""_s);
  row("proxy to a service", R"({"workload_type": "proxy", "service": "s", "remote_port": 1})", u"s:1"_s, {},
      u"this version cannot run the workload type \"proxy\""_s);
  row("expose", R"({"workload_type": "expose", "alias": "x"})", u"x"_s, {},
      u"this version cannot run the workload type \"expose\""_s);
  row("one from the future", R"({"workload_type": "tele\nport", "alias": "x", "portolan": {"target": "pod/y"}})",
      u"x"_s, {}, u"this version cannot run the workload type \"tele port\""_s);
}

void TestForwardConfig::namesAndTargets() {
  QFETCH(QByteArray, entry);
  const ForwardConfig config = parsedEntry(entry);
  QTEST(config.displayName(), "name");
  QTEST(config.targetText(), "target");
  QTEST(config.reasonUnsupported().value_or(QString()), "reason");
}

void TestForwardConfig::loadTakesRegularFilesOnly() {
  const QString pipe = m_folder->filePath(u"pipe"_s);
  QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
  // Nobody writes to the pipe: opening it in the usual way would hang here.
  for (const QString& path : {pipe, m_folder->path(), u"/dev/null"_s}) {
    const auto forwards = loadForwards(path);
    QVERIFY(!forwards);
    QCOMPARE(forwards.error().code, ErrorCode::FileUnreadable);
    QCOMPARE(forwards.error().detail, path + u": is not a regular file"_s);
  }
}

void TestForwardConfig::loadOfAMissingFile() {
  const QString path = m_folder->filePath(u"none.json"_s);
  QCOMPARE(loadForwards(path, true), Result<QList<ForwardConfig>>(QList<ForwardConfig>()));
  const auto forwards = loadForwards(path);
  QVERIFY(!forwards);
  QCOMPARE(forwards.error().code, ErrorCode::FileUnreadable);
  QCOMPARE(forwards.error().detail, path + u": No such file or directory"_s);
  // Anything else than a missing file is no empty list: it would be written over.
  QVERIFY(write(path, ""));
  QVERIFY(!loadForwards(path, true));
}

void TestForwardConfig::loadStopsAtTheLimit() {
  const QString path = m_folder->filePath(u"large.json"_s);
  QFile file(path);
  QVERIFY(file.open(QIODevice::WriteOnly));
  QVERIFY(file.resize(qint64(1) << 40));  // sparse: a reader without a limit would never end
  const auto forwards = loadForwards(path);
  QVERIFY(!forwards);
  QCOMPARE(forwards.error().code, ErrorCode::FileTooLarge);
}

void TestForwardConfig::saveAndLoad() {
  const mode_t umaskBefore = ::umask(0);
  const QString path = m_folder->filePath(u"a/b/forwards.json"_s);
  auto forwards = parse("[" + kEveryField + R"(, {"service": "x", "remote_port": 1}])");
  QVERIFY(forwards);
  const auto saved = saveForwards(path, *forwards);
  ::umask(umaskBefore);
  QVERIFY(saved);
  QCOMPARE(modeOf(path), mode_t(0600));
  QCOMPARE(modeOf(m_folder->filePath(u"a/b"_s)), mode_t(0700));
  QCOMPARE(modeOf(m_folder->filePath(u"a"_s)), mode_t(0700));
  const auto loaded = loadForwards(path);
  QVERIFY(loaded);
  QCOMPARE(serializeForwards(*loaded), serializeForwards(*forwards));

  // Over an old file that everybody could read.
  QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::ReadOther));
  QVERIFY(saveForwards(path, {}));
  QCOMPARE(modeOf(path), mode_t(0600));
  QCOMPARE(loadForwards(path), Result<QList<ForwardConfig>>(QList<ForwardConfig>()));
  QCOMPARE(QDir(m_folder->filePath(u"a/b"_s)).entryList(QDir::Files | QDir::Hidden), QStringList{u"forwards.json"_s});
}

void TestForwardConfig::saveGoesThroughLinks() {
  QVERIFY(QDir(m_folder->path()).mkdir(u"real"_s));
  const QString real = m_folder->filePath(u"real/forwards.json"_s);
  const QString link = m_folder->filePath(u"link.json"_s);
  const QString linkToLink = m_folder->filePath(u"link2.json"_s);
  QVERIFY(QFile::link(u"real/forwards.json"_s, link));
  QVERIFY(QFile::link(u"link.json"_s, linkToLink));
  for (const bool exists : {false, true}) {
    QCOMPARE(QFileInfo::exists(real), exists);
    const QList<ForwardConfig> forwards{parsedEntry(exists ? R"({"alias": "second"})" : R"({"alias": "first"})")};
    QVERIFY(saveForwards(linkToLink, forwards));
    QVERIFY(QFileInfo(link).isSymLink() && QFileInfo(linkToLink).isSymLink());
    QCOMPARE(contents(real), serializeForwards(forwards));
    QCOMPARE(modeOf(real), mode_t(0600));
  }
}

void TestForwardConfig::saveRefusesWhatIsNoFile() {
  const QString pipe = m_folder->filePath(u"pipe"_s);
  QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
  for (const QString& path : {pipe, m_folder->path()}) {
    const auto saved = saveForwards(path, {});
    QVERIFY(!saved);
    QCOMPARE(saved.error().code, ErrorCode::FileUnwritable);
    QCOMPARE(saved.error().detail, path + u": is not a regular file"_s);
  }
  // A file where a folder is needed.
  const QString file = m_folder->filePath(u"file"_s);
  QVERIFY(write(file, "x"));
  const auto saved = saveForwards(file + u"/forwards.json"_s, {});
  QVERIFY(!saved);
  QCOMPARE(saved.error().code, ErrorCode::FileUnwritable);
  QCOMPARE(contents(file), QByteArray("x"));
}

void TestForwardConfig::failedWriteLeavesTheOldFile() {
  const QString path = m_folder->filePath(u"forwards.json"_s);
  const QList<ForwardConfig> old{parsedEntry(R"({"alias": "old"})")};
  QVERIFY(saveForwards(path, old));
  ForwardConfig large = parsedEntry(R"({"alias": "large"})");
  large.context = QString(100'000, u'x');

  // A disk that fills up in the middle of the file: beyond the limit write() fails.
  const auto signalBefore = std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const rlimit full{50'000, before.rlim_max};
  QCOMPARE(::setrlimit(RLIMIT_FSIZE, &full), 0);
  const auto saved = saveForwards(path, {large});
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, signalBefore);

  QVERIFY(!saved);
  QCOMPARE(saved.error().code, ErrorCode::FileUnwritable);
  QCOMPARE(contents(path), serializeForwards(old));
  QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden), QStringList{u"forwards.json"_s});
}

void TestForwardConfig::saveWritesNothingThatCannotBeReadBack() {
  const QString path = m_folder->filePath(u"forwards.json"_s);
  QVERIFY(saveForwards(path, {}));
  const QByteArray old = contents(path);
  ForwardConfig config = parsedEntry(R"({"service": "x"})");
  config.remotePort = u"Not A Port"_s;
  const auto saved = saveForwards(path, {config});
  QVERIFY(!saved);
  QCOMPARE(contents(path), old);
}

void TestForwardConfig::defaultPath() {
  const QByteArray before = qgetenv("XDG_CONFIG_HOME");
  qputenv("XDG_CONFIG_HOME", m_folder->path().toUtf8());
  const QString path = defaultForwardsPath();
  before.isNull() ? qunsetenv("XDG_CONFIG_HOME") : qputenv("XDG_CONFIG_HOME", before);
  QCOMPARE(path, m_folder->filePath(u"portolan/forwards.json"_s));
}

void TestForwardConfig::importedActsNot() {
  const auto parsed = parse(R"([
    {"alias": "harmless", "kubeconfig": "default", "local_address": "localhost"},
    {"alias": "all at once", "kubeconfig": "/tmp/evil", "local_address": "0.0.0.0", "portolan": {"autostart": true}}])");
  QVERIFY(parsed);
  using enum ImportNotice::Kind;

  const ImportResult result = sanitizeImported(*parsed);
  QCOMPARE(result.notices, QList<ImportNotice>({{AutostartCleared, 1, {}},
                                                {KubeconfigDropped, 1, u"/tmp/evil"_s},
                                                {ReachableFromOutside, 1, u"0.0.0.0"_s}}));
  QCOMPARE(result.forwards.size(), 2);
  QCOMPARE(result.forwards[0].kubeconfig, u"default"_s);
  QCOMPARE(result.forwards[0].uid, parsed->at(0).uid);
  QVERIFY(!result.forwards[1].autostart);
  QVERIFY(!result.forwards[1].namesKubeconfig());
  QCOMPARE(result.forwards[1].localAddress, u"0.0.0.0"_s);
  // Nothing comes back by way of the entry as it was read.
  const QByteArray written = serializeForwards(result.forwards);
  QVERIFY(!written.contains("evil") && !written.contains("autostart"));
  QVERIFY(!QJsonDocument(result.forwards[1].original).toJson().contains("evil"));

  const ImportResult confirmed = sanitizeImported(*parsed, true);
  QCOMPARE(confirmed.notices, QList<ImportNotice>({{AutostartCleared, 1, {}},
                                                   {KubeconfigKept, 1, u"/tmp/evil"_s},
                                                   {ReachableFromOutside, 1, u"0.0.0.0"_s}}));
  QCOMPARE(confirmed.forwards[1].kubeconfig, u"/tmp/evil"_s);
  QVERIFY(!confirmed.forwards[1].autostart);
}

void TestForwardConfig::importedAddresses_data() {
  QTest::addColumn<QString>("address");
  QTest::addColumn<bool>("isFlagged");
  for (const char* address : {"", "localhost", "LocalHost", "127.0.0.1", "127.255.1.2", "::1", "0:0:0:0:0:0:0:1"}) {
    QTest::newRow(address[0] == '\0' ? "(empty)" : address) << QString::fromUtf8(address) << false;
  }
  for (const char* address : {"0.0.0.0", "::", "192.168.1.1", "128.0.0.1", "126.255.255.255", "::2", "fe80::1", "127.1",
                              "0x7f000001", "localhost.evil.example", "127.0.0.1.evil.example", " 127.0.0.1", "*"}) {
    QTest::newRow(address) << QString::fromUtf8(address) << true;
  }
}

void TestForwardConfig::importedAddresses() {
  QFETCH(QString, address);
  ForwardConfig config;
  config.localAddress = address;
  const ImportResult result = sanitizeImported({config});
  QTEST(result.notices.contains(ImportNotice{ImportNotice::Kind::ReachableFromOutside, 0, address}), "isFlagged");
  QCOMPARE(result.forwards.first().localAddress, address);
}

QTEST_APPLESS_MAIN(TestForwardConfig)
#include "test_forwardconfig.moc"
