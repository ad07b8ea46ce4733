#include "parsers/reference/json.h"

namespace assay::reference {
namespace {

class Parser {
 public:
  Parser(std::string_view bytes, std::size_t max_depth) : bytes_(bytes), max_depth_(max_depth) {}

  Text run() {
    if (bytes_.substr(0, 3) == "\xEF\xBB\xBF") {
      text_.byte_order_mark = true;
      at_ = 3;
    }
    blanks();
    Node root;
    value(root, 1);
    if (started_) text_.root = std::move(root);
    if (!text_.error) {
      blanks();
      std::string ignored;
      if (at_ < bytes_.size() && (byte() < 0x80 || scalar(ignored))) {
        fail(ProtocolRule::kBodyTrailing);
      }
    }
    return std::move(text_);
  }

 private:
  bool fail(ProtocolRule rule) {
    if (!text_.error) text_.error = rule;
    return false;
  }
  // What stands here does not belong here.
  bool stray() {
    if (at_ >= bytes_.size()) return fail(ProtocolRule::kBodyTruncated);
    if (in_string_ && byte() < 0x20) return fail(ProtocolRule::kBodyControl);
    std::string ignored;
    if (byte() >= 0x80 && !scalar(ignored)) return false;
    return fail(ProtocolRule::kBodySyntax);
  }
  unsigned byte() const { return static_cast<unsigned char>(bytes_[at_]); }
  bool next_is(char c) const { return at_ < bytes_.size() && bytes_[at_] == c; }
  void blanks() {
    while (next_is(' ') || next_is('\t') || next_is('\n') || next_is('\r')) ++at_;
  }

  bool value(Node& node, std::size_t depth) {
    node.begin = at_;
    node.complete = false;
    if (at_ >= bytes_.size()) return stray();
    const char c = bytes_[at_];
    bool ok = false;
    if (c == '{' || c == '[') {
      started_ = true;
      if (depth > max_depth_) return fail(ProtocolRule::kLimitDepth);
      node.kind = c == '{' ? Node::Kind::kObject : Node::Kind::kArray;
      ok = c == '{' ? object(node, depth) : array(node, depth);
    } else if (c == '"') {
      node.kind = Node::Kind::kString;
      ok = string(node.text, node.lone_surrogate);
    } else if (c == 't') {
      node.kind = Node::Kind::kTrue;
      ok = word("true");
    } else if (c == 'f') {
      node.kind = Node::Kind::kFalse;
      ok = word("false");
    } else if (c == 'n') {
      node.kind = Node::Kind::kNull;
      ok = word("null");
    } else if (c == '-' || (c >= '0' && c <= '9')) {
      node.kind = Node::Kind::kNumber;
      ok = number(node.text, depth);
    } else {
      return stray();
    }
    node.end = at_;
    node.complete = ok;
    started_ = started_ || ok;
    return ok;
  }

  bool word(std::string_view expected) {
    for (const char c : expected) {
      if (!next_is(c)) return stray();
      ++at_;
    }
    return token_ends();
  }
  // A word or number glued to something is no token.
  bool token_ends() {
    if (at_ >= bytes_.size()) return true;
    constexpr std::string_view kEnds = " \t\n\r,:]}";
    if (kEnds.find(bytes_[at_]) != std::string_view::npos) return true;
    std::string ignored;
    const std::size_t end = at_;
    if (byte() >= 0x80 && !scalar(ignored)) return true;  // bytes that are no text end it as well
    at_ = end;
    return stray();
  }

  bool digits() {
    if (at_ >= bytes_.size() || bytes_[at_] < '0' || bytes_[at_] > '9') return stray();
    while (at_ < bytes_.size() && bytes_[at_] >= '0' && bytes_[at_] <= '9') ++at_;
    return true;
  }

  bool number(std::string& text, std::size_t depth) {
    const std::size_t begin = at_;
    if (next_is('-')) ++at_;
    if (next_is('0')) {
      ++at_;
    } else if (!digits()) {
      return false;
    }
    if (next_is('.')) {
      ++at_;
      if (!digits()) return false;
    }
    if (next_is('e') || next_is('E')) {
      ++at_;
      if (next_is('+') || next_is('-')) ++at_;
      if (!digits()) return false;
    }
    text = std::string(bytes_.substr(begin, at_ - begin));
    // Inside something that has no end either: who knows how many digits there were.
    if (at_ == bytes_.size() && depth > 1) return stray();
    return token_ends();
  }

  bool string(std::string& text, bool& lone_surrogate) {
    lone_surrogate = false;
    in_string_ = true;
    ++at_;
    while (true) {
      if (at_ >= bytes_.size()) return fail(ProtocolRule::kBodyTruncated);
      const unsigned lead = byte();
      if (lead == '"') {
        ++at_;
        in_string_ = false;
        return true;
      }
      if (lead < 0x20) return fail(ProtocolRule::kBodyControl);
      if (lead == '\\') {
        if (!escape(text, lone_surrogate)) return false;
      } else if (!scalar(text)) {
        return false;
      }
    }
  }

