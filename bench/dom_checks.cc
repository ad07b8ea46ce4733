#include "bench/dom_checks.h"

#include <algorithm>
#include <array>
#include <vector>

#include "bench/hand_validators.h"

namespace assay::bench {
namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;
using simdjson::dom::object;

// What the rules across members need; an empty view where absent or not valid.
struct Copies {
  std::string_view arn, version, run_id, run_type;
};

class Pass {
 public:
  explicit Pass(Tally& tally) noexcept : tally_(tally) {}

  void output(const element& root) noexcept {
    object members;
    if (root.get(members)) return wrong_type(root);
    Copies top, detail;
    std::uint32_t seen = 0;
    names_.clear();
    for (const auto& [name, value] : members) {
      const int member = top_member(name);
      if (repeats(seen, member, name, 0)) warning();
      if (member < 0 || value.is_null()) {
        if (member < 0) document(value);
        continue;
      }
      switch (member) {
        case 0:
          string(value, broken_by_arn, top.arn);
          break;
        case 1:
          string(value, broken_by_version, top.version);
          break;
        case 2:
          string(value, broken_by_id, top.run_id);
          break;
        case 3:
          run_type(value, top.run_type);
          break;
        case 4:
          object_map(value);
          break;
        default:
          run_detail(value, detail);
      }
    }
    equal(top.arn, detail.arn);
    equal(top.version, detail.version);
    equal(top.run_id, detail.run_id);
    equal(top.run_type, detail.run_type);
  }

 private:
  void error() noexcept { ++tally_.errors; }
  void warning() noexcept { ++tally_.warnings; }
  void wrong_type(const element& value) noexcept {
    error();
    document(value);
  }
  void equal(std::string_view a, std::string_view b) noexcept {
    if (a.data() && b.data() && a != b) warning();
  }

