#include "corpus/covering_array.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace assay {
namespace {

// A choice of levels for up to three parameters, in ascending order of the parameters.
struct Choice {
  std::uint32_t size = 0;
  std::array<std::uint32_t, 3> parameter{}, level{};
};

class Builder {
 public:
  Builder(const std::vector<CoveringParameter>& parameters, std::uint32_t strength,
          const SettleRow& settle)
      : parameters_(parameters),
        count_(static_cast<std::uint32_t>(parameters.size())),
        strength_(std::min(strength, count_)),
        settle_(settle) {}

  CoveringResult build() {
    if (count_ == 0) {
      result_.rows.emplace_back();
      return std::move(result_);
    }
    number_combinations();
    for (const Choice& choice : choices_) {
      if (done_[index_of(choice)]) continue;
      if (take_row(fill(choice, true)) && done_[index_of(choice)]) continue;
      if (take_row(fill(choice, false)) && done_[index_of(choice)]) continue;
      done_[index_of(choice)] = 1;
      ++result_.refused;
    }
    return std::move(result_);
  }

 private:
  // Every combination of parameters gets a block of flags, one for each choice of levels. Choices
  // that the parents rule out are done from the start.
  void number_combinations() {
    std::uint64_t size = 1;
    for (std::uint32_t i = 0; i < strength_; ++i) size *= count_;
    offsets_.assign(size, 0);
    std::uint64_t next = 0;
    Choice choice;
    choice.size = strength_;
    number_from(choice, 0, next);
    done_.assign(next, 0);
    std::vector<Choice> possible;
    for (const Choice& each : choices_) {
      if (!requirements_of(each)) {
        done_[index_of(each)] = 1;
      } else {
        possible.push_back(each);
      }
    }
    choices_ = std::move(possible);
    result_.combinations = choices_.size();
  }

  void number_from(Choice& choice, std::uint32_t at, std::uint64_t& next) {
    if (at == strength_) {
      offsets_[block_of(choice)] = next;
      std::uint64_t levels = 1;
      for (std::uint32_t i = 0; i < strength_; ++i)
        levels *= parameters_[choice.parameter[i]].levels;
      for (std::uint64_t code = 0; code < levels; ++code) {
        std::uint64_t rest = code;
        for (std::uint32_t i = strength_; i-- > 0;) {
          const std::uint32_t base = parameters_[choice.parameter[i]].levels;
          choice.level[i] = static_cast<std::uint32_t>(rest % base);
          rest /= base;
        }
        choices_.push_back(choice);
      }
      next += levels;
      return;
    }
    const std::uint32_t first = at == 0 ? 0 : choice.parameter[at - 1] + 1;
    for (std::uint32_t parameter = first; parameter < count_; ++parameter) {
      choice.parameter[at] = parameter;
      number_from(choice, at + 1, next);
    }
  }

  std::uint64_t block_of(const Choice& choice) const {
    std::uint64_t block = 0;
    for (std::uint32_t i = 0; i < strength_; ++i) block = block * count_ + choice.parameter[i];
    return block;
  }

  std::uint64_t index_of(const Choice& choice) const {
    std::uint64_t code = 0;
    for (std::uint32_t i = 0; i < strength_; ++i) {
      code = code * parameters_[choice.parameter[i]].levels + choice.level[i];
    }
    return offsets_[block_of(choice)] + code;
  }

  // The levels that a choice asks for, those of all ancestors included; nullopt where they
  // contradict each other.
  std::optional<CoveringRow> requirements_of(const Choice& choice) const {
    CoveringRow row(count_, kNoLevel);
    const auto set = [&](std::uint32_t parameter, std::uint32_t level) {
      if (row[parameter] != kNoLevel && row[parameter] != level) return false;
      row[parameter] = level;
      return true;
    };
    for (std::uint32_t i = 0; i < choice.size; ++i) {
      std::uint32_t parameter = choice.parameter[i], level = choice.level[i];
      while (true) {
        if (!set(parameter, level)) return std::nullopt;
        if (parameters_[parameter].parent == UINT32_MAX) break;
        level = parameters_[parameter].parent_level;
        parameter = parameters_[parameter].parent;
      }
    }
    return row;
  }

  bool active(const CoveringRow& row, std::uint32_t parameter) const {
    const CoveringParameter& entry = parameters_[parameter];
    return entry.parent == UINT32_MAX || row[entry.parent] == entry.parent_level;
  }

