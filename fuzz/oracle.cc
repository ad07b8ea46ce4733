#include "fuzz/oracle.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "corpus/fuzz_seeds.h"
#include "corpus/message_tree.h"
#include "parsers/checker_access.h"
#include "spec/json_tree.h"
#include "spec/protocol_rules.h"

// Defined by the engine; absent when a target is built to replay files.
extern "C" __attribute__((weak)) std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size,
                                                              std::size_t max_size);

namespace assay::fuzz {
namespace {

// What stands below sensitive members in the seeds; no diagnostic may show it. It starts with no
// hexadecimal digit, so that no escape can take a part of it and leave the raw text looking whole.
constexpr std::string_view kCanary = "SECRET";

__attribute__((section("__libfuzzer_extra_counters"), used)) std::array<std::uint8_t, kFuzzCounters>
    covered;

[[gnu::noinline, noreturn]] void oracle_verdict(const char* detail) { stop("verdict", detail); }
[[gnu::noinline, noreturn]] void oracle_bounds(const char* detail) { stop("bounds", detail); }
[[gnu::noinline, noreturn]] void oracle_order(const char* detail) { stop("order", detail); }
[[gnu::noinline, noreturn]] void oracle_engines(const char* detail) { stop("engines", detail); }
[[gnu::noinline, noreturn]] void oracle_bind(const char* detail) { stop("bind", detail); }
[[gnu::noinline, noreturn]] void oracle_excerpt(const char* detail) { stop("excerpt", detail); }
[[gnu::noinline, noreturn]] void oracle_secret(const char* detail) { stop("secret", detail); }

// Bytes of a part of an exchange; the largest number where the part is a head without own bounds.
std::size_t size_of(HttpPart part, std::uint16_t header, const Exchange& exchange) {
  const HttpRequest* request = exchange.request;
  const HttpResponse* response = exchange.response;
  const auto value_size = [header](std::span<const Header> headers) {
    return header < headers.size() ? headers[header].value.size() : 0;
  };
  switch (part) {
    case HttpPart::kRequestBody:
      return request ? request->body.size() : 0;
    case HttpPart::kResponseBody:
      return response ? response->body.size() : 0;
    case HttpPart::kRequestHeader:
      return request ? value_size(request->headers) : 0;
    case HttpPart::kResponseHeader:
      return response ? value_size(response->headers) : 0;
    case HttpPart::kRequestLine:
      return request ? request->method.size() + request->path.size() + request->version.size() + 2
                     : 0;
    default:
      return UINT32_MAX;
  }
}

// Whether a value that is not sensitive holds the canary.
bool shows_canary(const MessageNode& node) {
  const ContractTables& tables = contract().tables();
  if (node.shape != kNoIndex && tables.shapes[node.shape].sensitive) return false;
  const auto has = [](const std::string& text) { return text.find(kCanary) != std::string::npos; };
  return has(node.text) || std::ranges::any_of(node.items, shows_canary) ||
         std::ranges::any_of(node.members, [&](const MessageNode::Member& member) {
           return has(member.name) || shows_canary(member.value);
         });
}

// Whether the canary stands in a body, and only below sensitive members of it. Decided by another
// reader than the one under test; a text that it refuses is left to the properties.
bool body_keeps_canary(ShapeIndex root, std::string_view body) {
  const auto json = parse_json(body, "");
  return json && !shows_canary(message_from(contract().tables(), root, *json));
}

bool canary_is_secret(const Subject& subject) {
  const OperationTable& operation = contract().tables().operations[subject.operation];
  const HttpRequest* request = subject.exchange.request;
  const HttpResponse* response = subject.exchange.response;
  if (request && !body_keeps_canary(operation.input, request->body)) return false;
  const bool output = subject.response_kind == BodyKind::kOutput;
  if (response && !body_keeps_canary(output ? operation.output : kNoIndex, response->body)) {
    return false;
  }
  const auto clean = [](std::string_view text) {
    return text.find(kCanary) == std::string_view::npos;
  };
  const auto clean_headers = [&](std::span<const Header> headers) {
    return std::ranges::all_of(
        headers, [&](const Header& header) { return clean(header.name) && clean(header.value); });
  };
  return (!request ||
          (clean(request->method) && clean(request->path) && clean_headers(request->headers))) &&
         (!response || clean_headers(response->headers));
}

void expect_printable(const std::string& text, bool secret) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) oracle_excerpt("a control character is shown");
  }
  if (secret && text.find(kCanary) != std::string::npos) oracle_secret("a sensitive value");
}

void expect_place(const Place& place, bool secret) {
  expect_printable(place.part_name, secret);
  expect_printable(place.pointer, secret);
  expect_printable(place.excerpt, secret);
  if (place.line == 0 || place.column == 0) oracle_excerpt("lines and columns count from 1");
  // Columns of a terminal: a character takes at most two, and at least one byte.
  if (place.caret_begin + place.caret_length > 2 * place.excerpt.size() + 1) {
    oracle_excerpt("the caret is outside the excerpt");
  }
}

