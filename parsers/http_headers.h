// The header fields that checks look at, found in one pass over all of them.
#ifndef ASSAY_PARSERS_HTTP_HEADERS_H_
#define ASSAY_PARSERS_HTTP_HEADERS_H_

#include <assay/message.h>

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace assay {

enum class KnownHeader : std::uint8_t {
  kContentType,
  kTarget,
  kAuthorization,
  kContentLength,
  kTransferEncoding,
  kRequestId,  // x-amzn-requestid or x-amz-request-id
  kNone,
};

// Of a name in any case.
KnownHeader known_header(std::string_view name) noexcept;

// REQUIRES: the headers outlive it.
class KnownHeaders {
 public:
  static constexpr std::uint32_t kAbsent = UINT32_MAX;

  explicit KnownHeaders(std::span<const Header> headers) noexcept;

  std::span<const Header> all() const noexcept { return headers_; }
  const Header& operator[](std::uint32_t index) const noexcept { return headers_[index]; }

  // The index of the first, kAbsent where there is none; the one behind another.
  std::uint32_t first(KnownHeader header) const noexcept { return first_[place(header)]; }
  std::uint32_t next(KnownHeader header, std::uint32_t after) const noexcept;

 private:
  static constexpr std::size_t place(KnownHeader header) noexcept {
    return static_cast<std::size_t>(header);
  }
  std::span<const Header> headers_;
  std::array<std::uint32_t, static_cast<std::size_t>(KnownHeader::kNone)> first_, last_;
};

// ASCII only.
bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept;

}  // namespace assay

#endif  // ASSAY_PARSERS_HTTP_HEADERS_H_
