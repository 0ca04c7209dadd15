#pragma once

#include <QString>

#include "core/base/result.h"

namespace portolan {

/// Start at login: one desktop file in the person's autostart folder (XDG Desktop Application Autostart Specification
/// 0.5). All functions read or write that file, so they are not for the thread of the widgets.
class Autostart {
 public:
  static constexpr auto kFileName = "portolan.desktop";

  /// `program`: the absolute path of what is started, with --hidden. `folder` empty: <config folder>/autostart.
  explicit Autostart(QString program, QString folder = {});

  /// There is a file, and neither it nor a desktop's own switch in it ("Hidden", "X-GNOME-Autostart-enabled") says no.
  [[nodiscard]] bool isEnabled() const;
  /// Writes the file atomically, or removes it. Errors: FileUnwritable; InvalidArgument for a program whose path cannot
  /// stand in a desktop file (a line break).
  [[nodiscard]] Result<void> setEnabled(bool enabled) const;
  /// Where it is enabled for a program that has moved since: says where it is now.
  [[nodiscard]] Result<void> followProgram() const;

  /// The value of an Exec key that starts `program` with `argument`: quoted and escaped by the Desktop Entry
  /// Specification 1.5, "The Exec key" (the string's own escapes come on top of the quoting's).
  static QString execValue(const QString& program, const QString& argument);

 private:
  [[nodiscard]] QString path() const;
  [[nodiscard]] QByteArray contents() const;

  QString m_program;
  QString m_folder;
};

}  // namespace portolan
