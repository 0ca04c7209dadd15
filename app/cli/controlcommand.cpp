#include "app/cli/controlcommand.h"

#include <QJsonArray>
#include <QJsonDocument>

#include "app/cli/output.h"
#include "app/cli/statustext.h"
#include "core/control/controlfolder.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

void printJson(const QJsonObject& object) {
  printLine(QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
}

QString timeText(const QJsonObject& entry) {
  const auto time = QDateTime::fromString(entry.value("time"_L1).toString(), Qt::ISODateWithMs);
  return time.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s);
}

QString journalLine(const QJsonObject& entry) {
  return u"%1  %2  %3"_s.arg(timeText(entry), oneLine(entry.value("name"_L1).toString(), 80),
                             oneLine(entry.value("text"_L1).toString(), 2000));
}

}  // namespace

ControlCommand::ControlCommand(Options options, QObject* parent) : QObject(parent), m_options(std::move(options)) {
  connect(&m_client, &ControlClient::lost, this, [this](const Error& error) {
    if (!m_isOver) {
      printError(error);
      finish(kNoEngine);
    }
  });
  connect(&m_client, &ControlClient::notified, this, &ControlCommand::onNotified);
  m_patience.setSingleShot(true);
  connect(&m_patience, &QTimer::timeout, this, &ControlCommand::endSwitching);
}

void ControlCommand::start() {
  QString socket = m_options.socket;
  if (socket.isEmpty()) {
    const auto folder = controlFolder();
    if (!folder) {
      printError(folder.error());
      return finish(1);
    }
    socket = findControlSocket(*folder);
  }
  if (socket.isEmpty()) {
    printError({ErrorCode::ConnectionRefused, Stage::Configuration, u"no engine runs"_s,
                u"Start portolan-tray, or \"portolan run --all\"; --socket names the one of \"portolan run FILE\"."_s});
    return finish(kNoEngine);
  }
  m_client.connectTo(socket);
  switch (m_options.command) {
    case Options::Command::Status:
      return showStatus();
    case Options::Command::Start:
      return switchForwards(u"start"_s);
    case Options::Command::Stop:
      return switchForwards(u"stop"_s);
    case Options::Command::Restart:
      return switchForwards(u"restart"_s);
    case Options::Command::Retry:
      return switchForwards(u"retry"_s);
    case Options::Command::Logs:
      return showLogs();
    case Options::Command::Events:
      return showEvents();
    case Options::Command::Metrics:
      return showMetrics();
    default:
      finish(1);
  }
}

void ControlCommand::finish(int exitCode) {
  if (!std::exchange(m_isOver, true)) {
    QMetaObject::invokeMethod(this, [this, exitCode] { Q_EMIT finished(exitCode); }, Qt::QueuedConnection);
  }
}

QJsonObject ControlCommand::selection() const {
  const ForwardSelection& selection = m_options.selection;
  QJsonObject params;
  if (selection.all) {
    params.insert(u"all"_s, true);
  }
  for (const auto& [key, values] : {std::pair{u"names"_s, selection.names}, std::pair{u"tags"_s, selection.tags},
                                    std::pair{u"contexts"_s, selection.contexts}}) {
    if (!values.isEmpty()) {
      params.insert(key, QJsonArray::fromStringList(values));
    }
  }
  return params;
}

void ControlCommand::call(const QString& method, const QJsonObject& params,
                          const std::function<void(const QJsonObject&)>& then) {
  m_client.call(method, params, [this, then](const Result<QJsonObject>& answer) {
    if (!answer) {
      printError(answer.error());
      finish(1);
    } else {
      then(*answer);
    }
  });
}

bool ControlCommand::isSelected(const QJsonObject& status) const {
  return m_selected.isEmpty() || m_selected.contains(status.value("uid"_L1).toString());
}

// ---- status ----

void ControlCommand::showStatus() {
  if (m_options.follow) {
    call(u"subscribe"_s, {{u"status"_s, true}}, [](const QJsonObject&) {});
  }
  call(u"status"_s, selection(), [this](const QJsonObject& answer) {
    const QJsonArray forwards = answer.value("forwards"_L1).toArray();
    bool isAllUp = true;
    for (const auto& forward : forwards) {
      isAllUp = isAllUp && isUpOrOff(forward.toObject());
      m_lastLines.insert(forward["uid"_L1].toString(), statusLine(forward.toObject()));
      if (!m_options.selection.isEmpty()) {
        m_selected.insert(forward["uid"_L1].toString());
      }
    }
    if (m_options.json && m_options.follow) {
      for (const auto& forward : forwards) {
        printJson(forward.toObject());
      }
    } else if (m_options.json) {
      printLine(QString::fromUtf8(QJsonDocument(answer).toJson()).trimmed());
    } else if (forwards.isEmpty()) {
      printLine(u"There are no forwards yet."_s);
    } else {
      for (const QString& line : statusTable(forwards, QDateTime::currentDateTimeUtc())) {
        printLine(line);
      }
    }
    m_showsNotifications = m_options.follow;
    if (!m_options.follow) {
      finish(isAllUp ? 0 : kNotUp);
    }
  });
}

