#include <zlib.h>

#include <QCryptographicHash>
#include <QTest>
#include <QtEndian>

#include "core/tunnel/spdyparser.h"
#include "core/tunnel/spdywriter.h"
#include "spdyrecorder.h"

using namespace portolan;
using namespace Qt::StringLiterals;
using portolan::test::SpdyRecorder;

namespace {

/// A receiver that is not ours: zlib alone, one context for all blocks.
class PlainInflater {
 public:
  PlainInflater() { inflateInit(&m_zlib); }
  ~PlainInflater() { inflateEnd(&m_zlib); }
  QByteArray inflate(QByteArray block) {
    QByteArray text(100'000, Qt::Uninitialized);
    m_zlib.next_in = reinterpret_cast<Bytef*>(block.data());
    m_zlib.avail_in = static_cast<uInt>(block.size());
    m_zlib.next_out = reinterpret_cast<Bytef*>(text.data());
    m_zlib.avail_out = static_cast<uInt>(text.size());
    int status = ::inflate(&m_zlib, Z_SYNC_FLUSH);
    if (status == Z_NEED_DICT) {
      const auto dictionary = spdy::dictionary();
      inflateSetDictionary(&m_zlib, dictionary.data(), static_cast<uInt>(dictionary.size()));
      status = ::inflate(&m_zlib, Z_SYNC_FLUSH);
    }
    text.truncate(text.size() - m_zlib.avail_out);
    return status == Z_OK && m_zlib.avail_in == 0 ? text : QByteArray("broken");
  }

 private:
  z_stream m_zlib{};
};

QByteArray headerText(std::span<const SpdyHeader> headers) {
  QByteArray text;
  const auto number = [&](qsizetype value) {
    const quint32 bytes = qToBigEndian(static_cast<quint32>(value));
    text.append(reinterpret_cast<const char*>(&bytes), 4);
  };
  number(static_cast<qsizetype>(headers.size()));
  for (const SpdyHeader& header : headers) {
    number(header.name.size());
    text.append(header.name);
    number(header.value.size());
    text.append(header.value);
  }
  return text;
}

}  // namespace

class TestSpdyWriter : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void hasTheDictionaryOfSpdy3();
  void writesFramesOfFixedLengthAsSpdystreamDoes();
  void writesHeaderFrames();
  void writesBlocksThatAnyZlibReads();
  void readsBackWhatItWrites();
  void writesLargeBlocks();
};

void TestSpdyWriter::hasTheDictionaryOfSpdy3() {
  const auto dictionary = spdy::dictionary();
  QCOMPARE(dictionary.size(), size_t{1423});
  const QByteArrayView bytes(dictionary.data(), static_cast<qsizetype>(dictionary.size()));
  QCOMPARE(QCryptographicHash::hash(bytes.toByteArray(), QCryptographicHash::Sha256).toHex(),
           QByteArray("51d27341373f923f3cd88e1eb7162aeaa3723d7585ff2399201dc06498407f02"));
}

void TestSpdyWriter::writesFramesOfFixedLengthAsSpdystreamDoes() {
  // PROTOCOL 2.3.
  QByteArray out;
  SpdyWriter::rstStream(out, 3, spdy::kCancel);
  QCOMPARE(out.toHex(), QByteArray("80030003000000080000000300000005"));
  out.clear();
  SpdyWriter::ping(out, 1);
  QCOMPARE(out.toHex(), QByteArray("800300060000000400000001"));
  out.clear();
  SpdyWriter::goAway(out, 0, 0);
  QCOMPARE(out.toHex(), QByteArray("80030007000000080000000000000000"));
  QCOMPARE(QByteArrayView(SpdyWriter::dataHeader(1, 0, true)).toByteArray().toHex(), QByteArray("0000000101000000"));
  QCOMPARE(QByteArrayView(SpdyWriter::dataHeader(0x7fffffff, 0xffffff)).toByteArray().toHex(),
           QByteArray("7fffffff00ffffff"));
}

