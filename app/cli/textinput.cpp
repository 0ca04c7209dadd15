#include "app/cli/textinput.h"

#include <unistd.h>

#include <cerrno>

#include "core/config/forwardconfig.h"
#include "core/config/safefile.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

std::unexpected<Error> tooLarge(const QString& what) {
  return fail(ErrorCode::FileTooLarge, Stage::Configuration, u"%1: is larger than 32 MiB"_s.arg(what));
}

}  // namespace

TextInput::TextInput(QObject* parent) : QObject(parent) {
  connect(&m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
    const QByteArray text = m_process.readAllStandardOutput();
    if (status != QProcess::NormalExit || code != 0) {
      return tryNextProgram();
    }
    end(text.size() > kMaximumForwardsSize ? Result<QByteArray>(tooLarge(u"the clipboard"_s)) : text);
  });
  connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
    if (error == QProcess::FailedToStart) {
      tryNextProgram();
    }
  });
}

TextInput::~TextInput() {
  m_process.disconnect(this);
}

void TextInput::readFile(const QString& path) {
  if (path != "-"_L1) {
    const auto content = portolan::readFile(path, kMaximumForwardsSize, false);
    return end(content ? Result<QByteArray>(content->bytes) : std::unexpected(content.error()));
  }
  m_input = std::make_unique<QSocketNotifier>(STDIN_FILENO, QSocketNotifier::Read);
  connect(m_input.get(), &QSocketNotifier::activated, this, &TextInput::onInput);
}

void TextInput::onInput() {
  constexpr qsizetype kChunk = 1 << 16;
  const qsizetype had = m_text.size();
  m_text.resize(had + kChunk);
  const ssize_t got = ::read(STDIN_FILENO, m_text.data() + had, size_t(kChunk));
  const int error = errno;
  m_text.resize(had + std::max<ssize_t>(got, 0));
  if (got > 0 && m_text.size() <= kMaximumForwardsSize) {
    return;
  }
  if (got < 0 && (error == EINTR || error == EAGAIN)) {
    return;
  }
  m_input->setEnabled(false);
  if (got < 0) {
    end(fail(ErrorCode::FileUnreadable, Stage::Configuration, u"standard input: %1"_s.arg(qt_error_string(error))));
  } else {
    end(got > 0 ? Result<QByteArray>(tooLarge(u"standard input"_s)) : m_text);
  }
}

void TextInput::readClipboard() {
  const QStringList wayland{u"wl-paste"_s, u"--no-newline"_s};
  m_programs = {{u"xclip"_s, u"-selection"_s, u"clipboard"_s, u"-out"_s}, {u"xsel"_s, u"--clipboard"_s, u"--output"_s}};
  if (qEnvironmentVariableIsSet("WAYLAND_DISPLAY")) {
    m_programs.prepend(wayland);
  } else {
    m_programs.append(wayland);
  }
  tryNextProgram();
}

void TextInput::tryNextProgram() {
  if (m_programs.isEmpty()) {
    return end(fail(ErrorCode::NotFound, Stage::Configuration, u"the clipboard cannot be read"_s,
                    u"Install wl-clipboard, xclip or xsel; or paste into \"portolan import -\"."_s));
  }
  const QStringList program = m_programs.takeFirst();
  // Later: not from within the signal of the one before.
  QMetaObject::invokeMethod(
      this, [this, program] { m_process.start(program.constFirst(), program.sliced(1)); }, Qt::QueuedConnection);
}

void TextInput::end(const Result<QByteArray>& text) {
  if (!std::exchange(m_isOver, true)) {
    QMetaObject::invokeMethod(this, [this, text] { Q_EMIT finished(text); }, Qt::QueuedConnection);
  }
}

}  // namespace portolan
