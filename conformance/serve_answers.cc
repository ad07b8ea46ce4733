#include "conformance/serve_answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <map>

#include "conformance/judge.h"
#include "conformance/service_answer.h"
#include "conformance/text_codec.h"
#include "corpus/randomness.h"

namespace assay {
namespace {

using Step = WireStep::Kind;

constexpr int kForEver = 86'400'000;  // milliseconds
constexpr std::size_t kExcerpt = 60;  // bytes
constexpr std::string_view kService = "service";

constexpr std::array kScenarios = {
    ScenarioInfo{kService, "what the service would answer: an output, or the error that is due"},
    ScenarioInfo{"reset", "RST in the place of a response"},
    ScenarioInfo{"close", "the connection closes without a response"},
    ScenarioInfo{"cut", "the connection closes in the middle of the body"},
    ScenarioInfo{"stall", "the head, half of the body, then nothing more"},
    ScenarioInfo{"slow", "one byte every 20 ms"},
    ScenarioInfo{"chunked", "the service's answer in chunks of 7 bytes"},
    ScenarioInfo{"broken", "the head is right, the body is no JSON"},
    ScenarioInfo{"empty", "status 200 without a body"},
    ScenarioInfo{"throttle", "ThrottlingException"},
    ScenarioInfo{"unavailable", "503 with a page of HTML, as a load balancer sends it"},
};

WireResponse steps(std::vector<WireStep> list) {
  WireResponse response;
  response.steps = std::move(list);
  return response;
}

// The service's answer under a fault.
WireResponse with_fault(std::string_view scenario, const WireResponse& whole) {
  const std::string bytes = whole.bytes();
  const std::string half = bytes.substr(0, bytes.size() - whole.body.size() / 2 - 1);
  if (scenario == "reset") return steps({{.kind = Step::kReset}});
  if (scenario == "close") return steps({{.kind = Step::kClose}});
  if (scenario == "cut") return steps({{.bytes = half}, {.kind = Step::kClose}});
  if (scenario == "stall") return steps({{.bytes = half}, {.kind = Step::kHold, .ms = kForEver}});
  if (scenario == "slow") return steps({{.bytes = bytes, .write = 1, .ms = 20}});
  WireResponse response = whole;
  if (scenario == "chunked") {
    response.headers.emplace_back("Transfer-Encoding", "chunked");
    response.body.clear();
    for (std::size_t at = 0; at < whole.body.size(); at += 7) {
      const std::string part = whole.body.substr(at, 7);
      response.body += fmt::format("{:x}\r\n{}\r\n", part.size(), part);
    }
    response.body += "0\r\n\r\n";
  } else if (scenario == "broken") {
    response.body.resize(response.body.size() / 2);
  } else if (scenario == "empty") {
    response.body.clear();
    response.status = 200;
  } else if (scenario == "throttle") {
    response.status = 400;
    response.body = R"({"__type":"ThrottlingException","message":"Rate exceeded"})";
  } else if (scenario == "unavailable") {
    response.status = 503;
    response.headers = {{"Content-Type", "text/html"}};
    response.body = "<html><body><h1>503 Service Unavailable</h1></body></html>\n";
  }
  return response;
}

class ServeAnswers : public MockAnswers {
 public:
  ServeAnswers(std::span<const Contract> contracts, const Suite& suite, ServeOptions options)
      : suite_(suite),
        options_(std::move(options)),
        service_(contracts, {.seed = options_.seed, .verify_signature = options_.verify_signature}),
        random_(~options_.seed) {}

  std::optional<WireResponse> on_connect() override {
    const std::vector<WireResponse>* listed = list_of(options_.scenario);
    if (!options_.script.empty()) listed = &options_.script;
    if (!listed || !next_of(*listed, options_.scenario).on_connect) return std::nullopt;
    WireResponse response = take(*listed, options_.scenario);
    log("connection", describe_response(response, kExcerpt), options_.scenario);
    return patient(std::move(response));
  }

