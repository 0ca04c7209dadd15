#include "core/config/forwardconfig.h"

#include <arpa/inet.h>

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>
#include <QUuid>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/config/jsoncheck.h"
#include "core/config/safefile.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr int kOurVersion = 1;

// kftray's fields (kftray crates/kftray-commons/src/models/config_model.rs) that this version only carries along. Empty
// ones are left out as kftray does; a field that neither knows stays as it is.
constexpr std::array kCarriedFields = {"remote_address"_L1,          "auto_loopback_address"_L1,
                                       "domain_enabled"_L1,          "http_logs_enabled"_L1,
                                       "http_logs_max_file_size"_L1, "http_logs_retention_days"_L1,
                                       "http_logs_auto_cleanup"_L1,  "exposure_type"_L1,
                                       "cert_manager_enabled"_L1,    "cert_issuer"_L1,
                                       "cert_issuer_kind"_L1,        "ingress_class"_L1,
                                       "ingress_annotations"_L1};

std::unexpected<Error> invalid(const QString& detail, const QString& hint = {}) {
  return fail(ErrorCode::FileInvalid, Stage::Configuration, detail, hint);
}

QString typeName(const QJsonValue& value) {
  switch (value.type()) {
    case QJsonValue::Null:
      return u"null"_s;
    case QJsonValue::Bool:
      return u"a boolean"_s;
    case QJsonValue::Double:
      return u"a number"_s;
    case QJsonValue::String:
      return u"a text"_s;
    case QJsonValue::Array:
      return u"a list"_s;
    case QJsonValue::Object:
      return u"an object"_s;
    case QJsonValue::Undefined:
      break;
  }
  return u"nothing"_s;
}

bool isEmptyValue(const QJsonValue& value) {
  return value.isNull() || (value.isString() && value.toString().isEmpty()) ||
         (value.isArray() && value.toArray().isEmpty()) || (value.isObject() && value.toObject().isEmpty());
}

/// A port number, written as a number or as a text of digits; 0 only where nothing else is meant by it.
std::optional<quint16> portNumber(const QJsonValue& value) {
  if (value.isDouble()) {
    const double number = value.toDouble();
    const auto port = static_cast<quint16>(number >= 0 && number <= 65535 ? number : 0);
    return port == number ? std::optional(port) : std::nullopt;
  }
  const QString text = value.toString();
  const bool isNumber = !text.isEmpty() && text.size() <= 5 &&
                        std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
  const uint number = isNumber ? text.toUInt() : 65536;
  return number <= 65535 ? std::optional(static_cast<quint16>(number)) : std::nullopt;
}

/// The name of a container's or a service's port: a DNS label with a letter in it
/// (apimachinery pkg/util/validation/validation.go: IsValidPortName, and DNS_LABEL for services).
bool isPortName(const QString& text) {
  static const QRegularExpression label(u"\\A(?=.*[a-z])[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\\z"_s);
  return label.match(text).hasMatch();
}

/// Takes typed values out of one entry, each field once, and keeps the first mistake.
class EntryReader {
 public:
  EntryReader(const QJsonObject& object, QString prefix = {}) : m_object(object), m_prefix(std::move(prefix)) {}

  QString text(QLatin1StringView key) {
    const QJsonValue value = find(key);
    if (!value.isString() && !isAbsent(value)) {
      mistake(key, u"must be a text, not %1"_s.arg(typeName(value)));
    }
    return value.toString();
  }

  QStringList texts(QLatin1StringView key) {
    const QJsonValue value = find(key);
    if (!value.isArray() && !isAbsent(value)) {
      mistake(key, u"must be a list of texts, not %1"_s.arg(typeName(value)));
    }
    QStringList texts;
    const QJsonArray array = value.toArray();
    for (const auto& element : array) {
      if (!element.isString()) {
        mistake(key, u"must hold texts only, not %1"_s.arg(typeName(element)));
      }
      texts += element.toString();
    }
    return texts;
  }

  bool flag(QLatin1StringView key) {
    const QJsonValue value = find(key);
    const bool isTrue = value.isString() ? value.toString() == "true"_L1 : value.toBool();
    if (!isTrue && !isAbsent(value) && !value.isBool() && value.toString() != "false"_L1) {
      mistake(key, u"must be true or false, not %1"_s.arg(shown(value)));
    }
    return isTrue;
  }

