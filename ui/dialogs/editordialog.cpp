#include "ui/dialogs/editordialog.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QCompleter>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QVBoxLayout>

#include "ui/dialogs/targetdelegate.h"
#include "ui/dialogs/wayview.h"
#include "ui/models/statewords.h"
#include "ui/widgets/card.h"
#include "ui/widgets/choicebutton.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/paintedicon.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/sizes.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr int kUnit = 4;
constexpr int kListRows = 4;
constexpr qsizetype kMostPortButtons = 6;
constexpr auto kTypingPause = 300ms;

using What = LookupQuestion::What;
using Size = RoleLabel::Size;

/// The kinds that have a button, in its order; the last is no object's.
const QStringList& kinds() {
  static const QStringList kinds{u"service"_s, u"deployment"_s, u"statefulset"_s, u"pod"_s, u"selector"_s};
  return kinds;
}

QHBoxLayout* heading(const QString& title, RoleLabel* note) {
  auto* row = new QHBoxLayout;
  row->setSpacing(2 * kUnit);
  row->addWidget(new RoleLabel(title, &ColorRoles::text, Size::Section), 0, Qt::AlignBaseline);
  note->setWordWrap(true);
  row->addWidget(note, 1, Qt::AlignBaseline);
  return row;
}

/// A field with its name above it.
QVBoxLayout* field(const QString& name, QWidget* widget) {
  auto* column = new QVBoxLayout;
  column->setSpacing(kUnit);
  auto* label = new RoleLabel(name, &ColorRoles::sub);
  label->setBuddy(widget);
  widget->setAccessibleName(name);
  column->addWidget(label);
  column->addWidget(widget);
  return column;
}

QComboBox* editableBox() {
  auto* box = new QComboBox;
  box->setEditable(true);
  box->setInsertPolicy(QComboBox::NoInsert);
  box->completer()->setFilterMode(Qt::MatchContains);
  box->completer()->setCompletionMode(QCompleter::PopupCompletion);
  box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  box->setMinimumContentsLength(16);
  box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  return box;
}

/// New entries; what the person wrote stays.
void setEntries(QComboBox* box, const QStringList& entries) {
  const QSignalBlocker blocker(box);
  const QString text = box->currentText();
  box->clear();
  box->addItems(entries);
  box->setCurrentIndex(int(entries.indexOf(text)));
  box->setEditText(text);
}

/// What does not fit is scrolled to, up and down only.
QScrollArea* scrolled(QWidget* content, int leastWidth) {
  auto* scroll = new QScrollArea;
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setWidget(content);
  scroll->setMinimumWidth(qMax(leastWidth, content->minimumSizeHint().width()) +
                          scroll->verticalScrollBar()->sizeHint().width());
  return scroll;
}

QFrame* line(QFrame::Shape shape) {
  auto* frame = new QFrame;
  frame->setFrameShape(shape);
  frame->setFrameShadow(QFrame::Plain);
  frame->setForegroundRole(QPalette::WindowText);
  QPalette palette = frame->palette();
  palette.setColor(QPalette::WindowText, ColorRoles(palette).line);
  frame->setPalette(palette);
  return frame;
}

}  // namespace

EditorDialog::EditorDialog(ForwardConfig config, bool isNew, QList<ForwardConfig> others, QWidget* parent)
    : QDialog(parent), m_config(std::move(config)), m_isNew(isNew), m_others(std::move(others)) {
  setWindowTitle(isNew ? tr("Add a forward") : tr("Edit %1").arg(oneLine(m_config.displayName(), 60)));
  m_isNameOwn = !m_config.alias.isEmpty();
  m_isLocalPortOwn = !isNew;
  m_isRemotePortOwn = !m_config.remotePort.isEmpty();

  auto* columns = new QHBoxLayout;
  columns->setSpacing(0);
  columns->addWidget(scrolled(makeForm(), 0), 5);
  columns->addWidget(line(QFrame::VLine));
  columns->addWidget(scrolled(makeSide(), 20 * fontMetrics().height()), 3);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addLayout(columns, 1);
  layout->addWidget(line(QFrame::HLine));
  layout->addWidget(makeFoot());

  m_askSoon.setSingleShot(true);
  m_askSoon.setInterval(kTypingPause);
  connect(&m_askSoon, &QTimer::timeout, this, &EditorDialog::askCluster);
  m_portSoon.setSingleShot(true);
  m_portSoon.setInterval(kTypingPause);
  connect(&m_portSoon, &QTimer::timeout, this, &EditorDialog::requestPortReport);

  fill(m_config);
  const int height = fontMetrics().height();
  resize(Sizes::onScreen(this, sizeHint().expandedTo({60 * height, 40 * height})));
  m_target->setFocus();
}

EditorDialog::~EditorDialog() = default;

