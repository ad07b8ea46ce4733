// Bodies as simdjson's On-Demand reads them, with what it leaves to its callers: number grammar
// without values, lone surrogates, depth, what follows a value that was not read.
#ifndef ASSAY_PARSERS_REFERENCE_ON_DEMAND_TEXT_H_
#define ASSAY_PARSERS_REFERENCE_ON_DEMAND_TEXT_H_

#include <simdjson.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace assay::reference {

// A string, decoded; U+FFFD stands where a surrogate stood alone.
struct OnDemandString {
  std::string text;
  bool lone_surrogate = false;
};

// The names of errors that `__type` and `code` at the root say, the last ones where they are
// strings; short, empty where there is none.
struct ErrorTexts {
  std::string type, code;
};

// One body. The first thing that is no JSON stops it: nothing is read from then on.
class OnDemandText {
 public:
  using Value = simdjson::ondemand::value;

  // Starts anew; earlier values end. The root stands in an array of its own, so that scalars are
  // read like all else and what follows the root is the array's error.
  // Calls `visit(root)`. Returns whether the text was JSON, as far as the values were read.
  template <typename Visit>
  bool read(std::string_view body, Visit visit) {
    wrap(body);
    std::size_t count = 0;
    simdjson::ondemand::array all;
    if (keep(parser_.iterate(text_.data(), text_.size() - simdjson::SIMDJSON_PADDING, text_.size())
                 .get(document_)) &&
        keep(document_.get_array().get(all))) {
      for (auto each : all) {
        Value root;
        if (!keep(each.get(root))) break;
        if (count++ == 0) visit(root);
        if (stopped_) break;
      }
    }
    // What follows the array is an error that On-Demand does not look for.
    if (!stopped_ && document_.current_location().error() != simdjson::OUT_OF_BOUNDS) stop();
    if (count != 1) stop();
    return !stopped_;
  }

  // REQUIRES: as read(), of which this is one.
  ErrorTexts error_texts(std::string_view body);

  bool stopped() const { return stopped_; }
  void stop() { stopped_ = true; }

  // The first byte, which says what the value is.
  static char first(Value& value);

  // The string that `raw` is the inside of, up to its closing quote. Stops at a bad escape.
  OnDemandString decode(simdjson::ondemand::raw_json_string raw);
  OnDemandString string(Value& value);

  // A number, true, false or null as written, and nothing else; `close` is what ends the container
  // that it is in.
  std::string_view scalar(Value& value, char close);

  // From the value's first byte to what follows it. REQUIRES: the value has been read.
  std::string_view slice(std::string_view token_at_begin);

  // `visit(name, child)` for every member; the name's raw text was decoded.
  template <typename Visit>
  void members(Value& value, Visit visit) {
    simdjson::ondemand::object object;
    if (!keep(value.get_object().get(object))) return;
    for (auto field : object) {
      simdjson::ondemand::raw_json_string raw;
      if (!keep(field.key().get(raw))) return;
      const OnDemandString name = decode(raw);
      Value child;
      if (stopped_ || !keep(field.value().get(child))) return;
      visit(name, child);
      if (stopped_) return;
    }
  }

  template <typename Visit>
  void items(Value& value, Visit visit) {
    simdjson::ondemand::array array;
    if (!keep(value.get_array().get(array))) return;
    for (auto item : array) {
      Value each;
      if (!keep(item.get(each))) return;
      visit(each);
      if (stopped_) return;
    }
  }

 private:
  void wrap(std::string_view body);
  bool keep(simdjson::error_code error) {
    if (error != simdjson::SUCCESS) stop();
    return !stopped_;
  }

  simdjson::ondemand::parser parser_;
  simdjson::ondemand::document document_;
  std::string text_;    // "[", the body, "]", padding
  std::string inside_;  // of the string being decoded
  std::string decoded_;
  bool stopped_ = false;
};

}  // namespace assay::reference

#endif  // ASSAY_PARSERS_REFERENCE_ON_DEMAND_TEXT_H_
