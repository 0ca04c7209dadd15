#pragma once

#include <QObject>
#include <QProcess>
#include <QSocketNotifier>
#include <memory>

#include "core/base/result.h"

namespace portolan {

/// Reads a text that is imported: a regular file, standard input to its end, or the clipboard by one of the programs
/// that know it. Emits finished exactly once, never from inside the call that started it. Errors: FileUnreadable,
/// FileTooLarge (above 32 MiB), NotFound (no such program).
class TextInput : public QObject {
  Q_OBJECT
 public:
  explicit TextInput(QObject* parent = nullptr);
  ~TextInput() override;
  /// "-" is standard input.
  void readFile(const QString& path);
  void readClipboard();

 Q_SIGNALS:
  void finished(const portolan::Result<QByteArray>& text);

 private:
  void onInput();
  void tryNextProgram();
  void end(const Result<QByteArray>& text);

  QByteArray m_text;
  std::unique_ptr<QSocketNotifier> m_input;
  QProcess m_process;
  QList<QStringList> m_programs;
  bool m_isOver = false;
};

}  // namespace portolan
