#include "ui/tray/traypopup.h"

#include <QClipboard>
#include <QDateTime>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QScreen>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/models/figures.h"
#include "ui/models/statewords.h"
#include "ui/tray/popupview.h"
#include "ui/tray/trayhost.h"
#include "ui/widgets/filterchips.h"
#include "ui/widgets/paintedicon.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/sizes.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr int kUnit = Sizes::kUnit;
constexpr int kMargin = 3 * kUnit;
/// At the usual font, whose height is 17 or 18.
constexpr qreal kWidthInLines = 416.0 / 18;
constexpr qreal kMostOfScreen = 0.7;
/// A click on the icon that closed the popup also activates the icon.
constexpr qint64 kSameClick = 300;  // ms

QToolButton* iconButton(const QString& name) {
  auto* button = new QToolButton;
  button->setAutoRaise(true);
  button->setAccessibleName(name);
  button->setToolTip(name);
  button->setFocusPolicy(Qt::TabFocus);
  return button;
}

}  // namespace

TrayPopup::TrayPopup(ForwardsModel& model, QWidget* parent)
    : QWidget(parent, Qt::Popup | Qt::FramelessWindowHint), m_model(model), m_filter(model) {
  setWindowTitle(tr("Portolan"));
  setAttribute(Qt::WA_TranslucentBackground, TrayHost::isComposited());
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(1, 1, 1, 1);
  layout->setSpacing(0);
  layout->addWidget(makeHead());

  m_view = new PopupView(m_filter);
  layout->addWidget(m_view, 1);
  m_nothing = new QWidget;
  auto* nothing = new QVBoxLayout(m_nothing);
  nothing->setContentsMargins(kMargin, 6 * kUnit, kMargin, 6 * kUnit);
  m_nothingText = new RoleLabel({}, &ColorRoles::sub);
  m_nothingText->setAlignment(Qt::AlignCenter);
  m_nothingText->setWordWrap(true);
  auto* clear = new QPushButton(tr("Clear the search"));
  nothing->addWidget(m_nothingText);
  nothing->addWidget(clear, 0, Qt::AlignHCenter);
  layout->addWidget(m_nothing);
  m_empty = makeEmpty();
  layout->addWidget(m_empty);
  layout->addWidget(makeFoot());

  connect(clear, &QPushButton::clicked, this, [this] {
    m_search->clear();
    m_chips->setFilter(StateFilter::All);
    m_search->setFocus();
  });
  connect(m_search, &QLineEdit::textChanged, &m_filter, &ForwardsFilter::setText);
  connect(m_chips, &FilterChips::filterChanged, &m_filter, &ForwardsFilter::setState);
  connect(&m_model, &ForwardsModel::countsChanged, this, &TrayPopup::refresh);
  connect(&m_filter, &QAbstractItemModel::modelReset, this, &TrayPopup::refresh);
  connect(m_view, &PopupView::contentChanged, &m_placeSoon, qOverload<>(&QTimer::start));
  connect(m_view, &PopupView::leftUpwards, m_search, qOverload<>(&QWidget::setFocus));
  connect(m_view, &PopupView::copyRequested, this, &TrayPopup::copy);
  connect(m_view, &PopupView::openRequested, this,
          [this](const QString& uid) { leave(&TrayPopup::openRequested, uid); });
  connect(m_view, &PopupView::moreRequested, this, &TrayPopup::showMore);
  connect(m_view, &PopupView::actionRequested, this, [this](const QString& uid, const TroubleAction& action) {
    if (action.kind == TroubleAction::Kind::Retry || action.kind == TroubleAction::Kind::UsePort) {
      Q_EMIT actionRequested(uid, action);  // is done here, and its effect seen
    } else {
      leave(&TrayPopup::actionRequested, uid, action);
    }
  });

  m_clock.setInterval(1s);
  connect(&m_clock, &QTimer::timeout, this, [this] {
    m_view->viewport()->update();
    refreshRates();
  });
  m_placeSoon.setSingleShot(true);
  m_placeSoon.setInterval(0);
  connect(&m_placeSoon, &QTimer::timeout, this, &TrayPopup::place);
  m_search->installEventFilter(this);
  tint();
  refresh();
}

TrayPopup::~TrayPopup() {
  delete m_view;  // it looks at m_filter to its end
}

