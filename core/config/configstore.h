#pragma once

#include <QObject>
#include <deque>
#include <memory>
#include <optional>

#include "core/config/forwardschange.h"
#include "core/config/importplan.h"

namespace portolan {

/// One change on its way to the disk. Emits finished exactly once, never from inside the call that made it, and then
/// deletes itself. Belongs to the store; deleting it does not cancel the change.
class StoreChange : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
  [[nodiscard]] bool isHeard() const;

 Q_SIGNALS:
  /// With a value it is on the disk, and ConfigStore::forwards() has it. Errors: those of ForwardsFile::apply.
  void finished(const portolan::Result<void>& result);
};

/// The saved forwards, as all programs of a person see them. Lives in the thread that made it; files are read and
/// written in a thread of its own, so that no call here blocks. What forwards() says is on the disk: a change shows up
/// when it is saved, in the order of the calls. Edits by other programs show up by themselves (within a second).
///
/// Losing nothing: see ForwardsFile. A change is merged, field by field, with what another program saved meanwhile.
class ConfigStore : public QObject {
  Q_OBJECT
 public:
  /// `path`: empty means defaultForwardsPath(). Begins to read at once; loaded() follows.
  explicit ConfigStore(const QString& path = {}, QObject* parent = nullptr);
  /// Finishes what was begun, without signals. Waits for the disk, but for no other program.
  ~ConfigStore() override;

  [[nodiscard]] const QString& path() const { return m_path; }
  [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
  /// In the order in which they are shown.
  [[nodiscard]] const QList<ForwardConfig>& forwards() const { return m_forwards; }
  /// By uid; null: there is none. Valid until the next changed().
  [[nodiscard]] const ForwardConfig* find(const QString& uid) const;
  /// Why the file cannot be read as it is now: forwards() is then what was read before, and nothing is saved until it
  /// can be read again.
  [[nodiscard]] const std::optional<Error>& loadError() const { return m_loadError; }

  // Changes. Each returns at once. Where nobody connects to the finished() of what is returned, a failure is told by
  // failed().

  /// An entry without a uid, or with one that is taken, gets a new one.
  StoreChange* add(const QList<ForwardConfig>& forwards);
  StoreChange* add(const ForwardConfig& config) { return add(QList<ForwardConfig>{config}); }
  /// Those with the same uids. `before`: what the edit began with, where that is older than forwards().
  StoreChange* replace(const QList<ForwardConfig>& edited);
  StoreChange* replace(const ForwardConfig& edited) { return replace(QList<ForwardConfig>{edited}); }
  StoreChange* replace(const ForwardConfig& before, const ForwardConfig& after);
  StoreChange* remove(const QStringList& uids);
  /// Shows these in this order, before all that are not named.
  StoreChange* reorder(const QStringList& uids);
  /// The chosen entries of an import, all or none.
  StoreChange* import(const ImportPlan& plan);
  StoreChange* apply(const ForwardsChange& change);

  /// Takes the last change of this store back that was not taken back yet (the last 50 are known), and keeps what
  /// others did to the same forwards since.
  StoreChange* undo();
  [[nodiscard]] bool canUndo() const { return !m_undo.empty(); }

 Q_SIGNALS:
  /// Once: forwards() is known, or loadError() says why it is empty.
  void loaded();
  /// forwards() is another one, whoever changed it.
  void changed();
  void canUndoChanged(bool canUndo);
  /// The file cannot be read (also after an edit by another program), or a change that nobody listens to was not saved.
  void failed(const portolan::Error& error);

 private:
  class Worker;

  StoreChange* begin(const ForwardsChange& change, bool isUndo);
  void onRead(const Result<QList<ForwardConfig>>& forwards);
  void setForwards(const QList<ForwardConfig>& forwards);

  QString m_path;
  bool m_isLoaded = false;
  QList<ForwardConfig> m_forwards;
  std::optional<Error> m_loadError;
  std::deque<ForwardsChange> m_undo;
  std::unique_ptr<Worker> m_worker;
};

}  // namespace portolan
