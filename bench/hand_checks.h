// Every check of GetWorkflowRun's bodies written out by hand over a parsed document, as a careful
// engineer would for this one operation. One text for all parsers: an adapter says how to look at
// the document (hand_document.h).
#ifndef ASSAY_BENCH_HAND_CHECKS_H_
#define ASSAY_BENCH_HAND_CHECKS_H_

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/contender.h"
#include "bench/hand_document.h"
#include "bench/hand_members.h"
#include "bench/hand_validators.h"

namespace assay::bench {

// One per thread, reused from body to body.
template <typename Dom>
class HandChecks {
 public:
  template <typename... Arguments>
  explicit HandChecks(Arguments&&... arguments) : dom_(std::forward<Arguments>(arguments)...) {}

  Tally check(Body body, const PaddedText& text) {
    if (text.size() == 0) return empty(body);
    Value root;
    return dom_.parse(text, root) ? check_root(body, root) : refused();
  }

  // A text without bytes behind it, for adapters that can copy.
  Tally check_unpadded(Body body, std::string_view text) {
    if (text.empty()) return empty(body);
    Value root;
    return dom_.parse_unpadded(text, root) ? check_root(body, root) : refused();
  }

  // A document that is parsed already.
  Tally check_root(Body body, typename Dom::Value& root) {
    tally_ = {};
    names_.clear();
    open_names_.clear();
    if (dom_.kind(root) != Kind::kObject) {
      wrong_type(root);
      if (body == Body::kError) error();  // nothing names it
    } else if (body == Body::kOutput) {
      output(root);
    } else if (body == Body::kInput) {
      input(root);
    } else {
      error_body(root);
    }
    return dom_.finish() ? tally_ : refused();
  }

 private:
  using Value = typename Dom::Value;

  static Tally empty(Body body) noexcept {
    Tally tally;
    ++(body == Body::kOutput ? tally.warnings : tally.errors);
    return tally;
  }
  Tally refused() {
    tally_ = {};
    tally_.unreadable = true;
    tally_.number_lost = dom_.number_refused();
    tally_.errors = 1;
    return tally_;
  }
  void error() noexcept { ++tally_.errors; }
  void warning() noexcept { ++tally_.warnings; }
  void note() noexcept { ++tally_.notes; }
  void wrong_type(Value& value) {
    error();
    document(value);
  }

  // Known members by a bit each, unknown ones by their names from `first_name` on.
  bool repeats(std::uint32_t& seen, int member, std::string_view name, std::size_t first_name) {
    if (member >= 0) {
      const std::uint32_t bit = 1u << member;
      const bool again = (seen & bit) != 0;
      seen |= bit;
      return again;
    }
    const auto from = names_.begin() + static_cast<std::ptrdiff_t>(first_name);
    if (std::find(from, names_.end(), name) != names_.end()) return true;
    names_.push_back(name);
    return false;
  }

  // Duplicates at every depth of what has no shape.
  void document(Value& value) {
    switch (dom_.kind(value)) {
      case Kind::kArray:
        dom_.items(value, [this](Value& item) { document(item); });
        break;
      case Kind::kObject: {
        const std::size_t first_name = open_names_.size();
        dom_.members(value, [&](std::string_view name, Value& child) {
          open_names_.push_back(name);
          document(child);
        });
        tally_.warnings += repeated_.count(std::span(open_names_).subspan(first_name));
        open_names_.resize(first_name);
        break;
      }
      default:
        dom_.scalar(value);
        break;
    }
  }

  // False where the value is no string: said already.
  bool text_of(Value& value, std::string_view& text) {
    if (dom_.kind(value) != Kind::kString) {
      wrong_type(value);
      return false;
    }
    return dom_.string(value, text);
  }

  // `out` is left without text unless the value keeps its shape.
  template <typename Broken>
  void string(Value& value, Broken broken, std::string_view& out) {
    std::string_view text;
    out = {};
    if (!text_of(value, text)) return;
    const std::uint32_t count = broken(text);
    tally_.errors += count;
    if (count == 0) out = text;
  }
  template <typename Broken>
  void string(Value& value, Broken broken) {
    std::string_view ignored;
    string(value, broken, ignored);
  }