QWidget* TrayPopup::makeHead() {
  auto* head = new QWidget;
  auto* layout = new QVBoxLayout(head);
  layout->setContentsMargins(kMargin - 1, kMargin, kMargin - 1, 2 * kUnit);
  layout->setSpacing(2 * kUnit);
  m_search = new QLineEdit;
  m_search->setPlaceholderText(tr("Search name, port, namespace, tag"));
  m_search->setAccessibleName(tr("Search"));
  m_search->setMaxLength(200);
  m_search->setClearButtonEnabled(true);
  m_search->setMinimumHeight(Sizes::control(fontMetrics()));
  m_searchIcon = m_search->addAction(QIcon(), QLineEdit::LeadingPosition);
  m_add = iconButton(tr("Add a forward…"));
  m_window = iconButton(tr("Open the window"));
  auto* row = new QHBoxLayout;
  row->setSpacing(kUnit);
  row->addWidget(m_search, 1);
  row->addWidget(m_add);
  row->addWidget(m_window);
  layout->addLayout(row);
  m_chips = new FilterChips({StateFilter::All, StateFilter::Ready, StateFilter::Waiting, StateFilter::Failed});
  layout->addWidget(m_chips);
  connect(m_add, &QToolButton::clicked, this, [this] { leave(&TrayPopup::addRequested); });
  connect(m_window, &QToolButton::clicked, this, [this] { leave(&TrayPopup::windowRequested, m_view->currentUid()); });
  return head;
}

QWidget* TrayPopup::makeEmpty() {
  auto* empty = new QWidget;
  auto* layout = new QVBoxLayout(empty);
  layout->setContentsMargins(6 * kUnit, 4 * kUnit, 6 * kUnit, 6 * kUnit);
  layout->setSpacing(2 * kUnit);
  auto* title = new RoleLabel(tr("Your forwards will be listed here"), &ColorRoles::text, RoleLabel::Size::Section);
  title->setAlignment(Qt::AlignCenter);
  title->setWordWrap(true);
  layout->addWidget(title);
  layout->addSpacing(kUnit);
  const auto add = [this, layout](const QString& text, auto signal) {
    auto* button = new QPushButton(text);
    layout->addWidget(button);
    connect(button, &QPushButton::clicked, this, [this, signal] { leave(signal); });
  };
  add(tr("Discover services in a cluster…"), &TrayPopup::discoverRequested);
  add(tr("Import a file…"), &TrayPopup::importRequested);
  add(tr("Add one…"), &TrayPopup::addRequested);
  add(tr("Try the demo cluster"), &TrayPopup::demoRequested);
  return empty;
}

QWidget* TrayPopup::makeFoot() {
  auto* foot = new QWidget;
  auto* layout = new QHBoxLayout(foot);
  layout->setContentsMargins(kMargin - 1, 2 * kUnit, kMargin - 1, 2 * kUnit + 1);
  layout->setSpacing(2 * kUnit);
  m_rates = new RoleLabel({}, &ColorRoles::sub, RoleLabel::Size::Secondary);
  m_startAll = new QPushButton(tr("Start all"));
  m_stopAll = new QPushButton(tr("Stop all"));
  for (QPushButton* button : {m_startAll, m_stopAll}) {
    button->setAutoDefault(false);
  }
  m_more = iconButton(tr("Menu"));
  m_menu = new QMenu(this);
  const auto add = [this](const QString& text, auto signal) {
    connect(m_menu->addAction(text), &QAction::triggered, this, [this, signal] { leave(signal); });
  };
  add(tr("Add a forward…"), &TrayPopup::addRequested);
  add(tr("Import…"), &TrayPopup::importRequested);
  add(tr("Discover…"), &TrayPopup::discoverRequested);
  m_menu->addSeparator();
  connect(m_menu->addAction(tr("Open the window")), &QAction::triggered, this,
          [this] { leave(&TrayPopup::windowRequested, QString()); });
  add(tr("Settings…"), &TrayPopup::settingsRequested);
  add(tr("About Portolan"), &TrayPopup::aboutRequested);
  m_menu->addSeparator();
  add(tr("Quit Portolan"), &TrayPopup::quitRequested);
  layout->addWidget(m_rates, 1);
  layout->addWidget(m_startAll);
  layout->addWidget(m_stopAll);
  layout->addWidget(m_more);
  connect(m_startAll, &QPushButton::clicked, this, [this] { m_model.requestAll(true); });
  connect(m_stopAll, &QPushButton::clicked, this, [this] { m_model.requestAll(false); });
  connect(m_more, &QToolButton::clicked, this, [this] {
    const QSize size = m_menu->sizeHint();
    m_menu->popup(m_more->mapToGlobal(QPoint(m_more->width() - size.width(), -size.height())));
  });
  return foot;
}

