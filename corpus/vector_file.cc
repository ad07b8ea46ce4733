#include "corpus/vector_file.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <set>
#include <utility>

#include "corpus/message_flags.h"
#include "corpus/message_generator.h"
#include "corpus/run_length.h"
#include "corpus/sha256.h"
#include "spec/utf8.h"

namespace assay {
namespace {

namespace json = boost::json;

// Every character beyond printable ASCII as an escape: such characters get lost on their way
// through editors, and some of them hide in a review.
std::string ascii(const json::value& value) {
  const std::string text = json::serialize(value);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (static_cast<unsigned char>(c) < 0x7F) {
      out += c;
      ++at;
      continue;
    }
    const char32_t scalar = decode_utf8(text, at);
    if (scalar < 0x10000) {
      out += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(scalar));
    } else {
      const auto rest = static_cast<std::uint32_t>(scalar - 0x10000);
      out += fmt::format("\\u{:04x}\\u{:04x}", 0xD800 + (rest >> 10), 0xDC00 + (rest & 0x3FF));
    }
  }
  return out;
}

bool is_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    if (decode_utf8(bytes, at) == kBadScalar) return false;
  }
  return true;
}

// Puts bytes into an object as "text", "runs" or "base64".
void add_bytes(json::object& object, std::string_view bytes) {
  if (!is_utf8(bytes)) {
    object["base64"] = base64_of(bytes);
    return;
  }
  const Runs runs = runs_of(bytes);
  std::size_t pieces = 0;
  for (const auto& [piece, times] : runs) pieces += piece.size() + 8;
  if (runs.size() < 2 && runs.front().second == 1) pieces = bytes.size();
  if (pieces >= bytes.size()) {
    object["text"] = bytes;
    return;
  }
  json::array list;
  for (const auto& [piece, times] : runs) list.push_back({piece, times});
  object["runs"] = std::move(list);
}

json::object message_json(const EvidenceMessage& message) {
  json::object object;
  if (message.status == 0) {
    object["method"] = message.method;
    object["path"] = message.path;
  } else {
    object["status"] = message.status;
  }
  json::array headers;
  for (const auto& [name, value] : message.headers) headers.push_back({name, value});
  object["headers"] = std::move(headers);
  json::object body;
  add_bytes(body, message.body);
  object["body"] = std::move(body);
  return object;
}

json::object case_json(VectorKind kind, const VectorCase& one) {
  json::object object;
  object["id"] = case_id(kind, one);
  if (kind == VectorKind::kExchange) {
    if (one.request) object["request"] = message_json(*one.request);
    if (one.response) object["response"] = message_json(*one.response);
  } else {
    add_bytes(object, one.bytes);
  }
  if (one.instant) {
    object["instant"] = json::array{one.instant->seconds, one.instant->nanoseconds};
  }
  if (!one.origin.empty()) object["origin"] = one.origin;
  if (!one.note.empty()) object["note"] = one.note;
  return object;
}

json::array strings_json(const std::vector<std::string>& strings) {
  json::array list;
  for (const std::string& each : strings) list.emplace_back(each);
  return list;
}

json::object theorem_json(const Theorem& theorem) {
  json::object object;
  object["statement"] = theorem.statement;
  if (!theorem.machine.empty()) object["machine"] = theorem.machine;
  if (theorem.states != 0) {
    object["states"] = theorem.states;
    object["extra_states"] = theorem.extra_states;
  }
  if (!theorem.alphabet.empty()) object["alphabet"] = strings_json(theorem.alphabet);
  if (!theorem.representatives.empty()) {
    object["representatives"] = strings_json(theorem.representatives);
  }
  if (!theorem.lost.empty()) object["lost"] = theorem.lost;
  return object;
}

// Everything of a group but its sets, members without the closing brace.
std::string group_head(const Contract& contract, const VectorGroup& group) {
  json::object object;
  object["id"] = group.id;
  object["title"] = group.title;
  object["kind"] = name_of(group.kind);
  if (group.kind == VectorKind::kText || group.kind == VectorKind::kJson) {
    object["shape"] = contract.shape_name(group.shape);
  } else {
    object["operation"] = contract.operation_name(group.operation);
  }
  object["theorem"] = theorem_json(group.theorem);
  json::array frames;
  for (const VectorFrame& frame : group.frames) {
    frames.push_back(json::object{{"message", name_of(frame.kind)},
                                  {"operation", contract.operation_name(frame.operation)},
                                  {"pointer", frame.pointer},
                                  {"before", frame.before},
                                  {"after", frame.after}});
  }
  if (!frames.empty()) object["frames"] = std::move(frames);
  std::string text = ascii(object);
  text.pop_back();
  return text;
}

