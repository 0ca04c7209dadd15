#include <QApplication>
#include <QFile>
#include <QLineEdit>
#include <QProcess>
#include <QRegularExpression>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

#include "tests/ui/accessiblenames.h"
#include "tests/ui/cutofftexts.h"
#include "tests/ui/harbor.h"
#include "tests/ui/samples.h"
#include "ui/dialogs/aboutdialog.h"
#include "ui/dialogs/editordialog.h"
#include "ui/dialogs/importdialog.h"
#include "ui/dialogs/settingsdialog.h"
#include "ui/models/statewords.h"
#include "ui/tray/traypopup.h"
#include "ui/widgets/flatstyle.h"
#include "ui/window/mainwindow.h"

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

const QStringList kLanguages{u"en"_s, u"de"_s, u"es"_s, u"fr"_s, u"ja"_s, u"pt_BR"_s, u"zh_CN"_s};

struct Message {
  QString context;
  QString source;
  QStringList translations;
  bool isPlural = false;
  bool isFinished = true;
};

QList<Message> read(const QString& path) {
  QFile file(path);
  QList<Message> messages;
  if (!file.open(QIODevice::ReadOnly)) {
    return messages;
  }
  QXmlStreamReader xml(&file);
  Message message;
  QString context;
  while (!xml.atEnd()) {
    if (xml.readNext() != QXmlStreamReader::StartElement) {
      continue;
    }
    if (xml.name() == "name"_L1) {
      context = xml.readElementText();
    } else if (xml.name() == "message"_L1) {
      message = {};
      message.context = context;
      message.isPlural = xml.attributes().value("numerus"_L1) == "yes"_L1;
    } else if (xml.name() == "source"_L1) {
      message.source = xml.readElementText();
    } else if (xml.name() == "translation"_L1) {
      message.isFinished = !xml.attributes().hasAttribute("type"_L1);
      if (message.isPlural) {
        while (xml.readNextStartElement()) {
          message.translations += xml.readElementText();
        }
      } else {
        message.translations += xml.readElementText();
      }
      messages += message;
    }
  }
  return messages;
}

QString tsPath(const QString& folder, const QString& language) {
  return u"%1/portolan_%2.ts"_s.arg(folder, language);
}

QStringList placeholders(const QString& text) {
  static const QRegularExpression placeholder(u"%(\\d|n)"_s);
  QStringList found;
  for (auto match = placeholder.globalMatch(text); match.hasNext();) {
    found += match.next().captured();
  }
  found.sort();
  found.removeDuplicates();
  return found;
}

}  // namespace

class TestTranslations : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void everythingIsTranslated_data() { languages(); }
  void everythingIsTranslated();
  void nothingIsCutOff_data() { languages(); }
  void nothingIsCutOff();
  void everyStateHasWords_data() { languages(); }
  void everyStateHasWords();
  void rightToLeftDoesNotBreak();

 private:
  static void languages();
  static void checkAll(const QString& where);
};

void TestTranslations::initTestCase() {
  Q_INIT_RESOURCE(resources);
  Q_INIT_RESOURCE(translations);
  FlatStyle::installOverFusion();
}

void TestTranslations::languages() {
  QTest::addColumn<QString>("language");
  for (const QString& language : kLanguages) {
    QTest::newRow(qPrintable(language)) << language;
  }
}