  // RFC 3629, table by table.
  bool scalar(std::string& text) {
    const unsigned lead = byte();
    unsigned low = 0x80, high = 0xBF;
    std::size_t more = 0;
    if (lead < 0x80) {
      more = 0;
    } else if (lead >= 0xC2 && lead <= 0xDF) {
      more = 1;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
      more = 2;
      if (lead == 0xE0) low = 0xA0;
      if (lead == 0xED) high = 0x9F;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
      more = 3;
      if (lead == 0xF0) low = 0x90;
      if (lead == 0xF4) high = 0x8F;
    } else {
      return fail(ProtocolRule::kBodyUtf8);
    }
    const std::size_t begin = at_;
    for (std::size_t index = 1; index <= more; ++index) {
      if (begin + index == bytes_.size()) {
        return fail(in_string_ ? ProtocolRule::kBodyTruncated : ProtocolRule::kBodyUtf8);
      }
      const unsigned next = static_cast<unsigned char>(bytes_[begin + index]);
      if (next < low || next > high) return fail(ProtocolRule::kBodyUtf8);
      low = 0x80;
      high = 0xBF;
    }
    text += bytes_.substr(begin, more + 1);
    at_ = begin + more + 1;
    return true;
  }

  bool hex4(unsigned& unit) {
    unit = 0;
    for (int index = 0; index < 4; ++index) {
      if (at_ >= bytes_.size()) return stray();
      const char c = bytes_[at_];
      unsigned digit = 0;
      if (c >= '0' && c <= '9') {
        digit = static_cast<unsigned>(c - '0');
      } else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f') {
        digit = static_cast<unsigned>((c | 0x20) - 'a') + 10;
      } else {
        return stray();
      }
      unit = unit * 16 + digit;
      ++at_;
    }
    return true;
  }

  bool escape(std::string& text, bool& lone_surrogate) {
    ++at_;
    if (at_ >= bytes_.size()) return stray();
    const char c = bytes_[at_];
    constexpr std::string_view kFrom = "\"\\/bfnrt", kTo = "\"\\/\b\f\n\r\t";
    const std::size_t simple = kFrom.find(c);
    if (simple != std::string_view::npos) {
      text += kTo[simple];
      ++at_;
      return true;
    }
    if (c != 'u') return stray();
    ++at_;
    unsigned unit = 0;
    if (!hex4(unit)) return false;
    if (unit < 0xD800 || unit > 0xDFFF) {
      encode(unit, text);
      return true;
    }
    unsigned second = 0;
    const std::size_t after = at_;
    if (unit < 0xDC00 && bytes_.substr(at_, 2) == "\\u") {
      at_ += 2;
      if (!hex4(second)) return false;
    }
    if (second >= 0xDC00 && second <= 0xDFFF) {
      encode(0x10000 + ((unit - 0xD800) << 10) + (second - 0xDC00), text);
    } else {
      text_.lone_surrogates += !lone_surrogate;
      lone_surrogate = true;
      text += "\xEF\xBF\xBD";
      at_ = after;
    }
    return true;
  }

  static void encode(std::uint32_t code, std::string& text) {
    if (code < 0x80) {
      text += static_cast<char>(code);
    } else if (code < 0x800) {
      text += static_cast<char>(0xC0 | code >> 6);
      text += static_cast<char>(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
      text += static_cast<char>(0xE0 | code >> 12);
      text += static_cast<char>(0x80 | (code >> 6 & 0x3F));
      text += static_cast<char>(0x80 | (code & 0x3F));
    } else {
      text += static_cast<char>(0xF0 | code >> 18);
      text += static_cast<char>(0x80 | (code >> 12 & 0x3F));
      text += static_cast<char>(0x80 | (code >> 6 & 0x3F));
      text += static_cast<char>(0x80 | (code & 0x3F));
    }
  }

  bool array(Node& node, std::size_t depth) {
    ++at_;
    blanks();
    if (next_is(']')) {
      ++at_;
      return true;
    }
    while (true) {
      node.entries.emplace_back();
      if (!element(node.entries.back(), depth)) return false;
      blanks();
      if (next_is(']')) {
        ++at_;
        return true;
      }
      if (!next_is(',')) return stray();
      ++at_;
      blanks();
    }
  }

  bool object(Node& node, std::size_t depth) {
    ++at_;
    blanks();
    if (next_is('}')) {
      ++at_;
      return true;
    }
    while (true) {
      if (!next_is('"')) return stray();
      Node::Entry entry;
      entry.name_begin = at_;
      if (!string(entry.name, entry.name_lone_surrogate)) return false;
      entry.name_end = at_;
      blanks();
      if (!next_is(':')) return stray();
      ++at_;
      blanks();
      node.entries.push_back(std::move(entry));
      if (!element(node.entries.back(), depth)) return false;
      blanks();
      if (next_is('}')) {
        ++at_;
        return true;
      }
      if (!next_is(',')) return stray();
      ++at_;
      blanks();
    }
  }

  // Keeps what can be used of a value that went wrong: a container's first entries, nothing else.
  bool element(Node::Entry& entry, std::size_t depth) {
    Node node;
    const bool ok = value(node, depth + 1);
    const bool container = node.kind == Node::Kind::kObject || node.kind == Node::Kind::kArray;
    if (ok || container) entry.value = std::move(node);
    return ok;
  }

  std::string_view bytes_;
  std::size_t max_depth_;
  std::size_t at_ = 0;
  bool in_string_ = false;
  bool started_ = false;
  Text text_;
};

}  // namespace

Text parse(std::string_view bytes, std::size_t max_depth) { return Parser(bytes, max_depth).run(); }

}  // namespace assay::reference