QWidget* EditorDialog::makeForm() {
  auto* form = new QWidget;
  auto* layout = new QVBoxLayout(form);
  layout->setContentsMargins(6 * kUnit, 4 * kUnit, 6 * kUnit, 4 * kUnit);
  layout->setSpacing(2 * kUnit);
  addWhere(layout);
  layout->addSpacing(2 * kUnit);
  addWhat(layout);
  layout->addSpacing(2 * kUnit);
  addHere(layout);
  layout->addStretch();
  return form;
}

void EditorDialog::addWhere(QVBoxLayout* layout) {
  m_whereNote = new RoleLabel({}, &ColorRoles::sub, Size::Secondary);
  layout->addLayout(heading(tr("Where"), m_whereNote));
  m_context = editableBox();
  m_context->lineEdit()->setPlaceholderText(tr("The current context"));
  m_namespace = editableBox();
  m_namespace->lineEdit()->setPlaceholderText(tr("The context’s namespace"));
  auto* row = new QHBoxLayout;
  row->setSpacing(4 * kUnit);
  row->addLayout(field(tr("Context"), m_context), 1);
  row->addLayout(field(tr("Namespace"), m_namespace), 1);
  layout->addLayout(row);
  connect(m_context, &QComboBox::editTextChanged, this, &EditorDialog::onContextEdited);
  connect(m_namespace, &QComboBox::editTextChanged, this, [this] {
    m_askSoon.start();
    refresh();
  });
}

void EditorDialog::addWhat(QVBoxLayout* layout) {
  m_whatNote = new RoleLabel({}, &ColorRoles::sub, Size::Secondary);
  layout->addLayout(heading(tr("What"), m_whatNote));
  m_kinds = new QButtonGroup(this);
  const QStringList names{tr("Service"), tr("Deployment"), tr("StatefulSet"), tr("Pod"), tr("Label selector")};
  auto* row = new QHBoxLayout;
  row->setSpacing(2 * kUnit);
  for (int i = 0; i < names.size(); ++i) {
    auto* button = new ChoiceButton(names.at(i));
    m_kinds->addButton(button, i);
    row->addWidget(button);
  }
  row->addStretch();
  layout->addLayout(row);

  m_target = new QLineEdit;
  m_target->addAction(tintedIcon(u"search"_s, ColorRoles(palette()).sub), QLineEdit::LeadingPosition);
  m_target->setClearButtonEnabled(true);
  layout->addWidget(m_target);
  m_list = new QListView;
  m_list->setModel(&m_targets);
  m_list->setItemDelegate(new TargetDelegate(m_list));
  m_list->setMouseTracking(true);
  m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_list->setUniformItemSizes(true);
  m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_list->setAccessibleName(tr("What the cluster has"));
  m_list->setFixedHeight(kListRows * (fontMetrics().height() + 3 * kUnit) + 2);
  layout->addWidget(m_list);

  auto* ports = new QHBoxLayout;
  ports->setSpacing(2 * kUnit);
  ports->addWidget(new RoleLabel(tr("Port"), &ColorRoles::sub));
  m_ports = new QHBoxLayout;
  m_ports->setSpacing(2 * kUnit);
  ports->addLayout(m_ports);
  m_remotePort = new QLineEdit;
  m_remotePort->setAccessibleName(tr("Port of the target"));
  m_remotePort->setPlaceholderText(tr("Number or name"));
  m_remotePort->setMaxLength(15);
  ports->addWidget(m_remotePort);
  ports->addStretch();
  layout->addLayout(ports);
  m_portButtons = new QButtonGroup(this);

  connect(m_kinds, &QButtonGroup::idClicked, this, &EditorDialog::onKindChanged);
  connect(m_target, &QLineEdit::textChanged, this, &EditorDialog::onTargetEdited);
  connect(m_list, &QListView::clicked, this,
          [this](const QModelIndex& index) { m_target->setText(index.data().toString()); });
  connect(m_list, &QListView::activated, this,
          [this](const QModelIndex& index) { m_target->setText(index.data().toString()); });
  connect(m_remotePort, &QLineEdit::textChanged, this, &EditorDialog::onRemotePortChanged);
  connect(m_remotePort, &QLineEdit::textEdited, this, [this] { m_isRemotePortOwn = true; });
}

