#include "parsers/input.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "parsers/exchange_record.h"

namespace assay {
namespace {

const std::string kRecord = write_exchange_record(
    {nullptr,
     []() -> const HttpResponse* {
       static const HttpResponse response{400, "HTTP/1.1", {}, "{}", BodyEnd::kComplete, {}};
       return &response;
     }()},
    {"2026-11-22T09:37:00Z", {}, "", ""});

std::string at(TextPlace place) {
  return std::to_string(place.line) + ":" + std::to_string(place.column);
}

std::string show(const InputItem& item) {
  std::string text = "#" + std::to_string(item.number) + "@" + at(item.place) + " ";
  if (item.kind == InputItem::Kind::kBody) text += "body " + std::string(item.body);
  if (item.kind == InputItem::Kind::kNothing) text += "nothing";
  if (item.exchange.request != nullptr) {
    text +=
        std::string(item.exchange.request->method) + " " + std::string(item.exchange.request->body);
  }
  if (item.exchange.response != nullptr) {
    text += "->" + std::to_string(item.exchange.response->status) + " " +
            std::string(item.exchange.response->body);
  }
  if (!item.other_service.empty()) text += " of " + item.other_service;
  for (const InputFinding& finding : item.findings) {
    text += " !" + std::string(Contract::embedded().constraint(finding.constraint).id) + "@" +
            at(finding.place);
  }
  return text + "\n";
}

std::string read_all(Input& input) {
  std::string all;
  int errors = 0;
  while (true) {
    const Expected<const InputItem*> item = input.next();
    if (!item) {
      all += item.error().to_string() + "\n";
      if (++errors > 10) return all + "(endless)";
    } else if (*item == nullptr) {
      return all;
    } else {
      all += show(**item);
    }
  }
}

InputOptions options_for(InputKind kind) {
  InputOptions options;
  options.kind = kind;
  options.contracts = {&Contract::embedded()};
  return options;
}

std::string read_text(InputKind kind, std::string_view text) {
  Input input = Input::of_text("f", text, options_for(kind));
  return read_all(input);
}

TEST(Input, Json) {
  EXPECT_EQ(read_text(InputKind::kJson, ""), "#1@1:1 body \n");
  EXPECT_EQ(read_text(InputKind::kJson, "{}\n"), "#1@1:1 body {}\n\n");
  EXPECT_EQ(read_text(InputKind::kJson, std::string_view("\0\xff\r\n", 4)),
            std::string("#1@1:1 body \0\xff\r\n\n", 17));
}

TEST(Input, Lines) {
  struct Case {
    const char* what;
    std::string text, want;
  };
  const Case cases[] = {
      {"nothing", "", ""},
      {"empty lines", "\n\r\n \t\n", ""},
      {"bodies", "{}\n\r\n[1]\r\nx", "#1@1:1 body {}\n#3@3:1 body [1]\n#4@4:1 body x\n"},
      {"carriage return at the end", "{}\r", "#1@1:1 body {}\n"},
      {"record", kRecord + "\n", "#1@1:1 ->400 {}\n"},
      {"mixed", "{}\n" + kRecord + "\n{}", "#1@1:1 body {}\n#2@2:1 ->400 {}\n#3@3:1 body {}\n"},
      {"byte order mark before a record", "\xef\xbb\xbf" + kRecord, "#1@1:1 ->400 {}\n"},
      {"byte order mark before a body", "\xef\xbb\xbf{}", "#1@1:1 body \xef\xbb\xbf{}\n"},
      {"any bytes", std::string("\0\xff\n{\0}", 6),
       std::string("#1@1:1 body \0\xff\n#2@2:1 body {\0}\n", 31)},
  };
  for (const Case& c : cases) EXPECT_EQ(read_text(InputKind::kNdjson, c.text), c.want) << c.what;

  const std::string broken = read_text(InputKind::kNdjson, "{}\n{\"assayExchange\":1,\n{}\n");
  EXPECT_EQ(broken.substr(0, 30), "#1@1:1 body {}\nf:2:20: error: ") << broken;
  EXPECT_EQ(broken.substr(broken.size() - 15), "#3@3:1 body {}\n") << "the next line is read";

  Input input = Input::of_text("f", "\n{}\n \n", options_for(InputKind::kNdjson));
  read_all(input);
  EXPECT_EQ(input.empty_lines(), 2u);
  EXPECT_EQ(input.bytes_read(), 6u);
  EXPECT_EQ(input.bytes_total(), 6u);
}

TEST(Input, BodiesAreCutOnePastTheLimit) {
  InputOptions options = options_for(InputKind::kJson);
  options.max_body_bytes = 3;
  const auto body_of = [&](InputKind kind, const std::string& text) {
    options.kind = kind;
    Input input = Input::of_text("f", text, options);
    return read_all(input);
  };
  EXPECT_EQ(body_of(InputKind::kJson, "123"), "#1@1:1 body 123\n");
  EXPECT_EQ(body_of(InputKind::kJson, "12345"), "#1@1:1 body 1234\n");
  EXPECT_EQ(body_of(InputKind::kHttp, "HTTP/1.1 200 OK\n\n12345"), "#1@1:1 ->200 1234\n");
  const std::string line(2u << 20, 'x');  // longer than any record may be
  EXPECT_EQ(body_of(InputKind::kNdjson, line + "\n{}\n"), "#1@1:1 body xxxx\n#2@2:1 body {}\n");
  EXPECT_EQ(body_of(InputKind::kHar, "{\"log\":{\"entries\":[{\"x\":\"" + line + "\"}]}}"),
            "#1@1:20 nothing !limit/size@1:20\n");
}

constexpr char kSigned[] =
    "Authorization: AWS4-HMAC-SHA256 Credential=A/20150830/us-east-1/sts/aws4_request, x\n";

std::string repeat(std::string_view text, int count) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

TEST(Input, Messages) {
  struct Case {
    const char* what;
    std::string text, want;
  };
  const std::string request = "POST / HTTP/1.1\nContent-Length: 2\n\n{}";
  const std::string response = "HTTP/1.1 200 OK\nContent-Length: 2\n\n[]";
  const Case cases[] = {
      {"nothing", "\n\n", ""},
      {"pair", request + response, "#1@1:1 POST {}->200 []\n"},
      {"two pairs", request + response + "\n\n" + request + response,
       "#1@1:1 POST {}->200 []\n#2@9:1 POST {}->200 []\n"},
      {"requests alone", request + "\n" + request, "#1@1:1 POST {}\n#2@5:1 POST {}\n"},
      {"responses alone", response + "\n" + response, "#1@1:1 ->200 []\n#2@5:1 ->200 []\n"},
      {"interim", request + "HTTP/1.1 100 Go on\n\n" + response, "#1@1:1 POST {}->200 []\n"},
      {"interim, then nothing", request + "HTTP/1.1 100 Go on\n\n", "#1@1:1 POST {}\n"},
      {"interim first", "HTTP/1.1 100 Go on\n\n" + request, "#1@3:1 POST {}\n"},
      {"HEAD", "HEAD / HTTP/1.1\n\nHTTP/1.1 200 OK\nContent-Length: 7\n\n" + request,
       "#1@1:1 HEAD ->200 \n#2@6:1 POST {}\n"},
      {"unreadable", "[[[", "#1@1:1 nothing !http/message@syntax@1:1\n"},
      {"unreadable response", request + "HTTP/1.1 OK\n\n",
       "#1@1:1 POST {} !http/message@syntax@4:3\n"},
      {"unreadable after an exchange", request + response + "x" + request,
       "#1@1:1 POST {}->200 []\n#2@7:3 xPOST {}\n"},
      {"nothing after what is unreadable", request + "\n[\n" + request,
       "#1@1:1 POST {}\n#2@5:1 nothing !http/message@syntax@5:1\n"},
      {"header flood", "GET / HTTP/1.1\n" + repeat("a:\n", 5000) + "\n",
       "#1@1:1 nothing !limit/size@4098:1\n"},
  };
  for (const Case& c : cases) EXPECT_EQ(read_text(InputKind::kHttp, c.text), c.want) << c.what;
}

TEST(Input, WhichService) {
  const auto message = [](const std::string& headers) {
    return "POST / HTTP/1.1\n" + headers + "\n";
  };
  struct Case {
    const char* what;
    std::string headers, want;
  };
  const std::string own =
      "Authorization: AWS4-HMAC-SHA256 Credential=A/1/r/airflow-serverless/aws4_request, x\n";
  const Case cases[] = {
      {"nothing tells", "", ""},
      {"loaded", "X-Amz-Target: AmazonMWAAServerless.Any\n", ""},
      {"loaded, signed for another",
       std::string("X-Amz-Target: AmazonMWAAServerless.Any\n") + kSigned, ""},
      {"other target", "X-Amz-Target: DynamoDB_20120810.GetItem\n", " of DynamoDB_20120810"},
      {"other target, signed", std::string("X-Amz-Target: Other.GetItem\n") + kSigned, " of sts"},
      {"other target, signed for the loaded one", "X-Amz-Target: Other.X\n" + own, " of Other"},
      {"damaged target", "X-Amz-Target: GetWorkflowRun\n" + own, ""},
      {"damaged target of another", std::string("X-Amz-Target: X\n") + kSigned, " of sts"},
      {"no target, signed", kSigned, " of sts"},
      {"no target, signed for the loaded one", own, ""},
      {"host of another", "Host: sts.us-east-1.amazonaws.com\n", " of sts"},
      {"host of another, with port", "Host: sts.us-east-1.amazonaws.com:443\n", " of sts"},
      {"host of the loaded one", "Host: airflow-serverless.us-east-1.api.aws\n", ""},
      {"any other host", "Host: 127.0.0.1\n", ""},
      {"printable", "X-Amz-Target: a\xff b.c\n", " of a??b"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(read_text(InputKind::kHttp, message(c.headers)), "#1@1:1 POST " + c.want + "\n")
        << c.what;
  }
  // A browser's archive holds everything that the page loaded.
  const auto entry = [](const std::string& type) {
    return R"({"log":{"entries":[{"request":{"method":"POST","url":"https://x.example/","headers":[)"
           R"({"name":"content-type","value":")" +
           type + R"("}],"bodySize":0},"response":{"status":0}}]}})";
  };
  EXPECT_EQ(read_text(InputKind::kHar, entry("text/html")), "#1@1:20 POST  of x.example\n");
  EXPECT_EQ(read_text(InputKind::kHar, entry("application/x-amz-json-1.0")), "#1@1:20 POST \n");
  const std::string text = message(kSigned);
  Input any = Input::of_text("f", text, [] {
    InputOptions options;
    options.kind = InputKind::kHttp;
    return options;
  }());
  EXPECT_EQ(read_all(any), "#1@1:1 POST \n") << "without contracts every exchange is taken";
}

