#pragma once

#include "core/config/importplan.h"

namespace portolan {

/// What a Git repository's file said when it was last taken over: the base of the next three-way merge. Kept in the
/// state folder, one file for each source.
struct SyncBase {
  struct Entry {
    QString saved;         ///< the uid of the saved forward that it became
    ForwardConfig config;  ///< as it was in the repository

    bool operator==(const Entry&) const = default;
  };
  QList<Entry> entries;
  QString commit;

  bool operator==(const SyncBase&) const = default;
};

/// A missing file is an empty base. Errors: FileUnreadable, FileInvalid.
Result<SyncBase> loadSyncBase(const QString& path);
Result<void> saveSyncBase(const QString& path, const SyncBase& base);
/// <state folder>/portolan/sync/<of the source>.json
QString syncBasePath(const QString& url, const QString& branch, const QString& filePath);

/// What a new version of the repository's file would do to the saved forwards: changes made there since `base` are
/// merged with those made here. Where both changed a field, what is here stays and Item::contested names the field. An
/// entry that is gone there is Gone here, unless it was changed here. A forward that was removed here stays removed
/// while it is unchanged there.
ImportPlan makeSyncPlan(const QList<ForwardConfig>& saved, const SyncBase& base, const QList<ParsedForward>& repository,
                        bool kubeconfigConfirmed = false);
/// The base after what is chosen of the plan was saved.
SyncBase baseAfter(const ImportPlan& plan, const SyncBase& base, const QList<ParsedForward>& repository,
                   const QString& commit);

}  // namespace portolan