void EditorDialog::addHere(QVBoxLayout* layout) {
  layout->addWidget(new RoleLabel(tr("On this computer"), &ColorRoles::text, Size::Section));
  m_address = editableBox();
  m_address->setMinimumContentsLength(10);
  m_address->addItems({u"localhost"_s, u"127.0.0.1"_s, u"::1"_s, u"0.0.0.0"_s});
  m_localPort = new QSpinBox;
  m_localPort->setRange(0, 65535);
  m_localPort->setSpecialValueText(tr("Any free"));
  m_name = new QLineEdit;
  m_name->setMaxLength(200);
  auto* row = new QHBoxLayout;
  row->setSpacing(4 * kUnit);
  row->addLayout(field(tr("Local address"), m_address), 2);
  row->addLayout(field(tr("Local port"), m_localPort), 1);
  row->addLayout(field(tr("Name"), m_name), 3);
  layout->addLayout(row);

  auto* warning = new QHBoxLayout;
  warning->setSpacing(2 * kUnit);
  m_portMark = new MarkLabel(u"warning"_s, &ColorRoles::waiting);
  m_portNote = new RoleLabel;
  m_portNote->setWordWrap(true);
  m_usePort = new QPushButton;
  m_usePort->setFlat(true);
  warning->addWidget(m_portMark);
  warning->addWidget(m_portNote, 1);
  warning->addWidget(m_usePort);
  layout->addLayout(warning);

  m_autostart = new QCheckBox(tr("Turn on when Portolan starts"));
  m_tags = new QLineEdit;
  m_tags->setAccessibleName(tr("Tags"));
  m_tags->setPlaceholderText(tr("Separated by commas"));
  auto* tagRow = new QHBoxLayout;
  tagRow->setSpacing(3 * kUnit);
  tagRow->addWidget(m_autostart);
  tagRow->addSpacing(2 * kUnit);
  tagRow->addWidget(new RoleLabel(tr("Tags"), &ColorRoles::sub));
  tagRow->addWidget(m_tags, 1);
  layout->addLayout(tagRow);
  m_onDemand = new QCheckBox(tr("Go to the cluster with the first connection only"));
  m_spread = new QCheckBox(tr("Spread connections over all ready pods"));
  layout->addWidget(m_onDemand);
  layout->addWidget(m_spread);

  connect(m_address, &QComboBox::editTextChanged, this, &EditorDialog::onLocalPortEdited);
  connect(m_localPort, &QSpinBox::valueChanged, this, [this] {
    m_isLocalPortOwn = true;
    onLocalPortEdited();
  });
  connect(m_name, &QLineEdit::textEdited, this, [this] { m_isNameOwn = !m_name->text().isEmpty(); });
  connect(m_usePort, &QPushButton::clicked, this, [this] {
    if (m_portReport) {
      m_localPort->setValue(m_portReport->nextFree);
    }
  });
}

QWidget* EditorDialog::makeSide() {
  auto* side = new QWidget;
  side->setAutoFillBackground(true);
  side->setBackgroundRole(QPalette::Base);
  auto* layout = new QVBoxLayout(side);
  layout->setContentsMargins(5 * kUnit, 4 * kUnit, 5 * kUnit, 4 * kUnit);
  layout->setSpacing(2 * kUnit);
  layout->addWidget(new RoleLabel(tr("The way it will take"), &ColorRoles::text, Size::Section));
  m_way = new WayView;
  layout->addWidget(m_way);
  layout->addSpacing(2 * kUnit);
  layout->addWidget(line(QFrame::HLine));
  layout->addSpacing(2 * kUnit);
  layout->addLayout(heading(tr("Checks"), new RoleLabel(tr("while you type"), &ColorRoles::sub, Size::Secondary)));
  auto* checks = new QGridLayout;
  checks->setHorizontalSpacing(2 * kUnit);
  checks->setVerticalSpacing(2 * kUnit);
  checks->setColumnStretch(1, 1);
  checks->setColumnStretch(2, 1);
  const QStringList names{tr("Local port"), tr("Login"), tr("Pods"), tr("Session to a pod")};
  for (int i = 0; i < int(m_checks.size()); ++i) {
    auto& check = m_checks[size_t(i)];
    check.mark = new MarkLabel;
    check.name = new RoleLabel(names.at(i));
    check.name->setWordWrap(true);  // a context's name may be long
    check.result = new RoleLabel({}, &ColorRoles::sub, Size::Secondary);
    check.result->setWordWrap(true);
    check.result->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    checks->addWidget(check.mark, i, 0, Qt::AlignTop);
    checks->addWidget(check.name, i, 1, Qt::AlignTop);
    checks->addWidget(check.result, i, 2);
  }
  layout->addLayout(checks);
  m_try = new QPushButton(tintedIcon(u"start"_s, ColorRoles(palette()).text), tr("Try it"));
  m_tryNote = new RoleLabel({}, &ColorRoles::sub, Size::Secondary);
  m_tryNote->setWordWrap(true);
  auto* tryRow = new QHBoxLayout;
  tryRow->setSpacing(2 * kUnit);
  tryRow->addWidget(m_try, 0, Qt::AlignTop);
  tryRow->addWidget(m_tryNote, 1);
  layout->addLayout(tryRow);
  layout->addStretch();
  layout->addWidget(new RoleLabel(tr("Same as"), &ColorRoles::sub));
  m_command = new RoleLabel({}, &ColorRoles::text, Size::Secondary);
  m_command->setFixedFont();
  m_command->setWordWrap(true);
  m_command->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_command->setFocusPolicy(Qt::NoFocus);
  m_copy = new QPushButton(tintedIcon(u"copy"_s, ColorRoles(palette()).text), {});
  m_copy->setFlat(true);
  m_copy->setAccessibleName(tr("Copy the command"));
  m_copy->setToolTip(tr("Copy the command"));
  m_commandCard = new Card;
  auto* commandRow = new QHBoxLayout(m_commandCard);
  commandRow->setContentsMargins(2 * kUnit + 2, kUnit, kUnit, kUnit);
  commandRow->setSpacing(kUnit);
  commandRow->addWidget(m_command, 1);
  commandRow->addWidget(m_copy, 0, Qt::AlignTop);
  layout->addWidget(m_commandCard);

  connect(m_try, &QPushButton::clicked, this, [this] {
    if (m_isTrying) {
      endTrial();
      return;
    }
    m_isTrying = true;
    m_trial.reset();
    showTrial();
    Q_EMIT tryRequested(config());
  });
  connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_command->text()); });
  return side;
}

