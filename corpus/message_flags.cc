#include "corpus/message_flags.h"

namespace assay {
namespace {

constexpr VectorFlagInfo kMessageFlags[] = {
    // Structure.
    {0, "Combination", "members that are absent, null and present in every combination of two",
     "a branch that reads one member only where another one is there fails in the field", ""},
    {0, "NullMember", "null for an optional member is the same as leaving it out",
     "a reader that takes null for a value fails, or returns null where nothing was sent", ""},
    {0, "AllMembers", "every member that the depth allows is there at once",
     "a reader that stops early or mixes up members passes every smaller message", ""},
    {0, "WrongType", "a value of every other JSON type where the contract has one",
     "a string becomes a number, a list a map, and the application works on what nobody sent", ""},
    {0, "RequiredAbsent", "a member that the contract requires is absent",
     "the message is taken for complete", ""},
    {0, "RequiredNull", "null for a member that the contract requires",
     "null passes for a value where absence is caught", ""},
    {0, "NullItem", "null in a list or map that is not sparse",
     "the application meets a null that its types rule out", ""},
    {0, "UnknownMember", "a member that the shape does not have",
     "a client that fails here breaks when the service grows", ""},
    {0, "Bound", "one less than the least or one more than the most",
     "off by one in a bound of length or range", ""},
    {0, "Pattern", "a string off its pattern, otherwise right",
     "a pattern that is not checked, or matched against a part of the string", ""},
    {0, "UnknownEnum", "a value that the enum does not have",
     "a client that fails here breaks when the service adds a value; a checker that passes it "
     "checks no enum",
     ""},
    {0, "RepeatedItem", "an item twice in a list of unique items", "duplicates pass", ""},
    {0, "UnionMembers", "a union with none, with two, or with an unknown member",
     "a union is read as a structure", ""},
    {0, "Rule", "a rule across members does not hold", "each member is judged alone", ""},
    // JSON text.
    {0, "Escape", "every escape that JSON has, in both cases of its digits",
     "escaped text is returned as written, or refused", ""},
    {0, "BadEscape", "an escape that JSON does not have, or one cut short",
     "text that is not JSON is repaired silently", ""},
    {0, "SurrogatePair", "a character beyond U+FFFF as two escapes",
     "one character becomes two, or a replacement character", "UTF-16 strings: Java, JavaScript"},
    {0, "LoneSurrogate", "half of a surrogate pair, which is no character",
     "a string that no UTF-8 can hold leaves the reader", "Python and JavaScript keep it"},
    {0, "NumberSpelling", "every way to write a number that JSON allows",
     "numbers are refused or rounded by their spelling", ""},
    {0, "BadNumber", "numbers as other languages write them",
     "text that is not JSON passes: leading zeros read as octal, NaN spreads",
     "JavaScript, Python and YAML readers allow some"},
    {0, "Utf8", "well-formed UTF-8 of every length, at the ends of each range",
     "characters are lost at the edges of a decoder", ""},
    {0, "BadUtf8", "overlong forms, surrogates, truncated and impossible bytes",
     "overlong forms get past filters; bytes are replaced silently, so two different values become "
     "one",
     "decoders that replace instead of refusing"},
    {0, "Truncated", "the message cut after every one of its bytes",
     "half a message passes for a whole one: silent loss", ""},
    {0, "Duplicate", "a member twice, spelt alike or with an escape",
     "two readers see two different messages", "the last wins in most, the first in some"},
    {0, "ByteOrderMark", "a byte order mark, or text in another encoding",
     "a mark becomes part of the first name, or other encodings are guessed", ""},
    {0, "Trailing", "anything but white space after the value",
     "a second document, or the rest of another message, is dropped silently", ""},
    {0, "Comment", "comments, which JSON does not have", "text that is not JSON passes", ""},
    {0, "Syntax", "commas, colons, quotes and brackets that are missing, doubled or swapped",
     "text that is not JSON is repaired silently", ""},
    {0, "Control", "control characters, raw in a string", "lines of a log or header are forged",
     ""},
    {0, "WhiteSpace", "the four white space characters, and those that are none",
     "valid text is refused, or other blanks pass", ""},
    {0, "TopLevel", "JSON that is not an object", "an empty result passes for a real one", ""},
    {0, "Depth", "nesting below the limit of common readers", "the stack overflows", ""},
    {0, "MemberOrder", "the members in another order", "positions are taken for names", ""},
    // Values.
    {0, "IntegerBound", "the least and greatest value of a width or range, and one beyond",
     "a wrapped number: 2147483648 comes back as -2147483648", ""},
    {0, "IntegerSpelling", "the same integer as 60.0, 6e1 or -0",
     "a value is refused or changed by its spelling", ""},
    {0, "Fraction", "a fractional number where an integer is due",
     "the fraction is dropped silently", ""},
    {0, "HugeNumber", "numbers beyond 53 and 64 bits",
     "a number goes through a double and comes back as another one", "JavaScript, Lua"},
    {0, "FloatSpecial",
     "NaN and the infinities as awsJson writes them, and spellings that are none",
     "a float that is not a number is lost", ""},
    {0, "Base64", "padding, alphabet and white space of base64",
     "bytes are lost, or text that is no base64 decodes to something",
     "decoders that skip what they do not know"},
    {0, "Length", "as many items, entries or bytes as allowed, and one more or less",
     "off by one in a bound of length", ""},
    {0, "Boolean", "true and false, and what other languages take for them",
     "0, \"false\" or \"no\" pass for a boolean", ""},
    // HTTP.
    {0, "Head", "method, path, target, content type, status or a header that the protocol asks for",
     "a message is taken for another one", ""},
    {0, "ErrorIdentity", "the places and spellings that name an error",
     "an error is reported under another code, or retried when it must not be", ""},
    {0, "Framing", "the length of the body as the head declares it",
     "half a body passes for a whole one, or two messages run together", ""},
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
