#include "core/cluster/apiclient.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QPointer>

#include "core/cluster/apiexchange.h"
#include "core/cluster/watchdecoder.h"

using namespace Qt::StringLiterals;

namespace portolan {
namespace {

constexpr qsizetype kMiB = 1024LL * 1024;
constexpr qsizetype kBodyLimit = 64 * kMiB;
constexpr qsizetype kListLimit = 256 * kMiB;  ///< all pages of a list together
constexpr int kPageSize = 500;
/// A list may take the API server longer than a single object; it gives up after a minute itself.
constexpr std::chrono::seconds kListTimeout{60};
/// What a server gets to end a watch after its duration.
constexpr std::chrono::seconds kWatchGrace{30};

Error badAnswer(ErrorCode code, const QString& detail, const QString& hint = {}) {
  return {code, Stage::Authentication, detail, hint};
}

QUrlQuery with(QUrlQuery query, const QString& key, const QString& value) {
  query.removeAllQueryItems(key);
  query.addQueryItem(key, value);
  return query;
}

/// A request whose answers are JSON objects; one exchange at a time.
class JsonRequest : public ApiRequest {
 public:
  /// With a form: POST.
  void fetch(const QUrlQuery& query, std::chrono::milliseconds timeout, const std::optional<QByteArray>& form = {}) {
    ApiExchange::Deadlines deadlines;
    deadlines.answer = timeout;
    m_exchange = new ApiExchange(m_connections, ApiExchange::Use::Request, m_path, query, deadlines, this);
    if (form) {
      m_exchange->setForm(*form);
    }
    connect(m_exchange, &ApiExchange::received, this, &JsonRequest::append);
    connect(m_exchange, &ApiExchange::finished, this, &JsonRequest::parse);
    m_exchange->start();
  }

 protected:
  JsonRequest(std::shared_ptr<ApiConnections> connections, QString path, QObject* parent)
      : ApiRequest(parent), m_connections(std::move(connections)), m_path(std::move(path)) {}

  virtual void take(const Result<QJsonObject>& object) = 0;
  /// Of all bodies so far.
  [[nodiscard]] qsizetype receivedSize() const { return m_receivedSize; }

 private:
  void append(const QByteArray& bytes) {
    m_receivedSize += bytes.size();
    if (m_body.size() + bytes.size() <= kBodyLimit) {
      m_body += bytes;
      return;
    }
    end();
    take(std::unexpected(badAnswer(
        ErrorCode::ResponseTooLarge,
        u"the answer of %1 is larger than %2 MiB"_s.arg(m_connections->server().displayUrl()).arg(kBodyLimit / kMiB))));
  }

  void parse(const Result<void>& result) {
    const QByteArray body = end();
    if (!result) {
      take(std::unexpected(result.error()));
      return;
    }
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isObject()) {
      take(std::unexpected(badAnswer(
          ErrorCode::BadResponse, u"the answer of %1 is not a JSON object"_s.arg(m_connections->server().displayUrl()),
          u"Check that the cluster's server is that of a Kubernetes API."_s)));
      return;
    }
    take(document.object());
  }

  QByteArray end() {
    m_exchange->disconnect(this);
    m_exchange->deleteLater();
    return std::exchange(m_body, {});
  }

  std::shared_ptr<ApiConnections> m_connections;
  QString m_path;
  ApiExchange* m_exchange = nullptr;
  QByteArray m_body;
  qsizetype m_receivedSize = 0;
};

class GetRequest final : public JsonRequest {
 public:
  GetRequest(std::shared_ptr<ApiConnections> connections, QString path, QObject* parent)
      : JsonRequest(std::move(connections), std::move(path), parent) {}

 private:
  void take(const Result<QJsonObject>& object) override { Q_EMIT finished(object); }
};

class ListRequest final : public JsonRequest {
 public:
  ListRequest(std::shared_ptr<ApiConnections> connections, QString path, const QUrlQuery& query, QObject* parent)
      : JsonRequest(std::move(connections), std::move(path), parent),
        m_query(query),
        m_pageQuery(with(m_query, u"limit"_s, QString::number(kPageSize))) {}

  void start() { fetch(m_pageQuery, kListTimeout); }

 private:
  void take(const Result<QJsonObject>& page) override {
    if (!page) {
      if (page.error().code == ErrorCode::Expired && m_isInside && !m_startedOver) {
        // The snapshot that the pages come from is gone (after five minutes, or a compaction). Once more from the
        // beginning and in one piece, as client-go's pager does.
        m_startedOver = true;
        m_items = {};
        fetch(m_query, kListTimeout);
        return;
      }
      Q_EMIT finished(page);
      return;
    }

    const QJsonArray items = page->value("items"_L1).toArray();
    for (const auto& item : items) {
      m_items.append(item);
    }
    const QString next = page->value("metadata"_L1).toObject().value("continue"_L1).toString();
    if (next.isEmpty()) {
      QJsonObject list = *page;
      list.insert("items"_L1, m_items);
      Q_EMIT finished(list);
    } else if (receivedSize() > kListLimit) {
      Q_EMIT finished(std::unexpected(
          badAnswer(ErrorCode::ResponseTooLarge, u"the list is larger than %1 MiB"_s.arg(kListLimit / kMiB))));
    } else {
      m_isInside = true;
      fetch(with(m_pageQuery, u"continue"_s, next), kListTimeout);
    }
  }

