#include "ui/dialogs/settingsdialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QVBoxLayout>

#include "ui/widgets/rolelabel.h"
#include "ui/widgets/sizes.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr int kUnit = Sizes::kUnit;
constexpr int kMostMinutes = 527'040;  // a year

QFormLayout* makeForm(QWidget* page) {
  auto* form = new QFormLayout(page);
  form->setContentsMargins(4 * kUnit, 4 * kUnit, 4 * kUnit, 4 * kUnit);
  form->setHorizontalSpacing(4 * kUnit);
  form->setVerticalSpacing(3 * kUnit);
  form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
  return form;
}

void addRow(QFormLayout* form, const QString& name, QWidget* widget) {
  widget->setAccessibleName(name);
  auto* label = new QLabel(name);
  label->setBuddy(widget);
  form->addRow(label, widget);
}

QSpinBox* spin(int least, int most, const QString& suffix) {
  auto* box = new QSpinBox;
  box->setRange(least, most);
  box->setSuffix(suffix);
  box->setKeyboardTracking(false);
  return box;
}

RoleLabel* note(const QString& text) {
  auto* label = new RoleLabel(text, &ColorRoles::sub, RoleLabel::Size::Secondary);
  label->setWordWrap(true);
  return label;
}

}  // namespace

SettingsDialog::SettingsDialog(SettingsValues values, QWidget* parent) : QDialog(parent), m_values(std::move(values)) {
  setWindowTitle(tr("Settings"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(3 * kUnit, 3 * kUnit, 3 * kUnit, 3 * kUnit);
  layout->setSpacing(3 * kUnit);
  auto* tabs = new QTabWidget;
  tabs->setAccessibleName(tr("Settings"));
  tabs->addTab(makeGeneral(), tr("General"));
  tabs->addTab(makeForwards(), tr("Forwards"));
  tabs->addTab(makeGit(), tr("Git"));
  layout->addWidget(tabs, 1);
  m_trouble = new RoleLabel({}, &ColorRoles::failed);
  m_trouble->setWordWrap(true);
  m_trouble->hide();
  layout->addWidget(m_trouble);
  auto* buttons = new QDialogButtonBox;
  QPushButton* close = buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
  close->setAutoDefault(false);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  layout->addWidget(buttons);
  display(m_values);
}

QWidget* SettingsDialog::makeGeneral() {
  auto* page = new QWidget;
  QFormLayout* form = makeForm(page);
  m_startAtLogin = new QCheckBox(tr("Start Portolan at login"));
  m_startAtLogin->setEnabled(false);
  m_showWindow = new QCheckBox(tr("Open the window when Portolan starts"));
  m_theme = new QComboBox;
  m_theme->addItems({tr("As the desktop"), tr("Light"), tr("Dark")});
  m_trayTheme = new QComboBox;
  m_trayTheme->addItems({tr("Automatic"), tr("For a light panel"), tr("For a dark panel")});
  m_notifications = new QCheckBox(tr("Notify when a forward fails or works again"));
  m_silenced = new QListWidget;
  m_silenced->setAccessibleName(tr("Forwards without notifications"));
  m_silenced->setMaximumHeight(5 * fontMetrics().height());
  m_unsilence = new QPushButton(tr("Notify again"));
  m_unsilence->setAutoDefault(false);
  form->addRow(m_startAtLogin);
  form->addRow(m_showWindow);
  addRow(form, tr("Windows"), m_theme);
  addRow(form, tr("Tray icon"), m_trayTheme);
  form->addRow(m_notifications);
  auto* silenced = new QHBoxLayout;
  silenced->setSpacing(2 * kUnit);
  silenced->addWidget(m_silenced, 1);
  silenced->addWidget(m_unsilence, 0, Qt::AlignTop);
  form->addRow(new QLabel(tr("Silenced")), silenced);

  connect(m_startAtLogin, &QCheckBox::clicked, this, &SettingsDialog::startAtLoginRequested);
  for (QCheckBox* box : {m_showWindow, m_notifications}) {
    connect(box, &QCheckBox::toggled, this, &SettingsDialog::onEdited);
  }
  for (QComboBox* box : {m_theme, m_trayTheme}) {
    connect(box, &QComboBox::currentIndexChanged, this, &SettingsDialog::onEdited);
  }
  connect(m_silenced, &QListWidget::currentRowChanged, this, [this](int row) { m_unsilence->setEnabled(row >= 0); });
  connect(m_unsilence, &QPushButton::clicked, this, [this] {
    if (const QListWidgetItem* item = m_silenced->currentItem()) {
      m_values.silenced.removeAll(item->data(Qt::UserRole).toString());
      showSilenced();
      Q_EMIT valuesChanged(m_values);
    }
  });
  return page;
}

QWidget* SettingsDialog::makeForwards() {
  auto* page = new QWidget;
  QFormLayout* form = makeForm(page);
  m_connectionWait = spin(1, 3600, tr(" s"));
  m_disconnectTimeout = spin(0, kMostMinutes, tr(" min"));
  m_disconnectTimeout->setSpecialValueText(tr("Never"));
  m_onDemandIdle = spin(1, 1440, tr(" min"));
  m_logLevel = new QComboBox;
  m_logLevel->addItems({tr("Warnings"), tr("Information"), tr("Everything")});
  addRow(form, tr("A connection waits for a pod for"), m_connectionWait);
  addRow(form, tr("Turn forwards off after"), m_disconnectTimeout);
  addRow(form, tr("Forwards on demand leave the cluster after"), m_onDemandIdle);
  addRow(form, tr("Log"), m_logLevel);
  form->addRow(note(tr("Times count for forwards that are turned on from now on.")));
  for (QSpinBox* box : {m_connectionWait, m_disconnectTimeout, m_onDemandIdle}) {
    connect(box, &QSpinBox::valueChanged, this, &SettingsDialog::onEdited);
  }
  connect(m_logLevel, &QComboBox::currentIndexChanged, this, &SettingsDialog::onEdited);
  return page;
}

QWidget* SettingsDialog::makeGit() {
  auto* page = new QWidget;
  QFormLayout* form = makeForm(page);
  m_gitUrl = new QLineEdit;
  m_gitUrl->setPlaceholderText(u"https://git.example.com/team/forwards.git"_s);
  m_gitBranch = new QLineEdit;
  m_gitBranch->setPlaceholderText(tr("The repository’s own"));
  m_gitPath = new QLineEdit;
  m_gitPath->setPlaceholderText(u"forwards.json"_s);
  m_gitPoll = spin(0, 1440, tr(" min"));
  m_gitPoll->setSpecialValueText(tr("Only when asked"));
  form->addRow(note(
      tr("Portolan can follow a file of forwards in a Git repository. It uses your own git and its logins, and shows "
         "every change before it is made.")));
  addRow(form, tr("Repository"), m_gitUrl);
  addRow(form, tr("Branch"), m_gitBranch);
  addRow(form, tr("File or folder"), m_gitPath);
  addRow(form, tr("Look every"), m_gitPoll);
  m_gitNow = new QPushButton(tr("Look now…"));
  m_gitNow->setAutoDefault(false);
  form->addRow(QString(), m_gitNow);
  connect(m_gitNow, &QPushButton::clicked, this, [this] {
    onEdited();
    Q_EMIT syncRequested();
  });
  connect(m_gitUrl, &QLineEdit::textChanged, this,
          [this] { m_gitNow->setEnabled(!m_gitUrl->text().trimmed().isEmpty()); });
  for (QLineEdit* field : {m_gitUrl, m_gitBranch, m_gitPath}) {
    field->setMaxLength(2000);
    connect(field, &QLineEdit::editingFinished, this, &SettingsDialog::onEdited);
  }
  connect(m_gitPoll, &QSpinBox::valueChanged, this, &SettingsDialog::onEdited);
  return page;
}

void SettingsDialog::setValues(const SettingsValues& values) {
  if (values != m_values) {
    m_values = values;
    display(values);
  }
}

void SettingsDialog::display(const SettingsValues& values) {
  m_isShowing = true;
  m_showWindow->setChecked(values.showWindowAtStart);
  m_theme->setCurrentIndex(int(values.theme));
  m_trayTheme->setCurrentIndex(int(values.trayTheme));
  m_notifications->setChecked(values.notifications);
  m_connectionWait->setValue(values.connectionWaitSeconds);
  m_disconnectTimeout->setValue(values.disconnectTimeoutMinutes);
  m_onDemandIdle->setValue(values.onDemandIdleMinutes);
  m_logLevel->setCurrentIndex(int(values.logLevel));
  m_gitUrl->setText(values.git.url);
  m_gitBranch->setText(values.git.branch);
  m_gitPath->setText(values.git.path);
  m_gitPoll->setValue(values.git.pollMinutes);
  m_gitNow->setEnabled(!values.git.url.isEmpty());
  m_isShowing = false;
  showSilenced();
}

void SettingsDialog::showSilenced() {
  m_silenced->clear();
  for (const QString& uid : std::as_const(m_values.silenced)) {
    if (m_names.contains(uid)) {
      auto* item = new QListWidgetItem(oneLine(m_names.value(uid), 100), m_silenced);
      item->setData(Qt::UserRole, uid);
    }
  }
  m_unsilence->setEnabled(false);
  m_silenced->setEnabled(m_silenced->count() > 0);
}

void SettingsDialog::onEdited() {
  if (m_isShowing) {
    return;
  }
  SettingsValues values = m_values;
  values.showWindowAtStart = m_showWindow->isChecked();
  values.theme = SettingsValues::Theme(m_theme->currentIndex());
  values.trayTheme = SettingsValues::Theme(m_trayTheme->currentIndex());
  values.notifications = m_notifications->isChecked();
  values.connectionWaitSeconds = m_connectionWait->value();
  values.disconnectTimeoutMinutes = m_disconnectTimeout->value();
  values.onDemandIdleMinutes = m_onDemandIdle->value();
  values.logLevel = SettingsValues::LogLevel(m_logLevel->currentIndex());
  values.git.url = m_gitUrl->text().trimmed();
  values.git.branch = m_gitBranch->text().trimmed();
  values.git.path = m_gitPath->text().trimmed();
  values.git.pollMinutes = m_gitPoll->value();
  if (values != m_values) {
    m_values = values;
    Q_EMIT valuesChanged(values);
  }
}

void SettingsDialog::setStartsAtLogin(bool starts) {
  m_startAtLogin->setEnabled(true);
  m_startAtLogin->setChecked(starts);
}

void SettingsDialog::setNames(const QHash<QString, QString>& names) {
  m_names = names;
  showSilenced();
}

void SettingsDialog::setTrouble(const QString& text) {
  m_trouble->setText(text);
  m_trouble->setVisible(!text.isEmpty());
}

}  // namespace portolan
