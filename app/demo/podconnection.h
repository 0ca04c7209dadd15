#pragma once

#include <QTimer>
#include <chrono>
#include <memory>

#include "app/demo/programs.h"
#include "core/base/bytequeue.h"

namespace portolan::demo {

/// The runtime's TCP connection to a program in a pod, and the two copies that stand between it and a stream pair
/// (PROTOCOL 6.2): when either direction has ended, the other has at most the "one second" left; then everything is
/// closed. A half-close does not reach the program, unless the runtime is told to be kinder than real ones.
class PodConnection final : private ProgramIo {
 public:
  struct Rules {
    std::chrono::milliseconds oneSecond{1000};
    bool passHalfClose = false;
    bool resetOnExit = false;
  };

  /// The session's side.
  class Streams {
   public:
    /// How much the session takes now.
    [[nodiscard]] virtual qsizetype roomFor(const PodConnection& connection) const = 0;
    virtual void sendData(PodConnection& connection, QByteArrayView bytes) = 0;
    /// work() has something to do.
    virtual void schedule(PodConnection& connection) = 0;
    /// The connection is over; nothing more is called. `error` in the runtime's words; empty: it ended well.
    virtual void connectionEnded(PodConnection& connection, const QByteArray& error) = 0;

   protected:
    ~Streams() = default;
  };

  /// Its session is not read while a program has left more than this unread.
  static constexpr qsizetype kInputLimit = 256 * 1024;
  /// What a program may write before it is another one's turn.
  static constexpr qsizetype kTurn = 64 * 1024;

  /// Not connected yet; what the client sends meanwhile waits.
  PodConnection(Streams& streams, quint32 dataStream, quint16 port, const Rules& rules);

  [[nodiscard]] quint32 dataStream() const { return m_dataStream; }
  [[nodiscard]] quint16 port() const { return m_port; }
  [[nodiscard]] bool isConnected() const { return m_program != nullptr; }
  [[nodiscard]] bool hasInput() const { return !m_input.isEmpty(); }
  [[nodiscard]] bool isFull() const { return m_input.size() > kInputLimit; }

  void connectTo(std::unique_ptr<Program> program);
  /// From the client. What comes after the connection's end is dropped.
  void receive(QByteArrayView bytes);
  void clientEnded();
  /// The program's process is gone: the kernel closes its socket, with a reset where input was left unread.
  void processEnded();
  /// Ends with a reset by the program.
  void reset() override;
  /// Lets the program do what it can in one turn. True: it would go on, but its turn is over.
  bool work();

  bool isScheduled = false;  ///< the session's mark: it waits for its turn

 private:
  enum class State {
    Open,
    ProgramClosed,  ///< the client has the rest of the one second
    ClientEnded,    ///< the program has it
    Ended,
  };

  [[nodiscard]] bool programIsAlive() const {
    return m_program && (m_state == State::Open || m_state == State::ClientEnded);
  }
  void end(const QByteArray& error);

  [[nodiscard]] QByteArrayView input() const override { return m_input.view(); }
  void consume(qsizetype size) override { m_input.consume(size); }
  [[nodiscard]] bool inputEnded() const override { return m_rules.passHalfClose && m_state == State::ClientEnded; }
  [[nodiscard]] qsizetype room() const override;
  void write(QByteArrayView bytes) override;
  void close() override;
  void wakeAfter(std::chrono::milliseconds delay) override { m_wake.start(delay); }

  Streams& m_streams;
  const quint32 m_dataStream;
  const quint16 m_port;
  const Rules m_rules;
  std::unique_ptr<Program> m_program;
  State m_state = State::Open;
  ByteQueue m_input;
  qsizetype m_turn = 0;  ///< what is left of it
  QTimer m_oneSecond;
  QTimer m_wake;
};

}  // namespace portolan::demo
