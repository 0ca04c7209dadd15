#include "core/cluster/kubeconfig.h"

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/yaml.h>

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QSet>

#include "core/cluster/readfile.h"

using namespace Qt::StringLiterals;

namespace portolan {
namespace {

/// How much of a document is visited, in nodes and bytes of text together. A document without aliases stays below it
/// whatever it holds; one that multiplies a large node by aliases ("billion laughs") does not.
constexpr qint64 kVisitLimit = 2 * kMaxFileSize;
/// How many merge keys are followed: each costs a map anew.
constexpr int kMostMerges = 10'000;
/// `<<: *other` may lead to a map that merges in turn.
constexpr int kMergeDepth = 8;
/// How deep an extension's JSON may be.
constexpr int kJsonDepth = 32;
constexpr qsizetype kMostWarnings = 50;
/// What exec plugins find in a cluster's extensions (client-go tools/clientcmd/api/types.go).
constexpr auto kExecExtension = "client.authentication.k8s.io/exec"_L1;

/// Ends the walk; turned into a Result in parse().
struct Rejection {
  Error error;
};

/// Walks one kubeconfig document. yaml-cpp reports by exception, and so does this class: neither leaves
/// Kubeconfig::parse.
class Document {
 public:
  explicit Document(QString file) : m_file(std::move(file)), m_folder(QFileInfo(m_file).absolutePath()) {}

  [[nodiscard]] Error errorAt(const YAML::Mark& mark, const QString& problem) const {
    // What is not in the text itself has no position.
    const QString where =
        mark.is_null() ? m_file : u"%1, line %2, column %3"_s.arg(m_file).arg(mark.line + 1).arg(mark.column + 1);
    return {ErrorCode::FileInvalid, Stage::Authentication, where + u": "_s + problem,
            u"Correct the file there, or get a new kubeconfig for the cluster."_s};
  }
  [[noreturn]] void reject(const YAML::Mark& mark, const QString& problem) const {
    throw Rejection{errorAt(mark, problem)};
  }

  /// Calls `visit(key, value)` for each field, those of a merge key ("<<") first; a missing value (null) has none.
  template <typename Visit>
  void forEachField(const YAML::Node& node, const QString& what, const Visit& visit, int mergeDepth = 0) {
    this->count(1);
    if (node.IsNull()) {
      return;
    }
    if (!node.IsMap()) {
      reject(node.Mark(), u"%1 must be a map"_s.arg(what));
    }
    for (const auto& field : node) {
      if (field.first.IsScalar() && field.first.Scalar() == "<<" && mergeDepth < kMergeDepth) {
        countMerge();
        if (field.second.IsSequence()) {
          // The first of several wins.
          for (std::size_t i = field.second.size(); i > 0; --i) {
            countMerge();
            forEachField(field.second[i - 1], what, visit, mergeDepth + 1);
          }
        } else {
          forEachField(field.second, what, visit, mergeDepth + 1);
        }
      }
    }
    QSet<QByteArray> seen;
    for (const auto& field : node) {
      this->count(1);
      m_field = field.first.Mark();
      if (!field.first.IsScalar()) {
        warn(u"a field of %1 whose name is no text has no effect"_s.arg(what));
        continue;
      }
      this->count(static_cast<qint64>(field.first.Scalar().size()));
      const QByteArray name = QByteArray::fromStdString(field.first.Scalar());
      if (name == "<<") {
        continue;
      }
      if (seen.contains(name)) {
        warn(u"%1 has the field %2 twice: the last one counts"_s.arg(what, quoted(name)));
      }
      seen.insert(name);
      visit(field.first.Scalar(), field.second);
    }
  }

  /// Of the field that is being visited. `what`: of which it is one.
  void warnUnknown(const std::string& key, const QString& what) {
    warn(u"%1 has no field %2: it has no effect"_s.arg(what, quoted(QByteArray::fromStdString(key))));
  }
  void warn(const QString& text) {
    if (m_warnings.size() < kMostWarnings) {
      m_warnings.append({m_file, m_field.line + 1, m_field.column + 1, text});
    }
  }
  [[nodiscard]] const QList<KubeconfigWarning>& warnings() const { return m_warnings; }

  template <typename Visit>
  void forEachEntry(const YAML::Node& node, const QString& what, const Visit& visit) {
    this->count(1);
    if (node.IsNull()) {
      return;
    }
    if (!node.IsSequence()) {
      reject(node.Mark(), u"%1 must be a list"_s.arg(what));
    }
    for (const auto& entry : node) {
      this->count(1);
      visit(entry);
    }
  }

