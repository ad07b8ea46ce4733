// Task "value": the members of a response as a client gets them; no constraint is checked.
#include <assay/checker.h>
#include <assay/get_workflow_run.h>
#include <fmt/format.h>

#include <array>

#include "bench/messages.h"
#include "bench/peer_simdjson.h"
#include "bench/registry.h"
#include "corpus/message_generator.h"

namespace assay::bench {
namespace {

constexpr std::size_t kCompared = 500;

// What a client keeps: texts by hand_members.h's numbers, instants in seconds and nanoseconds.
struct Members {
  std::array<std::string_view, 5> top;
  std::array<std::string_view, 12> detail;
  std::array<HandInstant, 12> instants;
  std::vector<std::string_view> parameters;  // names
  std::vector<std::string_view> tasks;
  std::int64_t duration = 0;
  bool has_duration = false, has_detail = false;

  void clear() {
    std::vector<std::string_view> names = std::move(parameters), ids = std::move(tasks);
    *this = {};
    names.clear();
    ids.clear();
    parameters = std::move(names);
    tasks = std::move(ids);
  }
  std::string digest() const {
    std::string text = fmt::format("{} {} {}", has_detail, has_duration, duration);
    for (const auto* list : {&parameters, &tasks}) {
      for (const std::string_view one : *list) text += fmt::format("|{}", one);
      text += '\n';
    }
    for (const std::string_view one : top) text += fmt::format("|{}", one);
    for (const std::string_view one : detail) text += fmt::format("|{}", one);
    for (const HandInstant& one : instants) {
      text += fmt::format("|{}.{}", one.seconds, one.nanoseconds);
    }
    return text;
  }
};

class Reader {
 public:
  virtual ~Reader() = default;
  virtual bool read(const PaddedText& text, Members& members) = 0;
  // Refused because of a number that the parser cannot hold.
  virtual bool number_refused() const { return false; }
};

class AssayReader final : public Reader {
 public:
  bool read(const PaddedText& text, Members& members) override {
    if (checker_.bind_output(0, text.view(), value_) != BindStatus::kOk) return false;
    const GetWorkflowRunOutput output = get_workflow_run_output(value_);
    members.clear();
    members.top = {output.workflow_arn.value_or(""), output.workflow_version.value_or(""),
                   output.run_id.value_or(""), output.run_type.value_or("")};
    if (output.override_parameters) {
      for (const OverrideParameter one : *output.override_parameters) {
        members.parameters.push_back(one.name);
      }
    }
    if (!output.run_detail) return true;
    const RunDetail& detail = *output.run_detail;
    members.has_detail = true;
    members.detail[0] = detail.workflow_arn.value_or("");
    members.detail[1] = detail.workflow_version.value_or("");
    members.detail[2] = detail.run_id.value_or("");
    members.detail[3] = detail.run_type.value_or("");
    members.detail[9] = detail.error_message.value_or("");
    members.detail[11] = detail.run_state.value_or("");
    instant(detail.started_on, members.instants[4]);
    instant(detail.created_at, members.instants[5]);
    instant(detail.completed_on, members.instants[6]);
    instant(detail.modified_at, members.instants[7]);
    members.has_duration = detail.duration.has_value();
    members.duration = detail.duration.value_or(0);
    if (detail.task_instances) {
      for (const std::string_view task : *detail.task_instances) members.tasks.push_back(task);
    }
    return true;
  }

 private:
  static void instant(const std::optional<Timestamp>& from, HandInstant& to) {
    if (!from) return;
    to.seconds = from->seconds;
    to.nanoseconds = from->nanoseconds;
  }
  Checker checker_{Contract::embedded()};
  Value value_;
};

// By hand over the document of a parser; see hand_checks.h for what it has to offer.
template <typename Dom>
class HandReader final : public Reader {
 public:
  bool read(const PaddedText& text, Members& members) override {
    members.clear();
    Value root;
    if (!dom_.parse(text, root) || dom_.kind(root) != Kind::kObject) return false;
    bool good = true;
    dom_.members(root, [&](std::string_view name, Value& value) {
      const int member = output_member(name);
      if (member < 0 || dom_.kind(value) == Kind::kNull) return dom_.scalar_or_pass(value);
      if (member < 4) {
        good = good && text_of(value, members.top[static_cast<std::size_t>(member)]);
      } else if (dom_.kind(value) != Kind::kObject) {
        good = false;
      } else if (member == 4) {
        dom_.members(value, [&](std::string_view parameter, Value& child) {
          members.parameters.push_back(parameter);
          dom_.pass(child);
        });
      } else {
        detail(value, members, good);
      }
    });
    return dom_.finish() && good;
  }
  bool number_refused() const override { return dom_.number_refused(); }

