#include <assay/diagnostic.h>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "parsers/diagnostic_excerpt.h"
#include "parsers/diagnostic_mask.h"
#include "parsers/diagnostic_width.h"
#include "parsers/diagnostic_words.h"
#include "parsers/error_identity.h"
#include "parsers/locate.h"
#include "spec/contract_tables.h"
#include "spec/fault.h"

namespace assay {
namespace {

std::vector<std::uint32_t> line_starts(std::string_view text) {
  std::vector<std::uint32_t> starts{0};
  for (std::size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    starts.push_back(static_cast<std::uint32_t>(at + (planted("line-of-newline") ? 0 : 1)));
  }
  return starts;
}

// A body with everything needed to name its places.
struct MappedBody {
  MappedBody(const Contract& contract, ShapeIndex shape, std::string_view body)
      : root(shape),
        text(body),
        map(contract, shape, body),
        known(mask_body(contract.tables(), shape, body)),
        masks(merge_ranges(map.masked(), known.ranges)),
        lines(line_starts(body)) {}

  ShapeIndex root;
  std::string_view text;
  BodyMap map;
  BodyMasks known;
  std::vector<ByteRange> masks;
  std::vector<std::uint32_t> lines;
};

// The column behind a line's beginning; 0 for one so long that counting would not pay.
std::uint32_t characters_before(std::string_view text) {
  constexpr std::size_t kLongestCounted = 1u << 16;
  if (text.size() > kLongestCounted) return 0;
  std::uint32_t column = 1;
  for (std::size_t i = 0; i < text.size(); ++column) {
    i += planted("column-in-bytes") ? 1 : decode_scalar(text.substr(i)).size;
  }
  return column;
}

bool overlaps(const std::vector<ByteRange>& masks, std::uint32_t begin, std::uint32_t end) {
  const auto mask = std::partition_point(
      masks.begin(), masks.end(), [&](const ByteRange& range) { return range.end <= begin; });
  return mask != masks.end() && mask->begin < std::max(end, begin + 1);
}

ShapeIndex error_root(const Subject& subject, const HttpResponse& response) {
  ErrorNames names;
  names.header = error_type_header(response.headers);
  const BodyErrorNames body = body_error_names(response.body);
  const auto name_of = [](const std::string& text) {
    ErrorName name;
    if (!text.empty()) {
      name.text = text;
      name.part = HttpPart::kResponseBody;
    }
    return name;
  };
  names.type_member = name_of(body.type_member);
  names.code_member = name_of(body.code_member);
  const ErrorIdentity identity = identify_error(*subject.contract, subject.operation, names);
  if (!identity.modeled()) return kNoIndex;
  return subject.contract->tables().errors[identity.error].shape;
}

bool structured(ShapeKind kind) noexcept {
  return kind == ShapeKind::kStructure || kind == ShapeKind::kUnion || kind == ShapeKind::kList ||
         kind == ShapeKind::kMap;
}

}  // namespace

struct Diagnoser::State {
  Subject subject;
  std::optional<MappedBody> request, response;

  const OperationTable* operation() const {
    const auto& operations = subject.contract->tables().operations;
    return subject.operation < operations.size() ? &operations[subject.operation] : nullptr;
  }

  const MappedBody* body(HttpPart part) {
    const Contract& contract = *subject.contract;
    if (part == HttpPart::kRequestBody && subject.exchange.request != nullptr) {
      if (!request) {
        const ShapeIndex root = operation() != nullptr ? operation()->input : kNoIndex;
        request.emplace(contract, root, subject.exchange.request->body);
      }
      return &*request;
    }
    if (part == HttpPart::kResponseBody && subject.exchange.response != nullptr) {
      if (!response) {
        const HttpResponse& message = *subject.exchange.response;
        response.emplace(contract, response_root(message), message.body);
        // A value that is no JSON text: the walk above says nothing of it.
        if (subject.response_kind == BodyKind::kShape &&
            contract.tables().shapes[subject.shape].sensitive) {
          response->masks = {{0, static_cast<std::uint32_t>(message.body.size())}};
        }
      }
      return &*response;
    }
    return nullptr;
  }