  QByteArray bytes(const YAML::Node& node, const QString& what) {
    this->count(1);
    if (node.IsNull()) {
      return {};
    }
    if (!node.IsScalar()) {
      reject(node.Mark(), u"%1 must be text"_s.arg(what));
    }
    this->count(static_cast<qint64>(node.Scalar().size()));
    return QByteArray::fromStdString(node.Scalar());
  }
  QString text(const YAML::Node& node, const QString& what) { return QString::fromUtf8(bytes(node, what)); }

  QStringList texts(const YAML::Node& node, const QString& what) {
    QStringList list;
    forEachEntry(node, what, [&](const YAML::Node& entry) { list += text(entry, what); });
    return list;
  }

  /// Only unquoted words are booleans, those of YAML 1.1 included, as in kubectl.
  bool boolean(const YAML::Node& node, const QString& what) {
    const QByteArray word = bytes(node, what).toLower();
    if (node.IsNull() || (node.Tag() == "?" && (word == "false" || word == "no" || word == "off" || word == "n"))) {
      return false;
    }
    if (node.Tag() == "?" && (word == "true" || word == "yes" || word == "on" || word == "y")) {
      return true;
    }
    reject(node.Mark(), u"%1 must be true or false"_s.arg(what));
  }

  QByteArray base64(const YAML::Node& node, const QString& what) {
    QByteArray encoded = bytes(node, what);
    encoded.replace('\n', "");
    encoded.replace('\r', "");
    const auto decoded = QByteArray::fromBase64Encoding(encoded, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded) {
      reject(node.Mark(), u"%1 is not valid base64"_s.arg(what));
    }
    return *decoded;
  }

  /// A file's name, relative to the folder of the kubeconfig.
  QString path(const YAML::Node& node, const QString& what) {
    const QString name = text(node, what);
    return name.isEmpty() ? QString() : QDir::cleanPath(QDir(m_folder).absoluteFilePath(name));
  }

  /// What an extension holds, as JSON.
  QJsonValue json(const YAML::Node& node, int depth = 0) {
    this->count(1);
    if (depth > kJsonDepth) {
      reject(node.Mark(), u"it is nested too deeply"_s);
    }
    switch (node.Type()) {
      case YAML::NodeType::Map: {
        QJsonObject object;
        for (const auto& field : node) {
          object.insert(text(field.first, u"the name of a field"_s), json(field.second, depth + 1));
        }
        return object;
      }
      case YAML::NodeType::Sequence: {
        QJsonArray array;
        for (const auto& entry : node) {
          array.append(json(entry, depth + 1));
        }
        return array;
      }
      case YAML::NodeType::Scalar: {
        const QByteArray word = bytes(node, u"it"_s);
        if (node.Tag() != "?") {
          return QString::fromUtf8(word);
        }
        bool isNumber = false;
        if (const qint64 whole = word.toLongLong(&isNumber); isNumber) {
          return whole;
        }
        if (const double number = word.toDouble(&isNumber); isNumber && qIsFinite(number)) {
          return number;
        }
        const QByteArray lower = word.toLower();
        return lower == "true" ? QJsonValue(true) : lower == "false" ? QJsonValue(false) : QString::fromUtf8(word);
      }
      default:
        return QJsonValue::Null;
    }
  }

  /// A list of {name: …, extension: …}, which belong to other programs; one is for exec plugins.
  QJsonValue execExtension(const YAML::Node& list, const QString& what) {
    QJsonValue config(QJsonValue::Undefined);
    forEachEntry(list, what, [&](const YAML::Node& entry) {
      if (!entry.IsMap()) {
        return;
      }
      QString name;
      YAML::Node extension;
      for (const auto& field : entry) {
        if (field.first.IsScalar() && field.first.Scalar() == "name") {
          name = text(field.second, u"name"_s);
        } else if (field.first.IsScalar() && field.first.Scalar() == "extension") {
          extension.reset(field.second);
        }
      }
      if (name == kExecExtension) {
        config = json(extension);
      }
    });
    return config;
  }