template <typename Signal, typename... Arguments>
void TrayPopup::leave(Signal signal, Arguments... arguments) {
  hide();
  Q_EMIT(this->*signal)(arguments...);
}

void TrayPopup::tint() {
  const ColorRoles colors(palette());
  m_searchIcon->setIcon(tintedIcon(u"search"_s, colors.sub));
  m_add->setIcon(tintedIcon(u"add"_s, colors.text));
  m_window->setIcon(tintedIcon(u"window"_s, colors.text));
  m_more->setIcon(tintedIcon(u"more"_s, colors.text));
}

void TrayPopup::refresh() {
  const bool isEmpty = m_model.size() == 0;
  const bool isNothing = !isEmpty && m_filter.shown() == 0;
  m_chips->setCounts(m_model.counts());
  m_chips->setVisible(!isEmpty);
  m_search->setEnabled(!isEmpty);
  m_view->setVisible(!isEmpty && !isNothing);
  m_empty->setVisible(isEmpty);
  m_nothing->setVisible(isNothing);
  m_nothingText->setText(m_search->text().isEmpty() ? tr("None is in this state")
                                                    : tr("Nothing matches “%1”").arg(m_search->text()));
  m_startAll->setVisible(!isEmpty);
  m_stopAll->setVisible(!isEmpty);
  m_startAll->setEnabled(m_model.counts().stopped + m_model.counts().failed > 0);
  m_stopAll->setEnabled(m_model.counts().stopped < m_model.counts().all);
  refreshRates();
  m_placeSoon.start();
}

void TrayPopup::refreshRates() {
  const qint64 now = m_model.nowMs();
  double down = 0;
  double up = 0;
  for (int row = 0; row < m_model.size(); ++row) {
    const RateHistory& rates = m_model.entry(row).rates;
    down += rates.rate(RateHistory::Direction::FromPod, now);
    up += rates.rate(RateHistory::Direction::ToPod, now);
  }
  m_rates->setText(m_model.size() == 0 ? QString()
                                       : u"\u2193 %1  \u2191 %2"_s.arg(Figures::rate(down), Figures::rate(up)));
  m_rates->setAccessibleName(tr("%1 down, %2 up").arg(Figures::spokenRate(down), Figures::spokenRate(up)));
}

void TrayPopup::popUp(const QRect& icon) {
  m_icon = icon;
  place();
  show();
  raise();
  activateWindow();
  m_search->setFocus();
  m_search->selectAll();
}

void TrayPopup::place() {
  const QScreen* screen = QGuiApplication::screenAt(m_icon.center());
  if (!screen) {
    screen = QGuiApplication::primaryScreen();
  }
  if (!screen) {
    return;  // the display was disconnected
  }
  const QRect free = screen->availableGeometry();
  const int width = qMin(free.width(), qMax(qRound(kWidthInLines * fontMetrics().height()), minimumSizeHint().width()));
  layout()->activate();
  // Words that take two lines in this language and font: a minimum alone knows of one.
  const int minimum =
      qMax(minimumSizeHint().height(), layout()->hasHeightForWidth() ? layout()->totalMinimumHeightForWidth(width) : 0);
  int height = minimum;
  if (!m_view->isHidden()) {
    height += m_view->contentHeight() + 2 - m_view->minimumSizeHint().height();
  }
  const int least = minimum + (m_view->isHidden() ? 0 : 3 * Sizes::popupRow(fontMetrics()));
  height = qMax(qMin(height, qRound(screen->geometry().height() * kMostOfScreen)), qMin(least, free.height()));
  height = qMin(height, free.height());

  // Beside the icon, on the side where there is room; a panel may stand at any edge.
  const bool isBelow = m_icon.center().y() < free.center().y();
  int y = isBelow ? m_icon.bottom() + 2 : m_icon.top() - height - 1;
  int x = m_icon.center().x() - width / 2;
  x = qBound(free.left(), x, qMax(free.left(), free.right() + 1 - width));
  y = qBound(free.top(), y, qMax(free.top(), free.bottom() + 1 - height));
  setGeometry(x, y, width, height);
}

