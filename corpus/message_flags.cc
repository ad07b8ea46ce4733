#include "corpus/message_flags.h"

namespace assay {
namespace {

constexpr VectorFlagInfo kMessageFlags[] = {
    // Structure.
    {0, "Combination", "Members that are absent, null and present in every combination of two.",
     "A branch that reads one member only where another one is there fails in the field.", ""},
    {0, "NullMember", "Null for an optional member is the same as leaving it out.",
     "A reader that takes null for a value fails, or returns null where nothing was sent.", ""},
    {0, "AllMembers", "Every member that the depth allows is there at once.",
     "A reader that stops early or mixes up members passes every smaller message.", ""},
    {0, "WrongType", "A value of every other JSON type where the contract has one.",
     "A string becomes a number, a list a map, and the application works on what nobody sent.", ""},
    {0, "RequiredAbsent", "A member that the contract requires is absent.",
     "The message is taken for complete.", ""},
    {0, "RequiredNull", "Null for a member that the contract requires.",
     "Null passes for a value where absence is caught.", ""},
    {0, "NullItem", "Null in a list or map that is not sparse.",
     "The application meets a null that its types rule out.", ""},
    {0, "UnknownMember", "A member that the shape does not have.",
     "A client that fails here breaks when the service grows.", ""},
    {0, "Bound", "One less than the least or one more than the most.",
     "Off by one in a bound of length or range.", ""},
    {0, "Pattern", "A string off its pattern, otherwise right.",
     "A pattern that is not checked, or matched against a part of the string.", ""},
    {0, "UnknownEnum", "A value that the enum does not have.",
     "A client that fails here breaks when the service adds a value; a checker that passes it "
     "checks no enum.",
     ""},
    {0, "RepeatedItem", "An item twice in a list of unique items.", "Duplicates pass.", ""},
    {0, "UnionMembers", "A union with none, with two, or with an unknown member.",
     "A union is read as a structure.", ""},
    {0, "Rule", "A rule across members does not hold.", "Each member is judged alone.", ""},
    // JSON text.
    {0, "Escape", "Every escape that JSON has, in both cases of its digits.",
     "Escaped text is returned as written, or refused.", ""},
    {0, "BadEscape", "An escape that JSON does not have, or one cut short.",
     "Text that is not JSON is repaired silently.", ""},
    {0, "SurrogatePair", "A character beyond U+FFFF as two escapes.",
     "One character becomes two, or a replacement character.", "UTF-16 strings: Java, JavaScript"},
    {0, "LoneSurrogate", "Half of a surrogate pair, which is no character.",
     "A string that no UTF-8 can hold leaves the reader.", "Python and JavaScript keep it"},
    {0, "NumberSpelling", "Every way to write a number that JSON allows.",
     "Numbers are refused or rounded by their spelling.", ""},
    {0, "BadNumber", "Numbers as other languages write them.",
     "Text that is not JSON passes: leading zeros read as octal, NaN spreads.",
     "JavaScript, Python and YAML readers allow some"},
    {0, "Utf8", "Well-formed UTF-8 of every length, at the ends of each range.",
     "Characters are lost at the edges of a decoder.", ""},
    {0, "BadUtf8", "Overlong forms, surrogates, truncated and impossible bytes.",
     "Overlong forms get past filters; bytes are replaced silently, so two different values become "
     "one.",
     "decoders that replace instead of refusing"},
    {0, "Truncated", "The message cut after every one of its bytes.",
     "Half a message passes for a whole one: silent loss.", ""},
    {0, "Duplicate", "A member twice, spelt alike or with an escape.",
     "Two readers see two different messages.", "the last wins in most, the first in some"},
    {0, "ByteOrderMark", "A byte order mark, or text in another encoding.",
     "A mark becomes part of the first name, or other encodings are guessed.", ""},
    {0, "Trailing", "Anything but white space after the value.",
     "A second document, or the rest of another message, is dropped silently.", ""},
    {0, "Comment", "Comments, which JSON does not have.", "Text that is not JSON passes.", ""},
    {0, "Syntax", "Commas, colons, quotes and brackets that are missing, doubled or swapped.",
     "Text that is not JSON is repaired silently.", ""},
    {0, "RawControl", "Control characters, raw in a string.",
     "Lines of a log or header are forged.", ""},
    {0, "WhiteSpace", "The four white space characters, and those that are none.",
     "Valid text is refused, or other blanks pass.", ""},
    {0, "TopLevel", "JSON that is not an object.", "An empty result passes for a real one.", ""},
    {0, "Depth", "Nesting below the limit of common readers.", "The stack overflows.", ""},
    {0, "MemberOrder", "The members in another order.", "Positions are taken for names.", ""},
    // Values.
    {0, "IntegerBound", "The least and greatest value of a width or range, and one beyond.",
     "A wrapped number: 2147483648 comes back as -2147483648.", ""},
    {0, "IntegerSpelling", "The same integer as 60.0, 6e1 or -0.",
     "A value is refused or changed by its spelling.", ""},
    {0, "FractionalInteger", "A fractional number where an integer is due.",
     "The fraction is dropped silently.", ""},
    {0, "HugeNumber", "Numbers beyond 53 and 64 bits.",
     "A number goes through a double and comes back as another one.", "JavaScript, Lua"},
    {0, "FloatSpecial",
     "NaN and the infinities as awsJson writes them, and spellings that are none.",
     "A float that is not a number is lost.", ""},
    {0, "Base64", "Padding, alphabet and white space of base64.",
     "Bytes are lost, or text that is no base64 decodes to something.",
     "decoders that skip what they do not know"},
    {0, "Length", "As many items, entries or bytes as allowed, and one more or less.",
     "Off by one in a bound of length.", ""},
    // HTTP.
    {0, "Head",
     "Method, path, target, content type, status or a header that the protocol asks for.",
     "A message is taken for another one.", ""},
    {0, "ErrorIdentity", "The places and spellings that name an error.",
     "An error is reported under another code, or retried when it must not be.", ""},
    {0, "Framing", "The length of the body as the head declares it.",
     "Half a body passes for a whole one, or two messages run together.", ""},
};

}  // namespace

std::span<const VectorFlagInfo> message_flags() noexcept { return kMessageFlags; }

const VectorFlagInfo* find_vector_flag(std::string_view name) noexcept {
  for (const std::span<const VectorFlagInfo> table : {message_flags(), vector_flags()}) {
    for (const VectorFlagInfo& flag : table) {
      if (flag.name == name) return &flag;
    }
  }
  return nullptr;
}

std::vector<std::string> names_of_flags(std::uint32_t bits) {
  std::vector<std::string> names;
  for (const VectorFlagInfo& flag : vector_flags()) {
    if ((bits & flag.bit) != 0) names.emplace_back(flag.name);
  }
  return names;
}

}  // namespace assay
