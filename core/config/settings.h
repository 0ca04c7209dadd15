#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QObject>
#include <QSet>
#include <QStringList>
#include <QTimer>
#include <functional>
#include <memory>
#include <optional>

#include "core/base/result.h"

namespace portolan {

/// A file of forwards in a Git repository that `portolan sync` follows; docs/forwards-format.md says how.
struct GitSource {
  QString url;          ///< https, ssh or a path, as git takes it; empty: there is none
  QString branch;       ///< empty: the repository's own
  QString path;         ///< of the file in the repository, or of a folder of such files
  int pollMinutes = 0;  ///< 0: only when asked

  bool operator==(const GitSource&) const = default;
};

/// What a person can set, with its defaults. Starting at login is not here: the desktop's autostart file is the only
/// truth about that. docs/settings.md lists the names in the file.
struct SettingsValues {
  enum class Theme { Automatic, Light, Dark };
  enum class Grouping { Context, Tag, Namespace, None };
  enum class DetailsPosition { Below, Right, Hidden };
  enum class LogLevel { Warning, Info, Debug };

  // How it looks
  Theme theme = Theme::Automatic;      ///< of windows
  Theme trayTheme = Theme::Automatic;  ///< of the tray's icon: Light is for a light panel
  Grouping grouping = Grouping::Context;
  DetailsPosition details = DetailsPosition::Below;
  bool showWindowAtStart = false;
  QByteArray windowGeometry;  ///< QWidget::saveGeometry
  QByteArray columns;         ///< QHeaderView::saveState
  QByteArray splitter;        ///< QSplitter::saveState
  QStringList collapsed;      ///< the groups that are folded

  // What it tells
  bool notifications = true;
  QStringList silenced;  ///< uids of forwards that notify nobody
  LogLevel logLevel = LogLevel::Warning;

  // How forwards work (EngineOptions)
  int connectionWaitSeconds = 30;    ///< how long a local connection waits for a pod; 1 to 3600
  int disconnectTimeoutMinutes = 0;  ///< forwards stop so long after they were started; 0: never; to 527,040
  int onDemandIdleMinutes = 5;       ///< a forward on demand leaves the cluster after that; 1 to 1440
  int halfCloseGraceSeconds = 5;     ///< see Relay::setHalfCloseGrace; 1 to 3600

  GitSource git;

  bool operator==(const SettingsValues&) const = default;
};

/// One line of docs/settings.md, and of `portolan help settings`.
struct SettingDescription {
  QString key;
  QString type;  ///< "boolean", "number from 1 to 3600", "light, dark or automatic"
  QString defaultValue;
  QString meaning;
};

/// The settings, as all programs of a person see them: `settings.json` in the config folder, beside the forwards. Lives
/// in the thread that made it; written in a thread of its own, atomically, a moment after the last change. What is not
/// set is not in the file; what is unknown there stays. Edits by other programs show up by themselves.
///
/// A value in the file that is not allowed counts as not set and is told by failed(); a file that cannot be read leaves
/// the values as they are, and is not written over.
class Settings : public QObject {
  Q_OBJECT
 public:
  /// `path`: empty means defaultSettingsPath(). Reads the file, which is small, before it returns.
  explicit Settings(const QString& path = {}, QObject* parent = nullptr);
  /// Writes what is not written yet.
  ~Settings() override;

  [[nodiscard]] const SettingsValues& values() const { return m_values; }
  /// What differs is saved; values that are not allowed are brought into their limits.
  void setValues(const SettingsValues& values);
  /// The same, for a change of some: `settings.change([](SettingsValues& v) { v.notifications = false; })`.
  void change(const std::function<void(SettingsValues&)>& edit);

  /// Why the file cannot be read, or which of its values are not allowed; nothing: all is well.
  [[nodiscard]] const std::optional<Error>& loadError() const { return m_loadError; }

  static QList<SettingDescription> descriptions();

 Q_SIGNALS:
  /// values() is another one, whoever changed it.
  void changed();
  void failed(const portolan::Error& error);

 private:
  class Worker;

  void save();
  void onRead(const Result<QJsonObject>& file);

  SettingsValues m_values;
  QSet<QString> m_changed;      ///< keys of what is to be written
  QList<QSet<QString>> m_sent;  ///< keys of what is on its way into the file, the first ones first
  QTimer m_calm;
  std::optional<Error> m_loadError;
  std::unique_ptr<Worker> m_worker;
};

/// <config folder>/portolan/settings.json
QString defaultSettingsPath();

/// The values in a settings file. `mistakes` gets a line for each that is not allowed.
SettingsValues settingsFromJson(const QJsonObject& object, QStringList* mistakes = nullptr);
/// What differs from the defaults.
QJsonObject settingsToJson(const SettingsValues& values);

}  // namespace portolan