  WireResponse answer(const ReceivedRequest& request) override {
    ServiceReply reply = service_.answer(request);
    std::string scenario = scenario_of(request);
    const std::vector<WireResponse>* listed = list_of(scenario);
    if (scenario == options_.scenario && !options_.script.empty()) {
      listed = &options_.script;
      scenario = "script";
    }
    const WireRequest split = split_request(request.bytes);
    const std::string asked =
        reply.operation.empty()
            ? fmt::format("{} {}", printable(split.method, 20), printable(split.path, 40))
            : reply.operation;
    if (listed) {
      WireResponse response = take(*listed, scenario);
      if (response.as_service) response = reply.response;
      log(asked, describe_response(response, kExcerpt), scenario);
      return patient(std::move(response));
    }
    if (scenario != kService) {
      log(asked, scenario, "fault");
      return with_fault(scenario, reply.response);
    }
    log(asked,
        reply.error.empty()
            ? fmt::format("{}, {} bytes", reply.response.status, reply.response.body.size())
            : fmt::format("{} {}: {}", reply.response.status, reply.error,
                          printable(reply.reason, 200)),
        scenario);
    return reply.response;
  }

 private:
  // The header of the request, the one that is set, or a fault by chance.
  std::string scenario_of(const ReceivedRequest& request) {
    const WireRequest split = split_request(request.bytes);
    if (const std::string_view* name = split.header(kScenarioHeader)) {
      if (is_scenario(*name, suite_)) return std::string(*name);
      log("request", fmt::format("{}: no such scenario", printable(*name, 60)), "ignored");
    }
    if (options_.scenario != kService || !options_.script.empty()) return options_.scenario;
    double draw = static_cast<double>(random_.below(1'000'000)) / 1e6;
    for (const FaultRate& fault : options_.faults) {
      if (draw < fault.rate) return fault.scenario;
      draw -= fault.rate;
    }
    return options_.scenario;
  }

  const std::vector<WireResponse>* list_of(std::string_view scenario) const {
    const Case* item = suite_.find(scenario);
    return item ? &item->responses : nullptr;
  }

  const WireResponse& next_of(const std::vector<WireResponse>& listed,
                              const std::string& name) const {
    const auto found = answered_.find(name);
    const std::size_t index = found == answered_.end() ? 0 : found->second;
    return listed[std::min(index, listed.size() - 1)];
  }

  WireResponse take(const std::vector<WireResponse>& listed, const std::string& name) {
    WireResponse response = next_of(listed, name);
    ++answered_[name];
    return response;
  }

  // Without a watchdog: there may be a debugger on the other side.
  static WireResponse patient(WireResponse response) {
    for (WireStep& step : response.steps) {
      if (step.kind == Step::kHold) step.ms = kForEver;
    }
    return response;
  }

  void log(std::string_view asked, std::string_view answered, std::string_view why) {
    const auto now = std::chrono::steady_clock::now();
    const double seconds = std::chrono::duration<double>(now - start_).count();
    if (options_.log) {
      options_.log(
          fmt::format("{:>4} {:>9.3f} s  {} -> {}  [{}]", ++lines_, seconds, asked, answered, why));
    }
  }

  const Suite& suite_;
  ServeOptions options_;
  ServiceModel service_;
  SeededRandomness random_;
  std::map<std::string, std::size_t> answered_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::size_t lines_ = 0;
};

}  // namespace

std::span<const ScenarioInfo> scenarios() noexcept { return kScenarios; }

bool is_scenario(std::string_view name, const Suite& suite) noexcept {
  return std::ranges::find(kScenarios, name, &ScenarioInfo::name) != kScenarios.end() ||
         suite.find(name) != nullptr;
}

Expected<FaultRate> parse_fault_rate(std::string_view text) {
  const std::size_t equals = text.find('=');
  const std::string_view name = text.substr(0, equals);
  FaultRate fault{.scenario = std::string(name)};
  const std::string_view number =
      equals == std::string_view::npos ? std::string_view() : text.substr(equals + 1);
  const auto [end, error] =
      std::from_chars(number.data(), number.data() + number.size(), fault.rate);
  const bool known = name != kService &&
                     std::ranges::find(kScenarios, name, &ScenarioInfo::name) != kScenarios.end();
  if (!known || error != std::errc() || end != number.data() + number.size() ||
      !(fault.rate >= 0 && fault.rate <= 1)) {
    std::string names;
    for (const ScenarioInfo& scenario : kScenarios) {
      if (scenario.name != kService) names += fmt::format(" {}", scenario.name);
    }
    return std::unexpected(
        Error{.code = ErrorCode::kUsage,
              .message = fmt::format("{} is not FAULT=RATE with a rate from 0 to 1 and one of{}",
                                     printable(text, 60), names),
              .file = {}});
  }
  return fault;
}

std::unique_ptr<MockAnswers> serve_answers(std::span<const Contract> contracts, const Suite& suite,
                                           ServeOptions options) {
  return std::make_unique<ServeAnswers>(contracts, suite, std::move(options));
}

}  // namespace assay
