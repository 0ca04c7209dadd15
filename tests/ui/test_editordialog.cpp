#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

#include "tests/ui/accessiblenames.h"
#include "tests/ui/samples.h"
#include "ui/dialogs/editordialog.h"

using namespace portolan;
using namespace Qt::StringLiterals;
using What = LookupQuestion::What;

namespace {

template <typename Widget>
Widget* named(const QWidget& dialog, const QString& name) {
  for (Widget* widget : dialog.findChildren<Widget*>()) {
    if (widget->accessibleName() == name) {
      return widget;
    }
  }
  return nullptr;
}

QAbstractButton* button(const QWidget& dialog, const QString& text) {
  QCoreApplication::sendPostedEvents();  // what was added to a layout is shown from the event loop
  for (QAbstractButton* each : dialog.findChildren<QAbstractButton*>()) {
    if (each->text() == text && each->isVisibleTo(&dialog)) {
      return each;
    }
  }
  return nullptr;
}

bool shows(const QWidget& dialog, const QString& text) {
  for (const QLabel* label : dialog.findChildren<QLabel*>()) {
    if (label->isVisibleTo(&dialog) && label->text().contains(text)) {
      return true;
    }
  }
  return false;
}

/// Answers questions as a cluster with three services would.
class FakeCluster {
 public:
  explicit FakeCluster(EditorDialog& dialog) : m_dialog(dialog) {
    QObject::connect(&dialog, &EditorDialog::lookupRequested, &dialog, [this](const LookupQuestion& question) {
      questions += question;
      if (answers) {
        answer(question);
      }
    });
  }
  void answer(const LookupQuestion& question) {
    LookupAnswer reply;
    reply.question = question;
    reply.context = question.context.isEmpty() ? u"prod-eu"_s : question.context;
    reply.ns = question.ns.isEmpty() ? u"shop"_s : question.ns;
    reply.took = std::chrono::milliseconds(26);
    reply.error = error;
    if (!error) {
      switch (question.what) {
        case What::Contexts:
          reply.names = {u"prod-eu"_s, u"staging"_s};
          break;
        case What::Namespaces:
          reply.names = {u"default"_s, u"shop"_s};
          break;
        case What::Targets:
          reply.targets = {{u"checkout"_s, {{u"http"_s, 80, u"8080"_s}, {u"metrics"_s, 9090, {}}}, 3, 3},
                           {u"checkout-canary"_s, {{u"http"_s, 80, {}}}, 0, 1},
                           {u"price-cache"_s, {{u"redis"_s, 6379, {}}}, 1, 1}};
          break;
        case What::Pods:
          reply.pods = 3;
          reply.ready = 2;
          break;
      }
    }
    m_dialog.setAnswer(reply);
  }
  QList<LookupQuestion> questions;
  bool answers = true;
  std::optional<Error> error;

 private:
  EditorDialog& m_dialog;
};

}  // namespace

class TestEditorDialog : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { Q_INIT_RESOURCE(resources); }
  void picksFromTheCluster();
  void freeTypingWorksWithoutACluster();
  void listingForbiddenIsANote();
  void countsPodsOfASelector();
  void takenPortIsSaidAndAnotherOffered();
  void ownPortIsLeftAlone();
  void savesWhatWasThere();
  void triesBeforeSaving();
  void lateAnswersAreIgnored();
  void nonsenseInEveryField();
  void closedAtEveryMoment();
  void enterDoesNotSave();
  void everyControlHasAName();
};

