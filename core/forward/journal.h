#pragma once

#include <QDateTime>
#include <QMetaType>
#include <QObject>
#include <QString>
#include <QThreadPool>
#include <QTimer>
#include <deque>

namespace portolan {

/// One thing that happened to a forward.
struct JournalEntry {
  enum class Kind {
    State,             ///< another state, or another reason for it
    Pod,               ///< another pod
    ConnectionFailed,  ///< one connection failed; the forward goes on
    Note,
  };

  QDateTime time;  ///< UTC
  QString uid;     ///< of the forward
  Kind kind = Kind::Note;
  QString text;  ///< one line, no secrets

  bool operator==(const JournalEntry&) const = default;
};

/// The word for it in files and on the control socket: "state", "pod", "connection", "note".
QString journalKindName(JournalEntry::Kind kind);

/// What happened to the forwards, oldest first: the last 5,000 entries in memory, and in a file of JSON lines that is
/// rotated (1 MiB, three old ones), for the log view and for bug reports. The file is written in a thread of its own;
/// one that cannot be written costs its lines, nothing else. Lives in one thread.
class Journal : public QObject {
  Q_OBJECT
 public:
  /// `path` empty: memory only. The folder is made (0700), the file has mode 0600.
  explicit Journal(QString path = {}, QObject* parent = nullptr);
  /// Writes what is left.
  ~Journal() override;

  void add(const JournalEntry& entry);
  /// The last `limit` of one forward, or of all where `uid` is empty.
  [[nodiscard]] QList<JournalEntry> last(const QString& uid, qsizetype limit) const;

  /// <state folder>/portolan/journal.jsonl
  static QString defaultPath();

 Q_SIGNALS:
  void added(const portolan::JournalEntry& entry);

 private:
  void write();
  void startWriting();

  const QString m_path;
  std::deque<JournalEntry> m_entries;
  QByteArray m_unwritten;
  QTimer m_soon;
  QThreadPool m_writer;
};

}  // namespace portolan

Q_DECLARE_METATYPE(portolan::JournalEntry)