  // A row with the choice in it; the other parameters at the level that covers most (`greedy`), or
  // at their first one.
  CoveringRow fill(const Choice& choice, bool greedy) const {
    CoveringRow row = *requirements_of(choice);
    std::vector<std::uint32_t> set;
    for (std::uint32_t i = 0; i < count_; ++i) {
      if (row[i] != kNoLevel) set.push_back(i);
    }
    for (std::uint32_t parameter = 0; parameter < count_; ++parameter) {
      if (row[parameter] != kNoLevel || !active(row, parameter)) continue;
      row[parameter] = greedy ? best_level(row, set, parameter) : 0;
      set.push_back(parameter);
    }
    return row;
  }

  std::uint32_t best_level(const CoveringRow& row, const std::vector<std::uint32_t>& set,
                           std::uint32_t parameter) const {
    const std::uint32_t levels = parameters_[parameter].levels;
    // Levels with equal gain take turns from row to row.
    const auto turn = static_cast<std::uint32_t>((result_.rows.size() + parameter) % levels);
    std::uint32_t best = turn;
    std::uint64_t most = 0;
    for (std::uint32_t i = 0; i < levels; ++i) {
      const std::uint32_t level = (turn + i) % levels;
      const std::uint64_t gain = gain_of(row, set, parameter, level);
      if (gain > most) {
        most = gain;
        best = level;
      }
    }
    return best;
  }

  bool open(std::array<std::pair<std::uint32_t, std::uint32_t>, 3> entries) const {
    std::sort(entries.begin(), entries.begin() + strength_);
    Choice choice;
    choice.size = strength_;
    for (std::uint32_t i = 0; i < strength_; ++i) {
      choice.parameter[i] = entries[i].first;
      choice.level[i] = entries[i].second;
    }
    return !done_[index_of(choice)];
  }

  // How many choices that nothing covers yet a level would complete.
  std::uint64_t gain_of(const CoveringRow& row, const std::vector<std::uint32_t>& set,
                        std::uint32_t parameter, std::uint32_t level) const {
    const std::pair own{parameter, level};
    if (strength_ == 1) return open({own});
    std::uint64_t gain = 0;
    for (std::size_t i = 0; i < set.size(); ++i) {
      const std::pair first{set[i], row[set[i]]};
      if (strength_ == 2) {
        gain += open({own, first});
        continue;
      }
      for (std::size_t j = i + 1; j < set.size(); ++j) {
        gain += open({own, first, std::pair{set[j], row[set[j]]}});
      }
    }
    return gain;
  }

  // Keeps a row that covers anything new. Returns whether it did.
  bool take_row(CoveringRow row) {
    if (settle_) row = settle_(row);
    std::vector<std::uint32_t> set;
    for (std::uint32_t i = 0; i < count_; ++i) {
      if (row[i] != kNoLevel && active(row, i)) set.push_back(i);
    }
    Choice choice;
    choice.size = strength_;
    if (mark(row, set, choice, 0, 0) == 0) return false;
    result_.rows.push_back(std::move(row));
    return true;
  }

  std::uint64_t mark(const CoveringRow& row, const std::vector<std::uint32_t>& set, Choice& choice,
                     std::uint32_t at, std::size_t first) {
    if (at == strength_) {
      std::uint8_t& flag = done_[index_of(choice)];
      const bool is_new = flag == 0;
      flag = 1;
      return is_new;
    }
    std::uint64_t added = 0;
    for (std::size_t i = first; i < set.size(); ++i) {
      choice.parameter[at] = set[i];
      choice.level[at] = row[set[i]];
      added += mark(row, set, choice, at + 1, i + 1);
    }
    return added;
  }

  const std::vector<CoveringParameter>& parameters_;
  std::uint32_t count_, strength_;
  const SettleRow& settle_;
  std::vector<std::uint64_t> offsets_;  // by combination of parameters
  std::vector<std::uint8_t> done_;      // covered, impossible or refused
  std::vector<Choice> choices_;         // all that are possible
  CoveringResult result_;
};

}  // namespace

CoveringResult covering_array(const std::vector<CoveringParameter>& parameters,
                              std::uint32_t strength, const SettleRow& settle) {
  return Builder(parameters, strength, settle).build();
}

}  // namespace assay
