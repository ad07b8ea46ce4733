// The same messages by every way into a check: bare, a line of many, in an archive, on the wire.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

#include "corpus/mutator.h"
#include "parsers/exchange_record.h"
#include "parsers/input.h"
#include "property/check_property.h"
#include "property/coverage.h"
#include "property/failure.h"
#include "property/fixture.h"

namespace assay {
namespace {

using Outcome = std::optional<std::string>;

PropertyFixture& the() { return PropertyFixture::instance(); }

BodyKind body_kind_of(MessageRole role) {
  switch (role) {
    case MessageRole::kInput:
      return BodyKind::kInput;
    case MessageRole::kOutput:
      return BodyKind::kOutput;
    case MessageRole::kError:
      return BodyKind::kError;
  }
  return BodyKind::kOutput;
}

// Breaks a body, or damages its bytes, or leaves it alone.
std::string damaged_text(Body& body, Randomness& random) {
  static MessageMutator mutator(the().generator);
  const std::uint64_t damage = random.below(4);
  if (damage == 1) {
    auto broken = the().breaker.break_one(body.tree, body.role, body.operation, random);
    if (broken) body.tree = std::move(broken->message);
  }
  if (damage == 2) mutator.mutate_tree(body.tree, random);
  std::string text = write_message(body.tree, {&random});
  return damage == 3 ? mutator.mutate_bytes(text, random) : text;
}

// Standard input that gives a text in packets of chosen sizes, one a read.
class PacketsOnStandardInput {
 public:
  PacketsOnStandardInput(std::string_view text, std::vector<std::size_t> sizes)
      : kept_(::dup(STDIN_FILENO)) {
    int ends[2] = {-1, -1};
    open_ = kept_ >= 0 && ::socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) == 0 &&
            ::dup2(ends[0], STDIN_FILENO) == STDIN_FILENO;
    if (ends[0] >= 0) ::close(ends[0]);
    if (ends[1] < 0) return;
    writer_ = std::thread([text, sizes = std::move(sizes), end = ends[1]] {
      std::size_t at = 0, number = 0;
      while (at < text.size()) {
        const std::string_view packet = text.substr(at, sizes[number++ % sizes.size()]);
        if (::send(end, packet.data(), packet.size(), MSG_NOSIGNAL) < 0) break;
        at += packet.size();
      }
      ::close(end);
    });
  }
  PacketsOnStandardInput(const PacketsOnStandardInput&) = delete;
  PacketsOnStandardInput& operator=(const PacketsOnStandardInput&) = delete;
  // A writer that still has packets fails once nobody can read them.
  ~PacketsOnStandardInput() {
    if (kept_ >= 0) {
      ::dup2(kept_, STDIN_FILENO);
      ::close(kept_);
    }
    if (writer_.joinable()) writer_.join();
  }
  bool open() const { return open_; }

 private:
  int kept_ = -1;
  bool open_ = false;
  std::thread writer_;
};

TEST(ContainerProperty, LinesAreDocumentsAtAnyChunkSize) {
  Coverage coverage;
  check_property(
      [&](Randomness& random) -> Outcome {
        const auto role = static_cast<MessageRole>(random.below(3));
        std::vector<Body> bodies;
        std::vector<std::string> lines;
        std::string file;
        for (std::uint64_t left = 1 + random.below(6); left > 0; --left) {
          Body body = the().body(random);
          if (body.role != role) continue;
          std::string line = damaged_text(body, random);
          std::ranges::replace(line, '\n', ' ');
          std::ranges::replace(line, '\r', ' ');
          if (line.find_first_not_of(" \t") == std::string::npos) continue;
          file += line;
          if (left > 1 || random.chance(1, 2)) file += random.chance(1, 2) ? "\r\n" : "\n";
          if (left > 1 && random.chance(1, 4)) file += " \n";
          bodies.push_back(std::move(body));
          lines.push_back(std::move(line));
        }
        std::vector<std::size_t> sizes;
        for (std::uint64_t left = 1 + random.below(3); left > 0; --left) {
          sizes.push_back(1 + random.below(random.chance(1, 2) ? 4096 : 8));
        }
        coverage.message();
        if (lines.size() > 1) coverage.count("several lines");
        if (sizes[0] < 9) coverage.count("small chunks");
        const PacketsOnStandardInput packets(file, sizes);
        if (!packets.open()) return "no socket for standard input";
        InputOptions options;
        options.kind = InputKind::kNdjson;
        options.body_kind = body_kind_of(role);
        auto input = Input::open("-", options);
        if (!input) return input.error().to_string();
        for (std::size_t i = 0; i < lines.size(); ++i) {
          const auto item = input->next();
          if (!item) return item.error().to_string();
          if (*item == nullptr) return fmt::format("{} of {} lines\n{}", i, lines.size(), file);
          const Checked alone = the().check(bodies[i], lines[i]);
          if ((*item)->kind != InputItem::Kind::kBody || (*item)->body != lines[i] ||
              (*item)->body_kind != options.body_kind) {
            return failure("a line is another body", bodies[i], lines[i], alone);
          }
          const Checked read = the().check(bodies[i], (*item)->body);
          if (read.verdict != alone.verdict || read.findings != alone.findings) {
            return failure("a line is judged otherwise", bodies[i], lines[i], read);
          }
        }
        const auto after = input->next();
        if (!after || *after != nullptr) return "more than was written\n" + file;
        return std::nullopt;
      },
      400);
  coverage.expect("several lines", 15);
  coverage.expect("small chunks", 20);
}

// What JSON would escape does not matter here.
bool is_utf8(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const bool plain = static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
    quoted += plain ? c : ' ';
  }
  return parse_json(quoted + '"', "text").has_value();
}

