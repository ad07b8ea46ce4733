// The tables of JSON text: strings, values, whole bodies.
#include <fmt/format.h>

#include "corpus/vector_text.h"

namespace assay {
namespace {

using Rule = ProtocolRule;
constexpr Rule kFine = Rule::kCount;

using Cases = std::vector<TextCase>;

std::string bytes(std::initializer_list<int> list) {
  std::string text;
  for (const int byte : list) text += static_cast<char>(static_cast<unsigned char>(byte));
  return text;
}

void add(Cases& cases, std::string_view flag, Rule broken,
         std::initializer_list<std::pair<std::string_view, std::string>> list) {
  for (const auto& [name, text] : list) cases.push_back({name, text, broken, flag});
}

void add_escapes(Cases& cases) {
  add(cases, "Escape", kFine,
      {{"escape/quote", "\\\""},
       {"escape/backslash", "\\\\"},
       {"escape/slash", "\\/"},
       {"escape/backspace", "\\b"},
       {"escape/form-feed", "\\f"},
       {"escape/line-feed", "\\n"},
       {"escape/carriage-return", "\\r"},
       {"escape/tab", "\\t"},
       {"escape/nul", "\\u0000"},
       {"escape/last-control", "\\u001f"},
       {"escape/letter", "\\u0041"},
       {"escape/digits-lower", "\\u00ef"},
       {"escape/digits-upper", "\\u00EF"},
       {"escape/digits-mixed", "\\u00eF"},
       {"escape/quote-by-number", "\\u0022"},
       {"escape/backslash-by-number", "\\u005c"},
       {"escape/before-surrogates", "\\ud7ff"},
       {"escape/after-surrogates", "\\ue000"},
       {"escape/last-of-four-digits", "\\uffff"},
       {"escape/line-separator", "\\u2028"},
       {"escape/backslash-then-u", "\\\\u0041"},
       {"escape/delete", "\\u007f"}});
  add(cases, "SurrogatePair", kFine,
      {{"pair/first", "\\ud800\\udc00"},
       {"pair/last", "\\udbff\\udfff"},
       {"pair/emoji", "\\ud83d\\ude00"},
       {"pair/upper-case", "\\uD83D\\uDE00"},
       {"pair/mixed-case", "\\uD83d\\uDe00"},
       {"pair/two", "\\ud83d\\ude00\\ud83d\\ude01"}});
  add(cases, "LoneSurrogate", Rule::kBodySurrogate,
      {{"lone/high", "\\ud83d"},
       {"lone/high-first", "\\ud800"},
       {"lone/high-last", "\\udbff"},
       {"lone/low", "\\ude00"},
       {"lone/low-first", "\\udc00"},
       {"lone/low-last", "\\udfff"},
       {"lone/swapped", "\\ude00\\ud83d"},
       {"lone/high-twice", "\\ud83d\\ud83d"},
       {"lone/high-then-letter", "\\ud83dA"},
       {"lone/high-then-escape", "\\ud83d\\n"},
       {"lone/high-then-bmp", "\\ud83d\\u0041"},
       {"lone/low-after-pair", "\\ud83d\\ude00\\ude00"},
       {"lone/high-before-pair", "\\ud83d\\ud83d\\ude00"}});
  add(cases, "BadEscape", Rule::kBodySyntax,
      {{"bad-escape/x", "\\x41"},
       {"bad-escape/apostrophe", "\\'"},
       {"bad-escape/a", "\\a"},
       {"bad-escape/v", "\\v"},
       {"bad-escape/e", "\\e"},
       {"bad-escape/zero", "\\0"},
       {"bad-escape/octal", "\\101"},
       {"bad-escape/upper-u", "\\U0041"},
       {"bad-escape/upper-n", "\\N"},
       {"bad-escape/blank", "\\ "},
       {"bad-escape/braces", "\\u{41}"},
       {"bad-escape/no-digits", "\\u"},
       {"bad-escape/one-digit", "\\u4"},
       {"bad-escape/three-digits", "\\u004"},
       {"bad-escape/not-a-digit", "\\u00g1"},
       {"bad-escape/minus", "\\u-041"},
       {"bad-escape/plus", "\\u+041"},
       {"bad-escape/blank-in-digits", "\\u 041"},
       {"bad-escape/hex-prefix", "\\u0x41"}});
}

void add_utf8(Cases& cases) {
  add(cases, "Utf8", kFine,
      {{"utf8/delete", bytes({0x7F})},
       {"utf8/two-first", bytes({0xC2, 0x80})},
       {"utf8/two-last", bytes({0xDF, 0xBF})},
       {"utf8/three-first", bytes({0xE0, 0xA0, 0x80})},
       {"utf8/three-before-surrogates", bytes({0xED, 0x9F, 0xBF})},
       {"utf8/three-after-surrogates", bytes({0xEE, 0x80, 0x80})},
       {"utf8/three-last", bytes({0xEF, 0xBF, 0xBF})},
       {"utf8/four-first", bytes({0xF0, 0x90, 0x80, 0x80})},
       {"utf8/four-last", bytes({0xF4, 0x8F, 0xBF, 0xBF})},
       {"utf8/byte-order-mark-inside", bytes({0xEF, 0xBB, 0xBF})},
       {"utf8/replacement-character", bytes({0xEF, 0xBF, 0xBD})},
       {"utf8/line-separator", bytes({0xE2, 0x80, 0xA8})},
       {"utf8/combining", bytes({0x65, 0xCC, 0x81})}});
  add(cases, "BadUtf8", Rule::kBodyUtf8,
      {{"bad-utf8/continuation", bytes({0x80})},
       {"bad-utf8/continuation-last", bytes({0xBF})},
       {"bad-utf8/two-continuations", bytes({0x80, 0xBF})},
       {"bad-utf8/overlong-two-nul", bytes({0xC0, 0x80})},
       {"bad-utf8/overlong-two-quote", bytes({0xC0, 0xA2})},
       {"bad-utf8/overlong-two-slash", bytes({0xC0, 0xAF})},
       {"bad-utf8/overlong-two-last", bytes({0xC1, 0xBF})},
       {"bad-utf8/overlong-three-nul", bytes({0xE0, 0x80, 0x80})},
       {"bad-utf8/overlong-three-slash", bytes({0xE0, 0x80, 0xAF})},
       {"bad-utf8/overlong-three-last", bytes({0xE0, 0x9F, 0xBF})},
       {"bad-utf8/overlong-four-nul", bytes({0xF0, 0x80, 0x80, 0x80})},
       {"bad-utf8/overlong-four-last", bytes({0xF0, 0x8F, 0xBF, 0xBF})},
       {"bad-utf8/surrogate-first", bytes({0xED, 0xA0, 0x80})},
       {"bad-utf8/surrogate-last", bytes({0xED, 0xBF, 0xBF})},
       {"bad-utf8/surrogate-pair", bytes({0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80})},
       {"bad-utf8/beyond-first", bytes({0xF4, 0x90, 0x80, 0x80})},
       {"bad-utf8/beyond-f5", bytes({0xF5, 0x80, 0x80, 0x80})},
       {"bad-utf8/beyond-f7", bytes({0xF7, 0xBF, 0xBF, 0xBF})},
       {"bad-utf8/five-bytes", bytes({0xF8, 0x88, 0x80, 0x80, 0x80})},
       {"bad-utf8/six-bytes", bytes({0xFC, 0x84, 0x80, 0x80, 0x80, 0x80})},
       {"bad-utf8/fe", bytes({0xFE})},
       {"bad-utf8/ff", bytes({0xFF})},
       {"bad-utf8/cut-two", bytes({0xC3})},
       {"bad-utf8/cut-three-after-one", bytes({0xE2})},
       {"bad-utf8/cut-three-after-two", bytes({0xE2, 0x82})},
       {"bad-utf8/cut-four-after-one", bytes({0xF0})},
       {"bad-utf8/cut-four-after-two", bytes({0xF0, 0x9F})},
       {"bad-utf8/cut-four-after-three", bytes({0xF0, 0x9F, 0x98})},
       {"bad-utf8/cut-then-letter", bytes({0xE2, 0x82, 'a'})},
       {"bad-utf8/latin-1", bytes({'c', 'a', 'f', 0xE9, ' '})},
       {"bad-utf8/cesu-8", bytes({0xED, 0xA1, 0x8C, 0xED, 0xBE, 0xB4})}});
}

void add_controls(Cases& cases) {
  for (int byte = 0; byte < 0x20; ++byte) {
    cases.push_back({"control/raw", bytes({'a', byte, 'b'}), Rule::kBodyControl, "RawControl"});
  }
}

void add_numbers(Cases& cases) {
  add(cases, "NumberSpelling", kFine,
      {{"number/zero", "0"},
       {"number/minus-zero", "-0"},
       {"number/fraction", "1.5"},
       {"number/fraction-zeros", "1.50000"},
       {"number/minus-fraction", "-0.0"},
       {"number/exponent", "1e3"},
       {"number/exponent-upper", "1E3"},
       {"number/exponent-plus", "1e+3"},
       {"number/exponent-minus", "1e-3"},
       {"number/exponent-zeros", "1e0003"},
       {"number/all", "-12.25E+02"},
       {"number/beyond-double", "1e400"},
       {"number/below-double", "1e-400"},
       {"number/2-53-plus-1", "9007199254740993"},
       {"number/2-63", "9223372036854775808"},
       {"number/2-64", "18446744073709551616"},
       {"number/long", std::string(400, '9')},
       {"number/long-fraction", "0." + std::string(400, '1')}});
  add(cases, "BadNumber", Rule::kBodySyntax,
      {{"bad-number/leading-zero", "01"},
       {"bad-number/two-zeros", "00"},
       {"bad-number/minus-leading-zero", "-01"},
       {"bad-number/leading-zero-fraction", "00.5"},
       {"bad-number/plus", "+1"},
       {"bad-number/leading-dot", ".5"},
       {"bad-number/minus-dot", "-.5"},
       {"bad-number/trailing-dot", "1."},
       {"bad-number/dot-exponent", "1.e3"},
       {"bad-number/two-dots", "1.2.3"},
       {"bad-number/minus-alone", "-"},
       {"bad-number/two-minus", "--1"},
       {"bad-number/minus-blank", "- 1"},
       {"bad-number/exponent-empty", "1e"},
       {"bad-number/exponent-sign-alone", "1e+"},
       {"bad-number/exponent-fraction", "1e1.5"},
       {"bad-number/two-exponents", "1e1e1"},
       {"bad-number/hexadecimal", "0x1F"},
       {"bad-number/octal", "0o17"},
       {"bad-number/binary", "0b11"},
       {"bad-number/underscore", "1_000"},
       {"bad-number/thousands", "1'000"},
       {"bad-number/suffix-long", "1L"},
       {"bad-number/suffix-float", "1.0f"},
       {"bad-number/suffix-bigint", "1n"},
       {"bad-number/nan", "NaN"},
       {"bad-number/minus-nan", "-NaN"},
       {"bad-number/infinity", "Infinity"},
       {"bad-number/minus-infinity", "-Infinity"},
       {"bad-number/inf", "inf"},
       {"bad-number/full-width", bytes({0xEF, 0xBC, 0x91})},
       {"bad-number/arabic", bytes({0xD9, 0xA1})},
       {"bad-number/division", "1/2"}});
}

void add_values(Cases& cases) {
  add(cases, "Syntax", Rule::kBodySyntax,
      {{"literal/true-capital", "True"},
       {"literal/true-upper", "TRUE"},
       {"literal/none", "None"},
       {"literal/nil", "nil"},
       {"literal/undefined", "undefined"},
       {"literal/true-long", "trues"},
       {"literal/null-long", "nulls"},
       {"literal/word", "word"},
       {"string/apostrophes", "'a'"},
       {"string/backquotes", "`a`"},
       {"string/quote-doubled", "\"a\"\"b\""},
       {"string/prefix", "u\"a\""},
       {"array/trailing-comma", "[1,]"},
       {"array/leading-comma", "[,1]"},
       {"array/doubled-comma", "[1,,2]"},
       {"array/comma-alone", "[,]"},
       {"array/missing-comma", "[1 2]"},
       {"array/missing-comma-strings", "[\"a\" \"b\"]"},
       {"array/colon", "[\"a\":1]"},
       {"array/closed-by-brace", "[1}"},
       {"array/parentheses", "(1)"},
       {"object/trailing-comma", "{\"a\":1,}"},
       {"object/leading-comma", "{,\"a\":1}"},
       {"object/doubled-comma", "{\"a\":1,,\"b\":2}"},
       {"object/comma-alone", "{,}"},
       {"object/missing-comma", "{\"a\":1 \"b\":2}"},
       {"object/missing-colon", "{\"a\" 1}"},
       {"object/doubled-colon", "{\"a\"::1}"},
       {"object/equals", "{\"a\"=1}"},
       {"object/missing-value", "{\"a\":}"},
       {"object/missing-colon-and-value", "{\"a\"}"},
       {"object/missing-name", "{:1}"},
       {"object/name-unquoted", "{a:1}"},
       {"object/name-apostrophes", "{'a':1}"},
       {"object/name-number", "{1:1}"},
       {"object/name-null", "{null:1}"},
       {"object/name-array", "{[]:1}"},
       {"object/semicolon", "{\"a\":1;\"b\":2}"},
       {"object/closed-by-bracket", "{\"a\":1]"},
       {"value/missing", ""},
       {"value/at-sign", "@"},
       {"value/ellipsis", "..."},
       {"value/backslash", "\\u0031"}});
  add(cases, "Comment", Rule::kBodySyntax,
      {{"comment/block-before", "/* c */1"},
       {"comment/block-after", "1/* c */"},
       {"comment/block-in-array", "[1,/* c */2]"},
       {"comment/line", "1// c\n"},
       {"comment/hash", "1# c\n"},
       {"comment/markup", "<!-- c -->1"}});
  add(cases, "WhiteSpace", kFine,
      {{"space/blank", " 1 "},
       {"space/tab", "\t1\t"},
       {"space/line-feed", "\n1\n"},
       {"space/carriage-return", "\r\n1\r\n"},
       {"space/in-array", "[ 1 , 2 ]"},
       {"space/in-object", "{ \"a\" : 1 }"},
       {"space/in-empty", "[ ]"}});
  add(cases, "WhiteSpace", Rule::kBodySyntax,
      {{"blank/form-feed", "\f1"},
       {"blank/vertical-tab", "\v1"},
       {"blank/nul", bytes({0, '1'})},
       {"blank/no-break", bytes({0xC2, 0xA0, '1'})},
       {"blank/next-line", bytes({0xC2, 0x85, '1'})},
       {"blank/ideographic", bytes({0xE3, 0x80, 0x80, '1'})},
       {"blank/line-separator", bytes({0xE2, 0x80, 0xA8, '1'})},
       {"blank/byte-order-mark", bytes({0xEF, 0xBB, 0xBF, '1'})}});
  add(cases, "Duplicate", kFine, {{"names/differ-by-case", "{\"a\":1,\"A\":2}"}});
  add(cases, "BadUtf8", Rule::kBodyUtf8,
      {{"bad-utf8/in-name", "{\"" + bytes({0xFF}) + "\":1}"},
       {"bad-utf8/in-deep-string", "[[\"" + bytes({0xC0, 0x80}) + "\"]]"}});
}

std::string nested(std::string_view open, std::string_view inner, std::string_view close,
                   int depth) {
  std::string text;
  for (int i = 0; i < depth; ++i) text += open;
  text += inner;
  for (int i = 0; i < depth; ++i) text += close;
  return text;
}

void add_depth(Cases& cases) {
  for (const int depth :
       {1, 2, 16, 31, 32, 33, 63, 64, 65, 100, 127, 128, 129, 255, 256, 257, 500}) {
    cases.push_back({"depth/arrays", nested("[", "", "]", depth), kFine, "Depth"});
    cases.push_back({"depth/objects", nested("{\"a\":", "0", "}", depth), kFine, "Depth"});
  }
}

std::string utf16(std::string_view ascii, bool big, bool mark) {
  std::string text = mark ? (big ? bytes({0xFE, 0xFF}) : bytes({0xFF, 0xFE})) : std::string();
  for (const char c : ascii) {
    text += big ? std::string{'\0', c} : std::string{c, '\0'};
  }
  return text;
}

}  // namespace

std::vector<TextCase> string_texts() {
  Cases cases;
  add_escapes(cases);
  add_utf8(cases);
  add_controls(cases);
  return cases;
}

std::vector<TextCase> value_texts() {
  Cases cases;
  add_numbers(cases);
  add_values(cases);
  add_depth(cases);
  return cases;
}

std::vector<TextCase> body_texts(std::string_view valid) {
  const std::string body(valid);
  Cases cases;
  add(cases, "WhiteSpace", kFine,
      {{"body/as-it-is", body}, {"body/white-space-around", " \t\r\n" + body + " \t\r\n"}});
  add(cases, "ByteOrderMark", Rule::kBodyBom, {{"mark/utf-8", bytes({0xEF, 0xBB, 0xBF}) + body}});
  add(cases, "ByteOrderMark", Rule::kBodyUtf8,
      {{"mark/utf-16-le", utf16(body, false, true)}, {"mark/utf-16-be", utf16(body, true, true)}});
  add(cases, "Trailing", Rule::kBodyTrailing,
      {{"trailing/second-document", body + body},
       {"trailing/second-on-a-line", body + "\n" + body},
       {"trailing/brace", body + "}"},
       {"trailing/bracket", body + "]"},
       {"trailing/comma", body + ","},
       {"trailing/colon", body + ":"},
       {"trailing/quote", body + "\""},
       {"trailing/number", body + " 1"},
       {"trailing/word", body + " x"},
       {"trailing/nul", body + std::string(1, '\0')},
       {"trailing/comment", body + "// c"},
       {"trailing/semicolon", body + ";"},
       {"trailing/html", body + "<html>"},
       {"trailing/no-break-space", body + bytes({0xC2, 0xA0})},
       {"trailing/byte-order-mark", body + bytes({0xEF, 0xBB, 0xBF})}});
  add(cases, "TopLevel", Rule::kBodyObject,
      {{"top/array", "[" + body + "]"},
       {"top/empty-array", "[]"},
       {"top/string", "\"" + std::string("text") + "\""},
       {"top/empty-string", "\"\""},
       {"top/number", "60"},
       {"top/true", "true"},
       {"top/false", "false"},
       {"top/null", "null"}});
  add(cases, "Syntax", Rule::kBodySyntax,
      {{"body/html", "<html><body>503 Service Unavailable</body></html>"},
       {"body/xml", "<?xml version=\"1.0\"?><Error/>"},
       {"body/plain-text", "Service Unavailable"},
       {"body/form", "Action=Get&Version=1"},
       {"body/guard", ")]}',\n" + body},
       {"body/callback", "callback(" + body + ")"}});
  return cases;
}

}  // namespace assay
