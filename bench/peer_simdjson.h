// simdjson's DOM and On-Demand as hand_checks.h looks at a document.
#ifndef ASSAY_BENCH_PEER_SIMDJSON_H_
#define ASSAY_BENCH_PEER_SIMDJSON_H_

#include <simdjson.h>

#include <string_view>

#include "bench/hand_checks.h"

namespace assay::bench {

namespace dom = simdjson::dom;
namespace ondemand = simdjson::ondemand;

class SimdjsonDom : public WholeDocument<dom::element> {
 public:
  bool parse(const PaddedText& text, Value& root) {
    error_ = parser_.parse(text.data(), text.size(), false).get(root);
    return error_ == simdjson::SUCCESS;
  }
  // Copies the text; what precedes its end is the caller's, what follows need not be.
  bool parse_unpadded(std::string_view text, Value& root) {
    error_ = parser_.parse(text.data(), text.size(), true).get(root);
    return error_ == simdjson::SUCCESS;
  }
  bool number_refused() const { return error_ == simdjson::NUMBER_ERROR; }
  Kind kind(const Value& value) const {
    switch (value.type()) {
      case dom::element_type::ARRAY:
        return Kind::kArray;
      case dom::element_type::OBJECT:
        return Kind::kObject;
      case dom::element_type::STRING:
        return Kind::kString;
      case dom::element_type::BOOL:
        return Kind::kBoolean;
      case dom::element_type::NULL_VALUE:
        return Kind::kNull;
      default:
        return Kind::kNumber;
    }
  }
  bool string(const Value& value, std::string_view& out) const {
    out = value.get_string().value_unsafe();
    return true;
  }
  HandNumber number(const Value& value) const {
    if (value.type() == dom::element_type::INT64) {
      return {true, false, value.get_int64().value_unsafe(), 0};
    }
    if (value.type() == dom::element_type::UINT64) return {true, false, INT64_MAX, 0};
    return {false, false, 0, value.get_double().value_unsafe()};
  }
  template <typename Visit>
  void members(const Value& value, Visit visit) const {
    for (const auto& [name, child] : value.get_object().value_unsafe()) {
      Value each = child;
      visit(name, each);
    }
  }
  template <typename Visit>
  void items(const Value& value, Visit visit) const {
    for (Value item : value.get_array().value_unsafe()) visit(item);
  }

 private:
  dom::parser parser_;
  simdjson::error_code error_ = simdjson::SUCCESS;
};

// A cursor into the text: what fails on the way is remembered until finish().
class SimdjsonOnDemand {
 public:
  struct Value {
    ondemand::value value;
    Kind kind = Kind::kNull;
  };

  bool parse(const PaddedText& text, Value& root) {
    error_ = parser_.iterate(text.data(), text.size(), text.size() + simdjson::SIMDJSON_PADDING)
                 .get(document_);
    return error_ == simdjson::SUCCESS && open(root);
  }
  bool number_refused() const { return error_ == simdjson::NUMBER_ERROR; }
  Kind kind(const Value& value) const { return value.kind; }
  bool string(Value& value, std::string_view& out) {
    return keep(value.value.get_string().get(out));
  }
  HandNumber number(Value& value) {
    ondemand::number number;
    if (!keep(value.value.get_number().get(number))) return {true, true, 0, 0};
    if (number.is_int64()) return {true, false, number.get_int64(), 0};
    if (number.is_uint64()) return {true, false, INT64_MAX, 0};
    return {false, false, 0, number.get_double()};
  }
  template <typename Visit>
  void members(Value& value, Visit visit) {
    ondemand::object object;
    if (!keep(value.value.get_object().get(object))) return;
    for (auto field : object) {
      std::string_view name;
      Value child;
      if (!keep(field.unescaped_key().get(name)) || !keep(field.value().get(child.value)) ||
          !look(child)) {
        return;
      }
      visit(name, child);
      if (error_ != simdjson::SUCCESS) return;
    }
  }
  template <typename Visit>
  void items(Value& value, Visit visit) {
    ondemand::array array;
    if (!keep(value.value.get_array().get(array))) return;
    for (auto item : array) {
      Value each;
      if (!keep(item.get(each.value)) || !look(each)) return;
      visit(each);
      if (error_ != simdjson::SUCCESS) return;
    }
  }
  // What is not read is not looked at either, so that it has to be read.
  void scalar(Value& value) {
    if (scalar_root_) return;
    std::string_view text;
    bool flag;
    ondemand::number number;
    switch (value.kind) {
      case Kind::kString:
        keep(value.value.get_string().get(text));
        break;
      case Kind::kNumber:
        keep(value.value.get_number().get(number));
        break;
      case Kind::kBoolean:
        keep(value.value.get_bool().get(flag));
        break;
      default:
        if (bool null = false; keep(value.value.is_null().get(null)) && !null) {
          error_ = simdjson::N_ATOM_ERROR;
        }
    }
  }
  void pass(Value&) {}
  void scalar_or_pass(Value& value) {
    if (value.kind != Kind::kObject && value.kind != Kind::kArray) scalar(value);
  }
  Value again(const Value& root) {
    if (error_ != simdjson::SUCCESS || scalar_root_) return root;
    document_.rewind();
    Value once_more;
    open(once_more);
    return once_more;
  }
  bool finish() {
    // Anything that follows the value is an error of its own.
    return error_ == simdjson::SUCCESS &&
           document_.current_location().error() == simdjson::OUT_OF_BOUNDS;
  }

 private:
  bool keep(simdjson::error_code error) {
    if (error_ == simdjson::SUCCESS) error_ = error;
    return error_ == simdjson::SUCCESS;
  }
  static Kind kind_of(ondemand::json_type type) {
    switch (type) {
      case ondemand::json_type::array:
        return Kind::kArray;
      case ondemand::json_type::object:
        return Kind::kObject;
      case ondemand::json_type::number:
        return Kind::kNumber;
      case ondemand::json_type::string:
        return Kind::kString;
      case ondemand::json_type::boolean:
        return Kind::kBoolean;
      default:
        return Kind::kNull;
    }
  }
  bool look(Value& value) {
    ondemand::json_type type;
    if (!keep(value.value.type().get(type))) return false;
    value.kind = kind_of(type);
    return true;
  }
  // A scalar root is no value of its own to On-Demand.
  bool open(Value& root) {
    ondemand::json_type type;
    if (!keep(document_.type().get(type))) return false;
    root.kind = kind_of(type);
    scalar_root_ = root.kind != Kind::kObject && root.kind != Kind::kArray;
    if (!scalar_root_) return keep(document_.get_value().get(root.value));
    std::string_view text;
    bool flag = true;
    ondemand::number number;
    switch (root.kind) {
      case Kind::kString:
        return keep(document_.get_string().get(text));
      case Kind::kNumber:
        return keep(document_.get_number().get(number));
      case Kind::kBoolean:
        return keep(document_.get_bool().get(flag));
      default:
        return keep(document_.is_null().get(flag)) && flag;
    }
  }

  ondemand::parser parser_;
  ondemand::document document_;
  simdjson::error_code error_ = simdjson::SUCCESS;
  bool scalar_root_ = false;
};

}  // namespace assay::bench

#endif  // ASSAY_BENCH_PEER_SIMDJSON_H_