QWidget* EditorDialog::makeFoot() {
  auto* foot = new QWidget;
  auto* layout = new QHBoxLayout(foot);
  layout->setContentsMargins(6 * kUnit, 3 * kUnit, 5 * kUnit, 3 * kUnit);
  layout->setSpacing(2 * kUnit);
  m_footNote = new RoleLabel({}, &ColorRoles::sub, Size::Secondary);
  m_footNote->setWordWrap(true);
  auto* cancel = new QPushButton(tr("Cancel"));
  m_save = new QPushButton(tr("Save"));
  m_saveAndStart = new QPushButton(tr("Save and turn on"));
  layout->addWidget(m_footNote, 1);
  layout->addWidget(cancel);
  layout->addWidget(m_save);
  layout->addWidget(m_saveAndStart);
  for (QPushButton* button : {cancel, m_save, m_try, m_copy, m_usePort}) {
    button->setAutoDefault(false);
  }
  m_saveAndStart->setDefault(true);
  connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
  connect(m_save, &QPushButton::clicked, this, [this] { save(false); });
  connect(m_saveAndStart, &QPushButton::clicked, this, [this] { save(true); });
  return foot;
}

void EditorDialog::fill(const ForwardConfig& config) {
  const QSignalBlocker blockers[] = {QSignalBlocker(m_context),    QSignalBlocker(m_namespace),
                                     QSignalBlocker(m_target),     QSignalBlocker(m_localPort),
                                     QSignalBlocker(m_remotePort), QSignalBlocker(m_address)};
  m_context->setEditText(config.context);
  m_namespace->setEditText(config.ns);
  const bool bySelector = config.workloadType == ForwardConfig::WorkloadType::Pod && config.target.isEmpty();
  const QString type = config.target.section(u'/', 0, 0);
  if (bySelector) {
    m_kinds->button(int(kinds().size()) - 1)->setChecked(true);
    m_target->setText(config.podSelector);
  } else if (config.target.isEmpty() || type == "service"_L1) {
    m_kinds->button(0)->setChecked(true);
    m_target->setText(config.target.isEmpty() ? config.service : config.target.section(u'/', 1));
  } else if (const auto known = kinds().indexOf(type); known > 0) {
    m_kinds->button(int(known))->setChecked(true);
    m_target->setText(config.target.section(u'/', 1));
  } else {
    m_kinds->button(0)->setChecked(true);
    m_target->setText(config.target);  // TYPE/NAME may be written in full
  }
  m_remotePort->setText(config.remotePort);
  m_address->setEditText(config.localAddress.isEmpty() ? u"localhost"_s : config.localAddress);
  m_localPort->setValue(config.localPort);
  m_name->setText(config.alias);
  m_autostart->setChecked(config.autostart);
  m_tags->setText(config.tags.join(u", "_s));
  m_onDemand->setChecked(config.onDemand);
  m_spread->setChecked(config.balance == ForwardConfig::Balance::RoundRobin);
  m_targets.setFilter(m_target->text());
  onKindChanged();
}

void EditorDialog::begin() {
  ask(question(What::Contexts));
  askCluster();
  requestPortReport();
}

void EditorDialog::focusContext() {
  m_context->setFocus();
  m_context->lineEdit()->selectAll();
}

QString EditorDialog::kind() const {
  return kinds().at(qMax(0, m_kinds->checkedId()));
}

bool EditorDialog::isSelector() const {
  return m_kinds->checkedId() == kinds().size() - 1;
}

QString EditorDialog::contextText() const {
  const QString typed = m_context->currentText().trimmed();
  return !typed.isEmpty()                             ? typed
         : m_cluster && !m_cluster->context.isEmpty() ? m_cluster->context
                                                      : tr("current context");
}