void TestEditorDialog::picksFromTheCluster() {
  EditorDialog dialog({}, true, {});
  FakeCluster cluster(dialog);
  dialog.begin();
  dialog.show();
  QCOMPARE(named<QComboBox>(dialog, u"Context"_s)->count(), 2);
  QCOMPARE(named<QComboBox>(dialog, u"Namespace"_s)->count(), 2);
  QVERIFY(shows(dialog, u"prod-eu answered in 26 ms"_s));
  auto* target = named<QLineEdit>(dialog, u"Name of the target"_s);
  auto* list = named<QListView>(dialog, u"What the cluster has"_s);
  QCOMPARE(list->model()->rowCount(), 3);
  QVERIFY(!button(dialog, u"Save"_s)->isEnabled());
  QTest::keyClicks(target, u"che"_s);
  QCOMPARE(list->model()->rowCount(), 3);
  QCOMPARE(list->model()->index(2, 0).data().toString(), u"price-cache"_s);  // what begins so comes first
  QTest::keyClicks(target, u"ck"_s);
  QCOMPARE(list->model()->rowCount(), 2);
  QTest::keyClick(target, Qt::Key_Return);
  QCOMPARE(target->text(), u"checkout"_s);
  QVERIFY(button(dialog, u"http  80 \u2192 8080"_s)->isChecked());
  auto config = dialog.config();
  QCOMPARE(config.service, u"checkout"_s);
  QCOMPARE(config.remotePort, u"80"_s);
  QCOMPARE(config.localPort, quint16(8080));
  QCOMPARE(config.alias, u"checkout"_s);
  QVERIFY(shows(dialog, u"3 ready"_s));
  button(dialog, u"metrics  9090"_s)->click();
  QCOMPARE(dialog.config().remotePort, u"9090"_s);
  QCOMPARE(dialog.config().localPort, quint16(9090));
  target->setText(u"price-cache"_s);
  QCOMPARE(dialog.config().remotePort, u"6379"_s);
  QCOMPARE(dialog.config().alias, u"price-cache"_s);
  button(dialog, u"Deployment"_s)->click();
  QCOMPARE(cluster.questions.constLast().kind, u"deployment"_s);
  QCOMPARE(dialog.config().target, u"deployment/price-cache"_s);
  QVERIFY(shows(dialog, u"kubectl port-forward deployment/price-cache"_s));
}

void TestEditorDialog::freeTypingWorksWithoutACluster() {
  EditorDialog dialog({}, true, {});
  dialog.show();
  dialog.begin();
  named<QComboBox>(dialog, u"Context"_s)->setEditText(u"somewhere"_s);
  named<QComboBox>(dialog, u"Namespace"_s)->setEditText(u"shop"_s);
  named<QLineEdit>(dialog, u"Name of the target"_s)->setText(u"daemonset/agent"_s);
  named<QLineEdit>(dialog, u"Port of the target"_s)->setText(u"metrics"_s);
  QSignalSpy accepted(&dialog, &QDialog::accepted);
  QTest::keyClick(&dialog, Qt::Key_Return, Qt::ControlModifier);
  QCOMPARE(accepted.size(), 1);
  QVERIFY(dialog.startAfterwards());
  const auto config = dialog.config();
  QCOMPARE(config.context, u"somewhere"_s);
  QCOMPARE(config.ns, u"shop"_s);
  QCOMPARE(config.target, u"daemonset/agent"_s);
  QCOMPARE(config.remotePort, u"metrics"_s);
}

void TestEditorDialog::listingForbiddenIsANote() {
  EditorDialog dialog({}, true, {});
  FakeCluster cluster(dialog);
  cluster.error = Error{ErrorCode::Forbidden, Stage::Authentication, u"no"_s, {}};
  dialog.begin();
  dialog.show();
  QVERIFY(shows(dialog, u"Listing is not allowed here, type the name"_s));
  named<QLineEdit>(dialog, u"Name of the target"_s)->setText(u"web"_s);
  named<QLineEdit>(dialog, u"Port of the target"_s)->setText(u"80"_s);
  QVERIFY(button(dialog, u"Save"_s)->isEnabled());
}

void TestEditorDialog::countsPodsOfASelector() {
  EditorDialog dialog({}, true, {});
  FakeCluster cluster(dialog);
  dialog.show();
  dialog.begin();
  button(dialog, u"Label selector"_s)->click();
  auto* selector = named<QLineEdit>(dialog, u"Label selector"_s);
  QVERIFY(!named<QListView>(dialog, u"What the cluster has"_s)->isVisible());
  selector->setText(u"app=web"_s);
  QTRY_COMPARE(cluster.questions.constLast().labelSelector, u"app=web"_s);
  QVERIFY(shows(dialog, u", 2 ready"_s));
  named<QLineEdit>(dialog, u"Port of the target"_s)->setText(u"80"_s);
  QCOMPARE(dialog.config().podSelector, u"app=web"_s);
  QCOMPARE(dialog.config().workloadType, ForwardConfig::WorkloadType::Pod);
  selector->setText(u"app=we b"_s);
  QVERIFY(shows(dialog, u"is not a label selector"_s));
  QVERIFY(!button(dialog, u"Save"_s)->isEnabled());
}

