#include "cli/vector_runner.h"

#include <fmt/format.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <utility>

#include "corpus/message_generator.h"
#include "spec/utf8.h"

namespace assay::cli {
namespace {

namespace json = boost::json;

void add_bytes(json::object& object, std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    if (decode_utf8(bytes, at) == kBadScalar) {
      object["base64"] = base64_of(bytes);
      return;
    }
  }
  object["text"] = bytes;
}

json::object message_of(const EvidenceMessage& message) {
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

// The first word of an answer, without the quotes of JSON.
std::string_view word_of(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t\r\"");
  if (begin == std::string_view::npos) return {};
  const std::size_t end = line.find_first_of(" \t\r\":,", begin);
  return line.substr(begin, end == std::string_view::npos ? end : end - begin);
}

std::string id_of(const VectorGroup& group, const VectorCase& one) {
  return fmt::format("{}#{}", group.id, case_id(group.kind, one));
}

}  // namespace

std::string vector_line(const Contract& contract, const VectorGroup& group, const VectorCase& one) {
  json::object object;
  object["id"] = id_of(group, one);
  object["kind"] = name_of(group.kind);
  if (group.kind == VectorKind::kText || group.kind == VectorKind::kJson) {
    object["shape"] = contract.shape_name(group.shape);
  } else {
    object["operation"] = contract.operation_name(group.operation);
  }
  if (group.kind == VectorKind::kExchange) {
    if (one.request) object["request"] = message_of(*one.request);
    if (one.response) object["response"] = message_of(*one.response);
  } else {
    add_bytes(object, one.bytes);
  }
  return json::serialize(object);
}

bool VectorRunner::start() {
  DriverCommand command;
  command.argv = {"/bin/sh", "-c", options_.command};
  for (char** each = environ; *each != nullptr; ++each) command.environment.emplace_back(*each);
  auto started = DriverProcess::start(command);
  if (!started) {
    error_ = started.error().to_string();
    return false;
  }
  process_ = std::move(*started);
  return true;
}

void VectorRunner::count(const VerdictSet& set, bool wrong) {
  ++result_.cases;
  if (!wrong) ++result_.agreed;
  for (const std::string& flag : set.flags) {
    FlagCount& flags = result_.flags[flag];
    ++flags.cases;
    flags.wrong += wrong;
  }
}

// The process is gone: the case counts against it, and the next case gets a new one.
bool VectorRunner::lost(const VerdictSet& set, Disagreement found) {
  const std::string errors = process_->error_text(400);
  found.detail = process_->stop();
  if (!errors.empty()) found.detail += ": " + errors;
  process_.reset();
  // Nothing was ever answered: a command that cannot run, not a validator that fails.
  if (result_.cases + result_.skipped == 0) {
    error_ = fmt::format("the command answered no case ({})", found.detail);
    return false;
  }
  count(set, true);
  result_.disagreements.push_back(std::move(found));
  if (++restarts_ <= options_.max_restarts) return true;
  error_ = fmt::format("the command ended or hung {} times", restarts_);
  return false;
}

bool VectorRunner::run(const VectorGroup& group, const VerdictSet& set, const VectorCase& one) {
  if (!process_ && !start()) return false;
  Disagreement found;
  found.id = id_of(group, one);
  const std::string line = vector_line(contract_, group, one);
  found.input = line.substr(0, 200);
  const auto deadline = std::chrono::steady_clock::now() + options_.timeout;
  std::string answer;
  const bool sent = process_->send(line, deadline);
  const auto read = sent ? process_->receive(answer, deadline) : DriverProcess::ReadResult::kEnd;
  if (read != DriverProcess::ReadResult::kLine) {
    const bool late = std::chrono::steady_clock::now() >= deadline;
    found.what = late ? Disagreement::What::kHang : Disagreement::What::kCrash;
    return lost(set, std::move(found));
  }
  const std::string_view word = word_of(answer);
  if (word == "skip") {
    ++result_.skipped;
    return true;
  }
  const bool accepted = word == "valid" || word == "tolerated";
  if (!accepted && word != "invalid") {
    error_ = fmt::format("{}: \"{}\" is none of valid, tolerated, invalid, skip", found.id,
                         answer.substr(0, 80));
    return false;
  }
  if (set.verdict == VectorVerdict::kTolerated) {
    ++(accepted ? result_.tolerated_accepted : result_.tolerated_refused);
    count(set, false);
    return true;
  }
  const bool wrong = accepted != (set.verdict == VectorVerdict::kValid);
  count(set, wrong);
  if (wrong) {
    found.what = accepted ? Disagreement::What::kAccepted : Disagreement::What::kRefused;
    result_.disagreements.push_back(std::move(found));
  }
  return true;
}

}  // namespace assay::cli
