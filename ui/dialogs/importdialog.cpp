#include "ui/dialogs/importdialog.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QListView>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

#include "ui/dialogs/importdelegate.h"
#include "ui/models/statewords.h"
#include "ui/widgets/card.h"
#include "ui/widgets/filterchip.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/paintedicon.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/sizes.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr int kUnit = Sizes::kUnit;
constexpr int kAllId = 100;  // no kind has it

using Kind = ImportPlan::Kind;
using Size = RoleLabel::Size;

QColor ColorRoles::* kindRole(Kind kind) {
  switch (kind) {
    case Kind::Invalid:
      return &ColorRoles::failed;
    case Kind::Conflicting:
    case Kind::Gone:
      return &ColorRoles::waiting;
    case Kind::Changed:
      return &ColorRoles::accent;
    case Kind::New:
      return &ColorRoles::ready;
    case Kind::Same:
      break;
  }
  return &ColorRoles::sub;
}

RoleLabel* wrapped(const QString& text, RoleLabel::Role role = &ColorRoles::text, Size size = Size::Body) {
  auto* label = new RoleLabel(text, role, size);
  label->setWordWrap(true);
  return label;
}

QHBoxLayout* marked(const QString& drawing, RoleLabel::Role role, const QString& text) {
  auto* row = new QHBoxLayout;
  row->setSpacing(2 * kUnit);
  row->addWidget(new MarkLabel(drawing, role), 0, Qt::AlignTop);
  row->addWidget(wrapped(text), 1);
  return row;
}

QString shownValue(const QString& value) {
  const QString text = ImportListModel::valueText(value);
  return text.isEmpty() ? u"–"_s : oneLine(text, 60);
}

}  // namespace

ImportDialog::ImportDialog(const QString& source, const QList<ForwardConfig>& saved,
                           const QList<ParsedForward>& imported, QSet<QString> on, QWidget* parent)
    : ImportDialog(
          source, saved,
          [saved, imported](bool kubeconfigConfirmed) {
            return ImportPlan::make(saved, imported, kubeconfigConfirmed);
          },
          std::move(on), parent) {}

ImportDialog::ImportDialog(const QString& source, QList<ForwardConfig> saved, PlanMaker maker, QSet<QString> on,
                           QWidget* parent)
    : QDialog(parent), m_saved(std::move(saved)), m_maker(std::move(maker)), m_on(std::move(on)) {
  setWindowTitle(tr("Import %1").arg(oneLine(source, 80)));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(makeHead(source));

  m_list = new QListView;
  m_list->setModel(&m_model);
  m_list->setItemDelegate(new ImportDelegate(m_list));
  m_list->setUniformItemSizes(true);
  m_list->setFrameShape(QFrame::NoFrame);
  m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_list->setAccessibleName(tr("What would be imported"));
  auto* scroll = new QScrollArea;
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setBackgroundRole(QPalette::Base);
  scroll->viewport()->setBackgroundRole(QPalette::Base);
  m_detail = new QWidget;
  m_detail->setBackgroundRole(QPalette::Base);
  m_detail->setAutoFillBackground(true);
  scroll->setWidget(m_detail);
  auto* splitter = new QSplitter;
  splitter->setHandleWidth(1);
  splitter->setChildrenCollapsible(false);
  splitter->addWidget(m_list);
  splitter->addWidget(scroll);
  splitter->setStretchFactor(0, 4);
  splitter->setStretchFactor(1, 3);
  splitter->setSizes({4000, 3000});
  layout->addWidget(splitter, 1);
  layout->addWidget(makeFoot());

  connect(&m_model, &ImportListModel::decided, this, &ImportDialog::refresh);
  connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ImportDialog::showItem);
  connect(m_kubeconfigs, &QCheckBox::toggled, this, &ImportDialog::makePlan);
  makePlan();
  const int height = fontMetrics().height();
  resize(Sizes::onScreen(this, {62 * height, 40 * height}));
  m_list->setFocus();
}

