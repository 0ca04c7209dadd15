#include "app/tray/editorcontroller.h"

#include "app/tray/background.h"
#include "app/tray/portprobe.h"

namespace portolan {

EditorController::EditorController(QString kubeconfig, ExecOptions exec, QObject* parent)
    : QObject(parent), m_kubeconfig(std::move(kubeconfig)), m_exec(std::move(exec)), m_lookup(m_exec) {
  connect(&m_lookup, &ClusterLookup::answered, this, [this](const LookupAnswer& answer) {
    if (const auto tell = m_askers.take(answer.id)) {
      tell(answer);
    }
  });
}

EditorController::~EditorController() = default;

EditorDialog* EditorController::open(const ForwardConfig& config, bool isNew, const QList<ForwardConfig>& others,
                                     QWidget* parent) {
  const QString key = isNew ? QString() : config.uid;
  if (EditorDialog* dialog = m_dialogs.value(key)) {
    dialog->raise();
    dialog->activateWindow();
    return dialog;
  }
  auto* dialog = new EditorDialog(config, isNew, others, parent);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  m_dialogs.insert(key, dialog);
  connectLookups(dialog);
  connect(dialog, &EditorDialog::portReportRequested, dialog,
          [dialog](const QString& address, quint16 port, const QList<quint16>& avoid) {
            runInBackground(
                dialog, [address, port, avoid] { return probePort(address, port, avoid); },
                [dialog](const PortReport& report) { dialog->setPortReport(report); });
          });
  auto trial = std::make_shared<std::unique_ptr<Trial>>();
  connect(dialog, &EditorDialog::tryRequested, dialog, [this, dialog, trial](const ForwardConfig& tried) {
    ForwardConfig copy = tried;
    if (!copy.namesKubeconfig() && !m_kubeconfig.isEmpty()) {
      copy.kubeconfig = m_kubeconfig;
    }
    *trial = std::make_unique<Trial>(copy, m_exec);
    connect(trial->get(), &Trial::statusChanged, dialog, &EditorDialog::setTrial);
  });
  connect(dialog, &EditorDialog::tryEnded, dialog, [trial] {
    if (*trial) {
      trial->release()->deleteLater();  // it may be its own signal that ends it
    }
  });
  connect(dialog, &QDialog::accepted, this, [this, dialog, config, isNew] {
    Q_EMIT accepted(config, dialog->config(), isNew, dialog->startAfterwards());
  });
  // It is deleted a turn later; until then another one may be asked for.
  const auto leave = [this, key, dialog] {
    if (const QPointer<EditorDialog> now = m_dialogs.value(key); !now || now == dialog) {
      m_dialogs.remove(key);
    }
  };
  connect(dialog, &QDialog::finished, this, leave);
  connect(dialog, &QObject::destroyed, this, [this, leave] {
    leave();
    forgetWhenUnused();
  });
  dialog->begin();
  dialog->show();
  return dialog;
}

void EditorController::discover(QWidget* parent) {
  if (m_discover) {
    m_discover->raise();
    m_discover->activateWindow();
    return;
  }
  m_discover = new DiscoverDialog(parent);
  m_discover->setAttribute(Qt::WA_DeleteOnClose);
  connectLookups(m_discover.get());
  connect(m_discover, &QDialog::accepted, this,
          [this, dialog = m_discover.get()] { Q_EMIT discovered(dialog->source(), dialog->forwards()); });
  connect(m_discover, &QDialog::finished, this, [this] { m_discover.clear(); });
  connect(m_discover, &QObject::destroyed, this, &EditorController::forgetWhenUnused);
  m_discover->begin();
  m_discover->show();
}

template <typename Dialog>
void EditorController::connectLookups(Dialog* dialog) {
  connect(dialog, &Dialog::lookupRequested, this, [this, dialog](const LookupQuestion& asked) {
    LookupQuestion question = asked;
    if (question.kubeconfig.isEmpty()) {
      question.kubeconfig = m_kubeconfig;
    }
    m_askers.insert(m_lookup.ask(question), [target = QPointer<Dialog>(dialog), asked](LookupAnswer answer) {
      if (target) {
        answer.question = asked;
        target->setAnswer(answer);
      }
    });
  });
}

void EditorController::forgetWhenUnused() {
  if (m_dialogs.isEmpty() && !m_discover) {
    m_askers.clear();
    m_lookup.forget();
  }
}

}  // namespace portolan
