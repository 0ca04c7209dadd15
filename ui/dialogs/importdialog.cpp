#include "ui/dialogs/importdialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/widgets/colorroles.h"
#include "ui/widgets/paintedicon.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr int kUnit = 4;
constexpr int kMark = 16;

QLabel* textLabel() {
  auto* label = new QLabel;
  label->setTextFormat(Qt::PlainText);
  label->setWordWrap(true);
  return label;
}

QIcon mark(ImportLines::Line::Kind kind, const ColorRoles& colors) {
  switch (kind) {
    case ImportLines::Line::Kind::Problem:
      return tintedIcon(u"state-failed"_s, colors.failed);
    case ImportLines::Line::Kind::Warning:
      return tintedIcon(u"warning"_s, colors.waiting);
    case ImportLines::Line::Kind::New:
      return tintedIcon(u"add"_s, colors.ready);
    case ImportLines::Line::Kind::Changed:
      return tintedIcon(u"edit"_s, colors.accent);
    case ImportLines::Line::Kind::Same:
      return tintedIcon(u"check"_s, colors.sub);
    case ImportLines::Line::Kind::Note:
      return tintedIcon(u"info"_s, colors.sub);
  }
  return {};
}

QWidget* lineWidget(const ImportLines::Line& line, const ColorRoles& colors) {
  auto* widget = new QWidget;
  auto* layout = new QHBoxLayout(widget);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(2 * kUnit);
  auto* icon = new QLabel;
  icon->setPixmap(mark(line.kind, colors).pixmap(QSize(kMark, kMark), widget->devicePixelRatioF()));
  layout->addWidget(icon, 0, Qt::AlignTop);
  auto* text = textLabel();
  text->setText(line.text);
  layout->addWidget(text, 1);
  return widget;
}

}  // namespace

ImportDialog::ImportDialog(const QString& fileName, QList<ForwardConfig> saved, QList<ForwardConfig> inFile,
                           QWidget* parent)
    : QDialog(parent), m_saved(std::move(saved)), m_inFile(std::move(inFile)) {
  setWindowTitle(tr("Import %1").arg(oneLine(fileName, 80)));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6 * kUnit, 4 * kUnit, 6 * kUnit, 4 * kUnit);
  layout->setSpacing(3 * kUnit);

  auto* title = textLabel();
  QFont font = title->font();
  font.setWeight(QFont::DemiBold);
  if (font.pointSizeF() > 0) {
    font.setPointSizeF(font.pointSizeF() * 1.2);
  }
  title->setFont(font);
  title->setText(m_inFile.size() == 1
                     ? tr("1 forward in %1").arg(oneLine(fileName, 80))
                     : tr("%1 forwards in %2").arg(QString::number(m_inFile.size()), oneLine(fileName, 80)));
  layout->addWidget(title);

  m_lines = new QVBoxLayout;
  m_lines->setSpacing(2 * kUnit);
  layout->addLayout(m_lines);

  m_kubeconfigs = new QCheckBox(tr("Use the kubeconfig files that it names"));
  m_kubeconfigNote = textLabel();
  m_kubeconfigNote->setIndent(6 * kUnit);
  layout->addWidget(m_kubeconfigs);
  layout->addWidget(m_kubeconfigNote);
  connect(m_kubeconfigs, &QCheckBox::toggled, this, &ImportDialog::refresh);

  auto* note = textLabel();
  note->setText(tr("Nothing is changed until you import, and nothing imported starts by itself."));
  QPalette secondary = note->palette();
  secondary.setColor(QPalette::WindowText, ColorRoles(palette()).sub);
  note->setPalette(secondary);
  layout->addWidget(note);
  layout->addStretch();

  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
  m_import = buttons->addButton(tr("Import"), QDialogButtonBox::AcceptRole);
  layout->addWidget(buttons);
  m_import->setDefault(true);  // in the dialog by now: before, it would not know whose default it is
  m_import->setFocus();
  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

  refresh();
  const bool namesAny = !m_plan.kubeconfigs().isEmpty();
  m_kubeconfigs->setVisible(namesAny);
  m_kubeconfigNote->setVisible(namesAny);
  m_kubeconfigNote->setText(tr("%1. A kubeconfig can start programs on this computer; without this, your own is used.")
                                .arg(oneLine(m_plan.kubeconfigs().join(u", "_s), 300)));
  setMinimumWidth(70 * fontMetrics().averageCharWidth());
}

void ImportDialog::refresh() {
  m_plan = ImportPlan::make(m_saved, m_inFile, m_kubeconfigs->isChecked());
  m_plan.chooseAll();
  while (QLayoutItem* item = m_lines->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  for (const ImportLines::Line& line : ImportLines::of(m_plan)) {
    m_lines->addWidget(lineWidget(line, ColorRoles(palette())));
  }
  m_import->setText(m_plan.chosenCount() == 1 ? tr("Import 1 forward")
                                              : tr("Import %1 forwards").arg(m_plan.chosenCount()));
  m_import->setEnabled(m_plan.chosenCount() > 0);
}

}  // namespace portolan
