#pragma once

#include <QByteArrayView>
#include <QString>
#include <chrono>
#include <functional>
#include <memory>

#include "app/demo/demoobjects.h"

namespace portolan::demo {

/// What a program may know about the pod that it runs in.
struct PodFacts {
  QString name;
  QString ns;
  QString uid;
  QString address;
  std::function<void()> deletePod;
};

/// One connection as the program in the pod sees it.
class ProgramIo {
 public:
  [[nodiscard]] virtual QByteArrayView input() const = 0;
  virtual void consume(qsizetype size) = 0;
  /// Nothing follows what is in input().
  [[nodiscard]] virtual bool inputEnded() const = 0;
  /// How much may be written now.
  [[nodiscard]] virtual qsizetype room() const = 0;
  virtual void write(QByteArrayView bytes) = 0;
  virtual void close() = 0;
  /// Ends the connection with a reset.
  virtual void reset() = 0;
  /// Program::work is called again after `delay`, at the latest.
  virtual void wakeAfter(std::chrono::milliseconds delay) = 0;

 protected:
  ~ProgramIo() = default;
};

/// Serves one connection. work() is called whenever there is more input or more room, also without need; it takes
/// what it can, writes what it can and returns.
class Program {
 public:
  virtual ~Program() = default;
  virtual void work(ProgramIo& io) = 0;
};

std::unique_ptr<Program> makeProgram(DemoProgram program, const PodFacts& pod);

}  // namespace portolan::demo
