#pragma once

#include <QJsonObject>
#include <QList>
#include <QLocalServer>
#include <QObject>
#include <memory>

#include "core/config/forwardconfig.h"
#include "core/config/forwardselection.h"
#include "core/forward/engine.h"

namespace portolan {

/// The local socket over which the command line drives a running engine: JSON-RPC 2.0, one object a line;
/// docs/control-socket.md describes version 1. Only the same user may connect: the folder is his alone, and the peer's
/// credentials are looked at. Bounded: 64 clients and 1 MiB a line; while more than 4 MiB wait for a client to read
/// them it is not read either, and if these are notifications it is dropped. Lives in the engine handle's thread.
class ControlServer : public QObject {
  Q_OBJECT
 public:
  static constexpr int kVersion = 1;
  static constexpr int kMostClients = 64;
  static constexpr qint64 kLongestLine = 1 << 20;
  static constexpr qint64 kMostUnread = 4 << 20;

  /// The engine must outlive it.
  explicit ControlServer(Engine& engine, QObject* parent = nullptr);
  ~ControlServer() override;

  /// A socket that is left over from a process that has gone is replaced: whoever calls this holds the engine's lock,
  /// or has a name that nobody else has. Error FileUnwritable.
  Result<void> listen(const QString& path);
  /// What names and tags mean, in the engine's order.
  void setForwards(const QList<ForwardConfig>& forwards);

 private:
  struct Client;
  void onConnection();
  void refuse(QLocalSocket* socket);
  void read(Client& client);
  void handle(Client& client, const QByteArray& line);
  void drop(Client& client);
  void answer(Client& client, const QJsonObject& object);
  /// May drop it.
  void notify(Client& client, const QByteArray& line);
  [[nodiscard]] Result<QStringList> selected(const QJsonObject& params, bool emptyMeansAll) const;
  [[nodiscard]] QJsonObject statusOf(const QString& uid) const;
  [[nodiscard]] const ForwardConfig* config(const QString& uid) const;

  Engine& m_engine;
  QLocalServer m_server;
  QList<ForwardConfig> m_forwards;
  QHash<QString, qsizetype> m_indexes;  ///< in m_forwards, by uid
  std::vector<std::unique_ptr<Client>> m_clients;
  int m_refused = 0;  ///< those that are being told so
};

}  // namespace portolan