  /// 0 where there is none.
  quint16 port(QLatin1StringView key) {
    const QJsonValue value = find(key);
    if (isAbsent(value) || value == QJsonValue(QString())) {
      return 0;
    }
    const auto number = portNumber(value);
    if (!number) {
      mistake(key, u"must be a port from 0 to 65535, not %1"_s.arg(shown(value)));
    }
    return number.value_or(0);
  }

  /// Empty where there is none.
  QString portOrName(QLatin1StringView key) {
    const QJsonValue value = find(key);
    if (isAbsent(value) || value == QJsonValue(QString())) {
      return {};
    }
    if (const auto number = portNumber(value)) {
      return *number == 0 ? QString() : QString::number(*number);
    }
    if (!isPortName(value.toString())) {
      mistake(key, u"must be a port from 1 to 65535 or the name of one, not %1"_s.arg(shown(value)));
    }
    return value.toString();
  }

  std::optional<int> number(QLatin1StringView key) {
    const QJsonValue value = find(key);
    if (isAbsent(value)) {
      return {};
    }
    const double number = value.toDouble();
    if (!value.isDouble() || number != std::trunc(number) || std::abs(number) > 1e9) {
      mistake(key, u"must be a whole number, not %1"_s.arg(shown(value)));
      return {};
    }
    return static_cast<int>(number);
  }

  /// What is carried along may be any number that is not negative, also as a text.
  void amount(QLatin1StringView key) {
    const QJsonValue value = find(key);
    bool isNumber = value.isDouble() && value.toDouble() >= 0;
    if (value.isString()) {
      static_cast<void>(value.toString().toULongLong(&isNumber));
    }
    if (!isNumber && !isAbsent(value) && value != QJsonValue(QString())) {
      mistake(key, u"must be a number, not %1"_s.arg(shown(value)));
    }
  }

  /// A year at most.
  std::optional<int> minutes(QLatin1StringView key) {
    constexpr int kMost = 366 * 24 * 60;
    const QJsonValue value = find(key);
    if (isAbsent(value) || value == QJsonValue(QString())) {
      return {};
    }
    bool isNumber = true;
    const int minutes = value.isString() ? value.toString().toInt(&isNumber) : value.toInt(-1);
    if (!isNumber || minutes < 0 || minutes > kMost) {
      mistake(key, u"must be a number of minutes from 0 (never) to %1, not %2"_s.arg(kMost).arg(shown(value)));
      return {};
    }
    return minutes;
  }

  QJsonObject object(QLatin1StringView key) {
    const QJsonValue value = find(key);
    if (!value.isObject() && !isAbsent(value)) {
      mistake(key, u"must be an object, not %1"_s.arg(typeName(value)));
    }
    return value.toObject();
  }

  void mistake(QLatin1StringView key, const QString& what) {
    if (m_mistake.isEmpty()) {
      m_mistake = u"\"%1%2\" %3"_s.arg(m_prefix, key, what);
    }
  }

  [[nodiscard]] const QString& firstMistake() const { return m_mistake; }

 private:
  /// Once all fields were seen, the others need not be looked for: most entries have few of them.
  QJsonValue find(QLatin1StringView key) {
    if (m_seen == m_object.size()) {
      return QJsonValue(QJsonValue::Undefined);
    }
    QJsonValue found = m_object.value(key);
    m_seen += found.isUndefined() ? 0 : 1;
    return found;
  }

  static bool isAbsent(const QJsonValue& value) { return value.isNull() || value.isUndefined(); }

  static QString shown(const QJsonValue& value) {
    if (value.isString()) {
      return u"\"%1\""_s.arg(oneLine(value.toString(), 40));
    }
    return value.isDouble() ? QString::number(value.toDouble(), 'g', 12) : typeName(value);
  }

  const QJsonObject& m_object;
  qsizetype m_seen = 0;
  QString m_prefix;
  QString m_mistake;
};

ForwardConfig::WorkloadType workloadTypeFrom(const QString& text) {
  using enum ForwardConfig::WorkloadType;
  const auto is = [&text](QLatin1StringView type) { return text.compare(type, Qt::CaseInsensitive) == 0; };
  return text.isEmpty() || is("service"_L1) ? Service
         : is("pod"_L1)                     ? Pod
         : is("proxy"_L1)                   ? Proxy
         : is("expose"_L1)                  ? Expose
                                            : Other;
}

