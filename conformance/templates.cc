#include "conformance/templates.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <utility>

#include "conformance/shaped_value.h"
#include "conformance/suite_reader.h"
#include "corpus/minimal_value.h"
#include "corpus/sha256.h"
#include "embedded_suite_templates.h"
#include "spec/contract_tables.h"

namespace assay {
namespace {

// Stands for the template's text while a body is made.
constexpr std::string_view kMarker = "\"@assay-place@\"";
constexpr std::string_view kMarkerText = "@assay-place@";
constexpr std::string_view kOutput = "output";

std::string_view format_name(const ShapeTable& shape) {
  return shape.timestamp_format == TimestampFormat::kEpochSeconds ? "epoch-seconds"
         : shape.timestamp_format == TimestampFormat::kDateTime   ? "date-time"
                                                                  : "http-date";
}

// A body with the marker at a place, and the value that a client has of everything around it.
struct Frame {
  std::string body;
  Tagged value = {};
  bool in_structure = false;  // so that it may be absent
  const ShapeTable* shape = nullptr;
};

std::optional<Frame> frame_at(const ContractTables& tables, ShapeIndex output,
                              const ShapePlace& place) {
  const auto members = members_with(tables, output, place, kMarker);
  if (!members) return std::nullopt;
  Frame frame{.body = json_object(*members), .shape = &tables.shapes[place.shape]};
  const std::size_t at = frame.body.find(kMarker);
  if (at == std::string::npos || frame.body.find(kMarker, at + 1) != std::string::npos) {
    return std::nullopt;
  }
  const auto json = parse_json(frame.body, "template");
  if (!json) return std::nullopt;
  frame.value = tagged_of_shape(tables, output, *json);
  return frame;
}

// Puts `value` where the marker stands; nothing: takes the member out. Whether it was there.
bool replace_marker(Tagged& tree, const Tagged* value) {
  for (auto& item : tree.items) {
    if (item.kind == Tagged::Kind::kString && item.text == kMarkerText && value) {
      item = *value;
      return true;
    }
    if (replace_marker(item, value)) return true;
  }
  for (std::size_t i = 0; i < tree.members.size(); ++i) {
    Tagged& member = tree.members[i].second;
    if (member.kind == Tagged::Kind::kString && member.text == kMarkerText) {
      if (value) {
        member = *value;
      } else {
        tree.members.erase(tree.members.begin() + static_cast<std::ptrdiff_t>(i));
      }
      return true;
    }
    if (replace_marker(member, value)) return true;
  }
  return false;
}

// Places below the output, the nearest first; each kind has one, its first.
std::map<std::string_view, Frame> frames_of(const ContractTables& tables, ShapeIndex output) {
  std::map<std::string_view, Frame> frames;
  if (output == kNoIndex) return frames;
  const std::vector<ShapePlace> places = places_below(tables, output);
  std::vector<std::pair<std::size_t, std::size_t>> order;  // depth, index
  for (std::size_t i = 0; i < places.size(); ++i) order.emplace_back(places[i].path.size(), i);
  std::ranges::sort(order);
  for (const auto& [depth, index] : order) {
    const ShapePlace& place = places[index];
    const std::string_view kind = kind_name(tables.shapes[place.shape].kind);
    if (place.path.empty() || kind.empty() || frames.contains(kind) ||
        is_map_key(tables, output, place)) {
      continue;
    }
    if (auto frame = frame_at(tables, output, place)) {
      frame->in_structure = stands_in_structure(tables, output, place.path);
      frames.emplace(kind, *std::move(frame));
    }
  }
  return frames;
}

// The template at a frame; nothing where it does not fit.
std::optional<Case> fill(const CaseTemplate& form, const Frame& frame) {
  if (!form.format.empty() && form.format != format_name(*frame.shape)) return std::nullopt;
  Case item = form.item;
  std::string& body = item.responses.front().body;
  std::string whole = frame.body;
  body = whole.replace(whole.find(kMarker), kMarker.size(), body);
  for (AllowedOutcome& allowed : item.allowed) {
    if (allowed.kind != AllowedOutcome::Kind::kValue) continue;
    if (allowed.absent && !frame.in_structure) return std::nullopt;
    Tagged value = frame.value;
    if (!replace_marker(value, allowed.absent ? nullptr : &allowed.value)) return std::nullopt;
    allowed.value = std::move(value);
  }
  return item;
}

}  // namespace

Expected<std::vector<CaseTemplate>> read_templates(const SourceFile& file) {
  return read_template_file(file);
}

std::span<const CaseTemplate> embedded_templates() {
  static const std::vector<CaseTemplate> templates = [] {
    auto read =
        read_templates({"members.json", std::string(embedded::suite_templates("members.json"))});
    if (!read) {
      // They are part of the program: this is a broken build, and a test says so first.
      std::fputs((read.error().to_string() + "\n").c_str(), stderr);
      std::abort();
    }
    return *std::move(read);
  }();
  return templates;
}

std::vector<Case> instantiate(std::span<const CaseTemplate> templates, const Contract& contract,
                              OperationIndex operation) {
  const ContractTables& tables = contract.tables();
  const OperationTable& entry = tables.operations[operation];
  Tagged input = Tagged::map();
  if (entry.input != kNoIndex) {
    const auto text = minimal_json(tables, entry.input);
    const auto json = text ? parse_json(*text, "input") : Expected<JsonValue>(JsonValue{});
    if (!text || !json) return {};
    input = tagged_of_shape(tables, entry.input, *json);
  }
  const auto frames = frames_of(tables, entry.output);
  std::vector<Case> cases;
  for (const CaseTemplate& form : templates) {
    std::optional<Case> item;
    if (form.kind == kOutput) {
      item = form.item;
    } else if (const auto frame = frames.find(form.kind); frame != frames.end()) {
      item = fill(form, frame->second);
    }
    if (!item) continue;
    item->id = fmt::format("{}/{}/{}", contract.service(), entry.name, form.item.id);
    item->service = contract.service();
    item->operation = entry.name;
    item->input = input;
    for (WireResponse& response : item->responses) {
      if (contract.protocol() != "awsJson1_1") continue;
      for (auto& [name, value] : response.headers) {
        if (value == "application/x-amz-json-1.0") value = "application/x-amz-json-1.1";
      }
    }
    cases.push_back(*std::move(item));
  }
  return cases;
}

Suite template_suite(const Contract& contract, OperationIndex operation) {
  const Suite& whole = embedded_suite();
  Suite suite{.edition = whole.edition,
              .cases = instantiate(embedded_templates(), contract, operation),
              .canary = whole.canary,
              .content_hash = sha256_hex(embedded::suite_templates("members.json")),
              .canonical = {}};
  for (const Case& item : suite.cases) suite.canonical.push_back(item.id);
  return suite;
}

}  // namespace assay