  void run_type(Value& value, std::string_view& out) {
    std::string_view text;
    out = {};
    if (!text_of(value, text)) return;
    if (text != "ON_DEMAND" && text != "SCHEDULED") return error();
    out = text;
  }

  void instant(Value& value, HandInstant& out) {
    std::string_view text;
    out = {};
    if (!text_of(value, text)) return;
    out = read_date_time(text);
    if (!out.readable) return error();
    if (out.tolerated) note();
  }

  // Whether the value may be used by rules.
  bool integer(Value& value, std::int64_t& out) {
    if (dom_.kind(value) != Kind::kNumber) {
      wrong_type(value);
      return false;
    }
    const HandNumber number = dom_.number(value);
    if (number.lost) tally_.number_lost = true;
    out = number.value;
    if (!number.integer) {
      if (number.real < -2147483648.0 || number.real > 2147483647.0) {
        error();
        return false;
      }
      // What a double rounds to 0 may have been a fraction.
      if (number.real > -1e-300 && number.real < 1e-300) tally_.number_lost = true;
      out = static_cast<std::int64_t>(number.real);
      if (static_cast<double>(out) != number.real) {
        error();
        return false;
      }
      warning();  // 60.0 or 6e1
    }
    if (out < INT32_MIN || out > INT32_MAX) {
      error();
      return false;
    }
    return true;
  }

  // What the rules across members need; an empty view where absent or not valid.
  struct Copies {
    std::string_view arn, version, run_id, run_type;
  };

  void equal(std::string_view a, std::string_view b) noexcept {
    if (a.data() && b.data() && a != b) warning();
  }

  void output(Value& root) {
    Copies top, detail;
    std::uint32_t seen = 0;
    bool named_by_type = false, named_by_code = false;
    dom_.members(root, [&](std::string_view name, Value& value) {
      const int member = output_member(name);
      if (repeats(seen, member, name, 0)) warning();
      if (member < 0) {
        if (name == "__type") {
          named_by_type = names_error(value, true);
        } else if (name == "code") {
          named_by_code = names_error(value, false);
        } else {
          note();
          unknown(value);
        }
        return;
      }
      if (dom_.kind(value) == Kind::kNull) return dom_.scalar(value);
      switch (member) {
        case 0:
          return string(value, broken_by_arn, top.arn);
        case 1:
          return string(value, broken_by_version, top.version);
        case 2:
          return string(value, broken_by_id, top.run_id);
        case 3:
          return run_type(value, top.run_type);
        case 4:
          return dom_.kind(value) == Kind::kObject ? document(value) : wrong_type(value);
        default:
          return run_detail(value, detail);
      }
    });
    if (named_by_type || named_by_code) {
      error();
    } else {
      if (seen_unknown("__type")) note();
      if (seen_unknown("code")) note();
    }
    equal(top.arn, detail.arn);
    equal(top.version, detail.version);
    equal(top.run_id, detail.run_id);
    equal(top.run_type, detail.run_type);
  }

  bool seen_unknown(std::string_view name) const {
    return std::find(names_.begin(), names_.end(), name) != names_.end();
  }

  // A 200 body that says it is an error. A value that is no name is passed over.
  bool names_error(Value& value, bool by_type) {
    std::string_view text;
    if (dom_.kind(value) != Kind::kString || !dom_.string(value, text)) {
      unknown(value);
      return false;
    }
    text = short_name(text);
    if (by_type) return !text.empty() && text != "GetWorkflowRunResponse";
    return modeled_error(text) >= 0 || common_error(text);
  }

  void unknown(Value& value) { document(value); }

