#pragma once

#include <chrono>

#include "app/demo/programs.h"

namespace portolan::demo {

/// The web server in the demo's pods, HTTP/1.1 with keep-alive:
///   GET  /          a page that says which pod answers and what else there is
///   GET  /name      the pod's name and a line end
///   GET  /healthz   "ok"
///   GET  /bytes/N   N bytes of demoBytes()
///   GET  /slow      a line each second, ten of them
///   POST /delete    deletes the pod
class WebProgram final : public Program {
 public:
  explicit WebProgram(PodFacts pod) : m_pod(std::move(pod)) {}
  void work(ProgramIo& io) override;

 private:
  struct Request;
  enum class State { Head, Body, Text, Bytes, Slow };

  bool readHead(ProgramIo& io);
  bool skipBody(ProgramIo& io);
  bool writeAnswer(ProgramIo& io);
  void answer(const Request& request);
  void answerText(int status, const char* type, const QByteArray& body, const QByteArray& headers = {});
  void finishAnswer(ProgramIo& io);
  [[nodiscard]] QByteArray page() const;

  const PodFacts m_pod;
  State m_state = State::Head;
  State m_after = State::Text;  ///< what follows the request's body
  bool m_keepAlive = true;
  bool m_isHead = false;
  bool m_deletePod = false;
  qint64 m_bodySize = 0;
  QByteArray m_text;       ///< head and short body, as far as not written yet
  qint64 m_bytesSize = 0;  ///< of /bytes/N
  qint64 m_bytesSent = 0;
  int m_slowLines = 0;
  std::chrono::steady_clock::time_point m_nextLine;
};

}  // namespace portolan::demo