  QUrlQuery m_query;
  QUrlQuery m_pageQuery;
  QJsonArray m_items;
  bool m_isInside = false;
  bool m_startedOver = false;
};

class WatchRequest final : public ApiWatch {
 public:
  WatchRequest(std::shared_ptr<ApiConnections> connections, const QString& path, const QUrlQuery& query,
               std::chrono::seconds duration, QObject* parent)
      : ApiWatch(parent) {
    ApiExchange::Deadlines deadlines;
    deadlines.total = duration + kWatchGrace;
    m_exchange = new ApiExchange(std::move(connections), ApiExchange::Use::Watch, path, query, deadlines, this);
    connect(m_exchange, &ApiExchange::accepted, this, &ApiWatch::started);
    connect(m_exchange, &ApiExchange::received, this, &WatchRequest::decode);
    connect(m_exchange, &ApiExchange::finished, this, [this](const Result<void>& result) {
      if (result && m_decoder.isInsideLine()) {
        end(std::unexpected(badAnswer(ErrorCode::ConnectionLost, u"a watch broke off in the middle of an event"_s)));
      } else {
        end(result);
      }
    });
    m_exchange->start();
  }

 private:
  void decode(const QByteArray& bytes) {
    QList<WatchDecoder::Event> events;
    const Result<void> result = m_decoder.feed(bytes, events);
    const QPointer<WatchRequest> self(this);
    for (const auto& [type, object] : events) {
      if (type == "ERROR"_L1) {
        end(std::unexpected(
            errorFromApiAnswer(object.value("code"_L1).toInt(), QJsonDocument(object).toJson(QJsonDocument::Compact))));
        return;
      }
      Q_EMIT received(type, object);
      if (!self) {
        return;
      }
    }
    if (!result) {
      end(result);
    }
  }

  void end(const Result<void>& result) {
    m_exchange->disconnect(this);
    m_exchange->deleteLater();
    Q_EMIT finished(result);
  }

  ApiExchange* m_exchange;
  WatchDecoder m_decoder;
};

}  // namespace

class ApiClient::Private {
 public:
  std::shared_ptr<ApiConnections> connections;
};

ApiClient::ApiClient(ServerAddress server, std::shared_ptr<Credentials> credentials, QObject* parent)
    : QObject(parent), d(new Private{std::make_shared<ApiConnections>(std::move(server), std::move(credentials))}) {}

ApiClient::~ApiClient() = default;

ApiRequest* ApiClient::get(const QString& path, const QUrlQuery& query, QObject* parent,
                           std::chrono::milliseconds timeout) {
  auto* request = new GetRequest(d->connections, path, parent);
  request->fetch(query, timeout);
  return request;
}

ApiRequest* ApiClient::postForm(const QString& path, const QUrlQuery& query, const QByteArray& form, QObject* parent,
                                std::chrono::milliseconds timeout) {
  auto* request = new GetRequest(d->connections, path, parent);
  request->fetch(query, timeout, form);
  return request;
}

ApiRequest* ApiClient::list(const QString& path, const QUrlQuery& query, QObject* parent) {
  auto* request = new ListRequest(d->connections, path, query, parent);
  request->start();
  return request;
}

ApiWatch* ApiClient::watch(const QString& path, const QUrlQuery& query, const QString& resourceVersion, QObject* parent,
                           std::chrono::seconds duration) {
  QUrlQuery watchQuery = with(query, u"watch"_s, u"1"_s);
  watchQuery = with(watchQuery, u"timeoutSeconds"_s, QString::number(duration.count()));
  if (!resourceVersion.isEmpty()) {
    watchQuery = with(watchQuery, u"resourceVersion"_s, resourceVersion);
    if (resourceVersion != "0"_L1) {
      // Bookmarks together with no version at all fail where etcd has no progress notifications (PROTOCOL 8).
      watchQuery = with(watchQuery, u"allowWatchBookmarks"_s, u"true"_s);
    }
  }
  return new WatchRequest(d->connections, path, watchQuery, duration, parent);
}

void ApiClient::renewConnections() {
  d->connections->abandonAll();
}

const ServerAddress& ApiClient::server() const {
  return d->connections->server();
}

std::optional<std::chrono::milliseconds> ApiClient::answersIn() const {
  return d->connections->answersIn();
}

}  // namespace portolan
