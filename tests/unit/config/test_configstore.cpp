#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "core/config/configstore.h"
#include "core/config/forwardsfile.h"

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

ForwardConfig forward(const QString& uid, quint16 port = 8080) {
  ForwardConfig config;
  config.uid = uid;
  config.service = uid;
  config.localPort = port;
  config.remotePort = u"80"_s;
  return config;
}

QStringList uids(const QList<ForwardConfig>& forwards) {
  QStringList uids;
  for (const ForwardConfig& config : forwards) {
    uids += config.uid;
  }
  return uids;
}

bool write(const QString& path, const QByteArray& content) {
  QFile file(path);
  return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

}  // namespace

class TestConfigStore : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init();
  void loads();
  void changesShowUpWhenSaved();
  void newUidsWhereOneIsTaken();
  void undoes();
  void undoKeepsWhatOthersDid();
  void editsByOthersShowUp();
  void aBrokenEditKeepsWhatIsLoaded();
  void failuresAreToldOnce();
  void reorders();
  void importsTheChosen();
  void whatWasBegunIsFinished();

 private:
  /// The store once it is loaded.
  std::unique_ptr<ConfigStore> opened();
  /// Waits for the change's end.
  static Result<void> ended(StoreChange* change);
  QString path() const { return m_folder->filePath(u"config/forwards.json"_s); }

  std::unique_ptr<QTemporaryDir> m_folder;
};

void TestConfigStore::init() {
  m_folder = std::make_unique<QTemporaryDir>();
}

std::unique_ptr<ConfigStore> TestConfigStore::opened() {
  auto store = std::make_unique<ConfigStore>(path());
  QSignalSpy loaded(store.get(), &ConfigStore::loaded);
  return loaded.wait() ? std::move(store) : nullptr;
}

Result<void> TestConfigStore::ended(StoreChange* change) {
  QSignalSpy finished(change, &StoreChange::finished);
  return finished.wait() ? finished.takeFirst().at(0).value<Result<void>>()
                         : fail(ErrorCode::Internal, Stage::Configuration, u"nothing came"_s);
}

void TestConfigStore::loads() {
  ConfigStore store(path());
  QVERIFY(!store.isLoaded());
  QSignalSpy loaded(&store, &ConfigStore::loaded);
  QVERIFY(loaded.wait());
  QVERIFY(store.isLoaded() && store.forwards().isEmpty() && !store.loadError() && !store.canUndo());
}

void TestConfigStore::changesShowUpWhenSaved() {
  const auto store = opened();
  QSignalSpy changed(store.get(), &ConfigStore::changed);
  StoreChange* change = store->add(forward(u"a"_s));
  QVERIFY(store->forwards().isEmpty());
  QVERIFY(ended(change));
  QCOMPARE(changed.size(), 1);
  QCOMPARE(uids(store->forwards()), QStringList{u"a"_s});
  QCOMPARE(uids(*loadForwards(path())), QStringList{u"a"_s});
  QVERIFY(store->find(u"a"_s) && !store->find(u"b"_s));

  ForwardConfig edited = *store->find(u"a"_s);
  edited.alias = u"shop"_s;
  QVERIFY(ended(store->replace(edited)));
  QCOMPARE(store->find(u"a"_s)->alias, u"shop"_s);
  QVERIFY(ended(store->remove({u"a"_s, u"nobody"_s})));
  QVERIFY(loadForwards(path())->isEmpty());
}

void TestConfigStore::newUidsWhereOneIsTaken() {
  const auto store = opened();
  QVERIFY(ended(store->add({forward(u"a"_s), forward(u"a"_s), forward(QString())})));
  QCOMPARE(store->forwards().size(), 3);
  const QStringList all = uids(store->forwards());
  QCOMPARE(QSet<QString>(all.begin(), all.end()).size(), 3);
  QVERIFY(!store->find(QString()));
}

void TestConfigStore::undoes() {
  const auto store = opened();
  QSignalSpy canUndo(store.get(), &ConfigStore::canUndoChanged);
  QVERIFY(ended(store->add({forward(u"a"_s), forward(u"b"_s, 2), forward(u"c"_s, 3)})));
  const QList<ForwardConfig> all = store->forwards();
  QVERIFY(ended(store->remove({u"a"_s, u"b"_s})));
  QCOMPARE(uids(store->forwards()), QStringList{u"c"_s});
  QVERIFY(ended(store->undo()));
  QCOMPARE(store->forwards(), all);
  QVERIFY(store->canUndo());
  QVERIFY(ended(store->undo()));
  QVERIFY(store->forwards().isEmpty());
  QVERIFY(!store->canUndo());
  QCOMPARE(canUndo.size(), 2);
  QVERIFY(ended(store->undo()));  // nothing is left to undo, and nothing happens
}

