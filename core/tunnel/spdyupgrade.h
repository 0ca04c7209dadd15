#pragma once

#include <memory>

#include "core/tunnel/httpupgrade.h"

namespace portolan {

/// The upgrade to plain SPDY/3.1 (PROTOCOL 3.1): a POST, with the stream protocol in a header of its own. Header values
/// of the answer are compared as client-go does, without case.
class SpdyUpgrade final : public HttpUpgrade {
  Q_OBJECT
 public:
  SpdyUpgrade(std::unique_ptr<Transport> transport, Request request, QObject* parent = nullptr);

 private:
  QByteArray method() const override { return "POST"; }
  Headers upgradeHeaders() override;
  Result<void> checkAnswer(const HttpResponseHead& head) const override;
};

}  // namespace portolan