QWidget* ImportDialog::makeHead(const QString& source) {
  auto* head = new QWidget;
  auto* layout = new QVBoxLayout(head);
  layout->setContentsMargins(5 * kUnit, 4 * kUnit, 5 * kUnit, 3 * kUnit);
  layout->setSpacing(2 * kUnit);
  layout->addWidget(wrapped(tr("Import %1").arg(oneLine(source, 80)), &ColorRoles::text, Size::Title));
  const ImportPlan plan = m_maker(false);
  const int count = int(plan.items.size());
  layout->addWidget(
      wrapped(tr("%n entries. Nothing is changed until you press Import, and nothing imported starts by itself.",
                 nullptr, count),
              &ColorRoles::sub));
  auto* chips = new QHBoxLayout;
  chips->setSpacing(2 * kUnit);
  m_chips = new QButtonGroup(this);
  const auto addChip = [&](FilterChip* chip, int id, qsizetype entries) {
    chip->setCount(int(entries));
    m_chips->addButton(chip, id);
    chips->addWidget(chip);
  };
  addChip(FilterChip::of(StateFilter::All, head), kAllId, count);
  m_chips->button(kAllId)->setChecked(true);
  for (const Kind kind : {Kind::New, Kind::Changed, Kind::Gone, Kind::Conflicting, Kind::Invalid, Kind::Same}) {
    if (kind == Kind::Gone && plan.count(kind) == 0) {
      continue;  // only where a source is followed
    }
    addChip(new FilterChip(ImportListModel::kindName(kind), ImportListModel::kindDrawing(kind), kindRole(kind)),
            int(kind), plan.count(kind));
  }
  chips->addStretch();
  layout->addLayout(chips);
  m_kubeconfigs = new QCheckBox(tr("Use the kubeconfig files that it names"));
  m_kubeconfigNote = wrapped({}, &ColorRoles::sub, Size::Secondary);
  layout->addWidget(m_kubeconfigs);
  layout->addWidget(m_kubeconfigNote);
  const QStringList kubeconfigs = plan.kubeconfigs();
  m_kubeconfigs->setVisible(!kubeconfigs.isEmpty());
  m_kubeconfigNote->setVisible(!kubeconfigs.isEmpty());
  m_kubeconfigNote->setText(tr("%1. A kubeconfig can start programs on this computer; without this, your own is used.")
                                .arg(oneLine(kubeconfigs.join(u", "_s), 300)));
  connect(m_chips, &QButtonGroup::idClicked, this, [this](int id) {
    m_model.setFilter(id == kAllId ? std::nullopt : std::optional(Kind(id)));
    m_list->setCurrentIndex(m_model.index(m_model.rowCount() > 1 ? 1 : 0));
  });
  return head;
}

QWidget* ImportDialog::makeFoot() {
  auto* foot = new QWidget;
  auto* layout = new QHBoxLayout(foot);
  layout->setContentsMargins(5 * kUnit, 3 * kUnit, 5 * kUnit, 3 * kUnit);
  layout->setSpacing(2 * kUnit);
  m_footNote = wrapped({}, &ColorRoles::sub);
  auto* cancel = new QPushButton(tr("Cancel"));
  cancel->setAutoDefault(false);
  m_import = new QPushButton(tr("Import"));
  layout->addWidget(m_footNote, 1);
  layout->addWidget(cancel);
  layout->addWidget(m_import);
  connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
  connect(m_import, &QPushButton::clicked, this, &QDialog::accept);
  m_import->setDefault(true);
  return foot;
}

void ImportDialog::makePlan() {
  const int current = m_list->currentIndex().row();
  m_model.setPlan(m_maker(m_kubeconfigs->isChecked()), m_saved);
  m_list->setCurrentIndex(m_model.index(current > 0 ? current : qMin(1, m_model.rowCount() - 1)));
  showItem();
}

void ImportDialog::refresh() {
  const int added = m_model.added();
  const int changed = m_model.changed();
  const int removed = m_model.removed();
  m_import->setText(tr("Import %n forward(s)", nullptr, added + changed + removed));
  m_import->setEnabled(added + changed + removed > 0);
  m_footNote->setText(tr("Adds %1, changes %2, leaves %3 as they are. You can undo it.")
                          .arg(added)
                          .arg(changed)
                          .arg(m_model.plan().items.size() - added - changed - removed));
  if (removed > 0) {
    m_footNote->setText(tr("Removes %n forward(s).", nullptr, removed) + u' ' + m_footNote->text());
  }
}

