// Counts the classes that the messages of a property fall into.
#ifndef ASSAY_PROPERTY_COVERAGE_H_
#define ASSAY_PROPERTY_COVERAGE_H_

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace assay {

// A property says little of a class of messages that hardly ever comes up.
class Coverage {
 public:
  // A message was tried.
  void message() { ++messages_; }
  // It is of that class; a message can be of several.
  void count(std::string_view name);

  // Fails the running test when less than `percent` of the messages are of the class. Runs of
  // fewer messages than kFewest, as in a replay, say nothing.
  // Units: hundredths of all messages.
  void expect(std::string_view name, double percent) const;
  // Likewise when fewer than `least` classes whose names begin with `prefix` came up at all.
  void expect_classes(std::string_view prefix, std::size_t least) const;

  static constexpr std::size_t kFewest = 100;

 private:
  std::size_t messages_ = 0;
  std::map<std::string, std::size_t, std::less<>> classes_;
};

}  // namespace assay

#endif  // ASSAY_PROPERTY_COVERAGE_H_
