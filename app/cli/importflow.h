#pragma once

#include <QJsonObject>
#include <QObject>
#include <QSocketNotifier>
#include <memory>

#include "app/cli/storeoptions.h"
#include "core/config/configstore.h"

namespace portolan {

/// What all commands that take forwards over do: show what would happen, ask, and save all or nothing (or only what was
/// chosen). Errors are printed.
class ImportFlow : public QObject {
  Q_OBJECT
 public:
  ImportFlow(ConfigStore& store, StoreOptions options, QObject* parent = nullptr);

  /// `source`: what it is called. Once.
  void run(const ImportPlan& plan, const QString& source);
  /// A person can be asked: there is a terminal, and standard input is not what is imported.
  void setMayAsk(bool may) { m_mayAsk = may; }

  [[nodiscard]] const ImportPlan& plan() const { return m_plan; }
  /// For JSON: what the command adds to it.
  void addToJson(const QString& key, const QJsonValue& value) { m_more.insert(key, value); }

 Q_SIGNALS:
  /// `isSaved`: what was chosen is saved now, or nothing had to be.
  void finished(int exitCode, bool isSaved);

 private:
  void choose();
  void ask();
  void onAnswer();
  void save();
  void print(const QString& outcome, bool isSaved, bool isFine = false);
  void finish(int exitCode, bool isSaved);
  [[nodiscard]] bool isNamed(const ImportPlan::Item& item) const;

  ConfigStore& m_store;
  StoreOptions m_options;
  ImportPlan m_plan;
  QString m_source;
  QJsonObject m_more;
  bool m_mayAsk = true;
  std::unique_ptr<QSocketNotifier> m_input;
};

/// The preview's lines, the problems last, where a person looks first.
QStringList previewLines(const ImportPlan& plan, const QList<ForwardConfig>& saved);
QJsonObject previewJson(const ImportPlan& plan, const QList<ForwardConfig>& saved);
/// "service/web in shop, localhost:8080 -> 80"
QString forwardText(const ForwardConfig& config);

}  // namespace portolan