std::string archive_headers(const GeneratedMessage& message) {
  std::string out;
  for (const auto& [name, value] : message.headers) {
    if (!out.empty()) out += ',';
    out += fmt::format(R"({{"name":{},"value":{}}})", quote_json(name), quote_json(value));
  }
  return out;
}

std::string archive(const GeneratedExchange& exchange, bool base64) {
  const auto text = [&](const std::string& body) {
    return base64 || !is_utf8(body)
               ? fmt::format(R"("text":"{}","encoding":"base64")", encode_base64(body))
               : fmt::format(R"("text":{})", quote_json(body));
  };
  return fmt::format(
      R"({{"log":{{"version":"1.2","entries":[{{"request":{{"method":"{}","url":"http://127.0.0.1{}",)"
      R"("httpVersion":"HTTP/1.1","headers":[{}],"postData":{{{}}}}},"response":{{"status":{},)"
      R"("httpVersion":"HTTP/1.1","headers":[{}],"content":{{{}}}}}}}]}}}})",
      exchange.request.method, exchange.request.path, archive_headers(exchange.request),
      text(exchange.request.body), exchange.response.status, archive_headers(exchange.response),
      text(exchange.response.body));
}

// What is found in the one exchange of an input; in bodies with the place, elsewhere without.
using Found = std::vector<std::tuple<ConstraintIndex, HttpPart, std::uint32_t, std::uint32_t>>;

Found comparable_findings(const Checked& checked) {
  Found found;
  for (const Violation& each : checked.findings) {
    const bool body = each.part == HttpPart::kRequestBody || each.part == HttpPart::kResponseBody;
    found.emplace_back(each.constraint, each.part, body ? each.begin : 0, body ? each.end : 0);
  }
  std::ranges::sort(found);
  return found;
}

std::optional<Checked> check_one(std::string_view text, InputKind kind) {
  InputOptions options;
  options.kind = kind;
  Input input = Input::of_text("exchange", text, options);
  const auto item = input.next();
  if (!item || *item == nullptr || (*item)->kind != InputItem::Kind::kExchange) return std::nullopt;
  if (!(*item)->findings.empty()) return std::nullopt;
  Checked checked = the().check((*item)->exchange);
  const auto after = input.next();
  if (!after || *after != nullptr) return std::nullopt;
  return checked;
}

// Of the findings of an exchange those in one body, without the rules that need the other one.
std::vector<Violation> of_body(const Checked& checked, HttpPart part) {
  std::vector<Violation> found;
  for (const Violation& each : checked.findings) {
    const bool echo = each.second_part == HttpPart::kRequestBody && part != each.second_part;
    if (each.part == part && !echo) found.push_back(each);
  }
  return found;
}

TEST(ContainerProperty, ArchiveRecordWireAndBareBodiesAgree) {
  Coverage coverage;
  check_property(
      [&](Randomness& random) -> Outcome {
        const OperationIndex operation = the().operation(random);
        const OperationTable& table = the().tables.operations[operation];
        std::optional<std::uint32_t> error;
        if (random.chance(1, 3)) {
          error = table.first_error + static_cast<std::uint32_t>(random.below(table.error_count));
        }
        GeneratedExchange exchange =
            generate_exchange(the().generator, operation, error, {&random}, random);
        Body request{operation, MessageRole::kInput, 0, exchange.request.tree};
        Body response{operation, error ? MessageRole::kError : MessageRole::kOutput,
                      error.value_or(0), exchange.response.tree};
        exchange.request.body = damaged_text(request, random);
        exchange.response.body = damaged_text(response, random);
        const GeneratedView view(exchange);
        const Checked direct = the().check(view.exchange());
        const Found expected = comparable_findings(direct);
        coverage.message();
        coverage.count(expected.empty() ? "conforming" : "broken");
        coverage.count(error ? "error" : "output");
        if (!is_utf8(exchange.response.body)) coverage.count("not UTF-8");

        const std::pair<InputKind, std::string> ways[] = {
            {InputKind::kHar, archive(exchange, random.chance(1, 4))},
            {InputKind::kNdjson, write_exchange_record(view.exchange(), {}) + '\n'},
            {InputKind::kHttp, write_http(exchange)},
        };
        for (const auto& [kind, text] : ways) {
          const auto checked = check_one(text, kind);
          if (!checked) return fmt::format("{}: not one exchange\n{}", to_string(kind), text);
          if (checked->verdict == direct.verdict && comparable_findings(*checked) == expected) {
            continue;
          }
          return fmt::format("{} is judged otherwise\n{}\n{}\ndirectly\n{}", to_string(kind), text,
                             the().describe(*checked), the().describe(direct));
        }
        const Checked bare_request = the().check(request, exchange.request.body);
        if (of_body(direct, HttpPart::kRequestBody) != bare_request.findings) {
          return failure("in an exchange it is judged otherwise\n" + the().describe(direct),
                         request, exchange.request.body, bare_request);
        }
        // Alone an error has nothing but its body to name it.
        if (error) return std::nullopt;
        coverage.count("bare response");
        const Checked bare_response = the().check(response, exchange.response.body);
        if (of_body(direct, HttpPart::kResponseBody) != bare_response.findings) {
          return failure("in an exchange it is judged otherwise\n" + the().describe(direct),
                         response, exchange.response.body, bare_response);
        }
        return std::nullopt;
      },
      1000);
  for (const char* name : {"conforming", "broken", "error", "output"}) coverage.expect(name, 5);
  coverage.expect("bare response", 30);
  coverage.expect("not UTF-8", 0.2);
}

}  // namespace
}  // namespace assay