void TestEditorDialog::takenPortIsSaidAndAnotherOffered() {
  auto other = sampleForward(u"checkout-api"_s);
  EditorDialog dialog({}, true, {other});
  FakeCluster cluster(dialog);
  QSignalSpy asked(&dialog, &EditorDialog::portReportRequested);
  dialog.show();
  dialog.begin();
  named<QLineEdit>(dialog, u"Name of the target"_s)->setText(u"checkout"_s);
  QTRY_VERIFY(!asked.isEmpty());
  QCOMPARE(asked.constLast().at(1).value<quint16>(), quint16(8080));
  QCOMPARE(asked.constLast().at(2).value<QList<quint16>>(), QList<quint16>{8080});
  // A suggestion moves away by itself,
  dialog.setPortReport({.address = {}, .port = 8080, .isFree = true, .owner = {}, .nextFree = 8083});
  QCOMPARE(dialog.config().localPort, quint16(8083));
  // a person's own port is warned of.
  auto* port = named<QSpinBox>(dialog, u"Local port"_s);
  port->setValue(8080);
  dialog.setPortReport({.address = {}, .port = 8080, .isFree = true, .owner = {}, .nextFree = 8083});
  QVERIFY(shows(dialog, u"8080 belongs to your forward checkout-api. 8083 is free."_s));
  QVERIFY(button(dialog, u"Save"_s)->isEnabled());  // a warning blocks nothing
  button(dialog, u"Use 8083"_s)->click();
  QCOMPARE(dialog.config().localPort, quint16(8083));
  dialog.setPortReport(
      {.address = {}, .port = 8083, .isFree = false, .owner = u"node"_s, .ownerPid = 4127, .nextFree = 8084});
  QVERIFY(shows(dialog, u"8083 is already used by node (process 4127). 8084 is free."_s));
  // What was asked before the person went on says nothing about now.
  port->setValue(9999);
  dialog.setPortReport(
      {.address = {}, .port = 8083, .isFree = false, .owner = u"node"_s, .ownerPid = 4127, .nextFree = 8084});
  QVERIFY(!shows(dialog, u"node"_s));
}

void TestEditorDialog::ownPortIsLeftAlone() {
  EditorDialog dialog(sampleForward(u"a"_s), false, {sampleForward(u"a"_s)});
  QSignalSpy asked(&dialog, &EditorDialog::portReportRequested);
  dialog.show();
  dialog.begin();
  QTest::qWait(0);
  QVERIFY(asked.isEmpty());  // it may listen there itself
  QVERIFY(!shows(dialog, u"belongs to"_s));
}

void TestEditorDialog::savesWhatWasThere() {
  auto config = sampleForward(u"a"_s);
  config.original = {{u"unknown"_s, 1}};
  config.tags = {u"team"_s, u"web"_s};
  config.autostart = true;
  config.onDemand = true;
  config.balance = ForwardConfig::Balance::RoundRobin;
  config.localAddress = u"127.0.0.2"_s;
  config.disconnectTimeoutMinutes = 7;
  QCOMPARE(EditorDialog(config, false, {}).config(), config);
  for (const auto& target : {u"deployment/x"_s, u"statefulset/x"_s, u"pod/x"_s, u"job/x"_s}) {
    config.service.clear();
    config.target = target;
    QCOMPARE(EditorDialog(config, false, {}).config(), config);
  }
  config.target.clear();
  config.workloadType = ForwardConfig::WorkloadType::Pod;
  config.podSelector = u"app=x"_s;
  QCOMPARE(EditorDialog(config, false, {}).config(), config);
}

void TestEditorDialog::triesBeforeSaving() {
  EditorDialog dialog(sampleForward(u"a"_s), false, {});
  dialog.show();
  QSignalSpy tried(&dialog, &EditorDialog::tryRequested);
  QSignalSpy ended(&dialog, &EditorDialog::tryEnded);
  QVERIFY(shows(dialog, u"not tried yet"_s));
  button(dialog, u"Try it"_s)->click();
  QCOMPARE(tried.size(), 1);
  dialog.setTrial(sampleStatus(u"x"_s, ForwardStatus::State::Starting, Stage::Session));
  QVERIFY(shows(dialog, u"Opening session…"_s));
  QCOMPARE(ended.size(), 0);
  auto ready = sampleStatus(u"x"_s, ForwardStatus::State::Ready);
  ready.readyAfter = std::chrono::milliseconds(187);
  dialog.setTrial(ready);
  QVERIFY(shows(dialog, u"opened in 187 ms"_s));
  QCOMPARE(ended.size(), 1);

  button(dialog, u"Try it"_s)->click();
  dialog.setTrial(
      sampleTrouble(u"x"_s, ForwardStatus::State::Failed, ErrorCode::Forbidden, u"not for you"_s, u"Ask."_s));
  QVERIFY(shows(dialog, u"Not allowed"_s));
  QVERIFY(shows(dialog, u"Ask."_s));
  QCOMPARE(ended.size(), 2);
  button(dialog, u"Try it"_s)->click();
  button(dialog, u"Stop trying"_s)->click();
  QCOMPARE(ended.size(), 3);
  button(dialog, u"Try it"_s)->click();
  dialog.reject();
  QCOMPARE(ended.size(), 4);
}

