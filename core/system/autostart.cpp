#include "core/system/autostart.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr qint64 kLongestFile = 64 * 1024;

/// The value of a key in the group [Desktop Entry]; empty where there is none.
QByteArray valueOf(const QByteArray& file, const QByteArray& key) {
  bool isInGroup = false;
  for (const QByteArray& line : file.split('\n')) {
    const QByteArray trimmed = line.trimmed();
    if (trimmed.startsWith('[')) {
      isInGroup = trimmed == "[Desktop Entry]";
    } else if (const auto equals = trimmed.indexOf('=');
               isInGroup && equals > 0 && trimmed.first(equals).trimmed() == key) {
      return trimmed.sliced(equals + 1).trimmed();
    }
  }
  return {};
}

QByteArray readAll(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.read(kLongestFile) : QByteArray();
}

}  // namespace

Autostart::Autostart(QString program, QString folder) : m_program(std::move(program)), m_folder(std::move(folder)) {
  if (m_folder.isEmpty()) {
    m_folder = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/autostart"_s;
  }
}

QString Autostart::path() const {
  return m_folder + u'/' + QLatin1StringView(kFileName);
}

QString Autostart::execValue(const QString& program, const QString& argument) {
  QString quoted;
  for (const QChar c : program) {
    if (c == u'"' || c == u'`' || c == u'$' || c == u'\\') {
      quoted += u'\\';
    }
    quoted += c;
    if (c == u'%') {
      quoted += u'%';  // else a field code
    }
  }
  quoted = u'"' + quoted + u'"';
  quoted.replace(u'\\', u"\\\\"_s);
  return argument.isEmpty() ? quoted : quoted + u' ' + argument;
}

QByteArray Autostart::contents() const {
  return "[Desktop Entry]\n"
         "Type=Application\n"
         "Name=Portolan\n"
         "Comment=Keep Kubernetes ports open on this computer\n"
         "Icon=portolan\n"
         "Terminal=false\n"
         "Exec=" +
         execValue(m_program, u"--hidden"_s).toUtf8() + "\n";
}

bool Autostart::isEnabled() const {
  const QByteArray file = readAll(path());
  return !valueOf(file, "Exec").isEmpty() && valueOf(file, "Hidden").toLower() != "true" &&
         valueOf(file, "X-GNOME-Autostart-enabled").toLower() != "false";
}

Result<void> Autostart::setEnabled(bool enabled) const {
  if (!enabled) {
    if (QFile file(path()); file.exists() && !file.remove()) {
      return fail(ErrorCode::FileUnwritable, Stage::Configuration,
                  u"cannot remove %1: %2"_s.arg(path(), file.errorString()));
    }
    return {};
  }
  if (m_program.contains(u'\n') || m_program.contains(u'\r')) {
    return fail(ErrorCode::InvalidArgument, Stage::Configuration,
                u"the path of the program has a line break: %1"_s.arg(oneLine(m_program)));
  }
  QDir().mkpath(m_folder);
  QSaveFile file(path());
  if (!file.open(QIODevice::WriteOnly) || file.write(contents()) < 0 || !file.commit()) {
    return fail(ErrorCode::FileUnwritable, Stage::Configuration,
                u"cannot write %1: %2"_s.arg(path(), file.errorString()));
  }
  return {};
}

Result<void> Autostart::followProgram() const {
  if (isEnabled() && valueOf(readAll(path()), "Exec") != execValue(m_program, u"--hidden"_s).toUtf8()) {
    return setEnabled(true);
  }
  return {};
}

}  // namespace portolan