ForwardConfig EditorDialog::config() const {
  ForwardConfig config = m_config;
  config.context = m_context->currentText().trimmed();
  config.ns = m_namespace->currentText().trimmed();
  const QString target = m_target->text().trimmed();
  config.service.clear();
  config.podSelector.clear();
  config.target.clear();
  if (isSelector()) {
    config.workloadType = ForwardConfig::WorkloadType::Pod;
    config.podSelector = target;
  } else {
    config.workloadType = ForwardConfig::WorkloadType::Service;
    if (target.contains(u'/')) {
      config.target = target;
    } else if (kind() == "service"_L1) {
      config.service = target;
    } else if (!target.isEmpty()) {
      config.target = kind() + u'/' + target;
    }
  }
  config.remotePort = m_remotePort->text().trimmed();
  const QString address = m_address->currentText().trimmed();
  config.localAddress = address == "localhost"_L1 ? QString() : address;
  config.localPort = quint16(m_localPort->value());
  config.alias = m_name->text().trimmed();
  config.autostart = m_autostart->isChecked();
  config.tags.clear();
  for (const QString& tag : m_tags->text().split(u',')) {
    if (const QString trimmed = tag.trimmed(); !trimmed.isEmpty() && !config.tags.contains(trimmed)) {
      config.tags += trimmed;
    }
  }
  config.onDemand = m_onDemand->isChecked();
  config.balance = m_spread->isChecked() ? ForwardConfig::Balance::RoundRobin : ForwardConfig::Balance::First;
  return config;
}

LookupQuestion EditorDialog::question(What what) const {
  LookupQuestion question;
  question.what = what;
  question.kubeconfig = m_config.namesKubeconfig() ? m_config.kubeconfig : QString();
  if (what != What::Contexts) {
    question.context = m_context->currentText().trimmed();
    question.ns = m_namespace->currentText().trimmed();
  }
  if (what == What::Targets) {
    question.kind = kind();
  } else if (what == What::Pods) {
    question.labelSelector = m_target->text().trimmed();
  }
  return question;
}

void EditorDialog::ask(const LookupQuestion& question) {
  m_asked.insert(question.what, question);
  Q_EMIT lookupRequested(question);
}

void EditorDialog::askCluster() {
  ask(question(What::Namespaces));
  askTargets();
}

void EditorDialog::askTargets() {
  m_pods.reset();
  if (!isSelector()) {
    m_whatNote->setText(tr("Asking the cluster…"));
    ask(question(What::Targets));
  } else if (ForwardDraft::isLabelSelector(m_target->text())) {
    m_whatNote->setText(tr("Counting pods…"));
    ask(question(What::Pods));
  } else {
    m_asked.remove(What::Pods);
    m_whatNote->clear();
  }
  refresh();
}

void EditorDialog::onContextEdited() {
  m_cluster.reset();
  m_targets.setTargets({});
  m_whereNote->setText(tr("Asking %1…").arg(contextText()));
  m_askSoon.start();
  endTrial();
  showPorts();
  refresh();
}

void EditorDialog::onKindChanged() {
  m_targets.setTargets({});
  m_list->setVisible(!isSelector());
  m_target->setAccessibleName(isSelector() ? tr("Label selector") : tr("Name of the target"));
  m_target->setPlaceholderText(isSelector() ? u"app=web,tier=front"_s : tr("Type to filter, or any name"));
  showPorts();
  askTargets();
}

void EditorDialog::onTargetEdited() {
  endTrial();
  m_isRemotePortOwn = false;
  if (isSelector()) {
    m_askSoon.start();
  } else {
    m_targets.setFilter(m_target->text());
  }
  showPorts();
  suggest();
  refresh();
}

void EditorDialog::onRemotePortChanged() {
  endTrial();
  suggest();
  refresh();
}

void EditorDialog::onLocalPortEdited() {
  endTrial();
  m_portReport.reset();
  m_portSoon.start();
  refresh();
}

void EditorDialog::requestPortReport() {
  const ForwardConfig now = config();
  const bool isItsOwn = !m_isNew && now.localPort == m_config.localPort && now.localAddress == m_config.localAddress;
  if (now.localPort != 0 && !isItsOwn) {  // its own port may be in use by itself
    Q_EMIT portReportRequested(now.localAddress, now.localPort, ForwardDraft::portsOf(m_others));
  }
}

void EditorDialog::setPortReport(const PortReport& report) {
  const ForwardConfig now = config();
  if (report.address != now.localAddress || report.port != now.localPort) {
    return;
  }
  const bool isTaken = !report.isFree || ForwardDraft::portOwner(now, m_others);
  if (isTaken && !m_isLocalPortOwn && report.nextFree != 0) {
    const QSignalBlocker blocker(m_localPort);
    m_localPort->setValue(report.nextFree);
    m_portReport = PortReport{
        .address = report.address, .port = report.nextFree, .isFree = true, .owner = {}, .nextFree = report.nextFree};
  } else {
    m_portReport = report;
  }
  refresh();
}

