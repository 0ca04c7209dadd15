#include "core/config/settings.h"

#include <QFileInfo>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "core/base/filewatch.h"
#include "core/config/jsoncheck.h"
#include "core/config/safefile.h"
#include "core/config/workerthread.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace portolan {

namespace {

constexpr qsizetype kMaximumSize = qsizetype(1) << 20;
/// Dragging a window's corner is one change.
constexpr auto kCalm = 200ms;

/// One setting: how it stands in the file, and where in SettingsValues.
struct Setting {
  SettingDescription description;
  std::function<QJsonValue(const SettingsValues&)> read;
  std::function<bool(SettingsValues&, const QJsonValue&)> write;  ///< false: not allowed, and nothing is changed
};

Setting flag(const QString& key, bool SettingsValues::* field, const QString& meaning) {
  return {{key, u"true or false"_s, SettingsValues().*field ? u"true"_s : u"false"_s, meaning},
          [field](const SettingsValues& values) { return QJsonValue(values.*field); },
          [field](SettingsValues& values, const QJsonValue& value) {
            values.*field = value.toBool(values.*field);
            return value.isBool();
          }};
}

template <typename Values>
Setting number(const QString& key, int least, int most, const QString& meaning, const Values& access) {
  SettingsValues defaults;
  return {{key, u"a number from %1 to %2"_s.arg(least).arg(most), QString::number(access(defaults)), meaning},
          [access](const SettingsValues& values) {
            SettingsValues copy = values;
            return QJsonValue(access(copy));
          },
          [access, least, most](SettingsValues& values, const QJsonValue& value) {
            const double given = value.toDouble(std::nan(""));
            if (given != std::trunc(given) || given < least || given > most) {
              return false;
            }
            access(values) = static_cast<int>(given);
            return true;
          }};
}

template <typename Enum>
Setting choice(const QString& key, Enum SettingsValues::* field, const QStringList& words, const QString& meaning) {
  const auto wordOf = [words, field](const SettingsValues& values) {
    return words.value(static_cast<qsizetype>(values.*field), words.constFirst());
  };
  return {{key, words.join(u", "_s), wordOf({}), meaning},
          [wordOf](const SettingsValues& values) { return QJsonValue(wordOf(values)); },
          [words, field](SettingsValues& values, const QJsonValue& value) {
            const qsizetype index = words.indexOf(value.toString());
            if (index >= 0) {
              values.*field = static_cast<Enum>(index);
            }
            return index >= 0;
          }};
}

template <typename Values>
Setting text(const QString& key, const QString& type, const QString& meaning, const Values& access) {
  return {{key, type, u"none"_s, meaning},
          [access](const SettingsValues& values) {
            SettingsValues copy = values;
            return QJsonValue(access(copy));
          },
          [access](SettingsValues& values, const QJsonValue& value) {
            if (value.isString()) {
              access(values) = value.toString();
            }
            return value.isString();
          }};
}

Setting texts(const QString& key, QStringList SettingsValues::* field, const QString& meaning) {
  return {{key, u"a list of texts"_s, u"none"_s, meaning},
          [field](const SettingsValues& values) { return QJsonValue(QJsonArray::fromStringList(values.*field)); },
          [field](SettingsValues& values, const QJsonValue& value) {
            const QJsonArray array = value.toArray();
            const bool isList =
                value.isArray() && std::ranges::all_of(array, [](const QJsonValue& each) { return each.isString(); });
            if (isList) {
              QStringList list;
              for (const auto& each : array) {
                list += each.toString();
              }
              values.*field = list;
            }
            return isList;
          }};
}

Setting blob(const QString& key, QByteArray SettingsValues::* field, const QString& meaning) {
  return {{key, u"Base64"_s, u"none"_s, meaning},
          [field](const SettingsValues& values) { return QJsonValue(QString::fromLatin1((values.*field).toBase64())); },
          [field](SettingsValues& values, const QJsonValue& value) {
            const auto decoded =
                QByteArray::fromBase64Encoding(value.toString().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
            if (value.isString() && decoded) {
              values.*field = decoded.decoded;
            }
            return value.isString() && bool(decoded);
          }};
}

const QList<Setting>& settings() {
  using V = SettingsValues;
  static const QList<Setting> all{
      choice(u"theme"_s, &V::theme, {u"automatic"_s, u"light"_s, u"dark"_s}, u"the colours of windows"_s),
      choice(u"tray_theme"_s, &V::trayTheme, {u"automatic"_s, u"light"_s, u"dark"_s},
             u"the panel that the tray's icon lies on"_s),
      choice(u"grouping"_s, &V::grouping, {u"context"_s, u"tag"_s, u"namespace"_s, u"none"_s},
             u"how lists of forwards are grouped"_s),
      choice(u"details"_s, &V::details, {u"below"_s, u"right"_s, u"hidden"_s}, u"where the window shows details"_s),
      flag(u"show_window_at_start"_s, &V::showWindowAtStart, u"the window opens with the program"_s),
      flag(u"notifications"_s, &V::notifications, u"trouble is told by notifications"_s),
      texts(u"silenced"_s, &V::silenced, u"the uids of forwards that notify nobody"_s),
      choice(u"log_level"_s, &V::logLevel, {u"warning"_s, u"info"_s, u"debug"_s}, u"what is logged"_s),
      number(u"connection_wait_seconds"_s, 1, 3600, u"how long a local connection waits for a pod"_s,
             [](V& v) -> int& { return v.connectionWaitSeconds; }),
      number(u"disconnect_timeout_minutes"_s, 0, 366 * 24 * 60,
             u"forwards stop so long after they were started; 0: never"_s,
             [](V& v) -> int& { return v.disconnectTimeoutMinutes; }),
      number(u"on_demand_idle_minutes"_s, 1, 24 * 60,
             u"a forward on demand leaves the cluster alone after so long without a connection"_s,
             [](V& v) -> int& { return v.onDemandIdleMinutes; }),
      number(u"half_close_grace_seconds"_s, 1, 3600,
             u"how long the pod may be silent once the client has said its last word"_s,
             [](V& v) -> int& { return v.halfCloseGraceSeconds; }),
      text(u"git_url"_s, u"a repository"_s, u"what `portolan sync` follows; https, ssh or a path"_s,
           [](V& v) -> QString& { return v.git.url; }),
      text(u"git_branch"_s, u"a branch"_s, u"of that repository, if not its own default"_s,
           [](V& v) -> QString& { return v.git.branch; }),
      text(u"git_path"_s, u"a path"_s, u"of the file of forwards in that repository"_s,
           [](V& v) -> QString& { return v.git.path; }),
      number(u"git_poll_minutes"_s, 0, 24 * 60, u"how often to look for something new; 0: only when asked"_s,
             [](V& v) -> int& { return v.git.pollMinutes; }),
      texts(u"collapsed"_s, &V::collapsed, u"the groups that are folded"_s),
      blob(u"window_geometry"_s, &V::windowGeometry, u"Qt's own notes on the window"_s),
      blob(u"columns"_s, &V::columns, u"Qt's own notes on the list's columns"_s),
      blob(u"splitter"_s, &V::splitter, u"Qt's own notes on the details' height"_s),
  };
  return all;
}

Result<QJsonObject> readSettings(const QString& path, FileStamp* stamp = nullptr) {
  const auto content = readFile(path, kMaximumSize, true);
  if (!content) {
    return std::unexpected(content.error());
  }
  if (stamp) {
    *stamp = content->stamp;
  }
  if (content->bytes.trimmed().isEmpty()) {
    return QJsonObject();
  }
  if (const auto problem = findJsonProblem(content->bytes, {})) {
    return fail(ErrorCode::FileInvalid, Stage::Configuration,
                u"%1: %2 (%3)"_s.arg(path, oneLine(problem->what, 120), textPosition(content->bytes, problem->offset)));
  }
  const QJsonDocument document = QJsonDocument::fromJson(content->bytes);
  if (!document.isObject()) {
    return fail(ErrorCode::FileInvalid, Stage::Configuration, u"%1: must be an object of settings"_s.arg(path));
  }
  return document.object();
}

/// Into the file as it is now, whoever wrote it. A value that is undefined goes.
Result<QJsonObject> writeSettings(const QString& path, const QHash<QString, QJsonValue>& changes,
                                  const std::stop_token& stop, FileStamp& stamp) {
  const auto lock = FileLock::take(path, stop);
  if (!lock) {
    return std::unexpected(lock.error());
  }
  auto object = readSettings(path);
  if (!object) {
    return std::unexpected(object.error());
  }
  for (auto change = changes.cbegin(); change != changes.cend(); ++change) {
    if (change.value().isUndefined()) {
      object->remove(change.key());
    } else {
      object->insert(change.key(), change.value());
    }
  }
  const auto written = replaceFile(path, QJsonDocument(*object).toJson());
  if (!written) {
    return std::unexpected(written.error());
  }
  stamp = *written;
  return object;
}

}  // namespace

class Settings::Worker {
 public:
  explicit Worker(QString file) : path(std::move(file)) {}

