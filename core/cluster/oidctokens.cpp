#include "core/cluster/oidctokens.h"

#include <fcntl.h>
#include <yaml-cpp/yaml.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSaveFile>
#include <QThread>
#include <algorithm>
#include <cerrno>
#include <optional>
#include <vector>

#include "core/base/filedescriptor.h"
#include "core/cluster/kubeconfig.h"
#include "core/cluster/readfile.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace portolan {
namespace {

constexpr int kLockTries = 10;
constexpr auto kLockPause = 50ms;

/// A value as YAML takes it in both styles.
QByteArray written(const QString& value) {
  static const QRegularExpression kPlain(u"^[A-Za-z0-9_-][A-Za-z0-9_./+=-]*$"_s);
  if (kPlain.match(value).hasMatch()) {
    return value.toUtf8();
  }
  // A JSON string is a YAML string in double quotes.
  const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
  return list.sliced(1, list.size() - 2);
}

struct Edit {
  qsizetype position;
  qsizetype removed;
  QByteArray inserted;
};

/// The value of the first field with this name.
YAML::Node fieldOf(const YAML::Node& map, const char* name) {
  if (map.IsMap()) {
    for (const auto& field : map) {
      if (field.first.IsScalar() && field.first.Scalar() == name) {
        return field.second;
      }
    }
  }
  return YAML::Node(YAML::NodeType::Undefined);
}

YAML::Node configOf(const YAML::Node& root, const std::string& user) {
  for (const auto& entry : fieldOf(root, "users")) {
    const YAML::Node name = fieldOf(entry, "name");
    if (name.IsDefined() && name.IsScalar() && name.Scalar() == user) {
      return fieldOf(fieldOf(fieldOf(entry, "user"), "auth-provider"), "config");
    }
  }
  return YAML::Node(YAML::NodeType::Undefined);
}

/// Replaces the text of a scalar that is written on one line, plainly or in quotes. Nothing: it is written otherwise.
std::optional<Edit> replacement(const QByteArray& text, const YAML::Node& scalar, const QString& value) {
  qsizetype position = scalar.Mark().pos;
  const QByteArray old = QByteArray::fromStdString(scalar.Scalar());
  if (scalar.Mark().is_null() || position < 0 || position >= text.size()) {
    return {};
  }
  const char first = text.at(position);
  const bool isQuoted = first == '"' || first == '\'';
  const qsizetype inner = position + (isQuoted ? 1 : 0);
  if (text.mid(inner, old.size()) != old || (isQuoted && text.mid(inner + old.size(), 1) != QByteArray(1, first))) {
    return {};
  }
  return Edit{position, old.size() + (isQuoted ? 2 : 0),
              isQuoted ? '"' + written(value).replace("\"", "") + '"' : written(value)};
}

/// A field more, before one that is there.
std::optional<Edit> insertion(const QByteArray& text, const YAML::Node& map, const char* name, const QString& value) {
  if (!map.IsMap() || map.size() == 0) {
    return {};
  }
  const YAML::Node key = map.begin()->first;
  const YAML::Mark mark = key.Mark();
  if (mark.is_null() || mark.pos < 0 || mark.pos >= text.size()) {
    return {};
  }
  const bool isFlow = map.Style() == YAML::EmitterStyle::Flow;
  const QByteArray field = isFlow ? QByteArray("\"") + name + "\": \"" + value.toUtf8() + "\", "
                                  : QByteArray(name) + ": " + written(value) + '\n' + QByteArray(mark.column, ' ');
  return Edit{mark.pos, 0, field};
}

Result<void> cannotStore(ErrorCode code, const QString& file, const QString& problem) {
  return fail(code, Stage::Authentication, u"the renewed login cannot be written to %1: %2"_s.arg(file, problem),
              u"Until it can, it is lost when Portolan ends."_s);
}

}  // namespace

QDateTime jwtExpiry(const QString& token) {
  const QByteArray payload = token.section(u'.', 1, 1).toLatin1();
  const auto decoded = QByteArray::fromBase64Encoding(payload, QByteArray::Base64UrlEncoding);
  const QJsonValue expiry =
      decoded ? QJsonDocument::fromJson(*decoded).object().value("exp"_L1) : QJsonValue(QJsonValue::Undefined);
  constexpr double kMost = 253'402'300'799;  // the last second of the year 9999; a claim may be any number
  return expiry.isDouble()
             ? QDateTime::fromSecsSinceEpoch(static_cast<qint64>(std::clamp(expiry.toDouble(), 0.0, kMost)), Qt::UTC)
             : QDateTime();
}

