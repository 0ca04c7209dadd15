#pragma once

#include <QThread>

namespace portolan {

/// Keeps OpenSSL alive until the process is gone: to be called first in main(). By default it frees all that it has in
/// an exit handler, while a thread of ours may still be ending: QThread::wait() returns before the thread is gone, and
/// the thread's own destructors then free OpenSSL's memory for it a second time, or use it after that.
void keepOpenSslAtExit();

/// To be called last in a thread that used OpenSSL: frees what it has of this thread. The same would happen in the
/// thread's destructors, perhaps while the process is ending already.
void endOpenSslThread();

/// Has `thread`, in which `worker` lives and objects use OpenSSL, leave nothing behind: at its end it deletes what
/// waits for its event loop to be deleted, and calls endOpenSslThread().
void tidyAtEnd(QThread& thread, QObject& worker);

}  // namespace portolan