void ImportDialog::showItem() {
  // The old one goes from the event loop: a click in it may have led here.
  if (m_detail->layout()) {
    const auto children = m_detail->findChildren<QWidget*>(Qt::FindDirectChildrenOnly);
    for (QWidget* child : children) {
      child->hide();
      child->deleteLater();
    }
    delete m_detail->layout();
  }
  auto* layout = new QVBoxLayout(m_detail);
  layout->setContentsMargins(5 * kUnit, 4 * kUnit, 5 * kUnit, 4 * kUnit);
  layout->setSpacing(2 * kUnit);
  const int row = m_list->currentIndex().row();
  const ImportPlan::Item* item = m_model.itemAt(row);
  if (!item) {
    layout->addWidget(wrapped(
        m_model.plan().items.isEmpty() ? tr("There is nothing in it.") : tr("Pick an entry to see what it would do."),
        &ColorRoles::sub));
    layout->addStretch();
    return;
  }
  auto* title = new QHBoxLayout;
  title->setSpacing(2 * kUnit);
  title->addWidget(new MarkLabel(ImportListModel::kindDrawing(item->kind), kindRole(item->kind)));
  title->addWidget(wrapped(ImportListModel::nameOf(*item), &ColorRoles::text, Size::Title), 1);
  layout->addLayout(title);
  if (item->kind == Kind::Invalid) {
    layout->addWidget(wrapped(item->error ? StateWords::error(*item->error) : QString(), &ColorRoles::failed));
  }
  if (item->kind == Kind::Conflicting) {
    addPortChoice(layout, row);
  }
  if (item->saved && !item->changes.isEmpty()) {
    addComparison(layout, row, *item);
  }
  if (item->kind == Kind::Same) {
    layout->addWidget(wrapped(tr("It is here already, and nothing would change."), &ColorRoles::sub));
  }
  if (item->kind == Kind::Gone) {
    layout->addWidget(wrapped(tr("It is not in the repository any more. If it is chosen, it is removed here, too."),
                              &ColorRoles::waiting));
  } else if (item->changesAnything()) {
    addOutcome(layout, *item);
  }
  layout->addStretch();
}

void ImportDialog::addPortChoice(QVBoxLayout* layout, int row) {
  const quint16 taken = m_model.takenPort(row);
  const quint16 other = m_model.otherPort(row);
  layout->addWidget(wrapped(tr("Port %1 belongs to %2.").arg(taken).arg(m_model.ownerName(row)), &ColorRoles::waiting));
  auto* group = new QButtonGroup(m_detail);
  auto* useOther = new QRadioButton(other != 0 ? tr("Use %1").arg(other) : tr("Use another port"));
  auto* keep = new QRadioButton(tr("Keep %1: only one of the two can be on").arg(taken));
  group->addButton(useOther);
  group->addButton(keep);
  (other != 0 ? useOther : keep)->setChecked(true);
  layout->addWidget(useOther);
  layout->addWidget(keep);
  connect(useOther, &QRadioButton::toggled, this, [this, row](bool use) {
    m_model.setUsesOtherPort(row, use);
    showItem();
  });
}

