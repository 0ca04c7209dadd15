#pragma once

#include <QCryptographicHash>
#include <QElapsedTimer>

#include "app/demo/demoobjects.h"
#include "tests/component/localclient.h"

namespace portolan::test {

/// A client of one of the embedded programs that checks every byte that it gets. What it must never see, whatever goes
/// wrong in between: a byte that is wrong, out of place or too many, and a clean end before everything was there.
class CheckedClient {
 public:
  enum class Kind {
    Source,    ///< downloads `size` bytes
    Echo,      ///< sends `size` bytes at once, and wants them back
    Dialogue,  ///< the same in pieces of 100 bytes, the next when the last came back
    Sink,      ///< uploads `size` bytes, and compares the checksum that the pod answers
    Greeting,  ///< a pod that speaks first
  };
  static constexpr quint16 portFor(Kind kind) {
    return kind == Kind::Source ? 9003 : kind == Kind::Sink ? 9002 : kind == Kind::Greeting ? 9004 : 9001;
  }

  /// `offset`: where in the pattern it begins, so that no two clients send the same.
  CheckedClient(Kind kind, quint16 port, qint64 size, quint64 offset,
                const QString& address = QStringLiteral("127.0.0.1"))
      : m_kind(kind), m_size(size), m_offset(qsizetype(offset % kOffsets)), m_client(port, {}, address) {
    m_age.start();
    switch (kind) {
      case Kind::Source:
        m_client.write(QByteArray::number(size) + '\n');
        m_offset = 0;
        break;
      case Kind::Echo:
        m_client.write(pattern(m_offset, size).toByteArray());
        break;
      case Kind::Dialogue:
        say();
        break;
      case Kind::Sink: {
        const QByteArray body = pattern(m_offset, size).toByteArray();
        m_expected =
            QByteArray::number(size) + ' ' + QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex() + '\n';
        m_client.write(QByteArray::number(size) + '\n');
        m_client.write(body);
        break;
      }
      case Kind::Greeting:
        break;
    }
  }

  /// Looks at what has come. Call it now and then.
  void advance() {
    const QByteArray bytes = std::exchange(m_client.received, {});
    if (bytes.isEmpty() || isWrong()) {
      // nothing new
    } else if (m_kind == Kind::Sink || m_kind == Kind::Greeting) {
      m_text += bytes;
    } else if (m_got + bytes.size() > m_size || bytes != pattern(m_offset + m_got, bytes.size())) {
      m_wrong = QStringLiteral("%1 bytes that are wrong at %2 of %3: %4")
                    .arg(bytes.size())
                    .arg(m_got)
                    .arg(m_size)
                    .arg(QString::fromLatin1(bytes.left(16).toPercentEncoding()));
    }
    m_got += bytes.size();
    if (m_kind == Kind::Sink && !m_expected.startsWith(m_text)) {
      m_wrong = QStringLiteral("the pod got other bytes: %1").arg(QString::fromLatin1(m_text.left(100)));
    }
    if (m_kind == Kind::Greeting && !QByteArray("220 ").startsWith(m_text.left(4))) {
      m_wrong = QStringLiteral("not the greeting: %1").arg(QString::fromLatin1(m_text.left(100)));
    }
    if (m_client.isEnded && !isWhole()) {
      m_wrong = QStringLiteral("a clean end after %1 of %2 bytes").arg(m_got).arg(m_size);
    }
    if (m_kind == Kind::Dialogue && m_got == m_said && m_said < m_size) {
      say();
    }
  }

  /// Everything came that should.
  [[nodiscard]] bool isWhole() const {
    switch (m_kind) {
      case Kind::Sink:
        return m_text == m_expected;
      case Kind::Greeting:
        return m_text.endsWith('\n');
      default:
        return m_got == m_size;
    }
  }
  [[nodiscard]] bool isReset() const { return m_client.isReset(); }
  [[nodiscard]] bool isRefused() const {
    return m_client.error && m_client.error->code == ErrorCode::ConnectionRefused;
  }
  [[nodiscard]] bool isOver() const { return isWhole() || isReset() || isWrong(); }
  [[nodiscard]] bool isWrong() const { return !m_wrong.isEmpty(); }
  [[nodiscard]] const QString& wrong() const { return m_wrong; }
  [[nodiscard]] qint64 ageMs() const { return m_age.elapsed(); }
  [[nodiscard]] qint64 got() const { return m_got; }
  [[nodiscard]] Kind kind() const { return m_kind; }
  void setReadingPaused(bool paused) { m_client.setReadingPaused(paused); }

 private:
  static constexpr quint64 kOffsets = 1'000'003;

  /// demoBytes, made once: to make them takes longer than to move them.
  static QByteArrayView pattern(qsizetype offset, qsizetype size) {
    static QByteArray bytes;
    if (offset + size > bytes.size()) {
      bytes = demoBytes(0, qMax<qsizetype>(offset + size, qsizetype{4} * 1024 * 1024));
    }
    return QByteArrayView(bytes).sliced(offset, size);
  }
  void say() {
    const qint64 size = qMin<qint64>(100, m_size - m_said);
    m_client.write(pattern(m_offset + m_said, size).toByteArray());
    m_said += size;
  }

  const Kind m_kind;
  const qint64 m_size;
  qsizetype m_offset;
  LocalClient m_client;
  QElapsedTimer m_age;
  qint64 m_got = 0;
  qint64 m_said = 0;
  QByteArray m_expected;
  QByteArray m_text;
  QString m_wrong;
};

}  // namespace portolan::test