 private:
  using Value = typename Dom::Value;

  bool text_of(Value& value, std::string_view& out) {
    return dom_.kind(value) == Kind::kString && dom_.string(value, out);
  }
  void detail(Value& value, Members& members, bool& good) {
    members.has_detail = true;
    dom_.members(value, [&](std::string_view name, Value& child) {
      const int member = detail_member(name);
      if (member < 0 || dom_.kind(child) == Kind::kNull) return dom_.scalar_or_pass(child);
      const auto slot = static_cast<std::size_t>(member);
      std::string_view text;
      switch (member) {
        case 4:
        case 5:
        case 6:
        case 7:
          good = good && text_of(child, text);
          members.instants[slot] = read_date_time(text);
          good = good && members.instants[slot].readable;
          break;
        case 8:
          if (dom_.kind(child) != Kind::kNumber) {
            good = false;
          } else {
            members.duration = dom_.number(child).value;
            members.has_duration = true;
          }
          break;
        case 10:
          if (dom_.kind(child) != Kind::kArray) {
            good = false;
          } else {
            dom_.items(child, [&](Value& item) {
              good = good && text_of(item, text);
              members.tasks.push_back(text);
            });
          }
          break;
        default:
          good = good && text_of(child, members.detail[slot]);
      }
    });
  }

  Dom dom_;
};

using MakeReader = std::unique_ptr<Reader> (*)();
struct ReaderContender {
  std::string_view name;
  MakeReader make;
};
template <typename Kind>
std::unique_ptr<Reader> make_reader() {
  return std::make_unique<Kind>();
}
constexpr ReaderContender kReaders[] = {
    {"assay", make_reader<AssayReader>},
    {"simdjson On-Demand, by hand", make_reader<HandReader<SimdjsonOnDemand>>},
    {"simdjson DOM, by hand", make_reader<HandReader<SimdjsonDom>>},
};

// All readers give the same members.
bool admit(const ReaderContender& contender, const std::vector<std::string>& texts) {
  const auto assay = kReaders[1].make(), other = contender.make();
  Members expected, members;
  Admission admission{"value", std::string(contender.name), 0, 0, {}, ""};
  for (const std::string& text : texts) {
    const PaddedText padded(text);
    const bool read = assay->read(padded, expected);
    const std::string wanted = read ? expected.digest() : "";
    const std::string given = other->read(padded, members) ? members.digest() : "";
    if (given.empty() && other->number_refused()) continue;
    if (wanted != given || wanted.empty()) {
      admission.refused = "reads other members from " + text.substr(0, 300);
      break;
    }
    ++admission.compared;
  }
  add_admission(std::move(admission));
  return admissions().back().refused.empty();
}

}  // namespace

bool register_value() {
  std::vector<SizedMessage> messages = sized_messages();
  std::erase_if(messages, [](const SizedMessage& one) { return one.body != Body::kOutput; });
  std::vector<std::string> texts;
  for (const SizedMessage& message : messages) texts.push_back(message.text);
  MessageGenerator generator(Contract::embedded());
  SeededRandomness random(1);
  while (texts.size() < kCompared) {
    MessageNode output = generator.output(0, random);
    texts.push_back(write_message(output, {&random}));
  }
  for (const SizedMessage& message : messages) add_stage1("value", message.size, message.text);
  bool own = false;
  for (const ReaderContender& contender : kReaders) {
    if (!admit(contender, texts)) continue;
    own = own || contender.name == "assay";
    for (const SizedMessage& message : messages) {
      const auto text = std::make_shared<PaddedText>(message.text);
      add_row("value", message.size, contender.name, text->size(),
              [make = contender.make, text](benchmark::State& state) {
                const auto reader = make();
                Members members;
                bool good = true;
                for (auto _ : state) {
                  benchmark::DoNotOptimize(good = reader->read(*text, members));
                }
                if (!good) state.SkipWithError("the message was not read");
              });
    }
  }
  return own;
}

}  // namespace assay::bench