Result<OidcTokens> readOidcTokens(const QString& file, const QString& user) {
  const auto kubeconfig = Kubeconfig::load({{file}, true});
  if (!kubeconfig) {
    return std::unexpected(kubeconfig.error());
  }
  const auto it = kubeconfig->users().constFind(user);
  if (it == kubeconfig->users().cend() || !it->authProvider) {
    return fail(ErrorCode::CredentialsInvalid, Stage::Authentication,
                u"the user \"%1\" has no OIDC login in %2 any more"_s.arg(oneLine(user, 100), file));
  }
  return OidcTokens{.idToken = it->authProvider->config.value(u"id-token"_s),
                    .refreshToken = it->authProvider->config.value(u"refresh-token"_s)};
}

Result<QByteArray> withOidcTokens(const QByteArray& kubeconfig, const QString& file, const QString& user,
                                  const OidcTokens& tokens) {
  const auto invalid = [&](const QString& problem) {
    return fail(ErrorCode::FileInvalid, Stage::Authentication, u"%1: %2"_s.arg(file, problem));
  };
  std::vector<Edit> edits;
  try {
    const YAML::Node config = configOf(YAML::Load(kubeconfig.toStdString()), user.toStdString());
    if (!config.IsDefined()) {
      return invalid(u"it holds no such OIDC user any more"_s);
    }
    for (const auto& [name, value] : {std::pair{"id-token", tokens.idToken}, {"refresh-token", tokens.refreshToken}}) {
      const YAML::Node field = fieldOf(config, name);
      const auto edit = field.IsDefined() && field.IsScalar() ? replacement(kubeconfig, field, value)
                        : field.IsDefined()                   ? std::nullopt
                                                              : insertion(kubeconfig, config, name, value);
      if (!edit) {
        return invalid(u"its %1 is not written on one line"_s.arg(QString::fromLatin1(name)));
      }
      edits.push_back(*edit);
    }
  } catch (const YAML::Exception&) {
    return invalid(u"it is no kubeconfig any more"_s);
  }
  std::ranges::sort(edits, std::greater(), &Edit::position);
  QByteArray changed = kubeconfig;
  for (const Edit& edit : edits) {
    changed.replace(edit.position, edit.removed, edit.inserted);
  }
  // What was written has to read as what was meant, whatever the file looks like.
  const auto check = Kubeconfig::parse(changed, file);
  const auto expected = Kubeconfig::parse(kubeconfig, file);
  if (!check || !expected ||
      check->users().value(user).authProvider.value_or(KubeconfigAuthProvider()).config.value(u"id-token"_s) !=
          tokens.idToken ||
      check->users().value(user).authProvider->config.value(u"refresh-token"_s) != tokens.refreshToken ||
      check->users().size() != expected->users().size()) {
    return invalid(u"its tokens cannot be replaced"_s);
  }
  return changed;
}

Result<void> storeOidcTokens(const QString& file, const QString& user, const OidcTokens& tokens) {
  const QByteArray lock = QFile::encodeName(file + u".lock"_s);
  FileDescriptor held;
  for (int i = 0; i < kLockTries && !held.isValid(); ++i) {
    held = FileDescriptor(::open(lock.constData(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600));
    if (!held.isValid() && errno != EEXIST) {
      return cannotStore(ErrorCode::FileUnwritable, file, qt_error_string(errno));
    }
    if (!held.isValid()) {
      QThread::msleep(static_cast<unsigned long>(std::chrono::milliseconds(kLockPause).count()));
    }
  }
  if (!held.isValid()) {
    return cannotStore(ErrorCode::FileUnwritable, file, u"another program holds %1.lock"_s.arg(file));
  }
  const auto store = [&]() -> Result<void> {
    const auto content = readFile(file);
    if (!content) {
      return cannotStore(content.error().code, file, content.error().reason);
    }
    const auto changed = withOidcTokens(*content, file, user, tokens);
    if (!changed) {
      return std::unexpected(changed.error());
    }
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(*changed) != changed->size() || !out.commit()) {
      return cannotStore(ErrorCode::FileUnwritable, file, out.errorString());
    }
    return {};
  };
  const Result<void> result = store();
  QFile::remove(QFile::decodeName(lock));
  return result;
}

}  // namespace portolan