  QString path;
  FileStamp stamp;             ///< the other thread's: of what was read or written last
  FileWatch* watch = nullptr;  ///< the other thread's, a child of its context
  WorkerThread thread;         ///< last, so that it ends before what its jobs use
};

Settings::Settings(const QString& path, QObject* parent)
    : QObject(parent), m_worker(std::make_unique<Worker>(path.isEmpty() ? defaultSettingsPath() : path)) {
  m_calm.setSingleShot(true);
  m_calm.setInterval(kCalm);
  connect(&m_calm, &QTimer::timeout, this, &Settings::save);
  Worker* worker = m_worker.get();
  FileStamp stamp;
  onRead(readSettings(worker->path, &stamp));
  const auto look = [this, worker] {
    if (FileStamp::of(worker->path) != worker->stamp) {
      const auto file = readSettings(worker->path, &worker->stamp);
      worker->thread.reply([this, file] { onRead(file); });
    }
  };
  worker->thread.post([worker, look, stamp] {
    worker->stamp = stamp;
    static_cast<void>(makeFolder(QFileInfo(worker->path).absolutePath()));
    worker->watch = new FileWatch(worker->thread.context());
    worker->watch->setFiles({worker->path});
    QObject::connect(worker->watch, &FileWatch::changed, worker->thread.context(), look);
    look();  // between the reading and the watch
  });
}

Settings::~Settings() {
  save();
}

void Settings::setValues(const SettingsValues& values) {
  SettingsValues allowed = m_values;
  for (const Setting& setting : settings()) {
    setting.write(allowed, setting.read(values));
    if (setting.read(allowed) != setting.read(m_values)) {
      m_changed.insert(setting.description.key);
    }
  }
  if (allowed == m_values) {
    return;
  }
  m_values = allowed;
  m_calm.start();
  Q_EMIT changed();
}

void Settings::change(const std::function<void(SettingsValues&)>& edit) {
  SettingsValues values = m_values;
  edit(values);
  setValues(values);
}

void Settings::save() {
  m_calm.stop();
  if (m_changed.isEmpty()) {
    return;
  }
  const QJsonObject now = settingsToJson(m_values);
  QHash<QString, QJsonValue> changes;
  for (const QString& key : m_changed) {
    changes.insert(key, now.value(key));
  }
  m_sent.append(std::exchange(m_changed, {}));
  Worker* worker = m_worker.get();
  worker->thread.post([this, worker, changes] {
    const auto written = writeSettings(worker->path, changes, worker->thread.stopToken(), worker->stamp);
    worker->thread.reply([this, written] {
      const QSet<QString> keys = m_sent.takeFirst();  // the answers come in turn
      if (written) {
        onRead(written);
      } else {
        m_changed |= keys;  // the next change tries again
        Q_EMIT failed(written.error());
      }
    });
  });
}

void Settings::onRead(const Result<QJsonObject>& file) {
  if (!file) {
    m_loadError = file.error();
    Q_EMIT failed(file.error());
    return;
  }
  m_loadError.reset();
  QStringList mistakes;
  const SettingsValues inFile = settingsFromJson(*file, &mistakes);
  // What was set here and is not written yet, as far as is known here, wins.
  SettingsValues values = inFile;
  for (const Setting& setting : settings()) {
    const QString& key = setting.description.key;
    if (m_changed.contains(key) ||
        std::ranges::any_of(m_sent, [&key](const QSet<QString>& keys) { return keys.contains(key); })) {
      setting.write(values, setting.read(m_values));
    }
  }
  if (values != m_values) {
    m_values = values;
    Q_EMIT changed();
  }
  if (!mistakes.isEmpty()) {
    m_loadError = Error{ErrorCode::FileInvalid, Stage::Configuration,
                        u"%1: %2"_s.arg(m_worker->path, mistakes.join(u"; "_s)), u"The defaults are used instead."_s};
    Q_EMIT failed(*m_loadError);
  }
}

QList<SettingDescription> Settings::descriptions() {
  QList<SettingDescription> descriptions;
  for (const Setting& setting : settings()) {
    descriptions += setting.description;
  }
  return descriptions;
}

QString defaultSettingsPath() {
  return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/portolan/settings.json"_s;
}

SettingsValues settingsFromJson(const QJsonObject& object, QStringList* mistakes) {
  SettingsValues values;
  for (const Setting& setting : settings()) {
    const QJsonValue value = object.value(setting.description.key);
    if (!value.isUndefined() && !setting.write(values, value) && mistakes) {
      mistakes->append(u"\"%1\" must be %2"_s.arg(setting.description.key, setting.description.type));
    }
  }
  return values;
}

QJsonObject settingsToJson(const SettingsValues& values) {
  QJsonObject object;
  const SettingsValues defaults;
  for (const Setting& setting : settings()) {
    if (const QJsonValue value = setting.read(values); value != setting.read(defaults)) {
      object.insert(setting.description.key, value);
    }
  }
  return object;
}

}  // namespace portolan
