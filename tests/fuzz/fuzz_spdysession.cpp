#include <QCoreApplication>
#include <array>
#include <cstdint>
#include <memory>

#include "core/tunnel/spdysession.h"
#include "tests/unit/tunnel/memorychannel.h"

// A server that sends anything, at a user who does everything that is allowed, also from inside the session's calls.
// Each byte of the input is one action; those that need more take what follows.

using namespace portolan;
using portolan::test::MemoryChannel;

namespace {

void require(bool holds) {
  if (!holds) {
    __builtin_trap();
  }
}

class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size) : m_data(data), m_size(size) {}
  [[nodiscard]] bool atEnd() const { return m_size == 0; }
  std::uint8_t next() {
    if (m_size == 0) {
      return 0;
    }
    --m_size;
    return *m_data++;
  }
  QByteArray take(std::size_t size) {
    size = std::min(size, m_size);
    const QByteArray bytes(reinterpret_cast<const char*>(m_data), static_cast<qsizetype>(size));
    m_data += size;
    m_size -= size;
    return bytes;
  }

 private:
  const std::uint8_t* m_data;
  std::size_t m_size;
};

struct User;

struct Slot final : StreamListener {
  User* user = nullptr;
  std::unique_ptr<Stream> stream;
  bool finished = false;

  void act();
  void streamReceived(QByteArrayView bytes) override {
    require(!finished && !bytes.isEmpty());
    act();
  }
  void streamFinished(const std::optional<Error>& /*error*/) override {
    require(!finished);
    finished = true;
    act();
  }
  void streamWritable() override {
    require(!finished);
    act();
  }
};

struct User {
  explicit User(Input& bytes) : input(bytes) {
    auto owned = std::make_unique<MemoryChannel>();
    channel = owned.get();
    session = std::make_unique<SpdySession>(std::move(owned), SessionKind::Spdy);
    QObject::connect(session.get(), &Session::closed, session.get(), [this] {
      require(!closed);
      closed = true;
    });
    for (Slot& slot : slots) {
      slot.user = this;
    }
  }

  /// What is allowed from anywhere.
  void act() {
    const std::uint8_t action = input.next();
    Slot& slot = slots[action >> 4 & 3];
    switch (action % 8) {
      case 0:
      case 1:
        slot.stream.reset();
        slot.finished = false;
        slot.stream = session->openStream(80, QByteArray(action, 'f'), slot);
        break;
      case 2:
        slot.stream.reset();
        break;
      case 3:
        if (slot.stream) {
          slot.stream->write(QByteArray(action * 100, 'w'));
        }
        break;
      case 4:
        if (slot.stream) {
          slot.stream->setReadingPaused(action & 0x80);
        }
        break;
      case 5:
        if (slot.stream) {
          slot.stream->closeWrite();
        }
        break;
      case 6:
        if (slot.stream) {
          require(!slot.finished || !slot.stream->canWrite());
        }
        break;
      default:
        break;
    }
  }

  Input& input;
  MemoryChannel* channel = nullptr;
  bool closed = false;
  std::array<Slot, 4> slots;
  std::unique_ptr<SpdySession> session;
};

void Slot::act() {
  user->act();
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  static QCoreApplication application(*argc, *argv);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input(data, size);
  User user(input);
  while (!input.atEnd()) {
    const std::uint8_t action = input.next();
    switch (action % 8) {
      case 0:
        QCoreApplication::processEvents();
        break;
      case 1:
        user.channel->setBlocked(action & 0x80);
        break;
      case 2: {
        // A frame whose header is well formed reaches further than noise does.
        const quint32 streamId = 1 + 2 * (action >> 4);
        const QByteArray payload = input.take(input.next());
        user.channel->receive(
            QByteArrayView(SpdyWriter::dataHeader(streamId, payload.size(), action & 8)).toByteArray() + payload);
        break;
      }
      case 3: {
        QByteArray bytes;
        SpdyWriter::rstStream(bytes, 1 + 2 * (action >> 4), 5);
        user.channel->receive(bytes);
        break;
      }
      case 4:
        user.channel->receive(input.take(input.next()));
        break;
      default:
        user.act();
        break;
    }
    int open = 0;
    for (const Slot& slot : user.slots) {
      open += slot.stream && !slot.finished ? 1 : 0;
    }
    require(user.session->streamCount() == open);
    require(!user.closed || !user.session->isOpen());
  }
  user.session.reset();
  return 0;
}
