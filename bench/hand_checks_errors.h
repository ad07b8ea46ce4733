// Part of hand_checks.h: bodies of errors.
#ifndef ASSAY_BENCH_HAND_CHECKS_ERRORS_H_
#define ASSAY_BENCH_HAND_CHECKS_ERRORS_H_

#include "bench/hand_checks.h"

namespace assay::bench {

template <typename Dom>
void HandChecks<Dom>::error_body(Value& root) {
  // Whoever names the error may stand last.
  std::string_view by_type, by_code;
  dom_.members(root, [&](std::string_view name, Value& value) {
    std::string_view* const out = name == "__type" ? &by_type : name == "code" ? &by_code : nullptr;
    if (out == nullptr) return dom_.pass(value);
    *out = {};
    if (dom_.kind(value) != Kind::kString) return dom_.pass(value);
    if (!dom_.string(value, *out)) *out = {};
  });
  by_type = short_name(by_type);
  by_code = short_name(by_code);
  const std::string_view name = by_type.empty() ? by_code : by_type;
  const int modeled = modeled_error(name);
  if (name.empty()) {
    error();
  } else if (modeled < 0 && !common_error(name)) {
    warning();
  }
  if (!by_type.empty() && !by_code.empty() && by_type != by_code) warning();
  Value once_more = dom_.again(root);
  if (modeled < 0) return document(once_more);
  error_members(once_more, kHandErrors[static_cast<std::size_t>(modeled)]);
}

template <typename Dom>
void HandChecks<Dom>::error_members(Value& root, const HandError& shape) {
  std::uint32_t seen = 0;
  bool exact = false, lower = false;  // Message and message: one member with two names
  dom_.members(root, [&](std::string_view name, Value& value) {
    int member = error_member(name);
    if (member >= 0 && (shape.members & 1u << member) == 0) member = -1;
    if (member == 0) {
      bool& twin = name[0] == 'M' ? exact : lower;
      if (twin) warning();
      twin = true;
      seen |= 1u;
    } else if (repeats(seen, member, name, 0)) {
      warning();
    }
    if (member < 0) {
      if (name != "__type" && name != "code") note();
      return unknown(value);
    }
    if (dom_.kind(value) == Kind::kNull) {
      if ((shape.required & 1u << member) != 0) error();
      return dom_.scalar(value);
    }
    std::int64_t ignored = 0;
    switch (member) {
      case 0:
        return string(value, broken_by_error_message);
      case 1:
        integer(value, ignored);
        return;
      case 6:
        return string(value, broken_by_reason);
      case 7:
        return fields(value);
      default:
        return string(value, broken_by_nothing);
    }
  });
  for (std::uint32_t member = 0; member < 8; ++member) {
    if ((shape.required & ~seen & 1u << member) != 0) error();
  }
}

template <typename Dom>
void HandChecks<Dom>::fields(Value& value) {
  if (dom_.kind(value) != Kind::kArray) return wrong_type(value);
  dom_.items(value, [this](Value& item) {
    if (dom_.kind(item) != Kind::kObject) return wrong_type(item);
    std::uint32_t seen = 0;
    const std::size_t first_name = names_.size();
    dom_.members(item, [&](std::string_view name, Value& child) {
      const int member = name == "Name" ? 0 : name == "Message" ? 1 : -1;
      if (repeats(seen, member, name, first_name)) warning();
      if (member < 0) {
        note();
        return unknown(child);
      }
      if (dom_.kind(child) == Kind::kNull) {
        error();
        return dom_.scalar(child);
      }
      if (member == 0) return string(child, broken_by_nothing);
      string(child, broken_by_error_message);
    });
    names_.resize(first_name);
    for (std::uint32_t member = 0; member < 2; ++member) {
      if ((seen & 1u << member) == 0) error();
    }
  });
}

}  // namespace assay::bench

#endif  // ASSAY_BENCH_HAND_CHECKS_ERRORS_H_
