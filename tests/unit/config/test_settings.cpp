#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include "core/config/settings.h"

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

bool write(const QString& path, const QByteArray& content) {
  QFile file(path);
  return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

QJsonObject contentOf(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

}  // namespace

class TestSettings : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init();
  void everyValueSurvives();
  void onlyWhatDiffersIsWritten();
  void valuesAreKeptWithinLimits();
  void wrongValues_data();
  void wrongValues();
  void aBrokenFileIsNotWrittenOver();
  void twoProgramsShare();
  void aChangeDuringAWriteIsKept();
  void everySettingIsDescribed();

 private:
  QString path() const { return m_folder->filePath(u"config/settings.json"_s); }

  std::unique_ptr<QTemporaryDir> m_folder;
};

void TestSettings::init() {
  m_folder = std::make_unique<QTemporaryDir>();
}

void TestSettings::everyValueSurvives() {
  SettingsValues all;
  all.theme = SettingsValues::Theme::Dark;
  all.trayTheme = SettingsValues::Theme::Light;
  all.grouping = SettingsValues::Grouping::None;
  all.details = SettingsValues::DetailsPosition::Right;
  all.showWindowAtStart = true;
  all.windowGeometry = QByteArray("\0\1\xff", 3);
  all.columns = "c";
  all.splitter = "s";
  all.collapsed = {u"prod"_s, u"<b>"_s};
  all.notifications = false;
  all.silenced = {u"u1"_s};
  all.logLevel = SettingsValues::LogLevel::Debug;
  all.connectionWaitSeconds = 1;
  all.disconnectTimeoutMinutes = 90;
  all.onDemandIdleMinutes = 7;
  all.halfCloseGraceSeconds = 60;
  all.git = {u"git@example.com:team/forwards.git"_s, u"main"_s, u"a b.json"_s, 10};
  QCOMPARE(settingsFromJson(settingsToJson(all)), all);
  QCOMPARE(settingsToJson(all).size(), Settings::descriptions().size());  // none is forgotten in this test
  {
    Settings settings(path());
    settings.setValues(all);
  }
  QCOMPARE(Settings(path()).values(), all);
}

void TestSettings::onlyWhatDiffersIsWritten() {
  QVERIFY(QDir(m_folder->path()).mkdir(u"config"_s));
  QVERIFY(write(path(), R"({"from_the_future": [1], "notifications": false})"));
  {
    Settings settings(path());
    QVERIFY(!settings.values().notifications);
    settings.change([](SettingsValues& values) {
      values.notifications = true;
      values.theme = SettingsValues::Theme::Light;
    });
  }
  QCOMPARE(contentOf(path()), QJsonObject({{u"from_the_future"_s, QJsonArray{1}}, {u"theme"_s, u"light"_s}}));
}

void TestSettings::valuesAreKeptWithinLimits() {
  Settings settings(path());
  QSignalSpy changed(&settings, &Settings::changed);
  settings.change([](SettingsValues& values) { values.connectionWaitSeconds = 0; });
  QCOMPARE(settings.values().connectionWaitSeconds, 30);
  QCOMPARE(changed.size(), 0);
  settings.change([](SettingsValues& values) { values.connectionWaitSeconds = 10; });
  QCOMPARE(changed.size(), 1);
}

void TestSettings::wrongValues_data() {
  QTest::addColumn<QByteArray>("json");
  QTest::addColumn<QString>("what");
  QTest::newRow("type") << QByteArray(R"({"notifications": "yes"})") << u"\"notifications\" must be true or false"_s;
  QTest::newRow("word") << QByteArray(R"({"theme": "pink"})") << u"\"theme\" must be automatic, light, dark"_s;
  QTest::newRow("number") << QByteArray(R"({"on_demand_idle_minutes": 0})")
                          << u"\"on_demand_idle_minutes\" must be a number from 1 to 1440"_s;
  QTest::newRow("fraction") << QByteArray(R"({"git_poll_minutes": 1.5})")
                            << u"\"git_poll_minutes\" must be a number from 0 to 1440"_s;
  QTest::newRow("list") << QByteArray(R"({"silenced": [1]})") << u"\"silenced\" must be a list of texts"_s;
  QTest::newRow("base64") << QByteArray(R"({"columns": "!"})") << u"\"columns\" must be Base64"_s;
  QTest::newRow("no object") << QByteArray("[]") << u"must be an object of settings"_s;
  QTest::newRow("syntax") << QByteArray("{\n\"theme\" 1}") << u"(line 2, column 9)"_s;
}

