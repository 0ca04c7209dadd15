#include "ui/models/diagnostics.h"

#include <QGuiApplication>
#include <QLocale>
#include <QMap>
#include <QScreen>
#include <QStyle>
#include <QSysInfo>

using namespace Qt::StringLiterals;

namespace portolan {

QString Diagnostics::text(const QList<ForwardStatus>& forwards) const {
  QStringList lines;
  const auto line = [&lines](QLatin1StringView name, const QString& value) {
    lines += u"%1: %2"_s.arg(name, value.isEmpty() ? u"-"_s : oneLine(value, 120));
  };
  line("Portolan"_L1, version);
  line("Qt"_L1, QString::fromLatin1(qVersion()));
  line("OpenSSL"_L1, openSsl);
  line("System"_L1, QSysInfo::prettyProductName() + u", "_s + QSysInfo::kernelType() + u' ' +
                        QSysInfo::kernelVersion() + u", "_s + QSysInfo::currentCpuArchitecture());
  line("Desktop"_L1, qEnvironmentVariable("XDG_CURRENT_DESKTOP"));
  line("Session"_L1, qEnvironmentVariable("XDG_SESSION_TYPE") + u' ' + QGuiApplication::platformName());
  line("Tray"_L1, tray);
  line("Language"_L1, QLocale().name());
  QStringList scales;
  const auto screens = QGuiApplication::screens();
  for (const QScreen* screen : screens) {
    scales +=
        u"%1x%2@%3"_s.arg(screen->geometry().width()).arg(screen->geometry().height()).arg(screen->devicePixelRatio());
  }
  line("Screens"_L1, scales.join(u", "_s));
  line("Forwards"_L1, QString::number(forwards.size()));
  QMap<QString, int> kinds;
  for (const ForwardStatus& status : forwards) {
    QString kind = stateName(status.state);
    if (status.error) {
      kind += u" at %1, error %2"_s.arg(stageName(status.error->stage), QString::number(int(status.error->code)));
    }
    ++kinds[kind];
  }
  for (auto kind = kinds.cbegin(); kind != kinds.cend(); ++kind) {
    lines += u"  %1: %2"_s.arg(kind.key(), QString::number(kind.value()));
  }
  return lines.join(u'\n') + u'\n';
}

}  // namespace portolan
