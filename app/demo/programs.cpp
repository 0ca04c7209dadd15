#include "app/demo/programs.h"

#include <QCryptographicHash>
#include <algorithm>

#include "app/demo/webprogram.h"

namespace portolan::demo {

namespace {

constexpr qsizetype kMaxLine = 4096;

/// Takes one line without its end from the input; false while there is none. A line that is too long resets.
bool takeLine(ProgramIo& io, QByteArray& line) {
  const QByteArrayView input = io.input();
  const qsizetype end = input.indexOf('\n');
  if (end > kMaxLine || (end < 0 && input.size() > kMaxLine)) {
    io.reset();
    return false;
  }
  if (end < 0) {
    return false;
  }
  line = input.first(end).toByteArray();
  if (line.endsWith('\r')) {
    line.chop(1);
  }
  io.consume(end + 1);
  return true;
}

class EchoProgram final : public Program {
 public:
  void work(ProgramIo& io) override {
    while (const qsizetype size = std::min(io.room(), io.input().size())) {
      io.write(io.input().first(size));
      io.consume(size);
    }
    if (io.inputEnded() && io.input().isEmpty()) {
      io.close();
    }
  }
};

class SinkProgram final : public Program {
 public:
  void work(ProgramIo& io) override {
    while (true) {
      if (!m_isReading) {
        QByteArray line;
        if (!takeLine(io, line)) {
          break;
        }
        bool isNumber = false;
        m_size = m_remaining = line.trimmed().toLongLong(&isNumber);
        if (!isNumber || m_size < 0) {
          io.reset();
          return;
        }
        m_isReading = true;
        m_hash.reset();
      }
      const auto piece = io.input().first(std::min<qint64>(m_remaining, io.input().size()));
      m_hash.addData(piece);
      m_remaining -= piece.size();
      io.consume(piece.size());
      const QByteArray answer = QByteArray::number(m_size) + ' ' + m_hash.result().toHex() + '\n';
      if (m_remaining > 0 || io.room() < answer.size()) {
        break;
      }
      io.write(answer);
      m_isReading = false;
    }
    if (io.inputEnded() && io.input().isEmpty() && (!m_isReading || m_remaining > 0)) {
      io.close();
    }
  }

 private:
  QCryptographicHash m_hash{QCryptographicHash::Sha256};
  bool m_isReading = false;
  qint64 m_size = 0;
  qint64 m_remaining = 0;
};

class SourceProgram final : public Program {
 public:
  void work(ProgramIo& io) override {
    if (!m_isWriting) {
      QByteArray line;
      if (!takeLine(io, line)) {
        if (io.inputEnded()) {
          io.close();
        }
        return;
      }
      bool isNumber = false;
      m_size = line.trimmed().toLongLong(&isNumber);
      if (!isNumber || m_size < 0) {
        io.reset();
        return;
      }
      m_isWriting = true;
    }
    while (const qsizetype size = std::min<qint64>(io.room(), m_size - m_sent)) {
      io.write(demoBytes(m_sent, size));
      m_sent += size;
    }
    if (m_sent == m_size) {
      io.close();
    }
  }

 private:
  bool m_isWriting = false;
  qint64 m_size = 0;
  qint64 m_sent = 0;
};

class GreetingProgram final : public Program {
 public:
  explicit GreetingProgram(const QString& pod) : m_greeting("220 " + pod.toUtf8() + " ready\r\n") {}

  void work(ProgramIo& io) override {
    if (!m_greeting.isEmpty() && io.room() >= m_greeting.size()) {
      io.write(m_greeting);
      m_greeting.clear();
    }
    QByteArray line;
    // The longest answer must fit: it is never written in part.
    while (m_greeting.isEmpty() && io.room() > kMaxLine + 16 && takeLine(io, line)) {
      io.write("250 " + line + "\r\n");
      if (line.compare("QUIT", Qt::CaseInsensitive) == 0) {
        io.close();
        return;
      }
    }
    if (io.inputEnded() && io.input().isEmpty()) {
      io.close();
    }
  }

 private:
  QByteArray m_greeting;
};

class HalfCloseProgram final : public Program {
 public:
  void work(ProgramIo& io) override {
    m_hash.addData(io.input());
    m_size += io.input().size();
    io.consume(io.input().size());
    if (io.inputEnded()) {
      io.write(QByteArray::number(m_size) + ' ' + m_hash.result().toHex() + '\n');
      io.close();
    }
  }

 private:
  QCryptographicHash m_hash{QCryptographicHash::Sha256};
  qint64 m_size = 0;
};

class HoldProgram final : public Program {
 public:
  void work(ProgramIo&) override {}
};

}  // namespace

std::unique_ptr<Program> makeProgram(DemoProgram program, const PodFacts& pod) {
  switch (program) {
    case DemoProgram::Web:
      return std::make_unique<WebProgram>(pod);
    case DemoProgram::Echo:
      return std::make_unique<EchoProgram>();
    case DemoProgram::Sink:
      return std::make_unique<SinkProgram>();
    case DemoProgram::Source:
      return std::make_unique<SourceProgram>();
    case DemoProgram::Greeting:
      return std::make_unique<GreetingProgram>(pod.name);
    case DemoProgram::HalfClose:
      return std::make_unique<HalfCloseProgram>();
    case DemoProgram::Hold:
      return std::make_unique<HoldProgram>();
  }
  return {};
}

}  // namespace portolan::demo
