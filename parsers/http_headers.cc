#include "parsers/http_headers.h"

#include <bit>
#include <type_traits>

#include "parsers/scalars_string.h"

namespace assay {
namespace {

using std::string_view;

constexpr char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Eight characters, ASCII letters in lower case.
constexpr std::uint64_t lower_8(std::uint64_t word) noexcept {
  constexpr std::uint64_t kOnes = 0x0101010101010101u, kHighs = kOnes * 0x80;
  const std::uint64_t low = word & ~kHighs;
  // The high bit of each byte says whether it is at least 'A', and whether it is past 'Z'.
  const std::uint64_t from_a = low + kOnes * (0x80 - 'A'), past_z = low + kOnes * (0x7f - 'Z');
  const std::uint64_t upper = (from_a ^ past_z) & ~word & kHighs;
  return word | upper >> 2;
}

}  // namespace

bool equal_ignoring_case(string_view a, string_view b) noexcept {
  if (a.size() != b.size()) return false;
  const std::size_t size = a.size();
  if (size < 8) {
    for (std::size_t i = 0; i < size; ++i) {
      if (lower(a[i]) != lower(b[i])) return false;
    }
    return true;
  }
  const auto same = [&](std::size_t at) {
    return lower_8(load_8(a.data() + at)) == lower_8(load_8(b.data() + at));
  };
  for (std::size_t at = 0; at + 8 < size; at += 8) {
    if (!same(at)) return false;
  }
  return same(size - 8);
}

namespace {

// The first and the last eight characters of a name in lower case, and the one between them of a
// name of 17: different names of one length up to 17 give different values.
struct NameWords {
  std::uint64_t first = 0, last = 0;
  char between = 0;
  friend bool operator==(const NameWords&, const NameWords&) = default;
};

// REQUIRES: at least eight characters, at most 17.
constexpr NameWords words_of(string_view name) noexcept {
  NameWords words;
  const std::size_t last = name.size() - 8;
  if (std::is_constant_evaluated()) {
    for (std::size_t i = 8; i-- > 0;) {  // as load_8 does on a little-endian machine
      words.first = words.first << 8 | static_cast<unsigned char>(name[i]);
      words.last = words.last << 8 | static_cast<unsigned char>(name[last + i]);
    }
  } else {
    words.first = load_8(name.data());
    words.last = load_8(name.data() + last);
  }
  words.first = lower_8(words.first);
  words.last = lower_8(words.last);
  if (name.size() == 17) words.between = lower(name[8]);
  return words;
}
static_assert(std::endian::native == std::endian::little);

constexpr NameWords kContentType = words_of("content-type"), kTarget = words_of("x-amz-target"),
                    kAuthorization = words_of("authorization"),
                    kContentLength = words_of("content-length"),
                    kRequestId = words_of("x-amzn-requestid"),
                    kOtherRequestId = words_of("x-amz-request-id"),
                    kTransferEncoding = words_of("transfer-encoding");

}  // namespace

KnownHeader known_header(string_view name) noexcept {
  if (name.size() < 12 || name.size() > 17) return KnownHeader::kNone;
  const NameWords words = words_of(name);
  switch (name.size()) {
    case 12:
      return words == kContentType ? KnownHeader::kContentType
             : words == kTarget    ? KnownHeader::kTarget
                                   : KnownHeader::kNone;
    case 13:
      return words == kAuthorization ? KnownHeader::kAuthorization : KnownHeader::kNone;
    case 14:
      return words == kContentLength ? KnownHeader::kContentLength : KnownHeader::kNone;
    case 16:
      return words == kRequestId || words == kOtherRequestId ? KnownHeader::kRequestId
                                                             : KnownHeader::kNone;
    case 17:
      return words == kTransferEncoding ? KnownHeader::kTransferEncoding : KnownHeader::kNone;
    default:
      return KnownHeader::kNone;
  }
}

KnownHeaders::KnownHeaders(std::span<const Header> headers) noexcept : headers_(headers) {
  first_.fill(kAbsent);
  last_.fill(kAbsent);
  for (std::size_t i = 0; i < headers.size(); ++i) {
    const KnownHeader header = known_header(headers[i].name);
    if (header == KnownHeader::kNone) continue;
    std::uint32_t& first = first_[place(header)];
    last_[place(header)] = static_cast<std::uint32_t>(i);
    if (first == kAbsent) first = static_cast<std::uint32_t>(i);
  }
}

std::uint32_t KnownHeaders::next(KnownHeader header, std::uint32_t after) const noexcept {
  const std::uint32_t last = last_[place(header)];
  if (after >= last) return kAbsent;
  for (std::uint32_t i = after + 1; i < last; ++i) {
    if (known_header(headers_[i].name) == header) return i;
  }
  return last;
}

}  // namespace assay