void TestEditorDialog::lateAnswersAreIgnored() {
  EditorDialog dialog({}, true, {});
  FakeCluster cluster(dialog);
  cluster.answers = false;
  dialog.show();
  dialog.begin();
  const auto first = cluster.questions;
  named<QComboBox>(dialog, u"Context"_s)->setEditText(u"staging"_s);
  QTRY_VERIFY(cluster.questions.size() > first.size());
  for (const auto& question : first) {
    cluster.answer(question);
  }
  QCOMPARE(named<QListView>(dialog, u"What the cluster has"_s)->model()->rowCount(), 0);
}

void TestEditorDialog::nonsenseInEveryField() {
  const QStringList nonsense{u""_s,
                             u" "_s,
                             u"\n\t"_s,
                             u"../../etc/passwd"_s,
                             u"a/b/c"_s,
                             u"'; rm -rf ~"_s,
                             u"%s%n%1%2"_s,
                             u"<b>&amp;</b>"_s,
                             u"\u202e\u0000x"_s,
                             QString(100'000, u'x'),
                             u"99999999999999999999"_s,
                             u"-1"_s,
                             u"日本語 🚢"_s};
  EditorDialog dialog({}, true, {sampleForward(u"a"_s)});
  FakeCluster cluster(dialog);
  dialog.show();
  dialog.begin();
  for (const auto& kind : {u"Service"_s, u"Pod"_s, u"Label selector"_s}) {
    button(dialog, kind)->click();
    for (const QString& text : nonsense) {
      for (QLineEdit* field : dialog.findChildren<QLineEdit*>()) {
        field->setText(text);
      }
      const auto config = dialog.config();
      if (button(dialog, u"Save"_s)->isEnabled()) {
        QVERIFY(!ForwardDraft::problem(config));
        const auto parsed = parseForwards(serializeForwards({config}), u"x"_s);
        QVERIFY2(parsed, qPrintable(text.left(20)));
      }
    }
  }
}

void TestEditorDialog::closedAtEveryMoment() {
  for (int moment = 0; moment < 4; ++moment) {
    auto dialog = std::make_unique<EditorDialog>(sampleForward(u"a"_s), false, QList<ForwardConfig>());
    FakeCluster cluster(*dialog);
    cluster.answers = false;
    if (moment > 0) {
      dialog->begin();
    }
    if (moment > 1) {
      dialog->show();
    }
    if (moment > 2) {
      button(*dialog, u"Try it"_s)->click();
    }
    dialog->reject();
    for (const auto& question : std::as_const(cluster.questions)) {
      cluster.answer(question);
    }
    dialog->setTrial(sampleStatus(u"x"_s, ForwardStatus::State::Ready));
    dialog.reset();
  }
}

void TestEditorDialog::enterDoesNotSave() {
  EditorDialog dialog(sampleForward(u"a"_s), false, {});
  dialog.show();
  QSignalSpy accepted(&dialog, &QDialog::accepted);
  for (QLineEdit* field : dialog.findChildren<QLineEdit*>()) {
    QTest::keyClick(field, Qt::Key_Return);
  }
  QCOMPARE(accepted.size(), 0);
}

void TestEditorDialog::everyControlHasAName() {
  EditorDialog dialog({}, true, {});
  FakeCluster cluster(dialog);
  dialog.show();
  dialog.begin();
  named<QLineEdit>(dialog, u"Name of the target"_s)->setText(u"checkout"_s);
  QCOMPARE(controlsWithoutName(dialog), QStringList());
}

QTEST_MAIN(TestEditorDialog)
#include "test_editordialog.moc"
