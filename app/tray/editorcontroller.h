#pragma once

#include <QObject>
#include <QPointer>
#include <functional>
#include <memory>

#include "app/tray/trial.h"
#include "core/config/forwardconfig.h"
#include "core/target/clusterlookup.h"
#include "ui/dialogs/discoverdialog.h"
#include "ui/dialogs/editordialog.h"

namespace portolan {

/// Opens editors and the dialog that discovers services, and connects each with what it asks for: lookups in clusters,
/// whether a port is free, a trial. What was saved or found comes by signal.
class EditorController : public QObject {
  Q_OBJECT
 public:
  /// `kubeconfig`: for forwards that name none; empty: kubectl's rules. `exec`: how logins are run.
  EditorController(QString kubeconfig, ExecOptions exec, QObject* parent = nullptr);
  ~EditorController() override;
  /// The same as the constructor's, for what is asked and tried from now on.
  void setKubeconfig(const QString& kubeconfig) { m_kubeconfig = kubeconfig; }

  /// One editor for each forward: an open one is raised.
  void discover(QWidget* parent);
  EditorDialog* open(const ForwardConfig& config, bool isNew, const QList<ForwardConfig>& others, QWidget* parent);

 Q_SIGNALS:
  void accepted(const portolan::ForwardConfig& before, const portolan::ForwardConfig& after, bool isNew, bool start);
  void discovered(const QString& source, const QList<portolan::ForwardConfig>& forwards);

 private:
  template <typename Dialog>
  void connectLookups(Dialog* dialog);
  void forgetWhenUnused();

  QString m_kubeconfig;
  ExecOptions m_exec;
  ClusterLookup m_lookup;
  QHash<QString, QPointer<EditorDialog>> m_dialogs;  ///< by uid; new ones by none
  QPointer<DiscoverDialog> m_discover;
  /// For whom the answers are, by id.
  QHash<quint64, std::function<void(const LookupAnswer&)>> m_askers;
};

}  // namespace portolan