  ShapeIndex response_root(const HttpResponse& message) const {
    switch (subject.response_kind) {
      case BodyKind::kShape:
        return structured(subject.contract->tables().shapes[subject.shape].kind) ? subject.shape
                                                                                 : kNoIndex;
      case BodyKind::kError:
        return error_root(subject, message);
      default:
        return operation() != nullptr ? operation()->output : kNoIndex;
    }
  }

  std::span<const Header> headers(HttpPart part) const {
    const bool of_request = part == HttpPart::kRequestHeader || part == HttpPart::kRequestHeaders;
    if (of_request && subject.exchange.request != nullptr) return subject.exchange.request->headers;
    if (!of_request && subject.exchange.response != nullptr) {
      return subject.exchange.response->headers;
    }
    return {};
  }

  Place place(HttpPart part, std::uint16_t header, std::uint32_t begin, std::uint32_t end) {
    Place out;
    out.part = part;
    out.header = header;
    out.part_name = to_string(part);
    out.begin = begin;
    out.end = std::max(begin, end);
    switch (part) {
      case HttpPart::kRequestBody:
      case HttpPart::kResponseBody:
        fill_body(out);
        break;
      case HttpPart::kRequestHeader:
      case HttpPart::kResponseHeader:
        fill_header(out);
        break;
      case HttpPart::kRequestHeaders:
      case HttpPart::kResponseHeaders:
        fill_header_names(out);
        break;
      case HttpPart::kRequestLine:
      case HttpPart::kStatusLine:
        fill_start_line(out);
        break;
      case HttpPart::kNone:
        break;
    }
    return out;
  }

  void fill_excerpt(Place& out, std::string_view text, const std::vector<ByteRange>& masks,
                    std::uint32_t shift) {
    const auto size = static_cast<std::uint32_t>(text.size());
    const std::uint32_t begin = std::min(out.begin + shift, size);
    const std::uint32_t end = std::min(out.end + shift, size);
    Excerpt excerpt = make_excerpt(text, begin, std::max(begin, end), masks);
    out.excerpt = std::move(excerpt.text);
    out.caret_begin = excerpt.caret_begin;
    out.caret_length = excerpt.caret_length;
  }

  void fill_body(Place& out) {
    const MappedBody* mapped = body(out.part);
    if (mapped == nullptr) return;
    if (subject.response_kind == BodyKind::kShape) out.part_name = "value";
    const auto size = static_cast<std::uint32_t>(mapped->text.size());
    out.begin = std::min(out.begin, size);
    out.end = std::min(out.end, size);
    const auto after = std::upper_bound(mapped->lines.begin(), mapped->lines.end(), out.begin);
    out.line = static_cast<std::uint32_t>(after - mapped->lines.begin());
    out.column = out.begin - *(after - 1) + (planted("column-from-zero") ? 0 : 1);
    out.character_column = characters_before(mapped->text.substr(*(after - 1), out.column - 1));
    if (mapped->root != kNoIndex || subject.response_kind != BodyKind::kShape) {
      out.pointer = visible_text(shown_pointer(subject.contract->tables(), mapped->root,
                                               mapped->known, mapped->map.pointer_at(out.begin)));
    }
    fill_excerpt(out, mapped->text, mapped->masks, 0);
  }

  void fill_header(Place& out) {
    const std::span<const Header> list = headers(out.part);
    if (out.header >= list.size()) return;
    const Header& header = list[out.header];
    out.part_name += ' ' + visible_text(header.name);
    out.column = out.begin + 1;
    const std::string line = fmt::format("{}: {}", header.name, header.value);
    const auto value = static_cast<std::uint32_t>(header.name.size() + 2);
    std::vector<ByteRange> masks;
    if (is_secret_header(header.name) && !header.value.empty()) {
      masks = {{value, static_cast<std::uint32_t>(line.size())}};
    }
    fill_excerpt(out, line, masks, value);
  }

  // What is absent cannot be pointed at: the headers that are there.
  void fill_header_names(Place& out) {
    std::string names;
    for (const Header& header : headers(out.part)) {
      if (!names.empty()) names += ", ";
      names += header.name;
    }
    out.excerpt = names.empty() ? "(no headers)" : make_excerpt(names, 0, 0, {}).text;
  }

