#pragma once

#include <QHash>
#include <QObject>
#include <QTcpServer>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "app/demo/democluster.h"
#include "app/demo/httpconnection.h"
#include "app/demo/upgrade.h"
#include "app/demo/users.h"
#include "app/demo/watchstream.h"

namespace portolan::demo {

class Controllers;
class Runtime;

/// What an API path leads to.
struct ApiTarget {
  const ResourceType* type = nullptr;
  QString ns;
  QString name;
  QString subresource;
};
/// Nothing for a path that leads to no resource.
std::optional<ApiTarget> parseApiPath(const QString& path);

/// The API server: connections, authentication, authorization, and get, list, watch and delete on the object store.
/// An upgrade to a pod's portforward subresource goes on in the Runtime.
class ApiServer : public QObject {
  Q_OBJECT
 public:
  struct Rules {
    std::chrono::milliseconds slowClient{20'000};
    std::chrono::milliseconds bookmarks{60'000};
    SpokenKinds spoken{};
  };

  static constexpr int kMaxConnections = 4096;
  static constexpr size_t kRequestLog = 1000;

  /// All of them outlive the server.
  ApiServer(ObjectStore& store, Controllers& controllers, Runtime& runtime, const Users& users, DemoFaults& faults,
            std::shared_ptr<TlsContext> tls, Rules rules, QObject* parent = nullptr);
  ~ApiServer() override;

  /// On 127.0.0.1; port 0: a free one. Errors: AddressInUse, AddressUnavailable.
  Result<void> listen(quint16 port);
  /// Stops listening and resets all connections but those that were upgraded.
  void shutDown();

  [[nodiscard]] quint16 port() const;
  [[nodiscard]] int connectionCount() const { return static_cast<int>(m_connections.size()); }
  [[nodiscard]] int upgradeCount() const { return m_upgrades; }
  [[nodiscard]] QList<DemoRequest> requests() const { return {m_log.begin(), m_log.end()}; }
  void forgetRequests() { m_log.clear(); }
  [[nodiscard]] int watchCount() const;
  void forEachWatch(const std::function<void(WatchStream&)>& action);
  /// All connections that there are turn into black holes; new ones do not.
  void freezeConnections();
  /// Continue tokens that were given out are too old from now on.
  void forgetPages() { m_pages.clear(); }

 private:
  class Listener;
  struct Page {
    QString id;
    quint64 version = 0;
    std::vector<ObjectPtr> objects;
    bool isFiltered = false;
  };

  void accept(FileDescriptor socket);
  void drop(HttpConnection* connection);
  void handle(HttpConnection& connection);
  void answer(HttpConnection& connection);
  /// What was done in place of an honest answer; the mischiefs that an upgrade makes itself are left to it.
  std::optional<DemoMischief> misbehave(HttpConnection& connection, bool isUpgrade);
  /// An empty name: whoever it is showed something that is not accepted.
  [[nodiscard]] Users::User identify(HttpConnection& connection) const;

  void get(HttpConnection& connection, const ApiTarget& target);
  void list(HttpConnection& connection, const ApiTarget& target);
  void watch(HttpConnection& connection, const ApiTarget& target);
  void remove(HttpConnection& connection, const ApiTarget& target);
  void portForward(HttpConnection& connection, const ApiTarget& target, std::optional<DemoMischief> mischief);
  void sendPage(HttpConnection& connection, const ApiTarget& target, const Page& page, size_t first, size_t limit);

  void respond(HttpConnection& connection, int code, QList<QByteArray> body,
               const QByteArray& type = "application/json");
  void respond(HttpConnection& connection, const ApiStatus& status);
  void respond(HttpConnection& connection, const QJsonObject& object);
  void record(const HttpConnection& connection, int status);

  ObjectStore& m_store;
  Controllers& m_controllers;
  Runtime& m_runtime;
  const Users& m_users;
  DemoFaults& m_faults;
  const std::shared_ptr<TlsContext> m_tls;
  const Rules m_rules;
  std::unique_ptr<Listener> m_listener;
  std::vector<HttpConnection*> m_connections;  ///< children
  std::vector<FileDescriptor> m_ignored;       ///< DemoFaults::acceptAndIgnore
  std::deque<Page> m_pages;                    ///< lists that are being read in pages, oldest first
  std::deque<DemoRequest> m_log;
  int m_upgrades = 0;
};

}  // namespace portolan::demo
