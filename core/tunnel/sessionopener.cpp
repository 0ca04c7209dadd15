#include "core/tunnel/sessionopener.h"

#include <algorithm>

#include "core/base/logging.h"
#include "core/tunnel/channelsession.h"
#include "core/tunnel/spdysession.h"
#include "core/tunnel/transportchannel.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

/// The kubelet's answer to a request for channels without a port (kubelet pkg/cri/streaming/portforward/websocket.go).
bool wantsPort(int httpStatus, const Error& error) {
  return httpStatus == 400 && error.detail.contains("query parameter \"port\" is required"_L1);
}

}  // namespace

std::optional<SessionKind> kindAfter(SessionKind failed, UpgradeOutcome outcome, bool mayGet) {
  using enum UpgradeOutcome;
  switch (failed) {
    case SessionKind::SpdyOverWebSocket:
      if (outcome == NotSpoken || outcome == MayBeBusy || outcome == VerbDenied) {
        return SessionKind::Spdy;
      }
      return {};
    case SessionKind::Spdy:
      if (mayGet && (outcome == NotSpoken || outcome == VerbDenied)) {
        return SessionKind::WebSocketChannels;
      }
      return {};
    case SessionKind::WebSocketChannels:
      return {};
  }
  return {};
}

SessionOpener::SessionOpener(std::shared_ptr<SessionContext> context, UpgradeDialer::Pod pod, QObject* parent)
    : QObject(parent), m_context(std::move(context)), m_pod(std::move(pod)) {}

SessionOpener::~SessionOpener() = default;

void SessionOpener::start() {
  const auto known = m_context->onlyKind() ? m_context->onlyKind() : m_context->kindThatWorked(m_pod.ns);
  m_startedWithMemory = known && !m_context->onlyKind();
  tryKind(known.value_or(SessionKind::SpdyOverWebSocket));
}

void SessionOpener::tryKind(SessionKind kind) {
  m_kind = kind;
  if (m_dialer) {
    m_dialer.release()->deleteLater();  // this runs in its signal
  }
  m_dialer = std::make_unique<UpgradeDialer>(m_context, kind, m_pod);
  connect(m_dialer.get(), &UpgradeDialer::finished, this, &SessionOpener::onDialed);
  m_dialer->start();
}

void SessionOpener::onDialed(const Result<void>& result) {
  if (m_kind == SessionKind::WebSocketChannels) {
    // A runtime that upgrades without a port is no less able.
    if (result || wantsPort(m_dialer->httpStatus(), result.error())) {
      open(std::make_unique<ChannelSession>(m_context, m_pod));
    } else {
      onRefused(m_dialer->outcome(), result.error());
    }
    return;
  }
  if (!result) {
    onRefused(m_dialer->outcome(), result.error());
    return;
  }
  std::unique_ptr<ByteChannel> channel;
  if (m_kind == SessionKind::Spdy) {
    channel = std::make_unique<TransportChannel>(m_dialer->takeTransport());
  } else {
    channel = m_dialer->takeWebSocket();
  }
  auto session = std::make_unique<SpdySession>(std::move(channel), m_kind);
  // The upgrade shows that the API server agrees; only an answer from the runtime shows that the way is open.
  connect(session.get(), &SpdySession::pingAnswered, this, [this] { open(std::move(m_session)); });
  connect(session.get(), &Session::closed, this, [this](const Error& reason) { finish(std::unexpected(reason)); });
  m_session = std::move(session);
}

void SessionOpener::onRefused(UpgradeOutcome outcome, const Error& error) {
  qCInfo(lcTunnel).noquote() << sessionKindName(m_kind) << "refused:" << error.detail;
  m_failures.append({outcome, error});
  if (m_context->onlyKind() || outcome == UpgradeOutcome::Final) {
    Error told = error;
    if (told.hint.isEmpty() && told.code == ErrorCode::UpgradeRefused) {
      told.hint = u"Let Portolan choose the kind of session: the server may speak another one."_s;
    }
    finish(std::unexpected(told));
    return;
  }
  if (std::exchange(m_startedWithMemory, false)) {
    // What worked does so no more: from the beginning.
    m_context->forget(m_pod.ns);
    m_failures.clear();
    tryKind(SessionKind::SpdyOverWebSocket);
    return;
  }
  const bool mayGet = m_failures.first().outcome != UpgradeOutcome::VerbDenied;
  if (const auto next = kindAfter(m_kind, outcome, mayGet)) {
    tryKind(*next);
  } else {
    finish(std::unexpected(summary()));
  }
}

/// What the person hears when no kind was accepted.
Error SessionOpener::summary() const {
  const auto denied =
      std::ranges::find(m_failures, UpgradeOutcome::VerbDenied, [](const Failure& failure) { return failure.outcome; });
  if (denied != m_failures.end()) {
    return denied->error;
  }
  if (m_failures.last().outcome != UpgradeOutcome::NotSpoken) {
    return m_failures.last().error;
  }
  QStringList details;
  for (const Failure& failure : m_failures) {
    details += failure.error.detail;
  }
  return {
      ErrorCode::UpgradeRefused, Stage::Session,
      u"no kind of session is accepted for port forwarding: %1"_s.arg(details.join(u"; "_s)),
      u"Check whether a proxy stands in between that refuses WebSockets and SPDY, and that the address is that of a "
      "Kubernetes API server."_s};
}

void SessionOpener::open(std::unique_ptr<Session> session) {
  m_session = std::move(session);
  const bool isSure = std::ranges::none_of(
      m_failures, [](const Failure& failure) { return failure.outcome == UpgradeOutcome::MayBeBusy; });
  if (m_kind == SessionKind::SpdyOverWebSocket) {
    m_context->forget(m_pod.ns);
  } else if (isSure) {
    m_context->remember(m_pod.ns, m_kind);
  }
  finish({});
}

void SessionOpener::finish(const Result<void>& result) {
  if (m_isOver) {
    return;
  }
  m_isOver = true;
  if (m_session) {
    m_session->disconnect(this);
  }
  Q_EMIT finished(result);
}

std::unique_ptr<Session> SessionOpener::takeSession() {
  return std::move(m_session);
}

}  // namespace portolan
