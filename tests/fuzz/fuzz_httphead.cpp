#include <cstdlib>

#include "core/tunnel/httphead.h"

// Any bytes as the head of a response, with a body behind it, and as that of a request: no crash; what a head says is
// within its limits and without control characters; a request that was read can be written, and read again; a body is
// the same whether its bytes come at once or one by one.
namespace {

using namespace portolan;

void require(bool isTrue) {
  if (!isTrue) {
    std::abort();
  }
}

void checkHeaders(const HttpHeaders& headers) {
  require(headers.lines().size() <= kMaxHttpHeaders);
  for (const auto& [name, value] : headers.lines()) {
    require(!name.isEmpty() && headers.contains(name));
    for (const char c : name + value) {
      require(c != '\r' && c != '\n' && c != '\0');
    }
  }
}

void checkResponse(QByteArrayView bytes) {
  const auto parsed = parseHttpResponseHead(bytes);
  if (!parsed || !*parsed) {
    return;
  }
  const HttpResponseHead& head = **parsed;
  require(head.size <= bytes.size() && head.size <= kMaxHttpHead && head.status >= 100 && head.status <= 599);
  checkHeaders(head.headers);
  // Less of it was no head yet, and not wrong either.
  const auto cut = parseHttpResponseHead(bytes.first(head.size - 1));
  require(cut && !*cut);

  constexpr qsizetype kLimit = 100;
  const QByteArrayView rest = bytes.sliced(head.size);
  HttpBodyReader whole(head, kLimit);
  whole.feed(rest);
  HttpBodyReader pieces(head, kLimit);
  for (const char& byte : rest) {
    pieces.feed(QByteArrayView(&byte, 1));
  }
  require(whole.state() == pieces.state() && whole.body() == pieces.body() && whole.body().size() <= kLimit);
  whole.end();
  require(whole.isComplete());
}

void checkRequest(QByteArrayView bytes) {
  const auto parsed = parseHttpRequestHead(bytes);
  if (!parsed || !*parsed) {
    return;
  }
  const HttpRequestHead& head = **parsed;
  require(head.size <= bytes.size() && head.size <= kMaxHttpHead);
  checkHeaders(head.headers);
  const auto written = writeHttpRequest(head.method, head.target, head.headers.lines());
  require(written.has_value());
  if (written->size() > kMaxHttpHead) {
    return;  // "a:b" is written with a blank
  }
  const auto again = parseHttpRequestHead(*written);
  require(again && *again);
  require((*again)->method == head.method && (*again)->target == head.target && (*again)->headers == head.headers);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
  const QByteArrayView bytes(data, static_cast<qsizetype>(size));
  checkResponse(bytes);
  checkRequest(bytes);
  return 0;
}