  // Known members by a bit each, unknown ones by their names from `first_name` on.
  bool repeats(std::uint32_t& seen, int member, std::string_view name,
               std::size_t first_name) noexcept {
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

  static int top_member(std::string_view name) noexcept {
    switch (name.size()) {
      case 5:
        return name == "RunId" ? 2 : -1;
      case 7:
        return name == "RunType" ? 3 : -1;
      case 9:
        return name == "RunDetail" ? 5 : -1;
      case 11:
        return name == "WorkflowArn" ? 0 : -1;
      case 15:
        return name == "WorkflowVersion" ? 1 : -1;
      case 18:
        return name == "OverrideParameters" ? 4 : -1;
      default:
        return -1;
    }
  }

  static int detail_member(std::string_view name) noexcept {
    switch (name.size()) {
      case 5:
        return name == "RunId" ? 2 : -1;
      case 7:
        return name == "RunType" ? 3 : -1;
      case 8:
        return name == "Duration" ? 8 : name == "RunState" ? 11 : -1;
      case 9:
        return name == "StartedOn" ? 4 : name == "CreatedAt" ? 5 : -1;
      case 10:
        return name == "ModifiedAt" ? 7 : -1;
      case 11:
        return name == "WorkflowArn" ? 0 : name == "CompletedOn" ? 6 : -1;
      case 12:
        return name == "ErrorMessage" ? 9 : -1;
      case 13:
        return name == "TaskInstances" ? 10 : -1;
      case 15:
        return name == "WorkflowVersion" ? 1 : -1;
      default:
        return -1;
    }
  }

  template <typename Broken>
  void string(const element& value, Broken broken, std::string_view& out) noexcept {
    std::string_view text;
    out = {};
    if (value.get(text)) return wrong_type(value);
    const std::uint32_t count = broken(text);
    tally_.errors += count;
    if (count == 0) out = text;
  }

  void run_type(const element& value, std::string_view& out) noexcept {
    std::string_view text;
    out = {};
    if (value.get(text)) return wrong_type(value);
    if (text != "ON_DEMAND" && text != "SCHEDULED") return error();
    out = text;
  }

  void instant(const element& value, HandInstant& out) noexcept {
    std::string_view text;
    out = {};
    if (value.get(text)) return wrong_type(value);
    out = read_date_time(text);
    if (!out.readable) error();
  }

  void run_detail(const element& value, Copies& copies) noexcept {
    object members;
    copies = {};
    if (value.get(members)) return wrong_type(value);
    HandInstant started, completed, other;
    bool completed_there = false, has_duration = false, active = false;
    std::int64_t duration = 0;
    std::uint32_t seen = 0;
    const std::size_t first_name = names_.size();
    std::string_view ignored;
    for (const auto& [name, child] : members) {
      const int member = detail_member(name);
      if (repeats(seen, member, name, first_name)) warning();
      if (member < 0 || child.is_null()) {
        if (member < 0) document(child);
        continue;
      }
      switch (member) {
        case 0:
          string(child, broken_by_arn, copies.arn);
          break;
        case 1:
          string(child, broken_by_version, copies.version);
          break;
        case 2:
          string(child, broken_by_id, copies.run_id);
          break;
        case 3:
          run_type(child, copies.run_type);
          break;
        case 4:
          instant(child, started);
          break;
        case 6:
          instant(child, completed);
          completed_there = completed.readable;
          break;
        case 5:
        case 7:
          instant(child, other);
          break;
        case 8:
          has_duration = integer(child, duration);
          break;
        case 9:
          string(child, broken_by_message, ignored);
          break;
        case 10:
          tasks(child);
          break;
        default:
          active = run_state(child);
      }
    }
    names_.resize(first_name);
    rules(started, completed, completed_there, has_duration, duration, active);
  }

  void rules(const HandInstant& started, const HandInstant& completed, bool completed_there,
             bool has_duration, std::int64_t duration, bool active) noexcept {
    if (active && completed_there) warning();
    if (has_duration && duration < 0) warning();
    if (!started.readable || !completed.readable) return;
    const bool later =
        started.seconds > completed.seconds ||
        (started.seconds == completed.seconds && started.nanoseconds > completed.nanoseconds);
    if (later) warning();
    if (!has_duration) return;
    const double exact = static_cast<double>(completed.seconds - started.seconds) +
                         static_cast<double>(completed.nanoseconds - started.nanoseconds) / 1e9;
    const double off = static_cast<double>(duration) - exact;
    if (off > 1.0 || off < -1.0) warning();
  }

  // Whether the value may be used by rules.
  bool integer(const element& value, std::int64_t& out) noexcept {
    if (value.type() == element_type::INT64) {
      out = value.get_int64().value_unsafe();
    } else if (value.type() == element_type::DOUBLE) {
      const double number = value.get_double().value_unsafe();
      if (number < -9e15 || number > 9e15) {
        error();  // too large, and its spelling as well
        warning();
        return false;
      }
      if (number > -1e-300 && number < 1e-300) tally_.number_lost = true;
      out = static_cast<std::int64_t>(number);
      if (static_cast<double>(out) != number) {
        error();
        return false;
      }
      warning();
    } else {
      wrong_type(value);
      return false;
    }
    if (out < INT32_MIN || out > INT32_MAX) {
      error();
      return false;
    }
    return true;
  }

  bool run_state(const element& value) noexcept {
    std::string_view text;
    if (value.get(text)) {
      wrong_type(value);
      return false;
    }
    if (text == "STARTING" || text == "QUEUED" || text == "RUNNING" || text == "STOPPING") {
      return true;
    }
    if (text != "SUCCESS" && text != "FAILED" && text != "TIMEOUT" && text != "STOPPED") error();
    return false;
  }

  void tasks(const element& value) noexcept {
    simdjson::dom::array items;
    if (value.get(items)) return wrong_type(value);
    for (const element item : items) {
      std::string_view text;
      if (item.get(text)) {
        wrong_type(item);
      } else {
        tally_.errors += broken_by_id(text);
      }
    }
  }

  void object_map(const element& value) noexcept {
    object entries;
    if (value.get(entries)) return wrong_type(value);
    document(value);
  }

  // Duplicates at every depth of what has no shape.
  void document(const element& value) noexcept {
    switch (value.type()) {
      case element_type::ARRAY:
        for (const element item : value.get_array().value_unsafe()) document(item);
        break;
      case element_type::OBJECT: {
        const std::size_t first_name = names_.size();
        std::uint32_t seen = 0;
        for (const auto& [name, child] : value.get_object().value_unsafe()) {
          if (repeats(seen, -1, name, first_name)) warning();
          const std::size_t size = names_.size();
          document(child);
          names_.resize(size);
        }
        names_.resize(first_name);
        break;
      }
      default:
        break;
    }
  }

  Tally& tally_;
  static thread_local std::vector<std::string_view> names_;
};

thread_local std::vector<std::string_view> Pass::names_;

}  // namespace

Tally DomChecks::check(const char* text, std::size_t size) noexcept {
  Tally tally;
  if (size == 0) {
    tally.warnings = 1;
    return tally;
  }
  element root;
  if (const auto refused = parser_.parse(text, size, false).get(root)) {
    tally.unreadable = true;
    tally.number_lost = refused == simdjson::NUMBER_ERROR;
    tally.errors = 1;
    return tally;
  }
  Pass(tally).output(root);
  return tally;
}

}  // namespace assay::bench
