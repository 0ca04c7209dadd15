#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "core/cluster/credentials.h"
#include "core/cluster/curlmulti.h"
#include "core/cluster/turns.h"

namespace portolan {

/// The connections of one ApiClient, shared with the exchanges that it began. Those of an identity's certificate are
/// kept apart: a connection that was made with another one would go on to speak for it.
class ApiConnections {
 public:
  ApiConnections(ServerAddress server, std::shared_ptr<Credentials> credentials)
      : m_server(std::move(server)), m_credentials(std::move(credentials)) {}

  [[nodiscard]] const ServerAddress& server() const { return m_server; }
  [[nodiscard]] Credentials& credentials() const { return *m_credentials; }

  /// Where to ask as this identity: watches, which last, apart from requests, whose connections need not stay. Whoever
  /// has a transfer in it holds it.
  std::shared_ptr<CurlMulti> multi(const Identity& identity, bool forWatches);
  /// What is asked from now on goes over new connections. Where one timed out (after a sleep, or a change of network)
  /// the others to that server are no better, and each would cost another time-out.
  void abandon(const std::shared_ptr<CurlMulti>& multi);
  void abandonAll();

  /// How long the server took to answer the last request, its connection being there.
  [[nodiscard]] std::optional<std::chrono::milliseconds> answersIn() const { return m_answersIn; }
  void answered(std::chrono::milliseconds after) { m_answersIn = after; }

  /// Requests (not watches) that are under way at a time: the rest wait for their turn, so that a hundred forwards
  /// share a few connections instead of opening one each.
  static constexpr int kMostRequests = 6;
  [[nodiscard]] Turns& turns() { return m_turns; }

 private:
  ServerAddress m_server;
  std::shared_ptr<Credentials> m_credentials;

  // For this identity's certificate and key:
  QByteArray m_certificatePem;
  QByteArray m_privateKeyPem;
  std::shared_ptr<CurlMulti> m_multi;
  std::shared_ptr<CurlMulti> m_watchMulti;

  std::optional<std::chrono::milliseconds> m_answersIn;
  Turns m_turns{kMostRequests};
};

}  // namespace portolan