void EditorDialog::setAnswer(const LookupAnswer& answer) {
  if (m_asked.value(answer.question.what) != answer.question || !m_asked.contains(answer.question.what)) {
    return;
  }
  switch (answer.question.what) {
    case What::Contexts:
      return showContexts(answer);
    case What::Namespaces:
      return showNamespaces(answer);
    case What::Targets:
      return showTargets(answer);
    case What::Pods:
      return showPods(answer);
  }
}

void EditorDialog::showContexts(const LookupAnswer& answer) {
  setEntries(m_context, answer.names);
  if (answer.error) {
    m_whereNote->setText(StateWords::error(*answer.error));
  } else if (!answer.context.isEmpty()) {
    m_context->lineEdit()->setPlaceholderText(tr("%1 (current)").arg(oneLine(answer.context, 60)));
  }
}

QString EditorDialog::troubleOf(const LookupAnswer& answer) const {
  if (answer.error->code == ErrorCode::Forbidden) {
    return tr("Listing is not allowed here, type the name");
  }
  return StateWords::error(*answer.error);
}

void EditorDialog::showNamespaces(const LookupAnswer& answer) {
  m_cluster = answer;
  setEntries(m_namespace, answer.names);
  if (!answer.ns.isEmpty() && answer.question.ns.isEmpty()) {
    m_namespace->lineEdit()->setPlaceholderText(tr("%1 (the context’s)").arg(oneLine(answer.ns, 60)));
  }
  m_whereNote->setText(answer.error
                           ? troubleOf(answer)
                           : tr("%1 answered in %2 ms").arg(oneLine(contextText(), 60)).arg(answer.took.count()));
  refresh();
}

void EditorDialog::showTargets(const LookupAnswer& answer) {
  m_targets.setTargets(answer.targets);
  if (answer.error) {
    const QString trouble = troubleOf(answer);
    m_whatNote->setText(trouble == m_whereNote->text() ? QString() : trouble);  // said once
  } else if (!answer.isWhole) {
    m_whatNote->setText(
        tr("The first %n of many in %1", nullptr, int(answer.targets.size())).arg(oneLine(answer.ns, 60)));
  } else {
    m_whatNote->setText(answer.targets.isEmpty()
                            ? tr("None in %1").arg(oneLine(answer.ns, 60))
                            : tr("%n in %1", nullptr, int(answer.targets.size())).arg(oneLine(answer.ns, 60)));
  }
  showPorts();
  suggest();
  refresh();
}

void EditorDialog::showPods(const LookupAnswer& answer) {
  m_pods = answer;
  m_whatNote->setText(answer.error ? troubleOf(answer)
                                   : tr("%n pod(s) match, %1 ready", nullptr, answer.pods).arg(answer.ready));
  refresh();
}

void EditorDialog::showPorts() {
  while (QLayoutItem* item = m_ports->takeAt(0)) {
    m_portButtons->removeButton(qobject_cast<QAbstractButton*>(item->widget()));
    item->widget()->deleteLater();
    delete item;
  }
  const LookupTarget* target = isSelector() ? nullptr : m_targets.find(m_target->text().trimmed());
  const qsizetype count = target ? qMin(target->ports.size(), kMostPortButtons) : 0;
  if (count == 0) {
    m_remotePort->show();
    return;
  }
  const auto add = [this](const QString& text) {
    auto* button = new ChoiceButton(text);
    m_portButtons->addButton(button);
    m_ports->addWidget(button);
    return button;
  };
  if (!m_isRemotePortOwn) {
    m_remotePort->setText(QString::number(target->ports.constFirst().port));
  }
  const QString now = m_remotePort->text().trimmed();
  bool isOther = !now.isEmpty();
  for (qsizetype i = 0; i < count; ++i) {
    const LookupTarget::Port& port = target->ports.at(i);
    const QString number = QString::number(port.port);
    QString text = port.name.isEmpty() ? number : port.name + u"  "_s + number;
    if (!port.podPort.isEmpty() && port.podPort != number && port.podPort != port.name) {
      text += u" \u2192 "_s + oneLine(port.podPort, 15);
    }
    ChoiceButton* button = add(text);
    if (now == number || (!now.isEmpty() && now == port.name)) {
      button->setChecked(true);
      isOther = false;
    }
    connect(button, &QAbstractButton::clicked, this, [this, number] {
      m_isRemotePortOwn = true;
      m_remotePort->hide();
      m_remotePort->setText(number);
    });
  }
  ChoiceButton* other = add(tr("Other…"));
  other->setChecked(isOther);
  connect(other, &QAbstractButton::clicked, this, [this] {
    m_remotePort->show();
    m_remotePort->setFocus();
    m_remotePort->selectAll();
  });
  m_remotePort->setVisible(isOther);
}

void EditorDialog::suggest() {
  const QString target = m_target->text().trimmed();
  if (!m_isNameOwn && !isSelector()) {
    m_name->setText(target.section(u'/', -1));
  }
  if (!m_isLocalPortOwn) {
    const quint16 wanted = ForwardDraft::localPortFor(quint16(m_remotePort->text().toUShort()));
    if (wanted != m_localPort->value()) {
      const QSignalBlocker blocker(m_localPort);
      m_localPort->setValue(wanted);
      m_portReport.reset();
      m_portSoon.start();
    }
  }
}

