#include <openssl/evp.h>

#include <algorithm>

#include "parsers/exchange_record.h"

namespace assay {
namespace {

// OpenSSL counts in int; whole groups of 3 bytes keep the blocks joinable.
constexpr std::size_t kBlock = 3u << 20;

int digit_value(char c) noexcept {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

}  // namespace

std::string encode_base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // OpenSSL closes with a NUL
  std::size_t at = 0;
  while (!bytes.empty()) {
    const std::string_view block = bytes.substr(0, kBlock);
    at += static_cast<std::size_t>(EVP_EncodeBlock(
        reinterpret_cast<unsigned char*>(text.data() + at),
        reinterpret_cast<const unsigned char*>(block.data()), static_cast<int>(block.size())));
    bytes.remove_prefix(block.size());
  }
  text.resize(at);
  return text;
}

// By hand: OpenSSL's decoder also takes white space and bits that no encoder writes.
std::optional<std::string> decode_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::size_t padding = 0;
  while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
  const std::string_view digits = text.substr(0, text.size() - padding);
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : digits) {
    const int value = digit_value(c);
    if (value < 0) return std::nullopt;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes += static_cast<char>(bits >> count & 0xff);
    }
  }
  if ((bits & ((1u << count) - 1)) != 0) return std::nullopt;  // bits that belong to no byte
  return bytes;
}

}  // namespace assay