/// Empty for Other: the word is in the entry as it was read.
QString workloadTypeText(ForwardConfig::WorkloadType type) {
  switch (type) {
    case ForwardConfig::WorkloadType::Service:
      return u"service"_s;
    case ForwardConfig::WorkloadType::Pod:
      return u"pod"_s;
    case ForwardConfig::WorkloadType::Proxy:
      return u"proxy"_s;
    case ForwardConfig::WorkloadType::Expose:
      return u"expose"_s;
    case ForwardConfig::WorkloadType::Other:
      break;
  }
  return {};
}

/// The fields that this version only carries along, by what kftray takes for them.
void checkCarried(EntryReader& reader) {
  for (const auto key : {"auto_loopback_address"_L1, "domain_enabled"_L1, "http_logs_enabled"_L1,
                         "http_logs_auto_cleanup"_L1, "cert_manager_enabled"_L1}) {
    static_cast<void>(reader.flag(key));
  }
  for (const auto key : {"http_logs_max_file_size"_L1, "http_logs_retention_days"_L1}) {
    reader.amount(key);
  }
  for (const auto key :
       {"remote_address"_L1, "exposure_type"_L1, "cert_issuer"_L1, "cert_issuer_kind"_L1, "ingress_class"_L1}) {
    static_cast<void>(reader.text(key));
  }
  // ingress_annotations: an object in a text for kftray, which people write as an object.
}

/// The entry, or what is wrong with it.
std::expected<ForwardConfig, QString> parseEntry(const QJsonObject& entry) {
  ForwardConfig config;
  EntryReader reader(entry);
  // Those that most entries have first.
  config.alias = reader.text("alias"_L1);
  config.context = reader.text("context"_L1);
  config.ns = reader.text("namespace"_L1);
  config.service = reader.text("service"_L1);
  config.localPort = reader.port("local_port"_L1);
  config.remotePort = reader.portOrName("remote_port"_L1);
  config.workloadType = workloadTypeFrom(reader.text("workload_type"_L1));
  const QString protocol = reader.text("protocol"_L1);
  if (protocol.compare("udp"_L1, Qt::CaseInsensitive) == 0) {
    config.protocol = ForwardConfig::Protocol::Udp;
  } else if (!protocol.isEmpty() && protocol.compare("tcp"_L1, Qt::CaseInsensitive) != 0) {
    reader.mistake("protocol"_L1, u"must be tcp or udp, not \"%1\""_s.arg(oneLine(protocol, 40)));
  }
  const QJsonObject ours = reader.object("portolan"_L1);
  config.localAddress = reader.text("local_address"_L1);
  config.kubeconfig = reader.text("kubeconfig"_L1);
  config.podSelector = reader.text("target"_L1);
  checkCarried(reader);

  EntryReader ourReader(ours, u"portolan."_s);
  config.uid = ourReader.text("uid"_L1);
  static_cast<void>(ourReader.number("version"_L1));
  config.target = ourReader.text("target"_L1);
  if (const QString port = ourReader.portOrName("remote_port"_L1); !port.isEmpty()) {
    config.remotePort = port;
  }
  config.tags = ourReader.texts("tags"_L1);
  config.autostart = ourReader.flag("autostart"_L1);
  config.onDemand = ourReader.flag("on_demand"_L1);
  const QString balance = ourReader.text("balance"_L1);
  if (balance == "round_robin"_L1) {
    config.balance = ForwardConfig::Balance::RoundRobin;
  } else if (!balance.isEmpty() && balance != "first"_L1) {
    ourReader.mistake("balance"_L1, u"must be first or round_robin, not \"%1\""_s.arg(oneLine(balance, 40)));
  }
  config.disconnectTimeoutMinutes = ourReader.minutes("disconnect_timeout_minutes"_L1);
  config.notes = ourReader.text("notes"_L1);
  config.order = ourReader.number("order"_L1);
  config.original = entry;

  for (const EntryReader* each : {&reader, &ourReader}) {
    if (!each->firstMistake().isEmpty()) {
      return std::unexpected(each->firstMistake());
    }
  }
  return config;
}

/// Everything by which entries without a uid are told apart.
QString whatItDoes(const ForwardConfig& config) {
  return QStringList{config.context,
                     config.ns,
                     config.service,
                     config.podSelector,
                     config.target,
                     config.remotePort,
                     QString::number(config.localPort),
                     config.localAddress,
                     config.original.value("workload_type"_L1).toString(),
                     config.original.value("remote_address"_L1).toString(),
                     config.original.value("protocol"_L1).toString()}
      .join(u'\n');
}