void EditorDialog::setCheck(Check check, const QString& drawing, QColor ColorRoles::* role, const QString& result) {
  const CheckRow& row = m_checks[size_t(check)];
  row.mark->setMark(drawing, role);
  row.result->setText(result);
  row.name->setAccessibleDescription(result);
}

void EditorDialog::refresh() {
  const ForwardConfig now = config();
  refreshPort(now);
  refreshWay(now);

  m_checks[size_t(Check::Login)].name->setText(tr("Login to %1").arg(oneLine(contextText(), 40)));
  if (!m_cluster) {
    setCheck(Check::Login, u"state-stopped"_s, &ColorRoles::sub, tr("not asked yet"));
  } else if (m_cluster->error && m_cluster->error->code != ErrorCode::Forbidden) {
    setCheck(Check::Login, u"warning"_s, &ColorRoles::waiting, StateWords::failure(now, *m_cluster->error));
  } else {
    setCheck(Check::Login, u"state-ready"_s, &ColorRoles::ready, tr("%1 ms").arg(m_cluster->took.count()));
  }
  const LookupTarget* target = isSelector() ? nullptr : m_targets.find(m_target->text().trimmed());
  const bool isKnown = target || (m_pods && !m_pods->error);
  const int ready = target ? target->ready : isKnown ? m_pods->ready : 0;
  if (!isKnown) {
    setCheck(Check::Pods, u"state-stopped"_s, &ColorRoles::sub, tr("not known"));
  } else {
    setCheck(Check::Pods, ready > 0 ? u"state-ready"_s : u"warning"_s,
             ready > 0 ? &ColorRoles::ready : &ColorRoles::waiting,
             ready > 0 ? tr("%n ready", nullptr, ready) : tr("none is ready"));
  }
  showTrial();

  const QString command = StateWords::kubectlCommand(now, {});
  const auto problem = ForwardDraft::problem(now);
  m_command->setText(problem ? QString() : command);
  m_commandCard->setVisible(!problem);
  m_footNote->setText(problem.value_or(tr("Ctrl+Enter saves and turns on, Esc cancels")));
  m_save->setEnabled(!problem);
  m_saveAndStart->setEnabled(!problem);
  m_try->setEnabled(!problem);
}

void EditorDialog::refreshPort(const ForwardConfig& config) {
  const ForwardConfig* owner = ForwardDraft::portOwner(config, m_others);
  const bool isTaken = m_portReport && !m_portReport->isFree;
  const quint16 free = m_portReport ? m_portReport->nextFree : 0;
  QString note;
  if (owner) {
    note = tr("%1 belongs to your forward %2.").arg(config.localPort).arg(oneLine(owner->displayName(), 60));
  } else if (isTaken && !m_portReport->owner.isEmpty()) {
    note = tr("%1 is already used by %2 (process %3).")
               .arg(config.localPort)
               .arg(oneLine(m_portReport->owner, 60))
               .arg(m_portReport->ownerPid);
  } else if (isTaken) {
    note = tr("%1 is already used by another program.").arg(config.localPort);
  }
  const bool isWarned = !note.isEmpty();
  if (isWarned && free != 0) {
    note += u' ' + tr("%1 is free.").arg(free);
  }
  const QString address = config.localAddress;
  const bool isOpen = !address.isEmpty() && !address.startsWith("127."_L1) && address != "::1"_L1;
  if (isOpen) {
    note = note.isEmpty() ? tr("Other computers can reach it at this address.")
                          : note + u' ' + tr("Other computers can reach it at this address.");
  }
  m_portNote->setText(note);
  m_portNote->setVisible(!note.isEmpty());
  m_portMark->setVisible(!note.isEmpty());
  m_usePort->setVisible(isWarned && free != 0);
  m_usePort->setText(tr("Use %1").arg(free));

  if (config.localPort == 0) {
    setCheck(Check::Port, u"state-ready"_s, &ColorRoles::ready, tr("any free one"));
  } else if (isWarned) {
    setCheck(Check::Port, u"warning"_s, &ColorRoles::waiting, tr("%1 in use, change it").arg(config.localPort));
  } else if (m_portReport) {
    setCheck(Check::Port, u"state-ready"_s, &ColorRoles::ready, tr("%1 is free").arg(config.localPort));
  } else {
    setCheck(Check::Port, u"state-stopped"_s, &ColorRoles::sub, QString::number(config.localPort));
  }
}

