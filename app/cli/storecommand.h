#pragma once

#include <QObject>
#include <functional>
#include <memory>

#include "app/cli/storeoptions.h"
#include "app/cli/textinput.h"
#include "core/config/configstore.h"

namespace portolan {

/// `portolan list`, export, add, edit, remove and validate: one look at the saved forwards, or one change.
class StoreCommand : public QObject {
  Q_OBJECT
 public:
  explicit StoreCommand(StoreOptions options, QObject* parent = nullptr);
  void start();

 Q_SIGNALS:
  void finished(int exitCode);

 private:
  void run();
  void list();
  void exportForwards();
  void add();
  void edit();
  void remove();
  void validate();
  void check(const QByteArray& text, const QString& name);
  void save(StoreChange* change, const QString& done, const QList<ForwardConfig>& forwards);
  void show(const QString& text, const QList<ForwardConfig>& forwards, bool isSaved);
  void fail(const Error& error);
  void finish(int exitCode);
  /// Those that are meant; an error is printed.
  [[nodiscard]] std::optional<QList<ForwardConfig>> selected(bool emptyIsAll);
  [[nodiscard]] Result<ForwardConfig> edited(const ForwardConfig& config) const;

  StoreOptions m_options;
  std::unique_ptr<ConfigStore> m_store;
  TextInput m_input;
};

/// A forward as others may have it: without what only this computer has (unless `withPaths`) and without fields that
/// look like secrets. `forKftray`: without our own object.
QJsonObject exportedEntry(const ForwardConfig& config, bool withPaths, bool forKftray);

}  // namespace portolan