void TestTranslations::everythingIsTranslated() {
  QFETCH(const QString, language);
  // What the source has now, which is not what the file had when somebody last looked.
  const QTemporaryDir folder;
  const QString fresh = tsPath(folder.path(), language);
  QVERIFY(QFile::copy(tsPath(QStringLiteral(PORTOLAN_SOURCE_DIR "/translations"), language), fresh));
  QProcess lupdate;
  lupdate.setWorkingDirectory(QStringLiteral(PORTOLAN_SOURCE_DIR));
  QStringList arguments{u"-silent"_s, u"-no-obsolete"_s, u"-locations"_s, u"none"_s, u"-I"_s, u"."_s};
  if (language == "en"_L1) {
    arguments += u"-pluralonly"_s;
  }
  lupdate.start(QStringLiteral(PORTOLAN_LUPDATE), arguments + QStringList{u"ui"_s, u"app/tray"_s, u"-ts"_s, fresh});
  QVERIFY(lupdate.waitForFinished(60'000));
  QCOMPARE(lupdate.exitCode(), 0);

  const QList<Message> messages = read(fresh);
  QVERIFY(messages.size() > (language == "en"_L1 ? 5 : 300));
  QStringList wrong;
  for (const Message& message : messages) {
    const QString where = u"%1: %2"_s.arg(message.context, message.source);
    const qsizetype forms = message.isPlural && language != "ja"_L1 && language != "zh_CN"_L1 ? 2 : 1;
    if (!message.isFinished || message.translations.size() != forms) {
      wrong += where + u" is unfinished"_s;
      continue;
    }
    for (qsizetype i = 0; i < forms; ++i) {
      const QString& text = message.translations.at(i);
      QStringList wanted = placeholders(message.source);
      if (message.isPlural && i == 0 && forms == 2 && !placeholders(text).contains(u"%n"_s)) {
        wanted.removeAll(u"%n"_s);  // "the one ready pod"
      }
      if (text.trimmed().isEmpty() || placeholders(text) != wanted) {
        wrong += where + u" has other places than its translation: "_s + text;
      }
      const auto ends = [](const QString& words, QChar mark) { return words.endsWith(mark); };
      if (ends(message.source, u'…') != ends(text, u'…')) {
        wrong += where + u" has another end: "_s + text;
      }
    }
  }
  QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestTranslations::checkAll(const QString& where) {
  const auto check = [&where](QWidget& window, const char* name) {
    window.show();
    QTest::qWait(20);
    const QStringList cut = cutOffTexts(window);
    QVERIFY2(cut.isEmpty(), qPrintable(u"%1, %2: %3"_s.arg(where, QLatin1String(name), cut.join(u" | "_s))));
    const QStringList nameless = controlsWithoutName(window);
    QVERIFY2(nameless.isEmpty(), qPrintable(u"%1, %2: %3"_s.arg(where, QLatin1String(name), nameless.join(u", "_s))));
  };
  Harbor harbor;
  {
    TrayPopup popup(harbor.model());
    popup.popUp({500, 500, 24, 24});
    check(popup, "popup");
    ForwardsModel nothing;
    TrayPopup empty(nothing);
    empty.popUp({500, 500, 24, 24});
    check(empty, "empty popup");
  }
  {
    MainWindow window(harbor.model(), harbor.journal());
    window.resize(1360, 914);
    window.show();
    window.showForward(u"uid-payments-api"_s);
    check(window, "window");
  }
  {
    ForwardsModel model;
    const Journal journal;
    MainWindow window(model, journal);
    window.setContexts({u"prod-eu"_s, u"staging"_s});
    window.setStartsAtLogin(true);
    window.resize(1080, 700);
    check(window, "first run");
  }
  {
    auto config = sampleForward(u"checkout"_s);
    config.localAddress = u"0.0.0.0"_s;
    EditorDialog dialog(config, true, {sampleForward(u"a-forward-with-a-long-name"_s)});
    dialog.setPortReport({.address = u"0.0.0.0"_s, .port = 8080, .isFree = false, .owner = {}, .nextFree = 8083});
    check(dialog, "editor");
  }
  {
    const auto saved = sampleForward(u"orders-db"_s, u"prod-eu"_s, 5432);
    auto clash = sampleForward(u"inventory-db"_s, u"prod-eu"_s, 5432);
    clash.kubeconfig = u"/home/ann/config"_s;
    clash.autostart = true;
    clash.localAddress = u"0.0.0.0"_s;
    ImportDialog dialog(u"team.json"_s, {saved}, {{.config = clash, .error = {}}}, {});
    check(dialog, "import");
  }
  {
    SettingsDialog dialog{SettingsValues()};
    dialog.setStartsAtLogin(true);
    dialog.show();
    auto* tabs = dialog.findChild<QTabWidget*>();
    for (int tab = 0; tab < tabs->count(); ++tab) {
      tabs->setCurrentIndex(tab);
      check(dialog, "settings");
    }
  }
  AboutDialog about(u"0.1.0"_s, u"x"_s);
  check(about, "about");
}

void TestTranslations::nothingIsCutOff() {
  QFETCH(const QString, language);
  QTranslator words;
  QVERIFY(words.load(u":/portolan/translations/portolan_%1.qm"_s.arg(language)));
  QApplication::installTranslator(&words);
  checkAll(language);
  QApplication::removeTranslator(&words);
}

void TestTranslations::everyStateHasWords() {
  QFETCH(const QString, language);
  QTranslator words;
  QVERIFY(words.load(u":/portolan/translations/portolan_%1.qm"_s.arg(language)));
  QApplication::installTranslator(&words);
  using State = ForwardStatus::State;
  const auto config = sampleForward(u"a"_s);
  const QDateTime now = QDateTime::currentDateTimeUtc();
  for (int code = 0; code <= int(ErrorCode::PodConnectionFailed); ++code) {
    for (const State state : {State::Stopped, State::Starting, State::Listening, State::Ready, State::Waiting,
                              State::Failed, State::Stopping}) {
      for (const Stage stage :
           {Stage::Configuration, Stage::Authentication, Stage::Target, Stage::Session, Stage::Relay}) {
        auto status = sampleTrouble(u"a"_s, state, ErrorCode(code), u"detail"_s, u"hint"_s);
        status.stage = stage;
        QVERIFY(!StateWords::brief(config, status, now).isEmpty());
        QVERIFY(!StateWords::popup(config, status, now).isEmpty());
        QVERIFY(!StateWords::sentence(config, status, now).isEmpty());
      }
    }
  }
  QApplication::removeTranslator(&words);
}

void TestTranslations::rightToLeftDoesNotBreak() {
  QGuiApplication::setLayoutDirection(Qt::RightToLeft);
  checkAll(u"right to left"_s);
  QGuiApplication::setLayoutDirection(Qt::LeftToRight);
}

QTEST_MAIN(TestTranslations)
#include "test_translations.moc"
