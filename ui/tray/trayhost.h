#pragma once

#include <QAbstractNativeEventFilter>
#include <QObject>
#include <QTimer>
#include <chrono>
#include <optional>

namespace portolan {

/// Looks for a system tray without asking Qt: Qt asks D-Bus once, with the first QSystemTrayIcon, and remembers the
/// answer, so that a program which starts at login before the panel would never get its icon. Nothing is polled: a
/// StatusNotifierItem host announces itself on the session bus
/// (freedesktop.org/wiki/Specifications/StatusNotifierItem), an XEmbed tray by a MANAGER message to the root window
/// (ICCCM 2.8, System Tray Protocol 0.3).
class TrayHost : public QObject, private QAbstractNativeEventFilter {
  Q_OBJECT
 public:
  explicit TrayHost(QObject* parent = nullptr);
  ~TrayHost() override;

  /// Answers by signal, never from inside this call.
  void find(std::chrono::milliseconds patience);

  /// The colour of symbols that the tray asks for (_NET_SYSTEM_TRAY_COLORS) is light; nothing: it does not say.
  [[nodiscard]] static std::optional<bool> wantsLightSymbols();

  /// There is an XEmbed tray, which Qt prefers.
  [[nodiscard]] static bool hasXEmbedTray();
  /// A window may be translucent here: always but on an X server without a compositing manager.
  [[nodiscard]] static bool isComposited();

 Q_SIGNALS:
  /// There is one: QSystemTrayIcon may be made now. At most once, also after notFound().
  void found();
  /// None came within `patience`. At most once; the search goes on.
  void notFound();

 private:
  bool nativeEventFilter(const QByteArray& eventType, void* message, qintptr* result) override;
  void watchSessionBus();
  Q_SLOT void askForHost();
  void report();

  QTimer m_patience;
  quint32 m_managerAtom = 0;
  quint32 m_selectionAtom = 0;
  bool m_reported = false;
};

}  // namespace portolan