void TestConfigStore::undoKeepsWhatOthersDid() {
  const auto store = opened();
  QVERIFY(ended(store->add(forward(u"a"_s))));
  ForwardConfig edited = store->forwards().constFirst();
  edited.alias = u"mine"_s;
  QVERIFY(ended(store->replace(edited)));

  ForwardsFile other(path());
  QVERIFY(other.refresh());
  ForwardsChange change;
  ForwardConfig theirs = other.forwards().constFirst();
  theirs.localPort = 9090;
  change.entries += {other.forwards().constFirst(), theirs, -1};
  QVERIFY(other.apply(change));

  QVERIFY(ended(store->undo()));
  QCOMPARE(store->forwards().constFirst().alias, QString());
  QCOMPARE(store->forwards().constFirst().localPort, 9090);
}

void TestConfigStore::editsByOthersShowUp() {
  const auto store = opened();
  QVERIFY(ended(store->add(forward(u"a"_s))));
  QSignalSpy changed(store.get(), &ConfigStore::changed);
  ForwardsFile other(path());
  ForwardsChange change;
  change.entries += {{}, forward(u"b"_s), -1};
  QVERIFY(other.apply(change));
  QVERIFY(changed.wait());
  QCOMPARE(uids(store->forwards()), (QStringList{u"a"_s, u"b"_s}));
  QVERIFY(write(path(), R"([{"service": "edited", "remote_port": 80}])"));
  QVERIFY(changed.wait());
  QCOMPARE(store->forwards().constFirst().service, u"edited"_s);
}

void TestConfigStore::aBrokenEditKeepsWhatIsLoaded() {
  const auto store = opened();
  QVERIFY(ended(store->add(forward(u"a"_s))));
  QSignalSpy failed(store.get(), &ConfigStore::failed);
  QSignalSpy changed(store.get(), &ConfigStore::changed);
  QVERIFY(write(path(), "[{\n\"service\": 7}]"));
  QVERIFY(failed.wait());
  QVERIFY2(store->loadError()->detail.contains(u"\"service\" must be a text"_s),
           qPrintable(store->loadError()->detail));
  QCOMPARE(uids(store->forwards()), QStringList{u"a"_s});
  QVERIFY(!ended(store->add(forward(u"b"_s))));
  QCOMPARE(changed.size(), 0);
  // Mended, with what was there before: the trouble is over though nothing differs.
  QVERIFY(write(path(), serializeForwards(store->forwards())));
  QTRY_VERIFY(!store->loadError());
  QVERIFY(ended(store->add(forward(u"b"_s))));
  QCOMPARE(uids(store->forwards()), (QStringList{u"a"_s, u"b"_s}));
}

void TestConfigStore::failuresAreToldOnce() {
  const auto store = opened();
  QSignalSpy failed(store.get(), &ConfigStore::failed);
  ForwardConfig wrong = forward(u"a"_s);
  wrong.remotePort = u"no port!"_s;
  QVERIFY(!ended(store->add(wrong)));
  QCOMPARE(failed.size(), 0);
  store->add(wrong);  // nobody listens
  QVERIFY(failed.wait());
  QCOMPARE(failed.size(), 1);
  QVERIFY(store->forwards().isEmpty());
}

void TestConfigStore::reorders() {
  const auto store = opened();
  QVERIFY(ended(store->add({forward(u"a"_s), forward(u"b"_s, 2), forward(u"c"_s, 3)})));
  QVERIFY(ended(store->reorder({u"c"_s, u"a"_s})));
  QCOMPARE(uids(store->forwards()), (QStringList{u"c"_s, u"a"_s, u"b"_s}));
  QVERIFY(ended(store->reorder({u"b"_s})));
  QCOMPARE(uids(store->forwards()), (QStringList{u"b"_s, u"c"_s, u"a"_s}));
  QVERIFY(ended(store->undo()));
  QCOMPARE(uids(store->forwards()), (QStringList{u"c"_s, u"a"_s, u"b"_s}));
}

void TestConfigStore::importsTheChosen() {
  const auto store = opened();
  QVERIFY(ended(store->add(forward(u"a"_s))));
  auto plan = ImportPlan::make(store->forwards(), QList{forward(u"b"_s, 2), forward(u"c"_s, 3)});
  plan.items[0].isChosen = false;
  QVERIFY(ended(store->import(plan)));
  QCOMPARE(uids(store->forwards()), (QStringList{u"a"_s, u"c"_s}));
  QVERIFY(ended(store->undo()));
  QCOMPARE(uids(store->forwards()), QStringList{u"a"_s});
}

void TestConfigStore::whatWasBegunIsFinished() {
  {
    ConfigStore store(path());
    for (int i = 0; i < 20; ++i) {
      store.add(forward(u"f%1"_s.arg(i)));
    }
  }
  QCOMPARE(loadForwards(path())->size(), 20);
}

QTEST_GUILESS_MAIN(TestConfigStore)
#include "test_configstore.moc"