  KubeconfigCluster cluster(const YAML::Node& node) {
    KubeconfigCluster cluster;
    cluster.file = m_file;
    cluster.execConfig = QJsonValue::Undefined;
    forEachField(node, u"cluster"_s, [&](const std::string& key, const YAML::Node& value) {
      const QString what = QString::fromStdString(key);
      if (key == "server") {
        cluster.server = text(value, what);
      } else if (key == "certificate-authority") {
        cluster.certificateAuthority = path(value, what);
      } else if (key == "certificate-authority-data") {
        cluster.certificateAuthorityData = base64(value, what);
      } else if (key == "tls-server-name") {
        cluster.tlsServerName = text(value, what);
      } else if (key == "insecure-skip-tls-verify") {
        cluster.insecureSkipTlsVerify = boolean(value, what);
      } else if (key == "proxy-url") {
        cluster.proxyUrl = text(value, what);
      } else if (key == "disable-compression") {
        cluster.disableCompression = boolean(value, what);
      } else if (key == "extensions") {
        cluster.execConfig = execExtension(value, what);
      } else {
        warnUnknown(key, u"a cluster"_s);
      }
    });
    return cluster;
  }

  KubeconfigExec execSection(const YAML::Node& node) {
    KubeconfigExec exec;
    forEachField(node, u"exec"_s, [&](const std::string& key, const YAML::Node& value) {
      const QString what = QString::fromStdString(key);
      if (key == "apiVersion") {
        exec.apiVersion = text(value, what);
      } else if (key == "command") {
        // A name alone is looked up in the PATH (client-go tools/clientcmd/loader.go).
        exec.command = text(value, what);
        if (exec.command.contains(u'/')) {
          exec.command = path(value, what);
        }
      } else if (key == "args") {
        exec.arguments = texts(value, what);
      } else if (key == "env") {
        exec.environment.clear();
        forEachEntry(value, what, [&](const YAML::Node& entry) {
          std::pair<QString, QString> variable;
          forEachField(entry, u"an entry of env"_s, [&](const std::string& part, const YAML::Node& word) {
            if (part == "name") {
              variable.first = text(word, u"name"_s);
            } else if (part == "value") {
              variable.second = text(word, u"value"_s);
            } else {
              warnUnknown(part, u"an entry of env"_s);
            }
          });
          if (variable.first.isEmpty() || variable.first.contains(u'=')) {
            reject(entry.Mark(), u"an entry of env needs a name without an equals sign"_s);
          }
          exec.environment.append(variable);
        });
      } else if (key == "installHint") {
        exec.installHint = text(value, what);
      } else if (key == "provideClusterInfo") {
        exec.provideClusterInfo = boolean(value, what);
      } else if (key == "interactiveMode") {
        exec.interactiveMode = text(value, what);
      } else {
        warnUnknown(key, u"exec"_s);
      }
    });
    return exec;
  }

  KubeconfigAuthProvider authProvider(const YAML::Node& node) {
    KubeconfigAuthProvider provider;
    forEachField(node, u"auth-provider"_s, [&](const std::string& key, const YAML::Node& value) {
      const QString what = QString::fromStdString(key);
      if (key == "name") {
        provider.name = text(value, what);
      } else if (key == "config") {
        forEachField(value, what, [&](const std::string& name, const YAML::Node& word) {
          provider.config.insert(QString::fromStdString(name), text(word, QString::fromStdString(name)));
          // Those of client-go's plugin/pkg/client/auth/oidc; other providers' have no effect, nor have they.
          static const QSet<QByteArray> kKnown{"idp-issuer-url",
                                               "client-id",
                                               "client-secret",
                                               "idp-certificate-authority",
                                               "idp-certificate-authority-data",
                                               "id-token",
                                               "refresh-token"};
          if (!kKnown.contains(QByteArray::fromStdString(name))) {
            warnUnknown(name, u"an auth-provider's config"_s);
          }
        });
      } else {
        warnUnknown(key, u"auth-provider"_s);
      }
    });
    return provider;
  }

  KubeconfigUser user(const YAML::Node& node) {
    KubeconfigUser user;
    user.file = m_file;
    forEachField(node, u"user"_s, [&](const std::string& key, const YAML::Node& value) {
      const QString what = QString::fromStdString(key);
      if (key == "client-certificate") {
        user.clientCertificate = path(value, what);
      } else if (key == "client-certificate-data") {
        user.clientCertificateData = base64(value, what);
      } else if (key == "client-key") {
        user.clientKey = path(value, what);
      } else if (key == "client-key-data") {
        user.clientKeyData = base64(value, what);
      } else if (key == "token") {
        user.token = text(value, what);
      } else if (key == "tokenFile") {
        user.tokenFile = path(value, what);
      } else if (key == "username") {
        user.username = text(value, what);
      } else if (key == "password") {
        user.password = text(value, what);
      } else if (key == "as") {
        user.as = text(value, what);
      } else if (key == "as-uid") {
        user.asUid = text(value, what);
      } else if (key == "as-groups") {
        user.asGroups = texts(value, what);
      } else if (key == "as-user-extra") {
        user.asExtra.clear();
        forEachField(value, what, [&](const std::string& extra, const YAML::Node& values) {
          for (const QString& item : texts(values, what)) {
            this->count(static_cast<qint64>(extra.size()));
            user.asExtra.emplaceBack(QString::fromStdString(extra), item);
          }
        });
      } else if (key == "exec") {
        user.exec = value.IsNull() ? std::nullopt : std::optional(execSection(value));
      } else if (key == "auth-provider") {
        user.authProvider = value.IsNull() ? std::nullopt : std::optional(authProvider(value));
      } else if (key != "extensions") {  // of other programs
        warnUnknown(key, u"a user"_s);
      }
    });
    return user;
  }

