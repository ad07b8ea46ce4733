// Conformance cases: data under conformance/suites/, read and checked once.
#ifndef ASSAY_CONFORMANCE_SUITE_H_
#define ASSAY_CONFORMANCE_SUITE_H_

#include <assay/contract.h>
#include <assay/error.h>

#include <compare>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/protocol.h"
#include "conformance/tagged.h"
#include "conformance/verdict.h"
#include "conformance/wire.h"
#include "spec/json_tree.h"

namespace assay {

// An edition of the suite: "1.0".
struct Edition {
  int major = 0;
  int minor = 0;
  friend auto operator<=>(const Edition&, const Edition&) = default;
};
std::optional<Edition> parse_edition(std::string_view text) noexcept;
std::string to_string(Edition edition);

// What a case rests on.
struct CaseSource {
  std::string kind;  // "protocol", "rfc", "page", "model", "protocol-test", "measured"
  std::string name;  // "RFC 8259"
  std::string url = {};
  std::string section = {};
  std::string read = {};  // the day, "2026-11-22"
  std::string says = {};  // in our words: names and figures
  bool reading = false;   // false: its text says so; true: our reading of it
};

// Units: requests, both ends included.
struct AttemptRange {
  int least = 1;
  int most = 1;
};

// One way in which a call may end. Members that are not there are not looked at.
struct AllowedOutcome {
  enum class Kind : std::uint8_t {
    kValue,
    kServiceError,
    kClientError,
    kAny
  };
  Kind kind = Kind::kAny;
  Tagged value = {};
  bool absent = false;  // kValue, in templates: the member is not there
  std::optional<std::string> code = {}, message = {};
  std::optional<int> status = {};
  std::optional<bool> typed = {};
  std::optional<Tagged> members = {};
  AttemptRange attempts = {};
};

// What the first request must be, beyond what the contract says of every request.
struct RequestExpectation {
  std::string method = {}, path = {};  // "" is not looked at
  HeaderList headers = {};             // name in any case, value exactly
  std::optional<Tagged> body = {};     // these members and nothing else
  bool signature = false;              // SigV4, and it verifies
  bool contract = true;                // and what the contract says of every request
};

struct Case {
  std::string id;     // names the defect; permanent, never used again
  std::string title;  // one plain sentence
  Edition since = {};
  std::optional<Edition> changed = {}, retired = {};
  Level level = Level::kShould;
  std::string basis = {};  // "protocol", "documented", "model", "inferred"
  std::vector<CaseSource> sources = {};
  std::vector<std::string> flags = {};
  std::vector<std::string> needs = {};  // capabilities of the driver
  Tagged input = {};
  ClientOptions client = {};
  std::vector<WireResponse> responses = {};
  std::vector<AllowedOutcome> allowed = {};
  // Least times from one attempt to the next, in milliseconds; the last is that of all after it.
  std::vector<int> gaps_ms = {};
  std::optional<RequestExpectation> request = {};
  std::string file = {};
  std::uint32_t line = 0;
  std::string service = {}, operation = {};
};

struct Suite {
  Edition edition;                     // the newest
  std::vector<Case> cases;             // all that are not retired, in order of the files
  std::string canary;                  // planted below sensitive members
  std::string content_hash;            // SHA-256 over all files
  std::vector<std::string> canonical;  // ids that must be there, of `edition` and before

  const Case* find(std::string_view id) const noexcept;
  // Ids of the canonical set that have no case.
  std::vector<std::string> missing() const;
};

// Reads suites and the list of editions (suites/editions.json).
// Errors: kJsonSyntax, kInputFormat with file and line: an unknown member, an id twice, a MUST
// without a text or a protocol test behind it, an allowed outcome that is none ...
Expected<Suite> load_suite(std::span<const SourceFile> files, const SourceFile& editions);

// Those that are part of the library.
const Suite& embedded_suite();

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_SUITE_H_
