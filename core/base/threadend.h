#pragma once

#include <QThread>

#ifdef __SANITIZE_THREAD__
#include <sanitizer/tsan_interface.h>
#endif

namespace portolan {

/// The last thing that a thread of ours does, in itself: its event loop ends.
inline void leaveThread() {
#ifdef __SANITIZE_THREAD__
  __tsan_release(QThread::currentThread());  // ThreadSanitizer does not see the locks inside Qt's libraries
#endif
  QThread::currentThread()->quit();
}

/// Waits for it, in the thread that owns it. What it had is the caller's then.
inline void joinThread(QThread& thread) {
  thread.wait();
#ifdef __SANITIZE_THREAD__
  __tsan_acquire(&thread);
#endif
}

}  // namespace portolan
