// What each flag of a vector says.
#include "corpus/string_vectors.h"

namespace assay {
namespace {

constexpr VectorFlagInfo kFlags[] = {
    {kFlagHsi, "Hsi",
     "A state of the minimal automaton, a character class, and a continuation that tells the state "
     "behind it from every other one.",
     "The validator is in another state than the pattern: a repetition, an optional part or an end "
     "is read differently.",
     ""},
    {kFlagRefinedAlphabet, "RefinedAlphabet",
     "One character out of all of ASCII or a list of code points known for trouble, in one state.",
     "A character class is wider or narrower than the pattern says.", ""},
    {kFlagClassEdge, "ClassEdge", "A neighbour of the end of a character range, or the end itself.",
     "A range is off by one: '@' and '[' around A-Z, '`' and '{' around a-z, '/' and ':' around "
     "0-9; a hyphen in a class is read as a range.",
     ""},
    {kFlagTour, "PositiveTour",
     "A valid text packed with every allowed character, and every two in a row.",
     "Valid input is refused: a character is missing from a class, or two in a row are not "
     "expected.",
     ""},
    {kFlagLengthBound, "LengthBound", "A length at, just below or just above a bound.",
     "A bound is off by one, or not checked.", ""},
    {kFlagLengthSweep, "LengthSweep", "One of all small lengths.",
     "One length is treated specially.", ""},
    {kFlagWrapAround, "WrapAround",
     "A length at a power of two or beside it, or one that 8 or 16 bits take for a good one.",
     "A length is kept in too few bits, or a buffer ends there.", ""},
    {kFlagMultiByteLength, "MultiByteLength",
     "A text whose length differs in characters, UTF-16 units, bytes and graphemes.",
     "Length is counted in another unit; it counts Unicode scalar values.",
     "C, C++, Go and Rust count bytes; Swift counts graphemes"},
    {kFlagUtf16Length, "Utf16Length", "Characters that UTF-16 writes with two units.",
     "Length is counted in UTF-16 units, or half a character is matched.",
     "Java, JavaScript (patterns without the u flag, length always), C#"},
    {kFlagCombining, "Combining", "Several scalar values that people see as one character.",
     "Length is counted in graphemes, or text is normalised before it is checked.", "Swift"},
    {kFlagTrailingNewline, "TrailingNewline", "A line break behind a valid text.",
     "`$` matches before a trailing line feed: the text goes on to headers, file names, logs.",
     "Python, Perl, PCRE, Ruby (\\Z), Java (find with $)"},
    {kFlagLineBreak, "LineBreak", "One of the characters that end lines somewhere.",
     "Lines are matched instead of the whole text.",
     "Ruby always; every dialect with the m flag; Java also ends lines at U+0085"},
    {kFlagDialectDot, "DialectDot",
     "LF, CR, U+0085, U+2028 or U+2029 where the pattern has a dot. The contract reads it as "
     "ECMA-262: all but U+0085 are left out.",
     "The dot is that of another dialect.",
     "Java also leaves out U+0085; Python, Perl, PCRE and RE2 leave out LF only"},
    {kFlagUnicodeDigit, "UnicodeDigit", "A digit beyond ASCII.",
     "\\d or isdigit() stands for 0-9 and takes every digit of Unicode.",
     "Python 3 (str), .NET, Rust, Java with UNICODE_CHARACTER_CLASS"},
    {kFlagUnicodeLetter, "UnicodeLetter", "A letter or number beyond ASCII.",
     "\\w, isalpha() or a locale stands for a-zA-Z.",
     "Python 3 (str), .NET, Rust, C in a Latin-1 locale"},
    {kFlagCaseFold, "CaseFold", "A character that changes its class with its case.",
     "Text is compared without case: U+212A is taken for k, U+017F for s, U+0131 for i.",
     "every dialect with the i flag and Unicode; Turkish locales"},
    {kFlagLowBits, "LowBits", "A character whose low 8 or 16 bits are those of an allowed one.",
     "A character is cut to a byte or to 16 bits before it is looked up.", "C, C++, Java (char)"},
    {kFlagControl, "Control", "A control character, NUL among them.",
     "The text ends at NUL, or control characters are skipped or trimmed.", "C"},
    {kFlagNonCharacter, "NonCharacter",
     "A code point at the end of a plane or beside the surrogates, or the byte order mark.",
     "Such code points are dropped, replaced or taken for the end of the text.", ""},
    {kFlagBlockBoundary, "BlockBoundary",
     "One special character where words of 8 bytes and vectors of 16, 32 and 64 begin and end.",
     "A vectorised loop does not look at the first or the last of a block, or at the tail.", ""},
    {kFlagBranch, "Branch", "One alternative of the pattern, taken once.",
     "An alternative is missing, or an earlier one hides it.",
     "POSIX takes the longest alternative, Perl and its like the first"},
    {kFlagCounter, "Counter",
     "A counted repetition taken one time too few, just enough, just not "
     "too often and once too often.",
     "A counter is off by one.", ""},
    {kFlagEnumPosition, "EnumPosition",
     "An enum value with one character changed, added, dropped or swapped, at each position.",
     "Only a part of the value is compared: a prefix, a hash, some characters.", ""},
    {kFlagEnumVocabulary, "EnumVocabulary",
     "A word near the enum's vocabulary: values of other enums, other case, other separators.",
     "Values are compared without case, trimmed, or looked up in the wrong list.", ""},
    {kFlagCalendar, "Calendar", "A date at the end of a month or a year, leap years, year 0.",
     "The calendar is wrong: the leap rule, days of a month, years before 1000.", ""},
    {kFlagClock, "Clock", "Hours, minutes and seconds at their bounds.",
     "Hour 24, minute 60 or second 61 is accepted, or second 60 moves the instant.", ""},
    {kFlagOffset, "Offset", "A numeric offset from UTC.",
     "The offset is not applied, has the wrong sign, or is not bounded.",
     "sources that want Z only refuse it; RFC 3339 allows it"},
    {kFlagFraction, "Fraction", "0 to 12 digits of fraction.",
     "Digits are cut, rounded, or read as a whole number: .12 taken for 12 milliseconds.", ""},
    {kFlagTolerantForm, "TolerantForm",
     "A form that may be accepted; the instant is checked where it is.",
     "The text is accepted with another instant.", ""},
    {kFlagOtherForm, "OtherForm",
     "A date in another form: basic, week and ordinal dates, epoch numbers, RFC 822 and others.",
     "A lenient date library reads what the contract does not promise.",
     "java.util.Date, JavaScript Date.parse, Python dateutil"},
    {kFlagPart, "Part",
     "A part between separators empty, missing, twice, in another form or taken from elsewhere; "
     "quotes, tails and invisible characters around the text.",
     "The text is cut into parts that are not all looked at, cleaned before it is checked, or "
     "compared with what is usual instead of what is said.",
     ""},
};

}  // namespace

std::span<const VectorFlagInfo> vector_flags() noexcept { return kFlags; }

std::size_t max_vectors(VectorTier tier) noexcept {
  return tier == VectorTier::kSmall ? 3'000 : 30'000;
}

}  // namespace assay
