#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "conformance/subject.h"
#include "spec/json_tree.h"

namespace assay {
namespace {

using testing::HasSubstr;
using testing::Not;
namespace fs = std::filesystem;

struct Ran {
  int code = -1;
  std::string out;
};

// The command itself, in a folder of its own; standard error comes with the output.
Ran assay(const std::string& arguments, const std::string& folder) {
  const std::string line =
      "cd '" + folder + "' && '" ASSAY_BINARY_DIR "/assay' " + arguments + " 2>&1 </dev/null";
  Ran ran;
  FILE* pipe = popen(line.c_str(), "r");
  if (!pipe) return ran;
  std::array<char, 4096> buffer;
  while (const std::size_t count = fread(buffer.data(), 1, buffer.size(), pipe)) {
    ran.out.append(buffer.data(), count);
  }
  const int status = pclose(pipe);
  ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return ran;
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_file(const fs::path& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

// A driver that answers every call with an empty value and sends nothing.
constexpr std::string_view kEmptyDriver = R"(read line
printf '%s\n' '{"type":"hello","protocol":1,"sdk":"lazy","version":"1","runtime":"sh","capabilities":["call"]}'
while read line; do
  case "$line" in *'"bye"'*) printf '{"type":"bye"}\n'; exit 0;; esac
  id=${line#*\"id\":}; id=${id%%,*}
  printf '{"type":"value","id":%s,"value":{}}\n' "$id"
done
)";

class Conform : public testing::Test {
 protected:
  std::string folder() const { return scratch_.path(); }
  std::string lazy() const {
    write_file(folder() + "/lazy.sh", kEmptyDriver);
    return "--driver '/bin/sh " + folder() + "/lazy.sh'";
  }

 private:
  ScratchDirectory scratch_;
};

TEST_F(Conform, TheReferenceNeedsNothingAndPassesAll) {
  const Ran ran = assay("conform --sdk reference", folder());
  EXPECT_EQ(ran.code, 0) << ran.out;
  EXPECT_THAT(ran.out, HasSubstr("MUST"));
  EXPECT_THAT(ran.out, HasSubstr("0 new, 0 stale"));
  std::size_t column = 0;
  for (const char c : ran.out) {
    column = c == '\n' ? 0 : column + 1;
    ASSERT_LE(column, 110u) << ran.out;
  }
}

TEST_F(Conform, MissesFailAndAreExplained) {
  const Ran ran = assay("conform --run 'awsJson1_0/body/cut-*' " + lazy(), folder());
  EXPECT_EQ(ran.code, 1) << ran.out;
  EXPECT_THAT(ran.out, HasSubstr("silent loss"));
  EXPECT_THAT(ran.out, HasSubstr("awsJson1_0/body/cut-in-string"));
  EXPECT_THAT(ran.out, HasSubstr("source RFC 8259"));
  EXPECT_THAT(ran.out, HasSubstr("replay assay replay awsJson1_0/body/cut-in-string --driver"));
}

TEST_F(Conform, TheGateDecides) {
  const std::string run = "conform --run awsJson1_0/body/cut-in-string " + lazy();
  EXPECT_EQ(assay(run, folder()).code, 1);
  EXPECT_EQ(assay(run + " --gate must", folder()).code, 0);
}

TEST_F(Conform, KnownFailuresAreWrittenKeptAndHeldTo) {
  const std::string run = "conform --run 'awsJson1_0/body/cut-*' --known-failing k " + lazy();
  EXPECT_EQ(assay(run + " --update-known", folder()).code, 0);
  std::string known = read_file(folder() + "/k");
  EXPECT_THAT(known, HasSubstr("awsJson1_0/body/cut-in-string kind=silent-loss why=\"\"\n"));
  const Ran again = assay(run, folder());
  EXPECT_EQ(again.code, 0) << again.out;
  EXPECT_THAT(again.out, HasSubstr("without a reason"));
  // Another kind, a case that passes, a line that cannot be read.
  write_file(folder() + "/k", "awsJson1_0/body/cut-* kind=leak why=x\n");
  const Ran differs = assay(run, folder());
  EXPECT_EQ(differs.code, 1);
  EXPECT_THAT(differs.out, HasSubstr("fails as silent-loss, not as leak"));
  write_file(folder() + "/k", "awsJson1_0/body/cut-* kind=silent-loss until=2020-01-01 why=x\n");
  EXPECT_EQ(assay(run, folder()).code, 0);
  EXPECT_EQ(assay(run + " --enforce-expiry", folder()).code, 1);
  write_file(folder() + "/k", "nonsense\n");
  const Ran broken = assay(run, folder());
  EXPECT_EQ(broken.code, 2);
  EXPECT_THAT(broken.out, HasSubstr("k:1:1"));
  for (const std::string unreadable : {"none", "."}) {
    const Ran ran =
        assay("conform --sdk reference --run '*/full' --known-failing " + unreadable, folder());
    EXPECT_EQ(ran.code, 2) << ran.out;
    EXPECT_THAT(ran.out, HasSubstr("cannot be read"));
  }
}

TEST_F(Conform, LastFailedRunsWhatMissed) {
  const std::string lazy_driver = lazy();
  EXPECT_EQ(
      assay("conform --run awsJson1_0/body/cut-in-string --out l.json " + lazy_driver, folder())
          .code,
      1);
  const Ran again = assay("conform --last-failed l.json --out l.json " + lazy_driver, folder());
  EXPECT_EQ(again.code, 1) << again.out;
  EXPECT_THAT(again.out, HasSubstr("1 chosen"));
  EXPECT_THAT(again.out, HasSubstr("lazy: 0 of 1 now pass"));
  // The same name, mended: what missed is taken from the default place.
  fs::create_directories(folder() + "/build/conform");
  std::string last = read_file(folder() + "/l.json");
  for (std::size_t at = 0; (at = last.find("\"lazy\"", at)) != std::string::npos; ++at) {
    last.replace(at, 6, "\"reference\"");
  }
  write_file(folder() + "/build/conform/last.json", last);
  const Ran mended =
      assay("conform --sdk reference --last-failed --out build/conform/last.json", folder());
  EXPECT_EQ(mended.code, 0) << mended.out;
  EXPECT_THAT(mended.out, HasSubstr("reference: 1 of 1 now pass"));
  const Ran none = assay("conform --sdk reference --last-failed", folder());
  EXPECT_EQ(none.code, 0);
  EXPECT_THAT(none.out, HasSubstr("nothing missed in the last run"));
  const Ran other = assay("conform --sdk reference --last-failed l.json", folder());
  EXPECT_EQ(other.code, 2);
  EXPECT_THAT(other.out, HasSubstr("the last run was not of reference"));
  EXPECT_EQ(assay("conform --sdk reference --last-failed no.json", folder()).code, 2);
}

TEST_F(Conform, RepeatedRunsAreCompared) {
  const std::string run = "conform --run awsJson1_0/body/cut-in-string --repeat 3 --out r.json ";
  const Ran same = assay(run + lazy() + " --gate must", folder());
  EXPECT_EQ(same.code, 0) << same.out;
  EXPECT_THAT(same.out, HasSubstr("1 cases 3 times (0 not alike)"));
  EXPECT_THAT(read_file(folder() + "/r.json"), HasSubstr("\"unstable\":[]"));
  // A driver that answers otherwise from its second process on.
  std::string fickle(kEmptyDriver);
  const std::string value = "\"type\":\"value\",\"id\":%s,\"value\":{}";
  fickle.replace(fickle.find(value), value.size(), "\"id\":%s,'\"$answer\"'");
  fickle = "answer='\"type\":\"value\",\"value\":{}'\n[ ! -e '" + folder() +
           "/seen' ] || answer='\"type\":\"client_error\",\"wrapped\":true,\"class\":\"E\","
           "\"text\":\"t\"'\n: >'" +
           folder() + "/seen'\n" + fickle;
  write_file(folder() + "/fickle.sh", fickle);
  const Ran other =
      assay(run + "--gate must --driver '/bin/sh " + folder() + "/fickle.sh'", folder());
  EXPECT_EQ(other.code, 1) << other.out;
  EXPECT_THAT(other.out,
              HasSubstr("awsJson1_0/body/cut-in-string: silent loss, then wrong attempts"));
  EXPECT_THAT(other.out, HasSubstr("1 cases 3 times (1 not alike)"));
}

TEST_F(Conform, UsageAndDriversThatDoNotStart) {
  struct Row {
    std::string arguments;
    int code;
    std::string_view says;
  };
  for (const Row& row : {
           Row{"conform --run nothing-like-it", 2, "no case matches"},
           Row{"conform --suite 9.9", 2, "no edition"},
           Row{"conform --gate may", 2, "may"},
           Row{"conform --report xml=a", 2, "FORMAT=FILE"},
           Row{"conform --sdk reference --run '*/full' --update-known", 2, "--known-failing"},
           Row{"conform --sdk nope", 3, "no driver \"nope\""},
           Row{"conform --driver 'exit 5'", 3, "ended before hello"},
           Row{"replay awsJson1_0/body/cut-in-strin", 2, "awsJson1_0/body/cut-in-string"},
           Row{"replay awsJson1_0/value/full --sdk nope", 3, "no driver \"nope\""},
           Row{"driver", 2, "assay driver"},
       }) {
    const Ran ran = assay(row.arguments, folder());
    EXPECT_EQ(ran.code, row.code) << row.arguments << "\n" << ran.out;
    EXPECT_THAT(ran.out, HasSubstr(std::string(row.says)));
  }
}

// A shipped driver whose script installs whatever it is asked for, or fails.
void ship_driver(const std::string& folder, std::string_view name) {
  const fs::path at = fs::path(folder) / "conformance" / "drivers" / name;
  fs::create_directories(at);
  write_file(at / "lazy.sh", kEmptyDriver);
  write_file(
      at / "install",
      "#!/bin/sh\n"
      "echo \"installing $*\"\n"
      "[ \"$2\" != 6.6 ] || exit 1\n"
      "mkdir -p \"$4\"\n"
      "printf '#!/bin/sh\\nexec /bin/sh \"%s/lazy.sh\"\\n' \"$(dirname \"$0\")\" >\"$4/run\"\n"
      "chmod +x \"$4/run\"\n");
  fs::permissions(at / "install", fs::perms::owner_all);
}

TEST_F(Conform, AReleaseOrAWorkingTreeIsInstalledFirst) {
  ship_driver(folder(), "lazy");
  fs::create_directory(folder() + "/tree");
  fs::create_directories(folder() + "/build/drivers");
  write_file(folder() + "/conformance/lazy.known-failing",
             "awsJson1_0/body/cut-in-string kind=silent-loss why=lazy\n");
  const std::string run = "conform --run awsJson1_0/body/cut-in-string --sdk ";
  const Ran tree = assay(run + "lazy=tree", folder());
  EXPECT_EQ(tree.code, 0) << tree.out;
  EXPECT_THAT(tree.out, HasSubstr("installing --path tree --into "));
  EXPECT_THAT(tree.out, HasSubstr("lazy (tree): 1 cases, 1 known, 0 new"));
  EXPECT_TRUE(fs::exists(folder() + "/build/subjects/lazy=tree/run"));
  const Ran both = assay(run + "lazy@1.2.3 --sdk lazy=tree", folder());
  EXPECT_EQ(both.code, 0) << both.out;
  EXPECT_THAT(both.out, HasSubstr("lazy@1.2.3: 1 cases, 1 known, 0 new"));
  EXPECT_TRUE(fs::exists(folder() + "/build/subjects/lazy@1.2.3/run"));
  EXPECT_FALSE(fs::exists(folder() + "/build/drivers/lazy/run"));
  for (const auto& [sdk, says] : std::initializer_list<std::pair<std::string, std::string>>{
           {"lazy@6.6", "install --version 6.6"},
           {"lazy=nowhere", "no such folder"},
           {"other@1", "no driver \"other\""},
           {"lazy@", "no release"},
       }) {
    const Ran ran = assay(run + sdk, folder());
    EXPECT_EQ(ran.code, 3) << sdk << '\n' << ran.out;
    EXPECT_THAT(ran.out, HasSubstr(says));
  }
}

TEST_F(Conform, AllIsEveryShippedSdkAndTheReference) {
  ship_driver(folder(), "lazy");
  const std::string run = "conform --run awsJson1_0/value/full --sdk all --sdk reference";
  const Ran missing = assay(run, folder());
  EXPECT_EQ(missing.code, 3) << missing.out;
  EXPECT_THAT(missing.out, HasSubstr("run conformance/drivers/lazy/install"));
  fs::create_directories(folder() + "/build/drivers/lazy");
  write_file(folder() + "/build/drivers/lazy/run",
             "#!/bin/sh\nexec /bin/sh " + folder() + "/conformance/drivers/lazy/lazy.sh\n");
  fs::permissions(folder() + "/build/drivers/lazy/run", fs::perms::owner_all);
  const Ran all = assay(run, folder());
  EXPECT_EQ(all.code, 1) << all.out;
  EXPECT_THAT(all.out, HasSubstr("2 subjects in "));
  EXPECT_THAT(all.out, HasSubstr("reference: 1 cases"));
  EXPECT_THAT(all.out, HasSubstr("lazy: 1 cases, 0 known, 1 new"));
}

TEST_F(Conform, ListsTheCases) {
  const Ran ran = assay("conform --list --run 'awsJson1_0/retry/*'", folder());
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, HasSubstr("awsJson1_0/retry/throttling-once"));
  EXPECT_THAT(ran.out, Not(HasSubstr("awsJson1_0/body/")));
}

TEST_F(Conform, ResultFilesAreJson) {
  const Ran ran = assay(
      "conform --run 'awsJson1_0/value/*' --out a.json --report ndjson=b.ndjson "
      "--format json " +
          lazy() + " --sdk reference",
      folder());
  EXPECT_EQ(ran.code, 1);
  const std::string text = read_file(folder() + "/a.json");
  const auto json = parse_json(text, "a.json");
  ASSERT_TRUE(json) << json.error().to_string();
  ASSERT_TRUE(json->find("results"));
  EXPECT_EQ(json->find("subjects")->items.size(), 2u);
  EXPECT_EQ(json->find("kind")->text, "conform");
  EXPECT_EQ(json->find("summary")->find("exit_code")->integer(), 1);
  std::ifstream lines(folder() + "/b.ndjson");
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    EXPECT_TRUE(parse_json(line, "b.ndjson")) << line;
  }
  EXPECT_EQ(count, json->find("results")->items.size() + 2);
}

TEST_F(Conform, ReplayShowsBothWaysAndMasksTheSignature) {
  const Ran ran = assay("replay awsJson1_0/error/by-header-plain --sdk reference", folder());
  EXPECT_EQ(ran.code, 0) << ran.out;
  EXPECT_THAT(ran.out, HasSubstr("POST / HTTP/1.1"));
  EXPECT_THAT(ran.out, HasSubstr("X-Amz-Target: AmazonMWAAServerless.GetWorkflowRun"));
  EXPECT_THAT(ran.out, HasSubstr("X-Amzn-Errortype: ResourceNotFoundException"));
  EXPECT_THAT(ran.out, HasSubstr("Authorization: (masked)"));
  EXPECT_THAT(ran.out, Not(HasSubstr("Signature=")));
  EXPECT_THAT(ran.out, HasSubstr("pass"));
  EXPECT_EQ(assay("replay awsJson1_0/value/full " + lazy(), folder()).code, 1);
}

TEST_F(Conform, SmokePassesTheReferenceAndFailsALazyDriver) {
  const Ran good = assay("driver smoke '" ASSAY_BINARY_DIR "/assay driver reference'", folder());
  EXPECT_EQ(good.code, 0) << good.out;
  EXPECT_THAT(good.out, HasSubstr("17 checks, 0 failed"));
  lazy();
  const Ran bad = assay("driver smoke '/bin/sh lazy.sh'", folder());
  EXPECT_EQ(bad.code, 1) << bad.out;
  EXPECT_THAT(bad.out, HasSubstr("FAIL values of every type"));
  EXPECT_EQ(assay("driver smoke 'exit 1'", folder()).code, 3);
}

// boto3 itself, where it is installed: what its known-failing file says holds.
TEST_F(Conform, Boto3FailsAsItsFileSays) {
  const fs::path drivers = fs::path(ASSAY_SOURCE_DIR) / "build" / "drivers";
  if (access((drivers / "boto3" / "run").c_str(), X_OK) != 0) {
    GTEST_SKIP() << "skipped: boto3 is not installed (conformance/drivers/boto3/install)";
  }
  const Ran ran =
      assay("conform --sdk boto3 --drivers-dir '" + drivers.string() +
                "' --known-failing '" ASSAY_SOURCE_DIR "/conformance/boto3.known-failing'",
            folder());
  EXPECT_EQ(ran.code, 0) << ran.out;
  EXPECT_THAT(ran.out, HasSubstr("0 new, 0 stale"));
  EXPECT_THAT(ran.out, Not(HasSubstr("without a reason")));
  EXPECT_THAT(ran.out, HasSubstr("silent loss"));
}

// The mock's cases, the judge and the reference work with the model that is loaded.
TEST_F(Conform, WithALoadedModel) {
  const std::string source = ASSAY_SOURCE_DIR "/spec/mwaa-serverless/model.json";
  const std::string other = R"({"metadata": {"protocol": "json", "jsonVersion": "1.1",
"serviceId": "Other", "targetPrefix": "Other"}, "operations": {"Run": {"name": "Run"}},
"shapes": {}})";
  write_file(folder() + "/other.json", other);
  fs::copy_file(source, folder() + "/model.json");
  // A path that only holds in this folder reaches the reference's own process.
  const Ran both = assay(
      "conform --sdk reference --run 'awsJson1_0/body/cut-*' --model other.json --model model.json "
      "--operation GetWorkflowRun --out out.json",
      folder());
  EXPECT_EQ(both.code, 0) << both.out;
  const auto result = parse_json(read_file(folder() + "/out.json"), "out.json");
  ASSERT_TRUE(result);
  const JsonValue* models = result->find("models");
  ASSERT_EQ(models->items.size(), 2U);
  EXPECT_EQ(models->items[0].string_or("service", ""), "other");
  EXPECT_EQ(models->items[1].string_or("service", ""), "mwaa-serverless");

  const Ran none = assay("conform --sdk reference --model other.json", folder());
  EXPECT_EQ(none.code, 3);
  EXPECT_THAT(none.out, HasSubstr("nothing was run: the suite has no case of what --model"));
  const Ran listed = assay("conform --list --model other.json", folder());
  EXPECT_EQ(listed.code, 3);
  const Ran unknown = assay("conform --list --operation GetWorkflowRuns", folder());
  EXPECT_EQ(unknown.code, 2);
  EXPECT_THAT(unknown.out, HasSubstr("did you mean GetWorkflowRun"));

  const std::string id = "awsJson1_0/body/cut-in-string";
  const Ran replayed = assay("replay " + id + " --model model.json", folder());
  EXPECT_EQ(replayed.code, 0) << replayed.out;
  EXPECT_THAT(replayed.out, HasSubstr("client_error UnreadableResponse"));
  const Ran elsewhere = assay("replay " + id + " --model other.json", folder());
  EXPECT_EQ(elsewhere.code, 3);
  EXPECT_THAT(elsewhere.out, HasSubstr("nothing was run: the case is of mwaa-serverless/"));
}

}  // namespace
}  // namespace assay