void TestSettings::wrongValues() {
  QFETCH(const QByteArray, json);
  QFETCH(const QString, what);
  QVERIFY(QDir(m_folder->path()).mkdir(u"config"_s));
  QVERIFY(write(path(), json));
  const Settings settings(path());
  QVERIFY(settings.loadError().has_value());
  QVERIFY2(settings.loadError()->detail.contains(what), qPrintable(settings.loadError()->detail));
  QCOMPARE(settings.values(), SettingsValues());
}

void TestSettings::aBrokenFileIsNotWrittenOver() {
  QVERIFY(QDir(m_folder->path()).mkdir(u"config"_s));
  QVERIFY(write(path(), "{\"theme\": \"dark\""));
  {
    Settings settings(path());
    QSignalSpy failed(&settings, &Settings::failed);
    settings.change([](SettingsValues& values) { values.notifications = false; });
    QVERIFY(failed.wait());
  }
  QFile file(path());
  QVERIFY(file.open(QIODevice::ReadOnly));
  QCOMPARE(file.readAll(), QByteArray("{\"theme\": \"dark\""));
}

void TestSettings::twoProgramsShare() {
  Settings one(path());
  Settings other(path());
  QSignalSpy changed(&other, &Settings::changed);
  one.change([](SettingsValues& values) { values.theme = SettingsValues::Theme::Dark; });
  QVERIFY(changed.wait());
  QCOMPARE(other.values().theme, SettingsValues::Theme::Dark);
  // Both at once, different settings: neither is lost.
  one.change([](SettingsValues& values) { values.notifications = false; });
  other.change([](SettingsValues& values) { values.onDemandIdleMinutes = 9; });
  QTRY_VERIFY(!other.values().notifications);
  QTRY_COMPARE(one.values().onDemandIdleMinutes, 9);
  QVERIFY(!one.values().notifications);
  QCOMPARE(other.values().onDemandIdleMinutes, 9);
}

/// What is set while the file is written is no echo of it.
void TestSettings::aChangeDuringAWriteIsKept() {
  Settings settings(path());
  const auto silence = [&settings](const QStringList& uids) {
    settings.change([&uids](SettingsValues& values) { values.silenced = uids; });
  };
  silence({u"a"_s});
  // Written, and the answer not heard yet: no event is handled meanwhile.
  QThread::msleep(250);
  QCoreApplication::sendPostedEvents();
  QCoreApplication::processEvents(QEventLoop::ExcludeSocketNotifiers);
  for (int i = 0; i < 1000 && contentOf(path()).isEmpty(); ++i) {
    QThread::msleep(5);
  }
  QCOMPARE(contentOf(path()).value(u"silenced"_s), QJsonValue(QJsonArray{u"a"_s}));
  silence({});
  QTest::qWait(50);  // the answer
  QCOMPARE(settings.values().silenced, QStringList());
  QTRY_VERIFY(!contentOf(path()).contains(u"silenced"_s));
  QTest::qWait(50);
  QCOMPARE(settings.values().silenced, QStringList());
}

void TestSettings::everySettingIsDescribed() {
  QFile page(QStringLiteral(PORTOLAN_SOURCE_DIR) + u"/docs/settings.md"_s);
  QVERIFY(page.open(QIODevice::ReadOnly));
  const QString text = QString::fromUtf8(page.readAll());
  for (const SettingDescription& setting : Settings::descriptions()) {
    const QString line =
        u"| `%1` | %2 | %3 | %4 |"_s.arg(setting.key, setting.type, setting.defaultValue, setting.meaning);
    QVERIFY2(text.contains(line), qPrintable(line));
  }
}

QTEST_GUILESS_MAIN(TestSettings)
#include "test_settings.moc"
