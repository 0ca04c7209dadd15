#include "app/tray/importcontroller.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QPointer>
#include <QStandardPaths>
#include <QThread>
#include <QUrl>
#include <QUrlQuery>
#include <algorithm>
#include <utility>

#include "app/tray/background.h"
#include "core/config/gitfetch.h"
#include "core/config/safefile.h"
#include "core/config/syncplan.h"
#include "ui/dialogs/importdialog.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

Error noneOfOurs(const QString& detail) {
  return {ErrorCode::InvalidArgument, Stage::Configuration, detail, {}};
}

}  // namespace

ImportController::ImportController(ConfigStore& store, std::function<QSet<QString>()> on, QObject* parent)
    : QObject(parent), m_store(store), m_on(std::move(on)) {}

ImportController::~ImportController() {
  for (QThread* thread : findChildren<QThread*>()) {
    thread->quit();
    thread->wait();
  }
}

void ImportController::chooseFile(QWidget* parent) {
  auto* dialog = new QFileDialog(parent, tr("Import forwards"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFile);
  dialog->setNameFilters({tr("JSON files (*.json)"), tr("All files (*)")});
  connect(dialog, &QFileDialog::fileSelected, this, [this, parent](const QString& path) { importFile(path, parent); });
  dialog->open();
}

void ImportController::importFile(const QString& path, QWidget* parent) {
  const QString name = QFileInfo(path).fileName();
  const QPointer<QWidget> window(parent);
  runInBackground(
      this,
      [path, name]() -> Result<QList<ParsedForward>> {
        const auto file = readFile(path, kMaximumForwardsSize, false);
        if (!file) {
          return std::unexpected(file.error());
        }
        return parseEntries(file->bytes, name);
      },
      [this, name, window](const Result<QList<ParsedForward>>& entries) { preview(name, entries, window); });
}

void ImportController::importText(const QByteArray& text, const QString& source, QWidget* parent) {
  const QPointer<QWidget> window(parent);
  runInBackground(
      this, [text, source] { return parseEntries(text, source); },
      [this, source, window](const Result<QList<ParsedForward>>& entries) { preview(source, entries, window); });
}

void ImportController::importEntries(const QString& source, const QList<ParsedForward>& entries, QWidget* parent) {
  preview(source, entries, parent);
}

std::optional<QByteArray> ImportController::textOfLink(const QString& link) {
  const QUrl url(link, QUrl::StrictMode);
  if (!url.isValid() || url.scheme() != "portolan"_L1 || url.host() != "import"_L1 || !url.path().isEmpty()) {
    return std::nullopt;
  }
  const QUrlQuery query(url);
  if (!query.hasQueryItem(u"json"_s)) {
    return std::nullopt;
  }
  return query.queryItemValue(u"json"_s, QUrl::FullyDecoded).toUtf8();
}

void ImportController::importLink(const QString& link, QWidget* parent) {
  if (const auto text = textOfLink(link)) {
    importText(*text, tr("from a link"), parent);
  } else {
    Q_EMIT failed(tr("The link cannot be opened"), noneOfOurs(u"it is not portolan://import?json=…"_s));
  }
}

void ImportController::preview(const QString& source, const Result<QList<ParsedForward>>& entries, QWidget* parent) {
  if (!entries) {
    Q_EMIT failed(tr("%1 cannot be imported").arg(oneLine(source, 80)), entries.error());
    return;
  }
  const QList<ForwardConfig> saved = m_store.forwards();
  show(
      source,
      [saved, imported = *entries](bool kubeconfigConfirmed) {
        return ImportPlan::make(saved, imported, kubeconfigConfirmed);
      },
      [](const ImportPlan&) {}, parent);
}

void ImportController::show(const QString& source, const PlanMaker& maker,
                            const std::function<void(const ImportPlan&)>& then, QWidget* parent) {
  if (m_store.loadError()) {
    // An import would be saved over what cannot be read.
    Q_EMIT failed(tr("Nothing can be imported now"), *m_store.loadError());
    return;
  }
  auto* dialog = new ImportDialog(source, m_store.forwards(), maker, m_on(), parent);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QDialog::accepted, this, [this, dialog, then] {
    const ImportPlan plan = dialog->plan();
    StoreChange* change = m_store.import(plan);
    connect(change, &StoreChange::finished, this, [this, plan, then](const Result<void>& result) {
      if (!result) {
        Q_EMIT failed(tr("The import is not saved"), result.error());
        return;
      }
      int added = 0;
      int changed = 0;
      for (const ImportPlan::Item& item : plan.items) {
        if (item.isChosen) {
          ++(item.saved ? changed : added);
        }
      }
      then(plan);
      Q_EMIT imported(added, changed);
    });
  });
  dialog->show();
  dialog->raise();
  dialog->activateWindow();
}

