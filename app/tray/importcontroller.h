#pragma once

#include <QObject>
#include <QSet>
#include <functional>

#include "core/config/configstore.h"
#include "core/config/settings.h"

class QWidget;

namespace portolan {

/// Everything that can be imported ends in one preview: a file that is chosen, dropped or opened, a text that is pasted
/// or dropped, and a portolan:// link. Nothing is read in the widgets' thread, and nothing is changed before a person
/// has seen the preview. A file in a Git repository that is followed comes here, too.
///
/// A link is portolan://import?json=…: the text of an export, percent-encoded. Nothing else is understood: a link names
/// no file and no address to fetch from.
class ImportController : public QObject {
  Q_OBJECT
 public:
  /// `store` must outlive this; `on` tells the uids of the forwards that are on.
  ImportController(ConfigStore& store, std::function<QSet<QString>()> on, QObject* parent = nullptr);
  ~ImportController() override;

  void chooseFile(QWidget* parent);
  void importFile(const QString& path, QWidget* parent);
  void importText(const QByteArray& text, const QString& source, QWidget* parent);
  /// Found elsewhere: in a cluster, in a Git repository.
  void importEntries(const QString& source, const QList<ParsedForward>& entries, QWidget* parent);
  void importLink(const QString& link, QWidget* parent);
  /// Fetches the file and shows what it would change. `quietly`: only asks, and says gitChanged() where it would.
  void sync(const GitSource& source, bool quietly, QWidget* parent);
  /// The text in a link; nothing: it is not one of ours.
  static std::optional<QByteArray> textOfLink(const QString& link);

 Q_SIGNALS:
  void failed(const QString& title, const portolan::Error& error);
  void imported(int added, int changed);
  void gitChanged();

 private:
  void preview(const QString& source, const Result<QList<ParsedForward>>& entries, QWidget* parent);

  using PlanMaker = std::function<ImportPlan(bool kubeconfigConfirmed)>;
  struct Repository;
  void showFetched(const GitSource& source, const Result<Repository>& repository, bool quietly, QWidget* parent);
  /// `imported` is called once the plan was saved.
  void show(const QString& source, const PlanMaker& maker, const std::function<void(const ImportPlan&)>& then,
            QWidget* parent);

  ConfigStore& m_store;
  bool m_isFetching = false;
  std::function<QSet<QString>()> m_on;
};

}  // namespace portolan