bool is_body(HttpPart part) {
  return part == HttpPart::kRequestBody || part == HttpPart::kResponseBody;
}

}  // namespace

const Contract& contract() { return Contract::embedded(); }

Checker& checker() {
  static Checker instance(contract());
  return instance;
}

Checker& second_checker() {
  static Checker instance = CheckerAccess::with_engine(contract(), {}, IndexEngine::kPlain);
  return instance;
}

Value& value() {
  static Value instance(16'384, 1u << 21);
  return instance;
}

MessageMutator& mutator() {
  static MessageGenerator generator(contract());
  static MessageMutator instance(generator);
  return instance;
}

void stop(const char* rule, std::string_view detail) {
  std::fprintf(stderr, "ORACLE:%s %.*s\n", rule, static_cast<int>(detail.size()), detail.data());
  std::abort();
}

void cover(const Outcome& outcome, std::initializer_list<CheckedText> texts) {
  for (const Violation& found : outcome.findings) ++covered[found.constraint % kFuzzCounters];
  if (ConstraintSides::wanted()) ConstraintSides::note(contract(), outcome.findings, texts);
}

void expect_verdict_follows_findings(const Outcome& outcome) {
  bool error = false, limit = false;
  for (const Violation& found : outcome.findings) {
    if (found.constraint >= contract().constraint_count()) oracle_verdict("unknown constraint");
    (is_limit(found.constraint) ? limit : error) |= found.severity == Severity::kError;
  }
  if (outcome.total != outcome.findings.size()) return;  // some were dropped: nothing to compare
  const Verdict due = limit ? Verdict::kUnchecked : error ? Verdict::kInvalid : Verdict::kValid;
  if (outcome.verdict != due) oracle_verdict("another verdict than its findings say");
}

void expect_places(const Outcome& outcome, const Exchange& exchange) {
  for (const Violation& found : outcome.findings) {
    if (found.begin > found.end || found.end > size_of(found.part, found.header, exchange)) {
      oracle_bounds("a place outside its part");
    }
    if (found.second_begin > found.second_end ||
        found.second_end > size_of(found.second_part, found.second_header, exchange)) {
      oracle_bounds("a second place outside its part");
    }
  }
  for (std::size_t i = 1; i < outcome.findings.size(); ++i) {
    const Violation& before = outcome.findings[i - 1];
    const Violation& found = outcome.findings[i];
    if (is_body(found.part) && before.part == found.part && found.begin < before.begin) {
      oracle_order("a finding before the one that it follows");
    }
  }
}

void expect_same(const Outcome& first, const Outcome& second) {
  if (!(first == second)) oracle_engines("stage 1 and the plain scanner lead to different answers");
}

void expect_bound(const Outcome& outcome, BindStatus status) {
  if (outcome.verdict == Verdict::kValid && status != BindStatus::kOk &&
      status != BindStatus::kLimit) {
    oracle_bind("a valid message does not bind");
  }
}

void expect_diagnoses(const Outcome& outcome, const Subject& subject) {
  if (outcome.findings.empty()) return;
  const bool secret = canary_is_secret(subject);
  Diagnoser diagnoser(subject);
  const std::size_t shown = std::min<std::size_t>(outcome.findings.size(), 32);
  for (std::size_t i = 0; i < shown; ++i) {
    const Diagnostic diagnostic = diagnoser.diagnose(outcome.findings[i]);
    if (diagnostic.id.empty() || diagnostic.message.empty()) oracle_excerpt("nothing to say");
    expect_printable(diagnostic.message, secret);
    expect_printable(diagnostic.measured, secret);
    expect_printable(diagnostic.allowed, secret);
    expect_place(diagnostic.place, secret);
    if (diagnostic.second) expect_place(*diagnostic.second, secret);
  }
}

std::size_t mutate(ShapeIndex root, std::uint8_t* data, std::size_t size, std::size_t max_size,
                   unsigned seed) {
  SeededRandomness random(seed);
  if (random.chance(1, 2) && LLVMFuzzerMutate) return LLVMFuzzerMutate(data, size, max_size);
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string out = mutator().mutate(root, text, max_size, random);
  std::memcpy(data, out.data(), out.size());
  return out.size();
}

std::size_t mutate_from(std::size_t begin, ShapeIndex root, std::uint8_t* data, std::size_t size,
                        std::size_t max_size, unsigned seed) {
  if (begin > size || begin >= max_size) return mutate(root, data, size, max_size, seed);
  return begin + mutate(root, data + begin, size - begin, max_size - begin, seed);
}

}  // namespace assay::fuzz
