#pragma once

#include <QStringList>
#include <optional>

#include "core/base/result.h"
#include "core/config/commandlines.h"
#include "core/config/forwardselection.h"

namespace portolan {

/// What the commands around the saved forwards (import, export, add, edit, remove, list, discover, sync, validate)
/// take.
struct StoreOptions {
  enum class Command { Import, Export, Add, Edit, Remove, List, Discover, Sync, Validate, Completion, ManPages };
  enum class Format { Automatic, Json, Commands };

  Command command = Command::List;
  QString word;  ///< the command's
  bool help = false;
  bool json = false;
  bool dryRun = false;

  // import, validate, sync, discover --save
  QString input;  ///< a file, or "-"
  bool clipboard = false;
  Format format = Format::Automatic;
  bool yes = false;
  bool allowKubeconfig = false;
  bool allowConflicts = false;
  bool skipProblems = false;
  QStringList only;  ///< names of entries of what is imported

  // export, edit, remove, list
  ForwardSelection selection;
  QString output;
  bool paths = false;
  bool forKftray = false;
  bool onlyNames = false;

  // add, edit
  QString target;
  QStringList ports;
  std::optional<QString> alias, address, notes, balance;
  std::optional<QString> context, ns, kubeconfig, selector;
  QStringList tags, removedTags;
  std::optional<bool> autostart, onDemand;
  QStringList assignments, removals;  ///< --set FIELD=VALUE, --unset FIELD
  QStringList commandLine;            ///< behind "--"

  // discover
  ServiceQuery query;
  bool watch = false;
  bool all = false;
  bool save = false;

  // sync
  std::optional<QString> url, branch, path;
  std::optional<int> pollMinutes;

  QString shell;   ///< completion
  QString folder;  ///< man pages
};

/// The words of these commands.
QStringList storeCommandWords();
/// `arguments` from the command's word on. Errors: InvalidArgument.
Result<StoreOptions> parseStoreOptions(const QStringList& arguments);
/// The text of `portolan WORD --help`, from the same table that the parser uses.
QString storeHelpText(const QString& word);

}  // namespace portolan
