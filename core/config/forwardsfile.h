#pragma once

#include <QHash>
#include <QString>
#include <stop_token>

#include "core/config/forwardschange.h"
#include "core/config/safefile.h"

namespace portolan {

/// The saved forwards on the disk: reads them, and changes them so that nobody's change is lost. Blocks; not for a
/// thread that has other things to do (ConfigStore has one for it).
///
/// Every change is done to what the file holds at that moment, with other processes locked out; the version before it
/// is kept as one of the last ten in `path`.backups.
class ForwardsFile {
 public:
  static constexpr int kBackups = 10;

  explicit ForwardsFile(QString path);

  [[nodiscard]] const QString& path() const { return m_path; }
  /// As last read or written; in the order in which they are shown.
  [[nodiscard]] const QList<ForwardConfig>& forwards() const { return m_forwards; }

  /// Reads the file if it is another one than it was. True: forwards() may differ. On an error forwards() stays.
  Result<bool> refresh();
  /// Reads, changes and writes. Returns what was really done (applyChange). Errors: those of refresh (a file that
  /// cannot be read is not written over), FileUnwritable, FileTooLarge; nothing is changed then.
  Result<ForwardsChange> apply(const ForwardsChange& change, const std::stop_token& stop = {});

 private:
  /// The file's content with these forwards. `changed`: the uids of those that are not as they stand in the file, which
  /// get their new texts.
  Result<QByteArray> jsonOf(QList<ForwardConfig>& forwards, QHash<QString, QByteArray>& changed) const;

  QString m_path;
  FileStamp m_stamp;
  bool m_isRead = false;
  QList<ForwardConfig> m_forwards;
  QByteArray m_content;                ///< as last read: most of m_texts are parts of it
  QHash<QString, QByteArray> m_texts;  ///< by uid: the entry as it stands in the file; what is not changed stays so
};

}  // namespace portolan