/// RFC 4122's version 5: two programs that read one file without uids call its forwards the same.
QString derivedUid(const QString& does, int twin) {
  static const QUuid space(u"{6f0a3c58-54d5-4e5e-9d0f-6b7a0c1f7d11}"_s);
  return QUuid::createUuidV5(space, u"%1\n%2"_s.arg(does).arg(twin)).toString(QUuid::WithoutBraces);
}

void put(QJsonObject& object, QLatin1StringView key, const QJsonValue& value) {
  const QJsonValue had = object.value(key);  // what stays is not touched: no copy of the object is made for it
  if (isEmptyValue(value)) {
    if (!had.isUndefined()) {
      object.remove(key);
    }
  } else if (had != value) {
    object.insert(key, value);
  }
}

bool isLoopback(const QString& address) {
  if (address.isEmpty() || address.compare("localhost"_L1, Qt::CaseInsensitive) == 0) {
    return true;
  }
  const QByteArray text = address.toUtf8();
  in_addr v4{};
  in6_addr v6{};
  return (::inet_pton(AF_INET, text.constData(), &v4) == 1 && (ntohl(v4.s_addr) >> 24) == IN_LOOPBACKNET) ||
         (::inet_pton(AF_INET6, text.constData(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6));
}

/// The entry as parsed, or what is wrong with it.
ParsedForward parsedEntry(const QJsonValue& value, const QString& name, qsizetype number) {
  const auto mistake = [&](const QString& what) {
    return ParsedForward{{}, invalid(u"%1: entry %2: %3"_s.arg(name).arg(number).arg(what)).error()};
  };
  if (!value.isObject()) {
    return mistake(u"must be an object, not %1"_s.arg(typeName(value)));
  }
  auto config = parseEntry(value.toObject());
  return config ? ParsedForward{std::move(*config), {}} : mistake(config.error());
}

}  // namespace

QJsonObject savedEntry(const ForwardConfig& config) {
  QJsonObject entry = config.original;
  if (entry.contains("id"_L1)) {
    entry.remove("id"_L1);
  }
  for (const QLatin1StringView key : kCarriedFields) {
    if (const QJsonValue value = entry.value(key); !value.isUndefined() && isEmptyValue(value)) {
      entry.remove(key);
    }
  }
  put(entry, "service"_L1, config.service);
  put(entry, "namespace"_L1, config.ns);
  put(entry, "local_port"_L1, config.localPort == 0 ? QJsonValue() : QJsonValue(config.localPort));
  put(entry, "context"_L1, config.context);
  if (config.workloadType != ForwardConfig::WorkloadType::Other) {
    put(entry, "workload_type"_L1, workloadTypeText(config.workloadType));
  }
  put(entry, "protocol"_L1, config.protocol == ForwardConfig::Protocol::Udp ? u"udp"_s : u"tcp"_s);
  put(entry, "local_address"_L1, config.localAddress);
  put(entry, "alias"_L1, config.alias);
  put(entry, "kubeconfig"_L1, config.kubeconfig);
  put(entry, "target"_L1, config.podSelector);

  QJsonObject ours = entry.value("portolan"_L1).toObject();
  if (!ours.contains("version"_L1)) {
    ours.insert("version"_L1, kOurVersion);
  }
  put(ours, "uid"_L1, config.uid);
  put(ours, "target"_L1, config.target);
  // kftray takes numbers only, and refuses a whole file for one text here.
  const auto number = portNumber(config.remotePort);
  put(entry, "remote_port"_L1, number ? QJsonValue(*number) : QJsonValue());
  put(ours, "remote_port"_L1, number ? QString() : config.remotePort);
  put(ours, "tags"_L1, QJsonArray::fromStringList(config.tags));
  put(ours, "autostart"_L1, config.autostart ? QJsonValue(true) : QJsonValue());
  put(ours, "on_demand"_L1, config.onDemand ? QJsonValue(true) : QJsonValue());
  put(ours, "balance"_L1,
      config.balance == ForwardConfig::Balance::RoundRobin ? QJsonValue(u"round_robin"_s) : QJsonValue());
  put(ours, "disconnect_timeout_minutes"_L1,
      config.disconnectTimeoutMinutes ? QJsonValue(*config.disconnectTimeoutMinutes) : QJsonValue());
  put(ours, "notes"_L1, config.notes);
  put(ours, "order"_L1, config.order ? QJsonValue(*config.order) : QJsonValue());
  put(entry, "portolan"_L1, ours);
  return entry;
}

