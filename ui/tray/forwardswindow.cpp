#include "ui/tray/forwardswindow.h"

#include <QCheckBox>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr int kUnit = 4;
constexpr int kMark = 16;

/// Calls `update` now and whenever the action changes, as long as `widget` lives.
template <typename Update>
void follow(QAction* action, QWidget* widget, Update update) {
  QObject::connect(action, &QAction::changed, widget, update);
  update();
}

/// A forward: the check mark is what was asked for, the words at the right are the state.
QWidget* forwardRow(QAction* action) {
  auto* row = new QWidget;
  auto* check = new QCheckBox;
  auto* mark = new QLabel;
  auto* state = new QLabel;
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, kUnit, 0, 0);
  layout->setSpacing(kUnit + 2);
  layout->addWidget(check, 1);
  layout->addSpacing(6 * kUnit);
  layout->addWidget(mark);
  layout->addWidget(state);
  state->setTextFormat(Qt::PlainText);
  QObject::connect(check, &QCheckBox::clicked, action, &QAction::trigger);
  follow(action, row, [action, check, mark, state] {
    const QString text = action->text();
    check->setText(text.section(u'\t', 0, 0));
    check->setChecked(action->isChecked());
    check->setToolTip(action->toolTip());
    mark->setPixmap(action->icon().pixmap(QSize(kMark, kMark), mark->devicePixelRatioF()));
    state->setText(text.section(u'\t', 1));
    check->setAccessibleDescription(state->text());
  });
  return row;
}

/// A header or an explanation.
QWidget* textLine(QAction* action) {
  auto* label = new QLabel;
  label->setTextFormat(Qt::PlainText);
  label->setWordWrap(true);
  label->setFont(action->font());
  if (TrayMenu::kindOf(action) == TrayMenu::Kind::Header) {
    label->setContentsMargins(0, 2 * kUnit, 0, 0);
  } else {
    label->setIndent(6 * kUnit);
  }
  follow(action, label, [action, label] {
    label->setText(action->text().replace(u"&&"_s, u"&"_s));
    label->setVisible(action->isVisible());
  });
  return label;
}

QWidget* commandButton(QAction* action) {
  auto* button = new QPushButton;
  QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
  follow(action, button, [action, button] {
    button->setText(action->text());
    button->setEnabled(action->isEnabled());
    button->setVisible(action->isVisible());
  });
  return button;
}

}  // namespace

ForwardsWindow::ForwardsWindow(TrayMenu& menu, QWidget* parent) : QWidget(parent), m_menu(menu) {
  setWindowTitle(tr("Portolan"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(4 * kUnit, 4 * kUnit, 4 * kUnit, 4 * kUnit);
  layout->setSpacing(3 * kUnit);

  m_reason = new QLabel;
  m_reason->setWordWrap(true);
  m_reason->setTextFormat(Qt::PlainText);
  m_reason->hide();
  layout->addWidget(m_reason);

  m_empty = new QLabel(tr("No forwards yet"));
  m_empty->setAlignment(Qt::AlignCenter);
  layout->addWidget(m_empty, 1);

  m_entries = new QScrollArea;
  m_entries->setWidgetResizable(true);
  m_entries->setFrameShape(QFrame::NoFrame);
  m_entries->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_entries->setAccessibleName(tr("Forwards"));
  layout->addWidget(m_entries, 1);

  auto* commands = new QHBoxLayout;
  commands->setSpacing(2 * kUnit);
  for (QAction* action : m_menu.commandActions()) {
    commands->addWidget(commandButton(action));
  }
  layout->addLayout(commands);

  connect(&m_menu, &TrayMenu::entriesChanged, this, &ForwardsWindow::rebuild);
  m_clock.setInterval(1s);
  connect(&m_clock, &QTimer::timeout, &m_menu, &TrayMenu::refreshTimes);
  rebuild();
}

void ForwardsWindow::setReason(const QString& reason) {
  m_reason->setText(reason);
  m_reason->setVisible(!reason.isEmpty());
}

void ForwardsWindow::rebuild() {
  auto* content = new QWidget;
  auto* layout = new QVBoxLayout(content);
  layout->setContentsMargins(0, 0, 2 * kUnit, 0);
  layout->setSpacing(kUnit);
  for (QAction* action : m_menu.entryActions()) {
    if (action->isSeparator()) {
      continue;
    }
    switch (TrayMenu::kindOf(action)) {
      case TrayMenu::Kind::Forward:
        layout->addWidget(forwardRow(action));
        break;
      case TrayMenu::Kind::Header:
      case TrayMenu::Kind::Explanation:
        layout->addWidget(textLine(action));
        break;
      case TrayMenu::Kind::Command: {
        auto* indented = new QHBoxLayout;
        indented->addSpacing(6 * kUnit);
        indented->addWidget(commandButton(action));
        indented->addStretch();
        layout->addLayout(indented);
        break;
      }
    }
  }
  layout->addStretch();
  const bool isEmpty = m_menu.entryActions().isEmpty();
  m_entries->setWidget(content);
  m_entries->setVisible(!isEmpty);
  m_empty->setVisible(isEmpty);
}

void ForwardsWindow::closeEvent(QCloseEvent* event) {
  // Not spontaneous: the application is quitting, and a refusal would keep it.
  if (!m_closable && event->spontaneous()) {
    event->ignore();
    showMinimized();
  }
}

void ForwardsWindow::showEvent(QShowEvent* event) {
  m_menu.refreshTimes();
  m_clock.start();
  QWidget::showEvent(event);
}

void ForwardsWindow::hideEvent(QHideEvent* event) {
  m_clock.stop();
  QWidget::hideEvent(event);
}

}  // namespace portolan