/// The file of a repository, and what it said when it was last taken over.
struct ImportController::Repository {
  QList<ParsedForward> entries;
  SyncBase base;
  QString commit;
  bool operator==(const Repository&) const = default;
};

void ImportController::sync(const GitSource& source, bool quietly, QWidget* parent) {
  if (source.url.isEmpty() || std::exchange(m_isFetching, true)) {
    return;
  }
  const QPointer<QWidget> window(parent);
  // git is a process, and its output a file: neither is for the widgets' thread.
  auto* thread = new QThread(this);
  thread->setObjectName(u"git"_s);
  auto* maker = new QObject;
  maker->moveToThread(thread);
  connect(thread, &QThread::started, maker, [this, maker, source, quietly, window] {
    const QString cache = QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + u"/portolan"_s;
    auto* fetch = new GitFetch(source, cache, maker);
    connect(fetch, &GitFetch::finished, maker, [this, source, quietly, window](const Result<FetchedFile>& file) {
      Result<Repository> repository = std::unexpected(file ? Error() : file.error());
      if (file) {
        const auto entries = parseEntries(file->content, source.path);
        const auto base = loadSyncBase(syncBasePath(source.url, source.branch, source.path));
        if (!entries) {
          repository = std::unexpected(entries.error());
        } else if (!base) {
          repository = std::unexpected(base.error());
        } else {
          repository = Repository{*entries, *base, file->commit};
        }
      }
      QMetaObject::invokeMethod(
          this, [this, source, repository, quietly, window] { showFetched(source, repository, quietly, window); },
          Qt::QueuedConnection);
      QThread::currentThread()->quit();
    });
    fetch->start();
  });
  connect(thread, &QThread::finished, maker, &QObject::deleteLater);
  connect(thread, &QThread::finished, this, [this, thread] {
    m_isFetching = false;
    thread->deleteLater();
  });
  thread->start();
}

void ImportController::showFetched(const GitSource& source, const Result<Repository>& repository, bool quietly,
                                   QWidget* parent) {
  if (!repository) {
    if (!quietly) {
      Q_EMIT failed(tr("The file in Git cannot be read"), repository.error());
    }
    return;
  }
  const QList<ForwardConfig> saved = m_store.forwards();
  const auto maker = [saved, fetched = *repository](bool kubeconfigConfirmed) {
    return makeSyncPlan(saved, fetched.base, fetched.entries, kubeconfigConfirmed);
  };
  if (quietly) {
    const ImportPlan plan = maker(false);
    if (std::ranges::any_of(plan.items, &ImportPlan::Item::changesAnything)) {
      Q_EMIT gitChanged();
    }
    return;
  }
  show(
      source.path.isEmpty() ? tr("from Git") : tr("%1 from Git").arg(source.path), maker,
      [this, source, fetched = *repository](const ImportPlan& plan) {
        const SyncBase base = baseAfter(plan, fetched.base, fetched.entries, fetched.commit);
        runInBackground(
            this,
            [base, path = syncBasePath(source.url, source.branch, source.path)] { return saveSyncBase(path, base); },
            [this](const Result<void>& kept) {
              if (!kept) {
                Q_EMIT failed(tr("What was taken from Git is not remembered"), kept.error());
              }
            });
      },
      parent);
}

}  // namespace portolan