TEST(Input, Places) {
  const auto first_item = [](Input& input) { return *input.next(); };
  Input body = Input::of_text("f", "{\n \"a\": 1}", options_for(InputKind::kJson));
  const InputItem* item = first_item(body);
  EXPECT_EQ(at(item->locate(HttpPart::kResponseBody, 0, 0)), "1:1");
  EXPECT_EQ(at(item->locate(HttpPart::kRequestBody, 0, 3)), "2:2");
  EXPECT_EQ(at(item->locate(HttpPart::kRequestBody, 0, 10)), "2:9");
  EXPECT_EQ(at(item->locate(HttpPart::kRequestBody, 0, 1)), "1:2") << "backwards";
  EXPECT_EQ(at(item->locate(HttpPart::kRequestBody, 0, 11)), "1:1") << "past the end";

  Input line = Input::of_text("f", "\n{\"a\":1}\n", options_for(InputKind::kNdjson));
  EXPECT_EQ(at(first_item(line)->locate(HttpPart::kResponseBody, 0, 5)), "2:6");

  Input messages = Input::of_text("f",
                                  "POST / HTTP/1.1\nA: b\nC:  d\n e\nContent-Length: 5\n\n{\n\n1}"
                                  "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                  "2\r\n{\n\r\n1\r\n}\r\n0\r\n\r\n",
                                  options_for(InputKind::kHttp));
  item = first_item(messages);
  EXPECT_EQ(at(item->locate(HttpPart::kRequestLine, 0, 5)), "1:6");
  EXPECT_EQ(at(item->locate(HttpPart::kRequestHeaders, 0, 0)), "1:1");
  EXPECT_EQ(at(item->locate(HttpPart::kRequestHeader, 0, 0)), "2:4");
  EXPECT_EQ(at(item->locate(HttpPart::kRequestHeader, 1, 0)), "3:5");
  EXPECT_EQ(at(item->locate(HttpPart::kRequestHeader, 1, 2)), "4:2") << "folded";
  EXPECT_EQ(at(item->locate(HttpPart::kRequestBody, 0, 3)), "9:1");
  EXPECT_EQ(at(item->locate(HttpPart::kStatusLine, 0, 9)), "9:12");
  EXPECT_EQ(at(item->locate(HttpPart::kResponseHeaders, 0, 0)), "9:3");
  EXPECT_EQ(at(item->locate(HttpPart::kResponseHeader, 0, 0)), "10:20");
  EXPECT_EQ(at(item->locate(HttpPart::kResponseBody, 0, 0)), "13:1");
  EXPECT_EQ(at(item->locate(HttpPart::kResponseBody, 0, 2)), "16:1") << "in the second chunk";
  EXPECT_EQ(at(item->locate(HttpPart::kResponseBody, 0, 3)), "16:2") << "the end";

  const std::string line_two = "\n" + kRecord;
  Input record = Input::of_text("f", line_two, options_for(InputKind::kNdjson));
  EXPECT_EQ(at(first_item(record)->locate(HttpPart::kResponseBody, 0, 1)), "2:1");
}

