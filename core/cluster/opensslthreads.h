#pragma once

namespace portolan {

/// Keeps OpenSSL alive until the process is gone: to be called first in main(). By default it frees all that it has in
/// an exit handler, while a thread of ours may still be ending: QThread::wait() returns before the thread is gone, and
/// the thread's own destructors then free OpenSSL's memory for it a second time, or use it after that.
void keepOpenSslAtExit();

/// To be called last in a thread that used OpenSSL: frees what it has of this thread. The same would happen in the
/// thread's destructors, perhaps while the process is ending already.
void endOpenSslThread();

}  // namespace portolan