void TestSpdyWriter::writesHeaderFrames() {
  SpdyWriter writer;
  QByteArray out("before");
  writer.synStream(out, 1, {}, true);
  QCOMPARE(out.first(6), QByteArray("before"));
  const QByteArray synStream = out.sliced(6);
  QCOMPARE(synStream.first(4).toHex(), QByteArray("80030001"));
  QCOMPARE(synStream.sliced(4, 4).toHex(), QByteArray("010000") + QByteArray::number(synStream.size() - 8, 16));
  QCOMPARE(synStream.sliced(8, 10).toHex(), QByteArray("00000001000000000000"));
  // The dictionary's checksum stands behind the two bytes of the zlib header; a sync flush ends every block.
  QCOMPARE(synStream.sliced(20, 4).toHex(), QByteArray("e3c6a7c2"));
  QVERIFY(synStream.endsWith(QByteArray::fromHex("0000ffff")));

  out.clear();
  writer.synReply(out, 3, {});
  QCOMPARE(out.first(12).toHex(),
           QByteArray("80030002000000") + QByteArray::number(out.size() - 8, 16).rightJustified(2, '0') + "00000003");
  QVERIFY(out.endsWith(QByteArray::fromHex("0000ffff")));
  out.clear();
  writer.headers(out, 5, {});
  QCOMPARE(out.first(4).toHex(), QByteArray("80030008"));
}

void TestSpdyWriter::writesBlocksThatAnyZlibReads() {
  SpdyWriter writer;
  PlainInflater inflater;
  for (int i = 0; i < 5000; ++i) {
    const QByteArray request = QByteArray::number(i);
    const std::array headers{SpdyHeader{"streamtype", i % 2 ? "data" : "error"}, SpdyHeader{"port", "8080"},
                             SpdyHeader{"requestid", request}};
    QByteArray out;
    writer.synStream(out, static_cast<quint32>(2 * i + 1), headers);
    QCOMPARE(inflater.inflate(out.sliced(18)), headerText(headers));
  }
}

void TestSpdyWriter::readsBackWhatItWrites() {
  SpdyWriter writer;
  QByteArray out;
  writer.synStream(out, 1, std::array{SpdyHeader{"streamtype", "error"}, SpdyHeader{"port", "8080"}});
  out.append(QByteArrayView(SpdyWriter::dataHeader(1, 0, true)));
  writer.synReply(out, 1, {});
  writer.headers(out, 3, std::array{SpdyHeader{"a", QByteArrayView("x\0y", 3)}}, true);
  out.append(QByteArrayView(SpdyWriter::dataHeader(3, 3)));
  out.append("abc");
  SpdyWriter::rstStream(out, 3, spdy::kProtocolError);
  SpdyWriter::ping(out, 0x7fffffff);
  SpdyWriter::goAway(out, 3, 2);

  SpdyRecorder recorder;
  SpdyParser parser(recorder);
  QVERIFY(parser.parse(out));
  const QStringList expected{u"SYN_STREAM 1 {streamtype:error,port:8080}"_s,
                             u"DATA 1  FIN"_s,
                             u"SYN_REPLY 1 {}"_s,
                             u"HEADERS 3 {a:x%1y} FIN"_s.arg(QChar(u'\0')),
                             u"DATA 3 abc"_s,
                             u"RST_STREAM 3 1"_s,
                             u"PING 2147483647"_s,
                             u"GOAWAY 3 2"_s};
  QCOMPARE(recorder.lines, expected);
}

void TestSpdyWriter::writesLargeBlocks() {
  // Of every length around the steps in which the output grows, and up to what a receiver takes.
  SpdyWriter writer;
  PlainInflater inflater;
  QByteArray noise;
  for (int i = 0; i < 4000; ++i) {
    noise += QCryptographicHash::hash(QByteArray::number(i), QCryptographicHash::Md5);
  }
  for (qsizetype size = 400; size < 1200; ++size) {
    const std::array headers{SpdyHeader{"n", QByteArrayView(noise).sliced(size, size)}};
    QByteArray out;
    writer.synReply(out, 1, headers);
    QCOMPARE(inflater.inflate(out.sliced(12)), headerText(headers));
  }
  const std::array headers{SpdyHeader{"n", QByteArrayView(noise).first(60'000)}};
  QByteArray out;
  writer.synReply(out, 1, headers);
  QCOMPARE(inflater.inflate(out.sliced(12)), headerText(headers));
}

QTEST_APPLESS_MAIN(TestSpdyWriter)
#include "test_spdywriter.moc"
