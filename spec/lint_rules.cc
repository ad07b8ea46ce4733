// The rules of the lint with what they mean.
#include <algorithm>
#include <iterator>

#include "spec/lint.h"

namespace assay {
namespace {

using enum Severity;

constexpr LintRule kRules[] = {
    {"lint/arn.max-region", kWarning,
     "The maximum length of an ARN is reachable only with a region that does not exist.",
     "With real regions the longest string is the one shown: the bound promises more than there "
     "is."},
    {"lint/arn.partition-missing", kNote,
     "A pattern of ARNs names partitions, but not all that there are.",
     "ARNs of the partition that is left out are refused."},
    {"lint/arn.region", kWarning,
     "A pattern of ARNs names a partition none of whose regions fits its region part.",
     "No ARN of that partition can be given, although the pattern names it."},
    {"lint/body.unread", kNote,
     "The body of an operation is a stream of events or bytes, or may be compressed.",
     "A check looks at the head of such a message and says nothing of its body."},
    {"lint/drift.enum", kWarning, "Two models of one service differ in the values of an enum.",
     "A checker on one model refuses what the other allows."},
    {"lint/drift.error", kWarning,
     "An operation declares an error in one of two models of one service only.",
     "A client built from the other model gets an error that it does not know."},
    {"lint/drift.length", kWarning, "Two models of one service differ in a bound of a length.",
     "A value between the two bounds keeps one model and breaks the other."},
    {"lint/drift.member", kWarning,
     "A structure has a member in one of two models of one service only.",
     "A client built from the other model drops or refuses it."},
    {"lint/drift.operation", kNote,
     "One of two models of one service has an operation that the other lacks.", ""},
    {"lint/drift.pattern", kWarning,
     "The strings that two models of one service allow in one place differ as languages, however "
     "their patterns are spelt.",
     "Each witness keeps one model and breaks the other."},
    {"lint/drift.range", kWarning, "Two models of one service differ in a bound of a number.",
     "A value between the two bounds keeps one model and breaks the other."},
    {"lint/drift.required", kWarning,
     "A member is required in one of two models of one service only.",
     "A message without it keeps one model and breaks the other."},
    {"lint/drift.sensitive", kWarning,
     "A member is sensitive in one of two models of one service only.",
     "Tools on the other model show its content."},
    {"lint/drift.status", kWarning,
     "Two models of one service (with their documented statuses) allow different HTTP statuses for "
     "an error.",
     "A status that one allows is a finding with the other."},
    {"lint/drift.type", kWarning,
     "A member is of another kind in the other of two models of one service.",
     "No JSON value may fit both."},
    {"lint/enum.value-never", kError,
     "An enum value breaks the length or pattern of its own shape.",
     "The value is listed and can never be given."},
    {"lint/error.common-name", kNote,
     "A modelled error has the name of an error that any AWS service may answer, with another "
     "status or with required members that the common one lacks.",
     "Nothing in a response tells the two apart: the type is one word."},
    {"lint/error.same-code", kWarning,
     "Two errors of one operation have the same code for clients of the query protocol "
     "(awsQueryError).",
     "Such a client cannot tell them apart."},
    {"lint/error.same-name", kError, "Two errors of different namespaces have one short name.",
     "The namespace is stripped from the type on the wire: nothing tells the two apart."},
    {"lint/error.status-disputed", kWarning,
     "The page documents another HTTP status for an error than the model's httpError.",
     "A checker accepts both and warns of the one that only the model allows."},
    {"lint/example.error", kError, "The error of an example breaks the model it stands in.",
     "Examples are copied into documentation and tests."},
    {"lint/example.input", kError, "The input of an example breaks the model it stands in.",
     "Examples are copied into documentation and tests."},
    {"lint/example.output", kError, "The output of an example breaks the model it stands in.",
     "Examples are copied into documentation and tests."},
    {"lint/length.implied", kNote, "A bound of the length says what the pattern says already.",
     "Two places to keep in step."},
    {"lint/length.max-unreachable", kWarning,
     "No string that matches the pattern has the maximum length.",
     "The bound promises more than the pattern allows; buffers and tests are made for it."},
    {"lint/length.min-unreachable", kWarning,
     "No string that matches the pattern has the minimum length.",
     "The bound promises less than the pattern asks for; who trusts it makes strings that are "
     "refused."},
    {"lint/length.unknown", kNote,
     "The lengths that a pattern allows were not computed: it would take too many steps.",
     "Nothing is said about the bounds of this shape."},
    {"lint/member.never", kError,
     "A required member can never be given: nothing satisfies its shape.",
     "No message with this structure is valid."},
    {"lint/pattern.alternative", kNote,
     "An alternative of a pattern is within another one, or stands there twice.",
     "It adds nothing: leave it out, or it was meant to say something else."},
    {"lint/pattern.ambiguous", kNote,
     "Two neighbouring repetitions share characters, or a repetition repeats itself: a string "
     "matches in more than one way.",
     "The language is sound, but backtracking engines try every way: slow on long strings that do "
     "not match."},
    {"lint/pattern.dialect-digit", kNote,
     "\\d or \\D reads differently in other dialects: ASCII in ECMA-262 and Java, every decimal "
     "digit of Unicode in Python.",
     "The witness is accepted by one and refused by the other; write [0-9]."},
    {"lint/pattern.dialect-dot", kNote,
     "The dot leaves out other characters in other dialects: LF, CR, U+2028 and U+2029 in "
     "ECMA-262, U+0085 as well in Java, only LF in Python, Perl and RE2.",
     "The witness is accepted by one and refused by the other; write the class that is meant."},
    {"lint/pattern.dialect-end", kNote,
     "$ also matches before a trailing line feed in Python, Java and Perl, never in ECMA-262.",
     "The witness passes a check there and is refused here."},
    {"lint/pattern.dialect-space", kNote,
     "\\s or \\S reads differently in other dialects: Java knows six ASCII characters, Python "
     "other Unicode ones than ECMA-262.",
     "The witness is accepted by one and refused by the other; write the class that is meant."},
    {"lint/pattern.dialect-word", kNote,
     "\\w or \\W reads differently in other dialects: ASCII in ECMA-262 and Java, every letter "
     "and number of Unicode in Python.",
     "The witness is accepted by one and refused by the other; write [A-Za-z0-9_]."},
    {"lint/pattern.fallback", kNote,
     "A pattern is beyond what an automaton can hold: look-around, a back-reference, too many "
     "states.",
     "Values are checked by another engine, if at all; lint says nothing else of it."},
    {"lint/pattern.repeat-once", kNote, "{1} repeats once, which says nothing.",
     "It may have been meant to be another number."},
    {"lint/pattern.syntax", kError, "A pattern is not one by the grammar of ECMA-262.",
     "Smithy prescribes ECMA-262: who compiles the pattern fails or reads something else."},
    {"lint/pattern.unanchored", kWarning,
     "A pattern without anchors may match anywhere in the string, as Smithy reads it.",
     "Anything around a match is allowed; other tools match the whole string. Write ^(...)$ if "
     "that is meant."},
    {"lint/pattern.unchecked", kWarning,
     "Nothing reads the pattern: no automaton holds it, and PCRE2 refuses it.",
     "No value is checked against it: every value of the shape gets a note instead."},
    {"lint/pattern.unicode-mode", kNote, "An escape that ECMA-262 refuses with the u flag.",
     "new RegExp(pattern, 'u') throws; without the flag characters beyond U+FFFF count twice."},
    {"lint/range.empty", kError, "A range has a minimum above its maximum.",
     "No number satisfies it."},
    {"lint/required.empty-allowed", kNote,
     "A required string has no constraint that forbids the empty one.",
     "\"\" satisfies the requirement: required says only that the member is there."},
    {"lint/shape.empty", kError, "Nothing satisfies the constraints of a shape together.",
     "A member with this shape can never be given."},
    {"lint/shape.endless", kError, "A structure requires itself, directly or through others.",
     "No finite value satisfies it."},
};

static_assert(std::is_sorted(std::begin(kRules), std::end(kRules),
                             [](const LintRule& a, const LintRule& b) { return a.id < b.id; }));

}  // namespace

std::span<const LintRule> lint_rules() noexcept { return kRules; }

const LintRule* find_lint_rule(std::string_view id) noexcept {
  const LintRule* const found = std::lower_bound(
      std::begin(kRules), std::end(kRules), id,
      [](const LintRule& rule, std::string_view wanted) { return rule.id < wanted; });
  return found != std::end(kRules) && found->id == id ? found : nullptr;
}

}  // namespace assay
