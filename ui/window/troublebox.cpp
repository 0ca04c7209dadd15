#include "ui/window/troublebox.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include "core/base/childprocess.h"
#include "ui/models/statewords.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/colorroles.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/sizes.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr int kUnit = Sizes::kUnit;

QString drawingOf(TroubleAction::Kind kind) {
  switch (kind) {
    case TroubleAction::Kind::Retry:
      return u"restart"_s;
    case TroubleAction::Kind::UsePort:
      return u"check"_s;
    case TroubleAction::Kind::Edit:
      return u"edit"_s;
    case TroubleAction::Kind::LogIn:
      return u"stage-authentication"_s;
    case TroubleAction::Kind::ChooseContext:
      return {};
  }
  return {};
}

QLabel* wrappingLabel(QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setTextFormat(Qt::PlainText);
  label->setWordWrap(true);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  return label;
}

}  // namespace

TroubleBox::TroubleBox(QWidget* parent)
    : QFrame(parent),
      m_cause(wrappingLabel(this)),
      m_outlook(wrappingLabel(this)),
      m_buttons(new QHBoxLayout),
      m_command(new ElidedLabel({}, ElidedLabel::Tone::Sub, this)) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(4 * kUnit, 3 * kUnit, 4 * kUnit, 3 * kUnit);
  layout->setSpacing(2 * kUnit);
  layout->addWidget(m_cause);
  layout->addWidget(m_outlook);
  m_buttons->setSpacing(2 * kUnit);
  layout->addLayout(m_buttons);
  m_command->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  m_buttons->addWidget(m_command, 1);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
  setAccessibleName(tr("What is wrong"));
  hide();
}

void TroubleBox::setTrouble(const ForwardConfig& config, const ForwardStatus& status, const QDateTime& now) {
  const QList<TroubleAction> actions = StateWords::actions(config, status);
  if (actions.isEmpty()) {
    hide();
    return;
  }
  const QString cause = StateWords::cause(status);
  const bool logsIn = actions.constFirst().kind == TroubleAction::Kind::LogIn;
  QStringList next{StateWords::advice(status), StateWords::outlook(config, status, now)};
  if (logsIn && next.constFirst().contains("portolan login"_L1)) {
    next.first().clear();  // the button does it
  }
  m_failed = status.state == ForwardStatus::State::Failed;
  m_cause->setFont(Fonts::scaled(font(), 1.05));
  m_cause->setText(cause.isEmpty() ? StateWords::brief(config, status, now) : cause);
  m_outlook->setText(next.at(0).isEmpty() ? next.at(1) : next.join(u' '));
  setAccessibleDescription(m_cause->text() + u' ' + m_outlook->text());
  setActions(actions);
  m_command->setText(logsIn ? tr("Runs: %1").arg(shellCommand(StateWords::loginCommand(config, status))) : QString());
  show();
  update();
}

void TroubleBox::setActions(const QList<TroubleAction>& actions) {
  if (actions == m_actions) {
    return;  // a button that has the focus stays
  }
  m_actions = actions;
  while (m_buttons->count() > 1) {
    QLayoutItem* item = m_buttons->takeAt(0);
    item->widget()->hide();
    item->widget()->deleteLater();  // it may be in its own click
    delete item;
  }
  for (int i = 0; i < actions.size(); ++i) {
    const TroubleAction& action = actions.at(i);
    auto* button = new ActionButton(drawingOf(action.kind), action.text, this);
    button->setPrimary(i == 0);
    connect(button, &QPushButton::clicked, this, [this, action] { Q_EMIT actionRequested(action); });
    m_buttons->insertWidget(i, button);
  }
}

void TroubleBox::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ColorRoles colors(palette());
  painter.setRenderHint(QPainter::Antialiasing);
  const QColor& color = m_failed ? colors.failed : colors.waiting;
  const QColor& tint = m_failed ? colors.failedTint : colors.waitingTint;
  painter.setPen(QPen(colors.isHighContrast ? color : ColorRoles::mix(tint, color, 0.4), 1));
  painter.setBrush(tint);
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Sizes::kCardRadius, Sizes::kCardRadius);
}

}  // namespace portolan
