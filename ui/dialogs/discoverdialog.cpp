#include "ui/dialogs/discoverdialog.h"

#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QUuid>
#include <QVBoxLayout>

#include "ui/dialogs/targetdelegate.h"
#include "ui/models/forwarddraft.h"
#include "ui/models/statewords.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/sizes.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr int kUnit = Sizes::kUnit;

using What = LookupQuestion::What;

QComboBox* box(const QString& name) {
  auto* combo = new QComboBox;
  combo->setEditable(true);
  combo->setInsertPolicy(QComboBox::NoInsert);
  combo->completer()->setFilterMode(Qt::MatchContains);
  combo->completer()->setCompletionMode(QCompleter::PopupCompletion);
  combo->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  combo->setAccessibleName(name);
  return combo;
}

void setEntries(QComboBox* combo, const QStringList& entries) {
  const QSignalBlocker blocker(combo);
  const QString text = combo->currentText();
  combo->clear();
  combo->addItems(entries);
  combo->setCurrentIndex(int(entries.indexOf(text)));
  combo->setEditText(text);
}

}  // namespace

DiscoverDialog::DiscoverDialog(QWidget* parent) : QDialog(parent) {
  setWindowTitle(tr("Discover services"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(5 * kUnit, 4 * kUnit, 5 * kUnit, 4 * kUnit);
  layout->setSpacing(2 * kUnit);
  auto* intro = new RoleLabel(tr("Choose services. You see every forward before it is added."), &ColorRoles::sub);
  intro->setWordWrap(true);
  layout->addWidget(intro);
  m_context = box(tr("Context"));
  m_namespace = box(tr("Namespace"));
  auto* where = new QHBoxLayout;
  where->setSpacing(4 * kUnit);
  for (QComboBox* combo : {m_context, m_namespace}) {
    auto* column = new QVBoxLayout;
    column->setSpacing(kUnit);
    column->addWidget(new RoleLabel(combo->accessibleName(), &ColorRoles::sub));
    column->addWidget(combo);
    where->addLayout(column, 1);
  }
  layout->addLayout(where);
  m_search = new QLineEdit;
  m_search->setPlaceholderText(tr("Filter"));
  m_search->setAccessibleName(tr("Filter"));
  m_search->setClearButtonEnabled(true);
  layout->addWidget(m_search);
  m_list = new QListView;
  m_list->setModel(&m_targets);
  m_list->setItemDelegate(new TargetDelegate(m_list));
  m_list->setSelectionMode(QAbstractItemView::MultiSelection);
  m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_list->setUniformItemSizes(true);
  m_list->setMouseTracking(true);
  m_list->setAccessibleName(tr("Services"));
  layout->addWidget(m_list, 1);
  m_note = new RoleLabel({}, &ColorRoles::sub);
  m_note->setWordWrap(true);
  auto* cancel = new QPushButton(tr("Cancel"));
  cancel->setAutoDefault(false);
  m_preview = new QPushButton(tr("Preview…"));
  m_preview->setDefault(true);
  auto* foot = new QHBoxLayout;
  foot->setSpacing(2 * kUnit);
  foot->addWidget(m_note, 1);
  foot->addWidget(cancel);
  foot->addWidget(m_preview);
  layout->addLayout(foot);

  m_askSoon.setSingleShot(true);
  m_askSoon.setInterval(300ms);
  connect(&m_askSoon, &QTimer::timeout, this, &DiscoverDialog::askCluster);
  connect(m_context, &QComboBox::editTextChanged, &m_askSoon, qOverload<>(&QTimer::start));
  connect(m_namespace, &QComboBox::editTextChanged, &m_askSoon, qOverload<>(&QTimer::start));
  connect(m_search, &QLineEdit::textChanged, &m_targets, &TargetListModel::setFilter);
  connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &DiscoverDialog::refresh);
  connect(&m_targets, &QAbstractItemModel::modelReset, this, &DiscoverDialog::refresh);
  connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
  connect(m_preview, &QPushButton::clicked, this, &QDialog::accept);
  const int height = fontMetrics().height();
  resize(Sizes::onScreen(this, {42 * height, 34 * height}));
  refresh();
}

void DiscoverDialog::begin() {
  ask(What::Contexts);
  askCluster();
}

void DiscoverDialog::ask(What what) {
  LookupQuestion question;
  question.what = what;
  if (what != What::Contexts) {
    question.context = m_context->currentText().trimmed();
    question.ns = m_namespace->currentText().trimmed();
  }
  if (what == What::Targets) {
    question.kind = u"service"_s;
  }
  m_asked.insert(what, question);
  Q_EMIT lookupRequested(question);
}

void DiscoverDialog::askCluster() {
  m_targets.setTargets({});
  m_note->setText(tr("Asking the cluster…"));
  ask(What::Namespaces);
  ask(What::Targets);
}

void DiscoverDialog::setAnswer(const LookupAnswer& answer) {
  if (!m_asked.contains(answer.question.what) || m_asked.value(answer.question.what) != answer.question) {
    return;
  }
  switch (answer.question.what) {
    case What::Contexts:
      setEntries(m_context, answer.names);
      m_context->lineEdit()->setPlaceholderText(answer.context);
      break;
    case What::Namespaces:
      setEntries(m_namespace, answer.names);
      m_namespace->lineEdit()->setPlaceholderText(answer.ns);
      break;
    case What::Targets:
      m_contextName = answer.context;
      m_namespaceName = answer.ns;
      m_targets.setTargets(answer.targets);
      break;
    case What::Pods:
      break;
  }
  refresh();
  if (answer.error && answer.question.what != What::Namespaces) {
    m_note->setText(StateWords::error(*answer.error));
  }
}

void DiscoverDialog::refresh() {
  const int count = int(m_list->selectionModel()->selectedIndexes().size());
  m_note->setText(count > 0 ? tr("%n service(s) chosen", nullptr, count)
                            : tr("%n service(s)", nullptr, m_targets.rowCount()));
  m_preview->setEnabled(count > 0);
}

QString DiscoverDialog::source() const {
  return tr("%1 in %2").arg(oneLine(m_namespaceName, 40), oneLine(m_contextName, 40));
}

QList<ForwardConfig> DiscoverDialog::forwards() const {
  QList<ForwardConfig> forwards;
  const QModelIndexList chosen = m_list->selectionModel()->selectedIndexes();
  for (const QModelIndex& index : chosen) {
    const LookupTarget& target = m_targets.at(index.row());
    for (const LookupTarget::Port& port : target.ports) {
      ForwardConfig config;
      config.uid = QUuid::createUuid().toString(QUuid::WithoutBraces);
      config.context = m_contextName;
      config.ns = m_namespaceName;
      config.service = target.name;
      config.remotePort = QString::number(port.port);
      config.localPort = ForwardDraft::localPortFor(port.port);
      config.alias = target.ports.size() == 1
                         ? target.name
                         : u"%1-%2"_s.arg(target.name, port.name.isEmpty() ? config.remotePort : port.name);
      forwards += config;
    }
  }
  return forwards;
}

}  // namespace portolan
