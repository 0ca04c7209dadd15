#include "core/config/forwardsfile.h"

#include <QJsonDocument>

#include "core/config/jsoncheck.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr qsizetype kMostEntries = JsonLimits().entries;

/// As QJsonDocument would write it within a list.
QByteArray entryText(const ForwardConfig& config) {
  return QJsonDocument(savedEntry(config)).toJson().trimmed().replace('\n', "\n    ");
}

/// Nothing is written that would not be taken back.
std::optional<Error> mistakeIn(const QByteArray& text, const ForwardConfig& config) {
  const auto entries = parseEntries(text, u"\"%1\""_s.arg(oneLine(config.displayName(), 80)));
  return !entries ? entries.error() : entries->constFirst().error;
}

}  // namespace

ForwardsFile::ForwardsFile(QString path) : m_path(std::move(path)) {}

Result<bool> ForwardsFile::refresh() {
  if (m_isRead && FileStamp::of(m_path) == m_stamp) {
    return false;
  }
  auto content = readFile(m_path, kMaximumForwardsSize, true);
  if (!content) {
    return std::unexpected(content.error());
  }
  QList<ForwardConfig> forwards;
  QHash<QString, QByteArray> texts;
  if (content->stamp.exists()) {
    QList<QByteArrayView> entries;
    auto parsed = parseForwards(content->bytes, m_path, &entries);
    if (!parsed) {
      return std::unexpected(parsed.error());
    }
    forwards = std::move(*parsed);
    texts.reserve(forwards.size());
    for (qsizetype i = 0; i < forwards.size(); ++i) {
      if (const QByteArrayView text = entries.at(i); !text.isEmpty()) {
        texts.insert(forwards.at(i).uid, QByteArray::fromRawData(text.data(), text.size()));
      }
    }
    sortForwards(forwards);
  }
  m_forwards = std::move(forwards);
  m_texts = std::move(texts);
  m_content = std::move(content->bytes);
  m_stamp = content->stamp;
  m_isRead = true;
  return true;
}

Result<ForwardsChange> ForwardsFile::apply(const ForwardsChange& change, const std::stop_token& stop) {
  const auto lock = FileLock::take(m_path, stop);
  if (!lock) {
    return std::unexpected(lock.error());
  }
  if (auto fresh = refresh(); !fresh) {
    fresh.error().hint = u"Nothing was written, so that this version of the file is not lost. Mend it first."_s;
    return std::unexpected(fresh.error());
  }
  QList<ForwardConfig> forwards = m_forwards;
  ForwardsChange done = applyChange(forwards, change);
  if (done.isEmpty()) {
    return done;
  }
  sortForwards(forwards);
  QHash<QString, QByteArray> changed;
  for (const ForwardsChange::Entry& entry : std::as_const(done.entries)) {
    changed.insert((entry.before ? entry.before : entry.after)->uid, {});
  }
  const auto json = jsonOf(forwards, changed);
  if (!json) {
    return std::unexpected(json.error());
  }
  if (const auto kept = keepBackup(m_path, m_path + u".backups"_s, kBackups); !kept) {
    return std::unexpected(kept.error());
  }
  const auto written = replaceFile(m_path, *json);
  if (!written) {
    return std::unexpected(written.error());
  }
  m_stamp = *written;
  m_forwards = std::move(forwards);
  for (auto text = changed.cbegin(); text != changed.cend(); ++text) {
    if (text.value().isEmpty()) {
      m_texts.remove(text.key());
    } else {
      m_texts.insert(text.key(), text.value());
    }
  }
  return done;
}

Result<QByteArray> ForwardsFile::jsonOf(QList<ForwardConfig>& forwards, QHash<QString, QByteArray>& changed) const {
  if (forwards.size() > kMostEntries) {
    return fail(ErrorCode::FileTooLarge, Stage::Configuration,
                u"%1: there would be more than %2 forwards"_s.arg(m_path).arg(kMostEntries), u"Nothing was written."_s);
  }
  QByteArray json;
  json.reserve(m_content.size() + (1 << 16));
  json += "[";
  for (ForwardConfig& config : forwards) {
    auto text = m_texts.constFind(config.uid);
    if (text == m_texts.constEnd() || changed.contains(config.uid)) {
      text = changed.insert(config.uid, entryText(config));
      if (auto mistake = mistakeIn(*text, config)) {
        mistake->hint = u"Nothing was written."_s;
        return std::unexpected(std::move(*mistake));
      }
      config.original = savedEntry(config);
    }
    json += json.size() == 1 ? "\n    " : ",\n    ";
    json += *text;
  }
  json += "\n]\n";
  if (json.size() > kMaximumForwardsSize) {
    return fail(ErrorCode::FileTooLarge, Stage::Configuration, u"%1: would be larger than 32 MiB"_s.arg(m_path),
                u"Nothing was written."_s);
  }
  return json;
}

}  // namespace portolan