  KubeconfigContext context(const YAML::Node& node) {
    KubeconfigContext context;
    context.file = m_file;
    forEachField(node, u"context"_s, [&](const std::string& key, const YAML::Node& value) {
      const QString what = QString::fromStdString(key);
      if (key == "cluster") {
        context.cluster = text(value, what);
      } else if (key == "user") {
        context.user = text(value, what);
      } else if (key == "namespace") {
        context.ns = text(value, what);
      } else if (key != "extensions") {
        warnUnknown(key, u"a context"_s);
      }
    });
    return context;
  }

  /// A list of {name: …, <kind>: {…}}. A name that comes twice is an error (client-go api/v1/conversion.go).
  template <typename T>
  QMap<QString, T> named(const YAML::Node& list, const QString& listName, const std::string& kind,
                         T (Document::*read)(const YAML::Node&)) {
    QMap<QString, T> entries;
    forEachEntry(list, listName, [&](const YAML::Node& entry) {
      QString name;
      T value;
      value.file = m_file;
      forEachField(entry, u"an entry of %1"_s.arg(listName), [&](const std::string& key, const YAML::Node& field) {
        if (key == "name") {
          name = text(field, u"name"_s);
        } else if (key == kind) {
          value = (this->*read)(field);
        } else {
          warnUnknown(key, u"an entry of %1"_s.arg(listName));
        }
      });
      value.line = entry.Mark().line + 1;
      if (entries.contains(name)) {
        reject(entry.Mark(), u"%1 has the name \"%2\" twice"_s.arg(listName, oneLine(name, 100)));
      }
      entries.insert(name, std::move(value));
    });
    return entries;
  }

 private:
  void count(qint64 amount) {
    m_visited += amount;
    if (m_visited > kVisitLimit) {
      rejectSize();
    }
  }
  void countMerge() {
    if (++m_merges > kMostMerges) {
      rejectSize();
    }
  }
  [[noreturn]] void rejectSize() const {
    throw Rejection{Error{ErrorCode::FileTooLarge, Stage::Authentication,
                          u"%1: its aliases make it larger than Portolan reads"_s.arg(m_file),
                          u"Write out what its aliases stand for, as far as it is needed."_s}};
  }
  static QString quoted(const QByteArray& name) { return u'"' + oneLine(QString::fromUtf8(name), 60) + u'"'; }