  void fill_start_line(Place& out) {
    std::string line;
    if (out.part == HttpPart::kRequestLine && subject.exchange.request != nullptr) {
      const HttpRequest& message = *subject.exchange.request;
      line = fmt::format("{} {}", message.method, message.path);
      if (!message.version.empty()) line += fmt::format(" {}", message.version);
    } else if (out.part == HttpPart::kStatusLine && subject.exchange.response != nullptr) {
      const HttpResponse& message = *subject.exchange.response;
      line = message.version.empty() ? fmt::format("{}", message.status)
                                     : fmt::format("{} {}", message.version, message.status);
    }
    out.column = out.begin + 1;
    fill_excerpt(out, line, masked_request_line(line), 0);
  }

  std::string_view bytes_at(HttpPart part, std::uint32_t begin, std::uint32_t end) {
    const MappedBody* mapped = body(part);
    if (mapped == nullptr || begin > end || end > mapped->text.size()) return {};
    return mapped->text.substr(begin, end - begin);
  }
};

Diagnoser::Diagnoser(const Subject& subject) : state_(std::make_unique<State>()) {
  state_->subject = subject;
}
Diagnoser::~Diagnoser() = default;
Diagnoser::Diagnoser(Diagnoser&&) noexcept = default;
Diagnoser& Diagnoser::operator=(Diagnoser&&) noexcept = default;

Diagnostic Diagnoser::diagnose(const Violation& violation) {
  const Subject& subject = state_->subject;
  const ConstraintInfo info = subject.contract->constraint(violation.constraint);
  Diagnostic out;
  out.id = info.id;
  out.severity = violation.severity;
  out.basis = info.basis;
  out.message = visible_text(info.requirement);
  out.place = state_->place(violation.part, violation.header, violation.begin, violation.end);
  if (violation.second_part != HttpPart::kNone) {
    out.second = state_->place(violation.second_part, violation.second_header,
                               violation.second_begin, violation.second_end);
  }
  const MappedBody* mapped = state_->body(violation.part);
  const BrokenPlace place{
      .violation = violation,
      .bytes = state_->bytes_at(violation.part, violation.begin, violation.end),
      .masked = mapped != nullptr && overlaps(mapped->masks, violation.begin, violation.end),
      .pointer = out.place.pointer,
      .root = mapped != nullptr ? mapped->root : kNoIndex};
  out.measured = visible_text(measured_text(subject, place));
  out.allowed = visible_text(allowed_text(subject, place));
  for (const SourceNote& source : info.sources) {
    out.sources.push_back({visible_text(source.source), visible_text(source.section),
                           visible_text(source.says), source.reading});
  }
  return out;
}

std::string Diagnoser::masked_body(HttpPart part) {
  const MappedBody* mapped = state_->body(part);
  if (mapped == nullptr) return {};
  std::string text(mapped->text);
  for (const ByteRange& mask : mapped->masks) {
    const std::size_t end = std::min<std::size_t>(mask.end, text.size());
    for (std::size_t i = mask.begin; i < end; ++i) text[i] = '*';
  }
  return text;
}

std::string_view Diagnoser::masked_header(const Header& header) noexcept {
  return is_secret_header(header.name) && !header.value.empty() ? "***" : header.value;
}

Diagnostic diagnose(const Subject& subject, const Violation& violation) {
  return Diagnoser(subject).diagnose(violation);
}

std::string_view to_string(Severity severity) noexcept {
  constexpr std::string_view kNames[] = {"note", "warning", "error"};
  return kNames[static_cast<std::size_t>(severity)];
}

std::string_view to_string(Basis basis) noexcept {
  constexpr std::string_view kNames[] = {"documented", "model", "protocol", "inferred"};
  return kNames[static_cast<std::size_t>(basis)];
}

std::string_view to_string(HttpPart part) noexcept {
  constexpr std::string_view kNames[] = {"message",          "request line",    "request headers",
                                         "request header",   "request body",    "response status",
                                         "response headers", "response header", "response body"};
  return kNames[static_cast<std::size_t>(part)];
}

std::string_view to_string(Verdict verdict) noexcept {
  constexpr std::string_view kNames[] = {"valid", "invalid", "unchecked"};
  return kNames[static_cast<std::size_t>(verdict)];
}

}  // namespace assay
