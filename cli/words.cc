#include "cli/words.h"

#include <array>

namespace assay::cli {
namespace {

using enum WordKind;

constexpr Word kWords[] = {
    {"valid", kVerdict, "The message has no finding of severity error.",
     "It may have warnings and notes: a gate (--fail-on) decides whether they fail a run."},
    {"invalid", kVerdict, "The message has at least one finding of severity error.",
     "Every finding is reported, not the first one. Exit code 1 with the default gate."},
    {"unchecked", kVerdict,
     "A limit stopped the check; the finding limit/... names it. What was found until then is "
     "reported.",
     "Neither valid nor invalid: exit code 3, so that nobody takes it for a pass. Raise the limit "
     "(--max-depth, --max-bytes) to check it."},
    {"other service", kVerdict,
     "The exchange is of a service whose model is not loaded; it was counted, not checked.",
     "Recordings hold traffic of several services. --model FILE loads another model."},
    {"unusable", kVerdict,
     "What was given is no message at all: a file that cannot be read, a broken record.",
     "The line says what is wrong and where. Exit code 2."},
    {"pass", kCaseVerdict, "The subject did what the case asks for.", ""},
    {"wrong value", kCaseVerdict,
     "What the client returned differs from what was sent: a wrapped integer, a shifted instant, "
     "a value of another type.",
     "The worst kind for an application: nothing tells it that the value is wrong. A client "
     "returns the exact value or refuses (MUST)."},
    {"silent loss", kCaseVerdict,
     "The client reported success although the message is broken or data is missing.",
     "The application takes an empty or partial result for the truth. A client should raise an "
     "error instead (SHOULD)."},
    {"refused", kCaseVerdict, "A documented error of the SDK where a value was due.",
     "The application notices, but cannot get at data that was sent correctly."},
    {"leak", kCaseVerdict,
     "An error outside the SDK's documented error classes, for example a bare AttributeError.",
     "Code that catches the SDK's errors does not catch this one."},
    {"secret leak", kCaseVerdict, "Content of a sensitive member appears in an error text.",
     "Error texts end up in logs. The cases plant a canary in sensitive members and look for it."},
    {"wrong error", kCaseVerdict,
     "The error has another type, code, status or other members than were sent.",
     "Code that branches on the error code takes the wrong branch."},
    {"wrong attempts", kCaseVerdict,
     "The client retried what must not be retried, or did not retry what must be.",
     "The mock service counts the attempts, never the client."},
    {"wrong request", kCaseVerdict, "The request that the client sent breaks the contract.", ""},
    {"crash", kCaseVerdict, "The process of the subject ended during the case.",
     "The case is run again alone before anything is booked on it."},
    {"hang", kCaseVerdict, "The subject gave no answer in time.",
     "The runner's watchdog ended it."},
    {"skipped", kCaseVerdict, "The subject lacks a capability that the case needs.", ""},
    {"known", kCaseVerdict,
     "A miss that a line of the known-failing file covers: the same kind of failure, expected.",
     "Known misses do not fail a run. One that passes or fails differently does."},
    {"new", kCaseVerdict, "A miss that no line of the known-failing file covers.",
     "At or above the gate it fails the run."},
    {"stale", kCaseVerdict, "A line of the known-failing file that covers no miss any more.",
     "The case passes now: remove the line."},
    {"MUST", kLevel,
     "The source demands it: a normative text or a protocol test. A miss is a defect of the SDK.",
     "--gate must fails a run only for these."},
    {"SHOULD", kLevel,
     "Sound behaviour that the source recommends or that follows from it by a reading.",
     "--gate should (the default) fails a run for these too."},
    {"MAY", kLevel, "Left open by the public text: what was observed is printed, nothing fails.",
     ""},
    {"error", kSeverity, "The message breaks the contract.", "The default gate fails on it."},
    {"warning", kSeverity,
     "Suspicious: sources disagree, or no source states the rule (basis inferred).",
     "Fails a run only with --fail-on warning or note."},
    {"note", kSeverity, "Worth knowing, and legal.", "Fails a run only with --fail-on note."},
    {"documented", kBasis, "The service's own page states the constraint.",
     "The first authority where sources disagree."},
    {"model", kBasis, "The service's Smithy model states the constraint.", ""},
    {"protocol", kBasis, "The protocol (awsJson 1.0), HTTP or JSON states the constraint.", ""},
    {"inferred", kBasis,
     "No source states the rule; it follows from what the members mean. Always a warning.",
     "--no-inferred leaves these rules out."},
    {"text", kTerm, "The source says it in so many words.", ""},
    {"reading", kTerm, "How this project reads a source that can be read otherwise.",
     "The diagnostic says so, so that you can disagree."},
    {"gate", kTerm, "The severity (check) or level (conform) from which a run fails.",
     "check: --fail-on, default error. conform: --gate, default should."},
    {"sensitive", kTerm,
     "A member whose content is never printed: places stop at it, excerpts show ***.",
     "Also masked: whatever may belong to it after damage, Authorization, security tokens."},
};

// First match wins. A pattern that begins with "@" may stand anywhere in the id; any other one is
// how the id begins.
struct Consequence {
  std::string_view pattern;
  std::string_view text;
};
constexpr Consequence kConsequences[] = {
    {"limit/", "nothing: the check stopped, not the message broke"},
    {"awsJson1_0/body@duplicate-member",
     "JSON leaves it open; SDKs let the last one win. Clients are only observed"},
    {"awsJson1_0/body@empty", "must take an empty 200 body as an empty output (MUST)"},
    {"awsJson1_0/body@bom", "public text is silent: clients are only observed (MAY)"},
    {"awsJson1_0/body@",
     "should raise an error for such a 200 body (SHOULD); returning an empty success is a silent "
     "loss"},
    {"awsJson1_0/response@unknown-member", "must ignore members that it does not know (MUST)"},
    {"awsJson1_0/request@", "must not send such a request (MUST)"},
    {"aws/sigv4@", "must sign its requests (MUST)"},
    {"awsJson1_0/error@", "must keep the code whatever it is, and raise an error (MUST)"},
    {"awsJson1_0/response@", "not stated by public text: clients are only observed"},
    {"http/", "should raise an error within its timeout; the process must stay alive (MUST)"},
    {"@type",
     "should refuse a value of another JSON type (SHOULD), and must not return one that "
     "differs from what was sent (MUST)"},
    {"@range.int", "must return the exact value or refuse, never wrap it (MUST)"},
    {"@integral", "must return the exact value or refuse, never round it (MUST)"},
    {"@spelling", "may accept it: JSON does not tell 60 from 60.0 (MAY)"},
    {"@format", "should refuse a timestamp that is none (SHOULD)"},
    {"@tolerated",
     "offsets and 6 or 9 digits should be accepted with the right instant (SHOULD); lower case and "
     "second 60 may be (MAY)"},
    {"@enum", "must keep an unknown value: enums are open for clients (MUST)"},
    {"@dense", "is only observed: null in a list breaks the contract of the sender"},
    {"@status",
     "must raise an error for any status but 200 (MUST); the code decides, not the status"},
    {"@required",
     "should accept a response without it (SHOULD); a request without it is rejected "
     "locally or sent as it is, never altered"},
    {"@rule.", "is never asked to check it: the rule is for whoever sends the message"},
    {"@length", "should accept a response that breaks it (SHOULD): constraints bind the service"},
    {"@pattern", "should accept a response that breaks it (SHOULD): constraints bind the service"},
    {"@range", "should accept a response that breaks it (SHOULD): constraints bind the service"},
    {"@unique", "should accept a response that breaks it (SHOULD): constraints bind the service"},
    {"@", "should accept a response that breaks it (SHOULD)"},
};

}  // namespace

std::span<const Word> words() noexcept { return kWords; }

std::string_view to_string(WordKind kind) noexcept {
  constexpr std::array<std::string_view, 6> kNames{"verdict of a message",
                                                   "verdict of a conformance case",
                                                   "level",
                                                   "severity",
                                                   "basis",
                                                   "term"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view for_a_client(std::string_view id) noexcept {
  for (const Consequence& each : kConsequences) {
    const bool matches = each.pattern.front() == '@'
                             ? id.find(each.pattern) != std::string_view::npos
                             : id.starts_with(each.pattern);
    if (matches) return each.text;
  }
  return {};
}

}  // namespace assay::cli
