#pragma once

#include <QWidget>
#include <optional>

class QCheckBox;
class QGridLayout;
class QLabel;
class QSpacerItem;

namespace portolan {

class ActionCard;
class ElidedLabel;

/// What the window shows before there is a forward: what one is, and four ways to begin.
class EmptyState : public QWidget {
  Q_OBJECT
 public:
  explicit EmptyState(QWidget* parent = nullptr);

  /// The contexts of the kubeconfig.
  void setContexts(const QStringList& contexts);
  /// Programs that kubeconfigs log in with and that were found: "aws", "kubelogin".
  void setLoginTools(const QStringList& tools);
  /// Nothing: it cannot be set here.
  void setStartsAtLogin(std::optional<bool> starts);
  void setStaysInTray(bool stays);
  void focusFirst();

 Q_SIGNALS:
  void discoverRequested();
  void importRequested();
  void addRequested();
  void demoRequested();
  void startsAtLoginRequested(bool starts);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void updateFonts();
  void arrange();

  QWidget* m_page;
  QSpacerItem* m_space;
  QLabel* m_icon;
  QLabel* m_title;
  QLabel* m_text;
  QLabel* m_more;
  QGridLayout* m_cards;
  ActionCard* m_discover;
  ActionCard* m_import;
  ActionCard* m_add;
  ActionCard* m_demo;
  QWidget* m_foot = nullptr;
  QCheckBox* m_starts;
  QLabel* m_toolsMark;
  ElidedLabel* m_tools;
  ElidedLabel* m_tray;
};

}  // namespace portolan
