#include <string_view>

#include "core/tunnel/spdyframes.h"

namespace portolan::spdy {

namespace {

using namespace std::string_view_literals;

// The dictionary is a list of words, each behind its length in four bytes, and a text without structure.
constexpr std::array kWords{
    "options"sv,
    "head"sv,
    "post"sv,
    "put"sv,
    "delete"sv,
    "trace"sv,
    "accept"sv,
    "accept-charset"sv,
    "accept-encoding"sv,
    "accept-language"sv,
    "accept-ranges"sv,
    "age"sv,
    "allow"sv,
    "authorization"sv,
    "cache-control"sv,
    "connection"sv,
    "content-base"sv,
    "content-encoding"sv,
    "content-language"sv,
    "content-length"sv,
    "content-location"sv,
    "content-md5"sv,
    "content-range"sv,
    "content-type"sv,
    "date"sv,
    "etag"sv,
    "expect"sv,
    "expires"sv,
    "from"sv,
    "host"sv,
    "if-match"sv,
    "if-modified-since"sv,
    "if-none-match"sv,
    "if-range"sv,
    "if-unmodified-since"sv,
    "last-modified"sv,
    "location"sv,
    "max-forwards"sv,
    "pragma"sv,
    "proxy-authenticate"sv,
    "proxy-authorization"sv,
    "range"sv,
    "referer"sv,
    "retry-after"sv,
    "server"sv,
    "te"sv,
    "trailer"sv,
    "transfer-encoding"sv,
    "upgrade"sv,
    "user-agent"sv,
    "vary"sv,
    "via"sv,
    "warning"sv,
    "www-authenticate"sv,
    "method"sv,
    "get"sv,
    "status"sv,
    "200 OK"sv,
    "version"sv,
    "HTTP/1.1"sv,
    "url"sv,
    "public"sv,
    "set-cookie"sv,
    "keep-alive"sv,
    "origin"sv,
};

constexpr auto kText =
    "100101201202205206300302303304305306307402405406407408409410411412413414415416417502504505"
    "203 Non-Authoritative Information204 No Content301 Moved Permanently400 Bad Request401 Unauthorized"
    "403 Forbidden404 Not Found500 Internal Server Error501 Not Implemented503 Service Unavailable"
    "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec 00:00:00 Mon, Tue, Wed, Thu, Fri, Sat, Sun, GMT"
    "chunked,text/html,image/png,image/jpg,image/gif,application/xml,application/xhtml+xml,text/plain,"
    "text/javascript,publicprivatemax-age=gzip,deflate,sdchcharset=utf-8charset=iso-8859-1,utf-,*,enq=0."sv;

constexpr std::array<unsigned char, kDictionarySize> kDictionary = [] {
  std::array<unsigned char, kDictionarySize> bytes{};
  size_t end = 0;
  const auto append = [&](std::string_view text) {
    for (const char c : text) {
      bytes[end++] = static_cast<unsigned char>(c);
    }
  };
  for (const std::string_view word : kWords) {
    end += 3;  // no word is longer than 255 bytes
    bytes[end++] = static_cast<unsigned char>(word.size());
    append(word);
  }
  append(kText);
  if (end != bytes.size()) {
    throw "the dictionary's length is wrong";  // not constant: does not compile
  }
  return bytes;
}();

}  // namespace

std::span<const unsigned char, kDictionarySize> dictionary() {
  return kDictionary;
}

}  // namespace portolan::spdy