bool TrayPopup::wasJustClosed() const {
  return m_closed.isValid() && m_closed.elapsed() < kSameClick;
}

void TrayPopup::copy(const QString& uid) {
  if (const ForwardEntry* entry = m_model.find(uid)) {
    QGuiApplication::clipboard()->setText(StateWords::address(entry->config, entry->status));
    m_view->showCopied(uid);
  }
}

void TrayPopup::showMore(const QString& uid, const QPoint& position) {
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  const auto add = [this, menu](const QString& text, const auto& act) {
    connect(menu->addAction(text), &QAction::triggered, this, act);
  };
  add(tr("Copy the address"), [this, uid] { copy(uid); });
  add(tr("Open in the browser"), [this, uid] { leave(&TrayPopup::openRequested, uid); });
  add(tr("Restart"), [this, uid] { m_model.requestRestart({uid}); });
  menu->addSeparator();
  add(tr("Show details"), [this, uid] { leave(&TrayPopup::windowRequested, uid); });
  add(tr("Edit…"), [this, uid] { leave(&TrayPopup::editRequested, uid); });
  QAction* silence = menu->addAction(tr("No notifications"));
  silence->setCheckable(true);
  silence->setChecked(m_silenced.contains(uid));
  connect(silence, &QAction::triggered, this, [this, uid](bool on) { Q_EMIT silenceRequested(uid, on); });
  menu->popup(position);
}

void TrayPopup::paintEvent(QPaintEvent*) {
  const ColorRoles colors(palette());
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
  QPainterPath outline;
  outline.addRoundedRect(box, Sizes::kPopupRadius, Sizes::kPopupRadius);
  painter.fillPath(outline, palette().color(QPalette::Base));
  painter.setClipPath(outline);
  const int foot = m_startAll->parentWidget()->geometry().top();
  painter.fillRect(QRect(0, 0, width(), m_search->parentWidget()->geometry().bottom() + 1),
                   palette().color(QPalette::Window));
  painter.fillRect(QRect(0, foot, width(), height() - foot), palette().color(QPalette::Window));
  painter.setPen(colors.line);
  painter.drawLine(0, m_search->parentWidget()->geometry().bottom(), width(),
                   m_search->parentWidget()->geometry().bottom());
  painter.drawLine(0, foot, width(), foot);
  painter.setClipping(false);
  painter.setPen(colors.edge);
  painter.drawPath(outline);
}

void TrayPopup::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  if (!testAttribute(Qt::WA_TranslucentBackground)) {
    QPainterPath outline;
    outline.addRoundedRect(QRectF(rect()), Sizes::kPopupRadius, Sizes::kPopupRadius);
    setMask(QRegion(outline.toFillPolygon().toPolygon()));
  }
}

void TrayPopup::showEvent(QShowEvent* event) {
  m_model.flush();
  refresh();
  m_clock.start();
  QWidget::showEvent(event);
}

void TrayPopup::hideEvent(QHideEvent* event) {
  m_clock.stop();
  m_closed.start();
  QWidget::hideEvent(event);
}

void TrayPopup::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) {
    tint();
  }
}

bool TrayPopup::eventFilter(QObject* watched, QEvent* event) {
  if (watched == m_search && event->type() == QEvent::KeyPress) {
    const auto* key = static_cast<QKeyEvent*>(event);
    if ((key->key() == Qt::Key_Down || key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) &&
        m_view->isVisible()) {
      m_view->setFocus();
      m_view->selectFirst();
      return true;
    }
  }
  return QWidget::eventFilter(watched, event);
}

void TrayPopup::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape) {
    if (!m_search->text().isEmpty()) {
      m_search->clear();
      m_search->setFocus();
    } else {
      hide();
    }
    return;
  }
  if (event->matches(QKeySequence::Find) || event->key() == Qt::Key_Slash) {
    m_search->setFocus();
    m_search->selectAll();
    return;
  }
  if (const QString text = event->text();
      !text.isEmpty() && text.at(0).isPrint() && !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier))) {
    m_search->setFocus();
    m_search->insert(text);
    return;
  }
  QWidget::keyPressEvent(event);
}

}  // namespace portolan
