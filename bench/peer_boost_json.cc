// Boost.JSON with the checks by hand.
#include <array>
#include <boost/json.hpp>
#include <optional>

#include "bench/hand_checks.h"

namespace assay::bench {
namespace {

namespace json = boost::json;

class BoostJson : public WholeDocument<const json::value*> {
 public:
  BoostJson() : buffer_(1u << 20), parser_({}, options(), scratch_.data(), scratch_.size()) {}

  bool parse(const PaddedText& text, Value& root) {
    root_.reset();
    // A new one each time: release() would keep the size that it grows by, and that doubles.
    memory_.emplace(buffer_.data(), buffer_.size());
    parser_.reset(&*memory_);
    boost::system::error_code error;
    parser_.write(text.view(), error);
    if (error) return false;
    root_.emplace(parser_.release());
    root = &*root_;
    return true;
  }
  bool number_refused() const { return false; }
  Kind kind(Value value) const {
    switch (value->kind()) {
      case json::kind::null:
        return Kind::kNull;
      case json::kind::bool_:
        return Kind::kBoolean;
      case json::kind::string:
        return Kind::kString;
      case json::kind::array:
        return Kind::kArray;
      case json::kind::object:
        return Kind::kObject;
      default:
        return Kind::kNumber;
    }
  }
  bool string(Value value, std::string_view& out) const {
    const json::string& text = value->get_string();
    out = {text.data(), text.size()};
    return true;
  }
  HandNumber number(Value value) const {
    if (value->is_int64()) return {true, false, value->get_int64(), 0};
    if (value->is_uint64()) return hand_whole(value->get_uint64());
    return hand_real(value->get_double());
  }
  template <typename Visit>
  void members(Value value, Visit visit) const {
    for (const json::key_value_pair& member : value->get_object()) {
      Value child = &member.value();
      visit(std::string_view(member.key().data(), member.key().size()), child);
    }
  }
  template <typename Visit>
  void items(Value value, Visit visit) const {
    for (const json::value& item : value->get_array()) {
      Value each = &item;
      visit(each);
    }
  }

 private:
  static json::parse_options options() {
    json::parse_options options;
    options.max_depth = 1024;
    return options;
  }

  std::vector<unsigned char> buffer_;
  std::array<unsigned char, 4096> scratch_;
  std::optional<json::monotonic_resource> memory_;
  json::parser parser_;
  std::optional<json::value> root_;
};

}  // namespace

void add_boost_json(std::vector<Contender>& contenders) {
  // Its objects keep the last of members with one name.
  contenders.push_back({"Boost.JSON, checks by hand",
                        true,
                        {"awsJson1_0/body@duplicate-member"},
                        {Body::kOutput, Body::kError, Body::kInput},
                        [] { return std::make_unique<HandChecker<BoostJson>>(); }});
}

}  // namespace assay::bench