  QString m_file;
  QString m_folder;
  qint64 m_visited = 0;
  int m_merges = 0;
  YAML::Mark m_field;
  QList<KubeconfigWarning> m_warnings;
};

}  // namespace

QString Kubeconfig::missingHint() {
  return u"Get a kubeconfig from the cluster's administrator and set KUBECONFIG to its path, or try \"portolan demo\"."_s;
}

Kubeconfig::Sources Kubeconfig::defaultSources(const QString& explicitFile, const QProcessEnvironment& environment) {
  if (!explicitFile.isEmpty()) {
    return {{explicitFile}, true};
  }
  const QString list = environment.value(u"KUBECONFIG"_s);
  if (!list.isEmpty()) {
    QStringList files = list.split(QDir::listSeparator(), Qt::SkipEmptyParts);
    files.removeDuplicates();
    return {files, false};
  }
  return {{environment.value(u"HOME"_s, QDir::homePath()) + u"/.kube/config"_s}, false};
}

Result<Kubeconfig> Kubeconfig::load(const Sources& sources) {
  Kubeconfig merged;
  for (const QString& file : sources.files) {
    const auto content = readFile(file);
    if (!content) {
      if (content.error().doesNotExist && !sources.isExplicit) {
        continue;
      }
      if (content.error().doesNotExist) {
        return fail(ErrorCode::KubeconfigMissing, Stage::Authentication,
                    u"the kubeconfig %1 does not exist"_s.arg(file), u"Check its path."_s);
      }
      return fail(content.error().code, Stage::Authentication,
                  u"the kubeconfig %1 cannot be read: %2"_s.arg(file, content.error().reason),
                  u"Check its path and who may read it."_s);
    }
    const Result<Kubeconfig> config = parse(*content, file);
    if (!config) {
      return config;
    }
    merged.mergeFrom(*config);
  }
  if (merged.m_files.isEmpty()) {
    return fail(ErrorCode::KubeconfigMissing, Stage::Authentication,
                sources.files.isEmpty() ? u"no kubeconfig was found: KUBECONFIG names no file"_s
                                        : u"no kubeconfig was found at %1"_s.arg(sources.files.join(u" or "_s)),
                missingHint());
  }
  return merged;
}

Result<Kubeconfig> Kubeconfig::parse(const QByteArray& yaml, const QString& file) {
  if (yaml.size() > kMaxFileSize) {
    return fail(ErrorCode::FileTooLarge, Stage::Authentication,
                u"the kubeconfig %1 is larger than %2 MiB"_s.arg(file).arg(kMaxFileSize / 1024 / 1024));
  }
  Kubeconfig config;
  config.m_files = {file};
  Document document(file);
  // A file of UTF-16 or UTF-32 begins with its mark (YAML 1.2.2, 5.2); elsewhere a NUL is no text, and hides what
  // follows.
  const bool isWide = yaml.startsWith("\xFF\xFE") || yaml.startsWith("\xFE\xFF") ||
                      yaml.startsWith(QByteArray::fromRawData("\0\0\xFE\xFF", 4));
  if (const qsizetype nul = isWide ? -1 : yaml.indexOf('\0'); nul >= 0) {
    return fail(ErrorCode::FileInvalid, Stage::Authentication,
                u"%1, line %2: it holds a NUL byte, so it is no text"_s.arg(file).arg(yaml.first(nul).count('\n') + 1));
  }
  try {
    // As kubectl: of several documents only the first counts. Nesting is bounded by yaml-cpp's own guard (since 0.7).
    const YAML::Node root = YAML::Load(yaml.toStdString());
    document.forEachField(root, u"a kubeconfig"_s, [&](const std::string& key, const YAML::Node& value) {
      const QString what = QString::fromStdString(key);
      if (key == "kind" && !value.IsNull() && document.text(value, what) != "Config"_L1) {
        document.reject(value.Mark(),
                        u"this is no kubeconfig: its kind is \"%1\""_s.arg(oneLine(document.text(value, what), 100)));
      } else if (key == "apiVersion" && !value.IsNull() && document.text(value, what) != "v1"_L1) {
        document.reject(value.Mark(),
                        u"the apiVersion \"%1\" is not known"_s.arg(oneLine(document.text(value, what), 100)));
      } else if (key == "current-context") {
        config.m_currentContext = document.text(value, what);
      } else if (key == "clusters") {
        config.m_clusters = document.named(value, what, "cluster", &Document::cluster);
      } else if (key == "users") {
        config.m_users = document.named(value, what, "user", &Document::user);
      } else if (key == "contexts") {
        config.m_contexts = document.named(value, what, "context", &Document::context);
      } else if (key == "preferences" && value.IsMap() && value.size() > 0) {
        document.warn(u"preferences have no effect, as in kubectl"_s);
      } else if (key != "kind" && key != "apiVersion" && key != "preferences" && key != "extensions") {
        document.warnUnknown(key, u"a kubeconfig"_s);
      }
    });
    config.m_warnings = document.warnings();
  } catch (const Rejection& rejection) {
    return std::unexpected(rejection.error);
  } catch (const YAML::DeepRecursion& exception) {
    return std::unexpected(document.errorAt(exception.mark, u"it is nested too deeply"_s));
  } catch (const YAML::Exception& exception) {
    return std::unexpected(document.errorAt(exception.mark, oneLine(QString::fromStdString(exception.msg))));
  }
  return config;
}

void Kubeconfig::mergeFrom(const Kubeconfig& other) {
  const auto addMissing = [](auto& ours, const auto& theirs) {
    for (auto it = theirs.cbegin(); it != theirs.cend(); ++it) {
      if (!ours.contains(it.key())) {
        ours.insert(it.key(), it.value());
      }
    }
  };
  m_files += other.m_files;
  m_warnings += other.m_warnings;
  if (m_currentContext.isEmpty()) {
    m_currentContext = other.m_currentContext;
  }
  addMissing(m_contexts, other.m_contexts);
  addMissing(m_clusters, other.m_clusters);
  addMissing(m_users, other.m_users);
}

}  // namespace portolan