QString ForwardConfig::displayName() const {
  if (!alias.isEmpty()) {
    return alias;
  }
  QString name = targetText();
  if (name.isEmpty()) {
    name = service.isEmpty() ? original.value("remote_address"_L1).toString() : service;
  }
  return remotePort.isEmpty() ? name : name + u':' + remotePort;
}

QString ForwardConfig::targetText() const {
  if (workloadType != WorkloadType::Service && workloadType != WorkloadType::Pod) {
    return {};
  }
  if (!target.isEmpty()) {
    return target;
  }
  if (workloadType == WorkloadType::Pod) {
    return podSelector.isEmpty() ? QString() : u"pod -l "_s + podSelector;
  }
  return service.isEmpty() ? QString() : u"service/"_s + service;
}

std::optional<QString> ForwardConfig::reasonUnsupported() const {
  if (workloadType != WorkloadType::Service && workloadType != WorkloadType::Pod) {
    const QString type = workloadType == WorkloadType::Other ? original.value("workload_type"_L1).toString()
                                                             : workloadTypeText(workloadType);
    return u"this version cannot run the workload type \"%1\""_s.arg(oneLine(type, 40));
  }
  if (protocol == Protocol::Udp) {
    return u"this version cannot forward UDP"_s;
  }
  if (targetText().isEmpty()) {
    return workloadType == WorkloadType::Pod ? u"it has no label selector (target)"_s : u"it names no service"_s;
  }
  if (remotePort.isEmpty()) {
    return u"it has no remote port"_s;
  }
  return std::nullopt;
}

bool ForwardConfig::hasOwnUid() const {
  return !uid.isEmpty() && original.value("portolan"_L1).toObject().value("uid"_L1).toString() == uid;
}

bool ForwardConfig::namesKubeconfig() const {
  return !kubeconfig.isEmpty() && kubeconfig != "default"_L1;
}

Result<QList<ParsedForward>> parseEntries(const QByteArray& json, const QString& name, QList<QByteArrayView>* texts) {
  if (json.size() > kMaximumForwardsSize) {
    return fail(ErrorCode::FileTooLarge, Stage::Configuration, u"%1: is larger than 32 MiB"_s.arg(name));
  }
  QByteArrayView text(json);
  if (text.startsWith(QByteArrayView("\xEF\xBB\xBF"))) {
    text = text.sliced(3);
  }
  if (text.trimmed().isEmpty()) {
    return invalid(u"%1: is empty"_s.arg(name), u"A list without forwards is written as []."_s);
  }
  QList<JsonSpan> spans;
  if (const auto problem = findJsonProblem(text, {}, &spans)) {
    const QString entry = problem->entry > 0 ? u"entry %1: "_s.arg(problem->entry) : QString();
    return fail(problem->isLimit ? ErrorCode::FileTooLarge : ErrorCode::FileInvalid, Stage::Configuration,
                u"%1: %2%3 (%4)"_s.arg(name, problem->isLimit ? QString() : entry, oneLine(problem->what, 120),
                                       textPosition(text, problem->offset)));
  }
  QJsonParseError parseError;
  const QJsonDocument document =
      QJsonDocument::fromJson(QByteArray::fromRawData(text.data(), text.size()), &parseError);
  if (document.isNull()) {
    // What the pass above leaves to Qt: UTF-8, and numbers too large for a double. A bare text or number comes here
    // too.
    return parseError.error == QJsonParseError::NoError || parseError.error == QJsonParseError::IllegalValue
               ? invalid(u"%1: must be a list of forwards"_s.arg(name))
               : invalid(u"%1: %2 (%3)"_s.arg(name, parseError.errorString(), textPosition(text, parseError.offset)));
  }

  if (texts) {
    if (document.isObject()) {
      *texts = {text.trimmed()};
    } else {
      texts->reserve(spans.size());
      for (const JsonSpan& span : std::as_const(spans)) {
        texts->append(text.sliced(span.start, span.size));
      }
    }
  }
  const QJsonArray entries = document.isObject() ? QJsonArray{document.object()} : document.array();
  QList<ParsedForward> parsed;
  parsed.reserve(entries.size());
  QSet<QString> uids;
  uids.reserve(entries.size());
  QHash<QString, int> twins;  // how many that do the same had no uid of their own
  for (const auto& value : entries) {
    ParsedForward entry = parsedEntry(value, name, parsed.size() + 1);
    if (!entry.error) {
      QString& uid = entry.config.uid;
      if (uid.isEmpty() || uids.contains(uid)) {
        const QString does = whatItDoes(entry.config);
        do {
          uid = derivedUid(does, twins[does]++);
        } while (uids.contains(uid));
        if (texts) {
          (*texts)[parsed.size()] = {};
        }
      }
      uids.insert(uid);
    }
    parsed += std::move(entry);
  }
  return parsed;
}