void ControlCommand::onNotified(const QString& method, const QJsonObject& params) {
  if (!m_unsettled.isEmpty() && method == "status"_L1) {
    watchSwitched(params);
  }
  if (!m_showsNotifications || !isSelected(params)) {
    return;
  }
  if (m_options.json) {
    QJsonObject object = params;
    if (m_options.command == Options::Command::Events) {
      object.insert(u"event"_s, method);
    }
    printJson(object);
  } else if (method == "journal"_L1) {
    printLine(journalLine(params));
  } else {
    // Bytes and connections come and go; a person wants to hear of states.
    const QString line = statusLine(params);
    if (line != std::exchange(m_lastLines[params.value("uid"_L1).toString()], line)) {
      printLine(QDateTime::currentDateTime().toString(u"HH:mm:ss  "_s) + line);
    }
  }
}

// ---- start, stop, restart, retry ----

void ControlCommand::switchForwards(const QString& method) {
  call(u"subscribe"_s, {{u"status"_s, true}}, [](const QJsonObject&) {});
  call(method, selection(), [this](const QJsonObject& answer) {
    QJsonArray uids = answer.value("uids"_L1).toArray();
    for (const auto& uid : std::as_const(uids)) {
      m_order += uid.toString();
      m_unsettled.insert(uid.toString());
    }
    // What the engine knew before it did anything: enough for those that are there already.
    call(u"status"_s, {{u"names"_s, uids}}, [this](const QJsonObject& now) {
      const QJsonArray forwards = now.value("forwards"_L1).toArray();
      for (const auto& value : forwards) {
        const QJsonObject status = value.toObject();
        const QString uid = status.value("uid"_L1).toString();
        const QString state = status.value("state"_L1).toString();
        m_switched.insert(uid, status);
        const bool isUp = state == "ready"_L1 || state == "listening"_L1;
        if ((m_options.command == Options::Command::Start && isUp) ||
            (m_options.command == Options::Command::Stop && state == "stopped"_L1) ||
            m_options.command == Options::Command::Retry) {
          m_unsettled.remove(uid);
        }
      }
      if (m_unsettled.isEmpty() || m_options.timeout.count() == 0) {
        endSwitching();
      } else {
        m_patience.start(m_options.timeout);
      }
    });
  });
}

void ControlCommand::watchSwitched(const QJsonObject& status) {
  const QString uid = status.value("uid"_L1).toString();
  const QString state = status.value("state"_L1).toString();
  if (!m_unsettled.contains(uid)) {
    return;
  }
  m_switched.insert(uid, status);
  const bool isSettled = m_options.command == Options::Command::Stop
                             ? state == "stopped"_L1
                             : state == "ready"_L1 || state == "listening"_L1 || state == "failed"_L1;
  if (isSettled && m_patience.isActive()) {
    m_unsettled.remove(uid);
    if (m_unsettled.isEmpty()) {
      endSwitching();
    }
  }
}

void ControlCommand::endSwitching() {
  m_patience.stop();
  QJsonArray forwards;
  bool isAsAsked = true;
  for (const QString& uid : std::as_const(m_order)) {
    const QJsonObject status = m_switched.value(uid);
    forwards += status;
    isAsAsked = isAsAsked && (isUpOrOff(status) || m_options.timeout.count() == 0);
  }
  if (m_options.json) {
    printLine(QString::fromUtf8(QJsonDocument(QJsonObject{{u"forwards"_s, forwards}}).toJson()).trimmed());
  } else {
    for (const auto& forward : std::as_const(forwards)) {
      printLine(statusLine(forward.toObject()));
    }
  }
  finish(isAsAsked ? 0 : kNotUp);
}

// ---- logs, events, metrics ----

void ControlCommand::showLogs() {
  if (m_options.follow) {
    call(u"subscribe"_s, {{u"journal"_s, true}}, [](const QJsonObject&) {});
    call(u"status"_s, selection(), [this](const QJsonObject& answer) {
      const QJsonArray forwards = answer.value("forwards"_L1).toArray();
      for (const auto& forward : forwards) {
        if (!m_options.selection.isEmpty()) {
          m_selected.insert(forward["uid"_L1].toString());
        }
      }
    });
  }
  QJsonObject params = selection();
  params.insert(u"limit"_s, m_options.tail);
  call(u"journal"_s, params, [this](const QJsonObject& answer) {
    const QJsonArray entries = answer.value("entries"_L1).toArray();
    for (const auto& entry : entries) {
      if (m_options.json) {
        printJson(entry.toObject());
      } else {
        printLine(journalLine(entry.toObject()));
      }
    }
    m_showsNotifications = m_options.follow;
    if (!m_options.follow) {
      finish(0);
    }
  });
}

void ControlCommand::showEvents() {
  call(u"status"_s, selection(), [this](const QJsonObject& answer) {
    const QJsonArray forwards = answer.value("forwards"_L1).toArray();
    for (const auto& forward : forwards) {
      m_lastLines.insert(forward["uid"_L1].toString(), statusLine(forward.toObject()));
      if (!m_options.selection.isEmpty()) {
        m_selected.insert(forward["uid"_L1].toString());
      }
    }
    m_showsNotifications = true;
    call(u"subscribe"_s, {{u"status"_s, true}, {u"journal"_s, true}}, [](const QJsonObject&) {});
  });
}

void ControlCommand::showMetrics() {
  call(u"metrics"_s, {}, [this](const QJsonObject& answer) {
    printLine(answer.value("text"_L1).toString().trimmed());
    finish(0);
  });
}

}  // namespace portolan
