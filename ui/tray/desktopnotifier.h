#pragma once

#include <QObject>
#include <QString>

namespace portolan {

/// Shows notices through the desktop's notification service (org.freedesktop.Notifications 1.2). A newer notice takes
/// the place of the one before, so that they do not pile up. Nothing here waits for the service.
class DesktopNotifier : public QObject {
  Q_OBJECT
 public:
  explicit DesktopNotifier(QObject* parent = nullptr);

  /// `uid` comes back with clicked().
  void show(const QString& title, const QString& text, const QString& uid);

 Q_SIGNALS:
  void clicked(const QString& uid);
  /// There is no service: show it some other way.
  void unavailable(const QString& title, const QString& text);

 private:
  Q_SLOT void onAction(uint id, const QString& action);

  uint m_id = 0;
  QString m_uid;
};

}  // namespace portolan
