#include "core/config/forwardsfile.h"

using namespace Qt::StringLiterals;

namespace portolan {

ForwardsFile::ForwardsFile(QString path) : m_path(std::move(path)) {}

Result<bool> ForwardsFile::refresh() {
  if (m_isRead && FileStamp::of(m_path) == m_stamp) {
    return false;
  }
  const auto content = readFile(m_path, kMaximumForwardsSize, true);
  if (!content) {
    return std::unexpected(content.error());
  }
  QList<ForwardConfig> forwards;
  if (content->stamp.exists()) {
    auto parsed = parseForwards(content->bytes, m_path);
    if (!parsed) {
      return std::unexpected(parsed.error());
    }
    forwards = std::move(*parsed);
    sortForwards(forwards);
  }
  m_forwards = std::move(forwards);
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
  const auto json = checkedForwards(forwards, m_path);
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
  return done;
}

}  // namespace portolan