class InputFiles : public testing::Test {
 protected:
  void SetUp() override {
    root_ =
        std::filesystem::path(testing::TempDir()) / ("assay-input-" + std::to_string(::getpid()));
    std::filesystem::create_directories(root_);
  }
  void TearDown() override { std::filesystem::remove_all(root_); }

  std::string write(const std::string& name, std::string_view text) {
    std::ofstream(root_ / name, std::ios::binary) << text;
    return (root_ / name).string();
  }
  static std::string error_of(const std::string& path) {
    const Expected<Input> input = Input::open(path, options_for(InputKind::kAuto));
    return input ? "" : input.error().to_string().substr(path.size());
  }

  std::filesystem::path root_;
};

TEST_F(InputFiles, AreReadThroughASmallBuffer) {
  std::string text;
  for (int i = 0; i < 60'000; ++i) text += "{\"number\":" + std::to_string(i) + "}\r\n";
  const std::string path = write("many.jsonl", text);
  Expected<Input> input = Input::open(path, options_for(InputKind::kAuto));
  ASSERT_TRUE(input);
  EXPECT_EQ(input->kind(), InputKind::kNdjson);
  EXPECT_EQ(input->name(), path);
  EXPECT_EQ(input->bytes_total(), text.size());
  for (std::uint64_t i = 0; i < 60'000; ++i) {
    const Expected<const InputItem*> item = input->next();
    ASSERT_TRUE(item && *item);
    ASSERT_EQ((*item)->body, "{\"number\":" + std::to_string(i) + "}");
    ASSERT_EQ((*item)->number, i + 1);
  }
  EXPECT_EQ(*input->next(), nullptr);
  EXPECT_EQ(input->bytes_read(), text.size());
}

TEST_F(InputFiles, AnExplicitKindBeatsTheName) {
  Expected<Input> input = Input::open(write("a.txt", "{}\n{}"), options_for(InputKind::kNdjson));
  ASSERT_TRUE(input);
  EXPECT_EQ(read_all(*input), "#1@1:1 body {}\n#2@2:1 body {}\n");
}

TEST_F(InputFiles, Unreadable) {
  EXPECT_EQ(error_of((root_ / "none.json").string()), ": error: no such file");
  EXPECT_EQ(error_of(root_.string()), ": error: is a directory; name the files in it");
  std::filesystem::create_symlink(root_ / "loop.json", root_ / "loop.json");
  EXPECT_EQ(error_of((root_ / "loop.json").string()), ": error: a loop of symbolic links");
  const std::string pipe = (root_ / "pipe.json").string();
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_EQ(error_of(pipe), ": error: is a pipe; give it as standard input with `-`");
  EXPECT_EQ(error_of("/dev/null"),
            ": error: is a device; give its bytes as standard input with `-`");
  EXPECT_EQ(error_of(write("plain.json", "") + "/a.json"),
            ": error: a part of the path is not a directory");
  EXPECT_EQ(error_of((root_ / std::string(5000, 'x')).string()), ": error: the path is too long");
  EXPECT_EQ(error_of(write("a.txt", "")).substr(0, 33), ": error: the kind of input cannot");
  const std::string closed = write("closed.json", "{}");
  std::filesystem::permissions(closed, std::filesystem::perms::none);
  if (::geteuid() == 0) {
    std::cout << "skipped: everything is readable to root\n";
  } else {
    EXPECT_EQ(error_of(closed), ": error: no permission to read it");
  }
}

TEST_F(InputFiles, EmptyOnes) {
  const auto all_of = [&](const std::string& name) {
    Expected<Input> input = Input::open(write(name, ""), options_for(InputKind::kAuto));
    return input ? read_all(*input) : "unreadable";
  };
  EXPECT_EQ(all_of("a.json"), "#1@1:1 body \n");
  EXPECT_EQ(all_of("a.ndjson"), "");
  EXPECT_EQ(all_of("a.http"), "");
  EXPECT_NE(all_of("a.har").find("a.har:1:1: error: the archive is empty"), std::string::npos);
}

// Bytes that no reader expects end with items or an error, for every kind.
TEST(Input, AnyBytesAsEveryKind) {
  std::uint32_t state = 12345;
  for (int round = 0; round < 200; ++round) {
    std::string text;
    for (int i = 0; i < 300; ++i) {
      state = state * 1664525u + 1013904223u;
      text += round % 2 == 0 ? static_cast<char>(state >> 24)
                             : "{}[]\":,\n\r\\ 0aHTP/1.log"[(state >> 24) % 23];
    }
    for (const InputKind kind :
         {InputKind::kJson, InputKind::kNdjson, InputKind::kHar, InputKind::kHttp}) {
      EXPECT_NE(read_text(kind, text), "") << round;
    }
  }
}

TEST(Input, ManyBrackets) {
  const std::string brackets(32u << 20, '[');
  EXPECT_EQ(read_text(InputKind::kHttp, brackets), "#1@1:1 nothing !http/message@syntax@1:1\n");
  EXPECT_NE(read_text(InputKind::kHar, brackets).find("not an HTTP Archive"), std::string::npos);
  EXPECT_EQ(read_text(InputKind::kJson, brackets).size(), (16u << 20) + 1 + 13);
  EXPECT_EQ(read_text(InputKind::kNdjson, brackets).size(), (32u << 20) + 13);
}

}  // namespace
}  // namespace assay
