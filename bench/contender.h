// What every contender of the task "check" is to the benchmark: bytes in, a tally of findings out.
#ifndef ASSAY_BENCH_CONTENDER_H_
#define ASSAY_BENCH_CONTENDER_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace assay::bench {

// Which body of GetWorkflowRun a text is.
enum class Body : std::uint8_t {
  kOutput,
  kError,
  kInput,
};

// How many findings of each severity a body has; a text that is not JSON has one error.
struct Tally {
  bool unreadable = false;   // refused by the parser: nothing was looked at
  bool number_lost = false;  // a number that the parser cannot hold: the contender cannot judge it
  std::uint32_t errors = 0;
  std::uint32_t warnings = 0;
  std::uint32_t notes = 0;
};

// A text with zero bytes behind it, as every contender gets it; a parser may read them.
class PaddedText {
 public:
  explicit PaddedText(std::string_view text) : bytes_(text), size_(text.size()) {
    bytes_.resize(size_ + 128);
  }
  std::string_view view() const noexcept { return {bytes_.data(), size_}; }
  const char* data() const noexcept { return bytes_.data(); }
  std::size_t size() const noexcept { return size_; }

 private:
  std::string bytes_;
  std::size_t size_;
};

class BodyChecker {
 public:
  virtual ~BodyChecker() = default;
  virtual Tally check(Body body, const PaddedText& text) noexcept = 0;
};

struct Contender {
  std::string name;  // as the tables print it
  // False: it only says valid or not, so only that is compared.
  bool counts = true;
  // The ids that it cannot find; bodies that break one of them are not compared, and the ids are
  // printed with the results. What it finds wrongly beyond these excludes it from the timing.
  std::vector<std::string> cannot;
  std::vector<Body> bodies;
  std::function<std::unique_ptr<BodyChecker>()> make;
  bool zero_ends_text = false;  // U+0000 ends a string for it: such texts are not compared either
};

// What was built in; each from a file of its own.
void add_assay(std::vector<Contender>& contenders);
void add_simdjson(std::vector<Contender>& contenders);
void add_rapidjson(std::vector<Contender>& contenders);
void add_boost_json(std::vector<Contender>& contenders);
void add_nlohmann(std::vector<Contender>& contenders);
void add_cjson(std::vector<Contender>& contenders);
void add_yyjson(std::vector<Contender>& contenders);
void add_glaze(std::vector<Contender>& contenders);
std::vector<Contender> all_contenders();

}  // namespace assay::bench

#endif  // ASSAY_BENCH_CONTENDER_H_