void ImportDialog::addComparison(QVBoxLayout* layout, int row, const ImportPlan::Item& item) {
  auto* head = new QHBoxLayout;
  head->setSpacing(2 * kUnit);
  head->addWidget(wrapped(tr("%n field(s) differ", nullptr, int(item.changes.size())), &ColorRoles::sub), 1);
  auto* allMine = new QPushButton(tr("All mine"));
  auto* allTheirs = new QPushButton(tr("All theirs"));
  for (QPushButton* button : {allMine, allTheirs}) {
    button->setAutoDefault(false);
    head->addWidget(button);
    connect(button, &QPushButton::clicked, this, [this, row, mine = button == allMine] {
      m_model.setAllMine(row, mine);
      showItem();
    });
  }
  layout->addLayout(head);
  auto* table = new QWidget;
  auto* grid = new QGridLayout(table);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(3 * kUnit);
  grid->setVerticalSpacing(2 * kUnit);
  grid->addWidget(new RoleLabel(tr("Field"), &ColorRoles::sub, Size::Secondary), 0, 0);
  grid->addWidget(new RoleLabel(tr("Yours"), &ColorRoles::sub, Size::Secondary), 0, 1);
  grid->addWidget(new RoleLabel(tr("In the import"), &ColorRoles::sub, Size::Secondary), 0, 2);
  int line = 1;
  for (const auto& change : item.changes) {
    const QString name = ImportListModel::fieldName(change.field);
    auto* label = wrapped(name, &ColorRoles::text);
    QFont strong = label->font();
    strong.setWeight(QFont::DemiBold);
    label->setFont(strong);
    auto* mine = new QRadioButton(shownValue(change.before));
    auto* theirs = new QRadioButton(shownValue(change.after));
    mine->setAccessibleName(tr("%1, yours: %2").arg(name, shownValue(change.before)));
    theirs->setAccessibleName(tr("%1, in the import: %2").arg(name, shownValue(change.after)));
    auto* group = new QButtonGroup(table);
    group->addButton(mine);
    group->addButton(theirs);
    (m_model.isMine(row, change.field) ? mine : theirs)->setChecked(true);
    grid->addWidget(label, line, 0);
    grid->addWidget(mine, line, 1);
    grid->addWidget(theirs, line, 2);
    ++line;
    connect(mine, &QRadioButton::toggled, this,
            [this, row, field = change.field](bool isMine) { m_model.setMine(row, field, isMine); });
  }
  grid->setColumnStretch(1, 1);
  grid->setColumnStretch(2, 1);
  layout->addWidget(table);
}

void ImportDialog::addOutcome(QVBoxLayout* layout, const ImportPlan::Item& item) {
  layout->addSpacing(2 * kUnit);
  auto* card = new Card;
  auto* inside = new QVBoxLayout(card);
  inside->setContentsMargins(3 * kUnit, 2 * kUnit, 3 * kUnit, 2 * kUnit);
  inside->setSpacing(kUnit);
  inside->addWidget(new RoleLabel(tr("After the import"), &ColorRoles::sub, Size::Secondary));
  auto* way = wrapped(u"%1 \u2192 %2"_s.arg(StateWords::address(item.forward, {}), StateWords::target(item.forward)),
                      &ColorRoles::text, Size::Secondary);
  way->setFixedFont();
  inside->addWidget(way);
  QStringList facts;
  if (!item.forward.context.isEmpty()) {
    facts += tr("context %1").arg(oneLine(item.forward.context, 60));
  }
  if (!item.forward.ns.isEmpty()) {
    facts += tr("namespace %1").arg(oneLine(item.forward.ns, 60));
  }
  if (!item.forward.tags.isEmpty()) {
    facts += tr("tags %1").arg(oneLine(item.forward.tags.join(u", "_s), 100));
  }
  if (!facts.isEmpty()) {
    inside->addWidget(wrapped(facts.join(u", "_s), &ColorRoles::sub));
  }
  layout->addWidget(card);
  layout->addSpacing(2 * kUnit);
  if (item.unsupported) {
    layout->addLayout(
        marked(u"warning"_s, &ColorRoles::waiting,
               tr("It cannot be run: %1. It is kept all the same.").arg(oneLine(*item.unsupported, 200))));
  }
  for (const ImportNotice& notice : item.notices) {
    switch (notice.kind) {
      case ImportNotice::Kind::AutostartCleared:
        layout->addLayout(
            marked(u"info"_s, &ColorRoles::sub, tr("It does not turn on by itself when Portolan starts.")));
        break;
      case ImportNotice::Kind::KubeconfigDropped:
        layout->addLayout(marked(u"info"_s, &ColorRoles::sub,
                                 tr("It names the kubeconfig %1; your own is used.").arg(oneLine(notice.value, 100))));
        break;
      case ImportNotice::Kind::KubeconfigKept:
        layout->addLayout(marked(u"warning"_s, &ColorRoles::waiting,
                                 tr("It uses the kubeconfig %1.").arg(oneLine(notice.value, 100))));
        break;
      case ImportNotice::Kind::ReachableFromOutside:
        layout->addLayout(marked(u"warning"_s, &ColorRoles::waiting,
                                 tr("Other computers can reach it at %1.").arg(oneLine(notice.value, 60))));
        break;
    }
  }
  if (item.saved && m_on.contains(item.saved->uid)) {
    layout->addLayout(marked(u"info"_s, &ColorRoles::sub, tr("It is on. It restarts once with the change.")));
  }
}

}  // namespace portolan
