#pragma once

#include <QDialog>
#include <QHash>
#include <QTimer>
#include <array>
#include <optional>

#include "core/config/forwardconfig.h"
#include "core/config/lookup.h"
#include "core/forward/forwardstatus.h"
#include "ui/models/forwarddraft.h"
#include "ui/models/targetlistmodel.h"
#include "ui/widgets/colorroles.h"

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QHBoxLayout;
class QLineEdit;
class QListView;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace portolan {

class MarkLabel;
class RoleLabel;
class WayView;

/// Writes a new forward or changes a saved one. What the cluster has is asked for by signal and comes later or never:
/// every field takes free text meanwhile. Warnings never keep from saving; what cannot be saved is said beside the
/// buttons.
///
/// Nothing is saved or started here: after accept() the caller takes config() and startAfterwards().
class EditorDialog : public QDialog {
  Q_OBJECT
 public:
  /// `others`: the saved forwards, to see whose ports are taken; may hold the edited one.
  EditorDialog(ForwardConfig config, bool isNew, QList<ForwardConfig> others, QWidget* parent = nullptr);
  ~EditorDialog() override;

  /// As the fields say.
  [[nodiscard]] ForwardConfig config() const;
  [[nodiscard]] bool startAfterwards() const { return m_startAfterwards; }

  /// Asks for the first lists. Connect the signals before.
  void begin();
  /// Opens at the context's field, for "Use another context…".
  void focusContext();

  /// What is no answer to the last question of its kind is ignored.
  void setAnswer(const LookupAnswer& answer);
  void setPortReport(const PortReport& report);
  /// How a trial goes (tryRequested): each snapshot of a forward that was made for it alone.
  void setTrial(const ForwardStatus& status);

 Q_SIGNALS:
  void lookupRequested(const portolan::LookupQuestion& question);
  /// Whether the port is free; `avoid` are taken by other forwards.
  void portReportRequested(const QString& address, quint16 port, const QList<quint16>& avoid);
  /// Open it once on a free port, report by setTrial, save nothing.
  void tryRequested(const portolan::ForwardConfig& config);
  /// The trial is no longer wanted: it ended, the fields changed, or the dialog closed.
  void tryEnded();

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void done(int result) override;

 private:
  enum class Check { Port, Login, Pods, Session };
  struct CheckRow {
    MarkLabel* mark = nullptr;
    RoleLabel* name = nullptr;
    RoleLabel* result = nullptr;
  };

  QWidget* makeForm();
  QWidget* makeSide();
  QWidget* makeFoot();
  void addWhere(QVBoxLayout* layout);
  void addWhat(QVBoxLayout* layout);
  void addHere(QVBoxLayout* layout);
  void fill(const ForwardConfig& config);

  void ask(const LookupQuestion& question);
  void askCluster();
  void askTargets();
  void onContextEdited();
  void onKindChanged();
  void onTargetEdited();
  void onRemotePortChanged();
  void onLocalPortEdited();
  void requestPortReport();
  void showContexts(const LookupAnswer& answer);
  void showNamespaces(const LookupAnswer& answer);
  void showTargets(const LookupAnswer& answer);
  void showPods(const LookupAnswer& answer);
  void showPorts();
  void suggest();
  void refresh();
  void refreshPort(const ForwardConfig& config);
  void refreshWay(const ForwardConfig& config);
  void showTrial();
  void endTrial();
  void setCheck(Check check, const QString& drawing, QColor ColorRoles::* role, const QString& result);
  void save(bool start);

  [[nodiscard]] LookupQuestion question(LookupQuestion::What what) const;
  [[nodiscard]] QString kind() const;
  [[nodiscard]] bool isSelector() const;
  [[nodiscard]] QString contextText() const;
  [[nodiscard]] QString troubleOf(const LookupAnswer& answer) const;

  ForwardConfig m_config;  ///< as it was given; fields without a widget are kept
  bool m_isNew;
  QList<ForwardConfig> m_others;
  bool m_startAfterwards = false;
  bool m_isNameOwn = false;       ///< the person wrote the name
  bool m_isLocalPortOwn = false;  ///< the person chose the local port
  bool m_isRemotePortOwn = false;
  QHash<LookupQuestion::What, LookupQuestion> m_asked;
  std::optional<LookupAnswer> m_cluster;  ///< the last answer of the cluster that is chosen now
  std::optional<LookupAnswer> m_pods;
  std::optional<PortReport> m_portReport;
  std::optional<ForwardStatus> m_trial;
  bool m_isTrying = false;
  QTimer m_askSoon;
  QTimer m_portSoon;

  QComboBox* m_context;
  QComboBox* m_namespace;
  RoleLabel* m_whereNote;
  RoleLabel* m_whatNote;
  QButtonGroup* m_kinds;
  QLineEdit* m_target;
  TargetListModel m_targets;
  QListView* m_list;
  QHBoxLayout* m_ports;
  QButtonGroup* m_portButtons;
  QLineEdit* m_remotePort;
  QComboBox* m_address;
  QSpinBox* m_localPort;
  QLineEdit* m_name;
  MarkLabel* m_portMark;
  RoleLabel* m_portNote;
  QPushButton* m_usePort;
  QCheckBox* m_autostart;
  QLineEdit* m_tags;
  QCheckBox* m_onDemand;
  QCheckBox* m_spread;

  WayView* m_way;
  std::array<CheckRow, 4> m_checks;
  QPushButton* m_try;
  RoleLabel* m_tryNote;
  RoleLabel* m_command;
  QWidget* m_commandCard;
  QPushButton* m_copy;
  RoleLabel* m_footNote;
  QPushButton* m_save;
  QPushButton* m_saveAndStart;
};

}  // namespace portolan
