#include "parsers/har_reader.h"

#include <gtest/gtest.h>

#include <string>

namespace assay {
namespace {

const std::string kRequest =
    R"("request":{"method":"POST","url":"https://h.example:8/p?q=1#f","httpVersion":"HTTP/1.1",)"
    R"("headers":[{"name":"A","value":"b"}],"bodySize":2,"postData":{"text":"{}"}})";
const std::string kResponse =
    R"("response":{"status":200,"httpVersion":"h2","headers":[],"content":{"size":2,"text":"{}"}})";
const std::string kEntry = "{" + kRequest + "," + kResponse + "}";

std::string archive(const std::string& entries) {
  return "{\n \"log\": {\"version\":\"1.2\", \"entries\": [" + entries +
         "], \"comment\":\"x\"}\n}\n";
}

std::string show_body(const RecordedMessage& message) {
  return message.body + (message.body_end == BodyEnd::kComplete ? "" : "(unknown)");
}

// Entries as "METHOD path host body -> status body", then the error.
std::string read_all(std::string_view text, HarLimits limits = {}) {
  ByteSource source = ByteSource::of_text("a.har", text);
  HarReader reader(source, limits);
  HarEntry entry;
  std::string all;
  while (true) {
    const Expected<bool> found = reader.next(entry);
    if (!found) return all + found.error().to_string();
    if (!*found) return all;
    all += "#" + std::to_string(entry.number) + "@" + std::to_string(entry.place.line) + ":" +
           std::to_string(entry.place.column) + " ";
    if (entry.too_long) {
      all += "too long\n";
      continue;
    }
    const RecordedMessage& request = *entry.record.request;
    all += request.method + " " + request.path + " " + entry.host + " " + show_body(request);
    if (entry.record.response) {
      all += " -> " + std::to_string(entry.record.response->status) + " " +
             show_body(*entry.record.response);
    }
    all += "\n";
  }
}

TEST(HarReader, Entries) {
  const std::string shown = "POST /p?q=1 h.example:8 {} -> 200 {}\n";
  EXPECT_EQ(read_all(archive("")), "");
  EXPECT_EQ(read_all(archive(" \n ")), "");
  EXPECT_EQ(read_all(archive(kEntry)), "#1@2:39 " + shown);
  EXPECT_EQ(read_all(archive(kEntry + ",\n" + kEntry)), "#1@2:39 " + shown + "#2@3:1 " + shown);
  EXPECT_EQ(read_all("\xef\xbb\xbf" + archive(kEntry)), "#1@2:39 " + shown) << "byte order mark";
  EXPECT_EQ(
      read_all(R"({"x":{"entries":[1]},"a":["log"],"log":{"pages":[{"entries":[2]}],"entries":[)" +
               kEntry + "]}}"),
      "#1@1:78 " + shown)
      << "only those of log";
}

TEST(HarReader, Bodies) {
  const auto response_with = [](const std::string& rest) {
    return "{" + kRequest + R"(,"response":{"status":200,"headers":[)" + rest + "}}";
  };
  const auto request_with = [](const std::string& rest) {
    return R"({"request":{"method":"POST","url":"https://h","headers":[)" + rest + "}," +
           kResponse + "}";
  };
  struct Case {
    const char* what;
    std::string entry, want;
  };
  const std::string request = "#1@2:39 POST /p?q=1 h.example:8 {} -> 200 ";
  const std::string bare = "#1@2:39 POST / h ";
  const Case cases[] = {
      {"base64", response_with(R"(],"content":{"encoding":"base64","text":"/wA="})"),
       request + std::string("\xff\0\n", 3)},
      {"other encoding is left alone", response_with(R"(],"content":{"encoding":"x","text":"y"})"),
       request + "y\n"},
      {"sizes that do not fit", response_with(R"(],"bodySize":7,"content":{"size":9,"text":"y"})"),
       request + "y\n"},
      {"no text", response_with(R"(],"content":{"size":9})"), request + "(unknown)\n"},
      {"text null", response_with(R"(],"content":{"size":9,"text":null})"),
       request + "(unknown)\n"},
      {"no text, size 0", response_with(R"(],"content":{"size":0})"), request + "\n"},
      {"no text, no size", response_with(R"(],"content":{})"), request + "(unknown)\n"},
      {"no text, but a length",
       response_with(R"({"name":"content-length","value":"9"}],"content":{"size":0})"),
       request + "(unknown)\n"},
      {"no content", response_with("]"), request + "(unknown)\n"},
      {"no answer", "{" + kRequest + R"(,"response":{"status":0}})",
       "#1@2:39 POST /p?q=1 h.example:8 {}\n"},
      {"no post data, size 0", request_with(R"(],"bodySize":0)"), bare + " -> 200 {}\n"},
      {"no post data, size unknown", request_with(R"(],"bodySize":-1)"),
       bare + "(unknown) -> 200 {}\n"},
      {"no post data, length 0", request_with(R"({"name":"Content-Length","value":"0"}])"),
       bare + " -> 200 {}\n"},
      {"post data without text", request_with(R"(],"postData":{"params":[]})"),
       bare + "(unknown) -> 200 {}\n"},
      {"post data in base64", request_with(R"(],"postData":{"text":"e30=","encoding":"base64"})"),
       bare + "{} -> 200 {}\n"},
  };
  for (const Case& c : cases) EXPECT_EQ(read_all(archive(c.entry)), c.want) << c.what;
}

TEST(HarReader, Refused) {
  struct Case {
    const char* what;
    std::string text, want;
  };
  const auto entry = [](const std::string& text) { return archive(text); };
  const Case cases[] = {
      {"empty", "", "a.har:1:1: error: the archive is empty"},
      {"blank", " \n ", "a.har:2:2: error: the archive is empty"},
      {"array", "[1]", "a.har:1:1: error: not an HTTP Archive: an object with a member"},
      {"deep", std::string(100'000, '['), "a.har:1:1: error: not an HTTP Archive"},
      {"no log", "{}", "a.har:1:1: error: not an HTTP Archive: it has no array `log.entries`"},
      {"no entries", R"({"log":{}})", "it has no array `log.entries`"},
      {"entries of another kind", R"({"log":{"entries":{}}})", "it has no array `log.entries`"},
      {"log an array", R"({"log":[{"entries":[]}]})", "it has no array `log.entries`"},
      {"entries twice", R"({"log":{"entries":[],"entries":[]}})", "a.har:1:22: error: "},
      {"number for an entry", entry("1"), "a.har:2:39: error: an entry of `log.entries` is an"},
      {"comma too many", entry(kEntry + ","), "error: an entry of `log.entries` is an object"},
      {"comma first", entry("," + kEntry), "a.har:2:39: error: an entry of"},
      {"no comma", entry("{}{}"), "error: an entry of an HTTP Archive has an object `request`"},
      {"no comma between", entry(kEntry + kEntry), "error: a comma or `]` is due after an entry"},
      {"brackets that do not fit", entry("{]"), "a.har:2:40: error: "},
      {"syntax inside an entry", entry("{\n\"a\" 1}"), "a.har:3:5: error: "},
      {"syntax before the entries", "{\"log\" {\"entries\":[]}}", "a.har:1:8: error: "},
      {"syntax after the entries",
       "{\"log\":{\"entries\":[{" + kRequest + "," + kResponse + "}]\n x}}", "a.har:2:2: error: "},
      {"text after the root", archive("") + "x", "a.har:4:1: error: "},
      {"no request", entry("{" + kResponse + "}"), "a.har:2:39: error: an entry of an HTTP"},
      {"no response", entry("{" + kRequest + "}"), "has an object `response`"},
      {"request an array", entry("{\"request\":[]}"), "a.har:2:50: error: an entry of an HTTP"},
      {"no method", entry(R"({"request":{"url":""},)" + kResponse + "}"), "`method` and `url`"},
      {"no headers", entry(R"({"request":{"method":"A","url":""},)" + kResponse + "}"),
       "`headers` of an HTTP Archive is an array"},
      {"header without a value",
       entry(R"({"request":{"method":"A","url":"","headers":[{"name":"x"}]},)" + kResponse + "}"),
       "strings `name` and `value`"},
      {"no status", entry("{" + kRequest + R"(,"response":{}})"), "`status` of 0 to 999"},
      {"bad base64",
       entry("{" + kRequest +
             R"(,"response":{"status":200,"headers":[],"content":)"
             R"({"encoding":"base64","text":"{}"}}})"),
       "not base64"},
      {"nesting in an entry", entry("{\"a\":" + std::string(200'000, '[') + "}"), "error: "},
  };
  for (const Case& c : cases) {
    const std::string got = read_all(c.text);
    EXPECT_NE(got.find(c.want), std::string::npos) << c.what << "\n" << got.substr(0, 500);
  }
}

TEST(HarReader, CutAnywhereIsAnErrorWithItsPlace) {
  const std::string text = archive(kEntry + ", " + kEntry);
  for (std::size_t size = 0; size < text.size() - 1; ++size) {
    const std::string cut = text.substr(0, size);  // its own storage: overruns are seen
    const std::string got = read_all(cut);
    EXPECT_NE(got.find("a.har:"), std::string::npos) << size << got;
    EXPECT_NE(got.find("error: "), std::string::npos) << size << got;
  }
  EXPECT_NE(read_all(text.substr(0, 60))
                .find("a.har:2:59: error: the archive is cut off inside "
                      "entry 1 of `log.entries`; export the archive again"),
            std::string::npos)
      << read_all(text.substr(0, 60));
  EXPECT_NE(read_all("{\"log\":{").find("a.har:1:9: error: the archive is cut off here"),
            std::string::npos);
}

TEST(HarReader, EntriesBeforeTheDamageAreRead) {
  const std::string got = read_all(archive(kEntry + ",{"));
  EXPECT_EQ(got.substr(0, 8), "#1@2:39 ");
  EXPECT_NE(got.find("error: "), std::string::npos);
}

TEST(HarReader, Limits) {
  HarLimits limits;
  limits.max_entry_bytes = kEntry.size();
  limits.max_outside_bytes = 100;
  EXPECT_EQ(read_all(archive("{\"x\":\"" + std::string(1000, '}') + "\"}," + kEntry), limits),
            "#1@2:39 too long\n#2@2:1048 POST /p?q=1 h.example:8 {} -> 200 {}\n");
  EXPECT_NE(
      read_all("{\"a\":\"" + std::string(200, 'x'), limits).find("more than 100 bytes outside"),
      std::string::npos);
  EXPECT_NE(read_all("{\"a\" 1" + std::string(200, ' '), limits).find("a.har:1:6: error"),
            std::string::npos)
      << "what is wrong is said, not that it is long";
  EXPECT_NE(read_all("{\"a\":" + std::string(200, '['), limits).find("error: "), std::string::npos);
}

}  // namespace
}  // namespace assay