void EditorDialog::refreshWay(const ForwardConfig& config) {
  const bool isWarned = !m_portNote->text().isEmpty();
  const LookupTarget* target = isSelector() ? nullptr : m_targets.find(m_target->text().trimmed());
  const int ready = target ? target->ready : m_pods && !m_pods->error ? m_pods->ready : -1;
  const QString ns = !config.ns.isEmpty()                    ? config.ns
                     : m_cluster && !m_cluster->ns.isEmpty() ? m_cluster->ns
                                                             : tr("the context’s namespace");
  QString podPort;
  for (const LookupTarget::Port& port : target ? target->ports : QList<LookupTarget::Port>()) {
    if (config.remotePort == QString::number(port.port) || config.remotePort == port.name) {
      podPort = port.podPort.isEmpty() ? QString::number(port.port) : port.podPort;
    }
  }
  const QString targetText = config.targetText();
  m_way->setSteps({
      {isWarned ? u"warning"_s : u"stage-relay"_s, isWarned ? &ColorRoles::waiting : &ColorRoles::text,
       StateWords::address(config, {}), isWarned ? m_portNote->text() : tr("on this computer"), true},
      {u"stage-session"_s, &ColorRoles::text, tr("%1 / %2").arg(oneLine(contextText(), 60), oneLine(ns, 60)),
       tr("through the Kubernetes API"), false},
      {u"stage-target"_s, &ColorRoles::text,
       targetText.isEmpty() ? tr("No target yet") : u"%1 :%2"_s.arg(oneLine(targetText, 80), config.remotePort),
       podPort.isEmpty() ? tr("looked up when it starts")
                         : tr("port %1, pod port %2").arg(config.remotePort, oneLine(podPort, 15)),
       false},
      {u"pod"_s, &ColorRoles::text, tr("A ready pod"),
       ready > 0    ? tr("one of %n ready pod(s), follows replacements", nullptr, ready)
       : ready == 0 ? tr("none is ready now; it waits for one")
                    : tr("follows replacements"),
       false},
  });
}

void EditorDialog::setTrial(const ForwardStatus& status) {
  if (!m_isTrying) {
    return;
  }
  m_trial = status;
  if (status.state == ForwardStatus::State::Ready || status.state == ForwardStatus::State::Listening ||
      status.state == ForwardStatus::State::Failed) {
    m_isTrying = false;
    Q_EMIT tryEnded();
  }
  showTrial();
}

void EditorDialog::endTrial() {
  m_trial.reset();
  if (std::exchange(m_isTrying, false)) {
    Q_EMIT tryEnded();
  }
  showTrial();
}

void EditorDialog::showTrial() {
  m_try->setText(m_isTrying ? tr("Stop trying") : tr("Try it"));
  if (!m_trial) {
    setCheck(Check::Session, m_isTrying ? u"state-starting"_s : u"state-stopped"_s,
             m_isTrying ? &ColorRoles::accent : &ColorRoles::sub, m_isTrying ? tr("trying…") : tr("not tried yet"));
    m_tryNote->setText(tr("Opens it once, saves nothing"));
    return;
  }
  const ForwardStatus& trial = *m_trial;
  const QDateTime now = QDateTime::currentDateTimeUtc();
  const QString words = StateWords::brief(config(), trial, now);
  switch (trial.state) {
    case ForwardStatus::State::Ready:
    case ForwardStatus::State::Listening:
      setCheck(Check::Session, u"state-ready"_s, &ColorRoles::ready,
               trial.readyAfter ? tr("opened in %1 ms").arg(trial.readyAfter->count()) : tr("opened"));
      m_tryNote->setText(tr("It works."));
      break;
    case ForwardStatus::State::Failed:
    case ForwardStatus::State::Waiting: {
      const bool isFailed = trial.state == ForwardStatus::State::Failed;
      setCheck(Check::Session, isFailed ? u"state-failed"_s : u"state-waiting"_s,
               isFailed ? &ColorRoles::failed : &ColorRoles::waiting, words);
      m_tryNote->setText((StateWords::cause(trial) + u' ' + StateWords::advice(trial)).trimmed());
      break;
    }
    default:
      setCheck(Check::Session, u"state-starting"_s, &ColorRoles::accent, words);
      m_tryNote->setText(tr("Opens it once, saves nothing"));
  }
}

void EditorDialog::save(bool start) {
  if (m_saveAndStart->isEnabled()) {
    m_startAfterwards = start;
    accept();
  }
}

void EditorDialog::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
    // Enter alone does not save: a person who picks from a list presses it too.
    if (event->modifiers() & Qt::ControlModifier) {
      save(true);
    } else if (focusWidget() == m_target && m_targets.rowCount() > 0 && !isSelector()) {
      m_target->setText(m_targets.index(0).data().toString());
    }
    return;
  }
  if (event->key() == Qt::Key_Down && focusWidget() == m_target && m_list->isVisible() && m_targets.rowCount() > 0) {
    m_list->setFocus();
    m_list->setCurrentIndex(m_targets.index(0));
    return;
  }
  QDialog::keyPressEvent(event);
}

void EditorDialog::done(int result) {
  endTrial();
  QDialog::done(result);
}

}  // namespace portolan