Result<QList<ForwardConfig>> parseForwards(const QByteArray& json, const QString& name, QList<QByteArrayView>* texts) {
  auto parsed = parseEntries(json, name, texts);
  if (!parsed) {
    return std::unexpected(parsed.error());
  }
  QList<ForwardConfig> forwards;
  forwards.reserve(parsed->size());
  for (ParsedForward& entry : *parsed) {
    if (entry.error) {
      return std::unexpected(std::move(*entry.error));
    }
    forwards += std::move(entry.config);
  }
  return forwards;
}

QString newForwardUid() {
  return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

std::optional<ForwardConfig> forwardFromEntry(const QJsonObject& entry) {
  auto config = parseEntry(entry);
  return config ? std::optional(std::move(*config)) : std::nullopt;
}

QByteArray serializeForwards(const QList<ForwardConfig>& forwards) {
  QJsonArray entries;
  for (const ForwardConfig& config : forwards) {
    entries += savedEntry(config);
  }
  return QJsonDocument(entries).toJson();
}

Result<QByteArray> checkedForwards(const QList<ForwardConfig>& forwards, const QString& name) {
  QByteArray json = serializeForwards(forwards);
  if (auto taken = parseForwards(json, name); !taken) {
    taken.error().hint = u"Nothing was written."_s;
    return std::unexpected(taken.error());
  }
  return json;
}

void sortForwards(QList<ForwardConfig>& forwards) {
  const auto place = [](const ForwardConfig& config) { return config.order.value_or(std::numeric_limits<int>::max()); };
  if (!std::ranges::is_sorted(std::as_const(forwards), {}, place)) {  // it mostly is, and moving them costs
    std::ranges::stable_sort(forwards, {}, place);
  }
}

Result<QList<ForwardConfig>> loadForwards(const QString& path, bool missingIsEmpty) {
  const auto content = readFile(path, kMaximumForwardsSize, missingIsEmpty);
  if (!content) {
    return std::unexpected(content.error());
  }
  return content->stamp.exists() ? parseForwards(content->bytes, path) : QList<ForwardConfig>();
}

Result<void> saveForwards(const QString& path, const QList<ForwardConfig>& forwards) {
  const auto json = checkedForwards(forwards, path);
  if (!json) {
    return std::unexpected(json.error());
  }
  const auto written = replaceFile(path, *json);
  return written ? Result<void>() : std::unexpected(written.error());
}

QString defaultForwardsPath() {
  return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/portolan/forwards.json"_s;
}

QList<ImportNotice> sanitizeImported(ForwardConfig& config, bool kubeconfigConfirmed) {
  using enum ImportNotice::Kind;
  QList<ImportNotice> notices;
  bool isTouched = false;
  if (config.autostart) {
    config.autostart = false;
    isTouched = true;
    notices += {AutostartCleared, 0, {}};
  }
  if (config.namesKubeconfig()) {
    notices += {kubeconfigConfirmed ? KubeconfigKept : KubeconfigDropped, 0, config.kubeconfig};
    if (!kubeconfigConfirmed) {
      config.kubeconfig.clear();
      isTouched = true;
    }
  }
  if (!isLoopback(config.localAddress)) {
    notices += {ReachableFromOutside, 0, config.localAddress};
  }
  if (isTouched) {
    config.original = savedEntry(config);  // nothing of what was taken away may come back from there
  }
  return notices;
}

ImportResult sanitizeImported(QList<ForwardConfig> forwards, bool kubeconfigConfirmed) {
  ImportResult result;
  for (qsizetype i = 0; i < forwards.size(); ++i) {
    for (ImportNotice& notice : sanitizeImported(forwards[i], kubeconfigConfirmed)) {
      notice.entry = i;
      result.notices += std::move(notice);
    }
  }
  result.forwards = std::move(forwards);
  return result;
}

}  // namespace portolan