  void run_detail(Value& value, Copies& copies) {
    copies = {};
    if (dom_.kind(value) != Kind::kObject) return wrong_type(value);
    HandInstant started, completed, other;
    bool has_duration = false, has_message = false;
    std::int64_t duration = 0;
    RunState state = RunState::kUnknown;
    std::uint32_t seen = 0;
    const std::size_t first_name = names_.size();
    std::string_view message;
    dom_.members(value, [&](std::string_view name, Value& child) {
      const int member = detail_member(name);
      if (repeats(seen, member, name, first_name)) warning();
      if (member < 0) {
        note();
        return unknown(child);
      }
      if (dom_.kind(child) == Kind::kNull) return dom_.scalar(child);
      switch (member) {
        case 0:
          return string(child, broken_by_arn, copies.arn);
        case 1:
          return string(child, broken_by_version, copies.version);
        case 2:
          return string(child, broken_by_id, copies.run_id);
        case 3:
          return run_type(child, copies.run_type);
        case 4:
          return instant(child, started);
        case 6:
          return instant(child, completed);
        case 5:
        case 7:
          return instant(child, other);
        case 8:
          has_duration = integer(child, duration);
          return;
        case 9:
          string(child, broken_by_message, message);
          has_message = message.data() != nullptr;
          return;
        case 10:
          return tasks(child);
        default:
          return run_state(child, state);
      }
    });
    names_.resize(first_name);
    if (state == RunState::kActive && completed.readable) warning();
    if (state == RunState::kActive && has_duration) note();
    if (state == RunState::kSuccess && has_message) note();
    if (has_duration && duration < 0) warning();
    if (started.readable && completed.readable) {
      times(started, completed, has_duration, duration);
    }
  }

  void times(const HandInstant& started, const HandInstant& completed, bool has_duration,
             std::int64_t duration) noexcept {
    const std::int64_t seconds = completed.seconds - started.seconds;
    const std::int64_t nanoseconds = completed.nanoseconds - started.nanoseconds;
    if (seconds < 0 || (seconds == 0 && nanoseconds < 0)) warning();
    if (!has_duration) return;
    const std::int64_t off = duration - seconds;
    if (off > 2 || off < -2) return warning();
    const std::int64_t exact = off * 1'000'000'000 - nanoseconds;
    if (exact > 1'000'000'000 || exact < -1'000'000'000) warning();
  }

  void run_state(Value& value, RunState& state) {
    std::string_view text;
    state = RunState::kUnknown;
    if (!text_of(value, text)) return;
    state = run_state_of(text);
    if (state == RunState::kUnknown) error();
  }

  void tasks(Value& value) {
    if (dom_.kind(value) != Kind::kArray) return wrong_type(value);
    dom_.items(value, [this](Value& item) { string(item, broken_by_id); });
  }

  void input(Value& root) {
    std::uint32_t seen = 0;
    dom_.members(root, [&](std::string_view name, Value& value) {
      const int member = input_member(name);
      if (repeats(seen, member, name, 0)) warning();
      if (member < 0) {
        warning();
        return unknown(value);
      }
      if (dom_.kind(value) == Kind::kNull) {
        error();  // required
        return dom_.scalar(value);
      }
      if (member == 0) return string(value, broken_by_arn);
      string(value, broken_by_id);
    });
    for (std::uint32_t member = 0; member < 2; ++member) {
      if ((seen & 1u << member) == 0) error();
    }
  }

  // In hand_checks_errors.h.
  void error_body(Value& root);
  void error_members(Value& root, const HandError& shape);
  void fields(Value& value);

  Dom dom_;
  Tally tally_;
  std::vector<std::string_view> names_;       // unknown members of open structures
  std::vector<std::string_view> open_names_;  // members of open objects that have no shape
  RepeatedNames repeated_;
};

// Such checks as a contender.
template <typename Dom>
class HandChecker final : public BodyChecker {
 public:
  template <typename... Arguments>
  explicit HandChecker(Arguments&&... arguments) : checks_(std::forward<Arguments>(arguments)...) {}
  Tally check(Body body, const PaddedText& text) noexcept override {
    return checks_.check(body, text);
  }

 private:
  HandChecks<Dom> checks_;
};

}  // namespace assay::bench

#include "bench/hand_checks_errors.h"

#endif  // ASSAY_BENCH_HAND_CHECKS_H_
