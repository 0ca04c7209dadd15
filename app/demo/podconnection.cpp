#include "app/demo/podconnection.h"

#include <algorithm>

namespace portolan::demo {

PodConnection::PodConnection(Streams& streams, quint32 dataStream, quint16 port, const Rules& rules)
    : m_streams(streams), m_dataStream(dataStream), m_port(port), m_rules(rules) {
  m_oneSecond.setSingleShot(true);
  m_oneSecond.setTimerType(Qt::PreciseTimer);
  m_wake.setSingleShot(true);
  QObject::connect(&m_oneSecond, &QTimer::timeout, &m_oneSecond, [this] { end({}); });
  QObject::connect(&m_wake, &QTimer::timeout, &m_wake, [this] { m_streams.schedule(*this); });
}

void PodConnection::connectTo(std::unique_ptr<Program> program) {
  m_program = std::move(program);
  if (m_state == State::ClientEnded && !m_rules.passHalfClose) {
    m_oneSecond.start(m_rules.oneSecond);
  }
  m_streams.schedule(*this);
}

void PodConnection::receive(QByteArrayView bytes) {
  if (m_state == State::Open) {
    m_input.append(bytes);
    m_streams.schedule(*this);
  }
}

void PodConnection::clientEnded() {
  if (m_state == State::ProgramClosed) {
    end({});
  } else if (m_state == State::Open) {
    m_state = State::ClientEnded;
    if (m_rules.passHalfClose) {
      m_streams.schedule(*this);
    } else if (m_program) {
      m_oneSecond.start(m_rules.oneSecond);
    }
  }
}

void PodConnection::processEnded() {
  if (programIsAlive()) {
    m_input.isEmpty() && !m_rules.resetOnExit ? close() : reset();
  }
}

void PodConnection::reset() {
  if (programIsAlive()) {
    end("read tcp4 127.0.0.1:40404->127.0.0.1: read: connection reset by peer");
  }
}

bool PodConnection::work() {
  m_turn = kTurn;
  if (programIsAlive()) {
    m_program->work(*this);
  }
  return programIsAlive() && m_turn == 0;
}

qsizetype PodConnection::room() const {
  return programIsAlive() ? std::min(m_turn, std::max<qsizetype>(m_streams.roomFor(*this), 0)) : 0;
}

void PodConnection::write(QByteArrayView bytes) {
  if (programIsAlive() && !bytes.isEmpty()) {
    m_turn -= std::min(m_turn, bytes.size());
    m_streams.sendData(*this, bytes);
  }
}

void PodConnection::close() {
  if (m_state == State::ClientEnded) {
    end({});
  } else if (m_state == State::Open) {
    m_state = State::ProgramClosed;
    m_input.clear();
    m_oneSecond.start(m_rules.oneSecond);
  }
}

void PodConnection::end(const QByteArray& error) {
  if (m_state != State::Ended) {
    m_state = State::Ended;
    m_input.clear();
    m_oneSecond.stop();
    m_wake.stop();
    m_streams.connectionEnded(*this, error);
  }
}

}  // namespace portolan::demo