std::string set_head(const Contract& contract, const VerdictSet& set) {
  json::object object;
  object["verdict"] = name_of(set.verdict);
  if (set.client != ClientRule::kNone) object["client"] = name_of(set.client);
  json::array broken;
  for (const ConstraintIndex index : set.broken) {
    broken.emplace_back(contract.tables().constraints[index].id);
  }
  object["broken"] = std::move(broken);
  object["flags"] = strings_json(set.flags);
  object["origin"] = set.origin;
  std::string text = ascii(object);
  text.pop_back();
  return text;
}

// Writes groups, sets and cases one after the other, and starts another text when one is full.
class Writer {
 public:
  Writer(const Contract& contract, VectorTier tier, const VectorFile& file)
      : contract_(contract), tier_(tier), file_(file) {}

  std::vector<VectorText> write() {
    for (const VectorGroup& group : file_.groups) {
      const std::string head = group_head(contract_, group);
      for (const VerdictSet& set : group.sets) {
        const std::string set_text = set_head(contract_, set);
        flags_.insert(set.flags.begin(), set.flags.end());
        bool open = false;
        for (const VectorCase& one : set.cases) {
          const std::string line = ascii(case_json(group.kind, one));
          if (body_.size() + line.size() + head.size() + kHeadRoom > kMaxVectorFileBytes) {
            finish();
            flags_.insert(set.flags.begin(), set.flags.end());
            open = false;
          }
          if (group_ != &group) begin_group(group, head);
          if (!open) begin_set(set_text);
          open = true;
          body_ += fmt::format("{}\n        {}", cases_in_set_++ == 0 ? "" : ",", line);
          ++cases_;
        }
      }
    }
    if (group_ != nullptr || texts_.empty()) finish();
    return std::move(texts_);
  }

 private:
  static constexpr std::size_t kHeadRoom = 64 * 1024;  // flags, sets and brackets

  void begin_group(const VectorGroup& group, const std::string& head) {
    end_group();
    body_ += fmt::format("{}\n    {},\n    \"sets\": [", groups_++ == 0 ? "" : ",", head);
    group_ = &group;
    sets_ = 0;
  }

  void begin_set(const std::string& head) {
    end_set();
    body_ += fmt::format("{}\n      {},\n      \"cases\": [", sets_++ == 0 ? "" : ",", head);
    cases_in_set_ = 0;
    in_set_ = true;
  }

  void end_set() {
    if (in_set_) body_ += "\n      ]}";
    in_set_ = false;
  }

  void end_group() {
    end_set();
    if (group_ != nullptr) body_ += "\n    ]}";
    group_ = nullptr;
  }

  void finish() {
    end_group();
    const std::string number =
        texts_.empty() ? std::string() : fmt::format("-{}", texts_.size() + 1);
    const std::string content = flags() + body_ + "\n  ]\n}\n";
    texts_.push_back({file_.name + number + ".json", head(content) + content, cases_});
    body_.clear();
    flags_.clear();
    cases_ = 0;
    groups_ = 0;
  }

  // All before the content, with the hash of it.
  std::string head(std::string_view content) const {
    const auto line = [](std::string_view name, const json::value& value) {
      return fmt::format("  \"{}\": {},\n", name, ascii(value));
    };
    std::string text = "{\n";
    text += line("format", 1);
    text += line("suite", json::value(kVectorSuite));
    text += line("title", json::value(file_.title));
    text += line("tier", json::value(name_of(tier_)));
    text += line("model", json::object{{"service", contract_.service()},
                                       {"protocol", contract_.protocol()},
                                       {"sha256", contract_.model_hash()}});
    text += line("count", cases_);
    text += line("content", json::object{{"sha256", sha256_hex(content)}});
    return text;
  }

  std::string flags() const {
    std::string text = "  \"flags\": {";
    bool first = true;
    for (const std::string& name : flags_) {
      const VectorFlagInfo* flag = find_vector_flag(name);
      json::object object;
      if (flag != nullptr) {
        object["why"] = flag->why;
        object["missed"] = flag->missed;
        if (!flag->dialects.empty()) object["dialects"] = flag->dialects;
      }
      text +=
          fmt::format("{}\n    {}: {}", first ? "" : ",", ascii(json::value(name)), ascii(object));
      first = false;
    }
    text += first ? "},\n" : "\n  },\n";
    text += "  \"groups\": [";
    return text;
  }

  const Contract& contract_;
  VectorTier tier_;
  const VectorFile& file_;
  std::vector<VectorText> texts_;
  std::string body_;
  std::set<std::string> flags_;
  const VectorGroup* group_ = nullptr;
  std::size_t cases_ = 0, groups_ = 0, sets_ = 0, cases_in_set_ = 0;
  bool in_set_ = false;
};

}  // namespace

std::vector<VectorText> write_vector_file(const Contract& contract, VectorTier tier,
                                          const VectorFile& file) {
  return Writer(contract, tier, file).write();
}

}  // namespace assay
