// yyjson with the checks by hand; built where CMake finds it.
#include <yyjson.h>

#include "bench/hand_checks.h"

namespace assay::bench {
namespace {

class YyJson : public WholeDocument<yyjson_val*> {
 public:
  ~YyJson() { yyjson_doc_free(document_); }

  bool parse(const PaddedText& text, Value& root) {
    yyjson_doc_free(document_);
    const std::size_t needed = yyjson_read_max_memory_usage(text.size(), 0);
    if (memory_.size() < needed) memory_.resize(needed);
    yyjson_alc allocator;
    yyjson_alc_pool_init(&allocator, memory_.data(), memory_.size());
    // The flags ask for no change of the text in place, so that it is only read.
    document_ =
        yyjson_read_opts(const_cast<char*>(text.data()), text.size(), 0, &allocator, &error_);
    root = yyjson_doc_get_root(document_);
    return document_ != nullptr;
  }
  bool number_refused() const { return error_.code == YYJSON_READ_ERROR_INVALID_NUMBER; }
  Kind kind(Value value) const {
    switch (yyjson_get_type(value)) {
      case YYJSON_TYPE_OBJ:
        return Kind::kObject;
      case YYJSON_TYPE_ARR:
        return Kind::kArray;
      case YYJSON_TYPE_STR:
        return Kind::kString;
      case YYJSON_TYPE_NUM:
        return Kind::kNumber;
      case YYJSON_TYPE_BOOL:
        return Kind::kBoolean;
      default:
        return Kind::kNull;
    }
  }
  bool string(Value value, std::string_view& out) const {
    out = {yyjson_get_str(value), yyjson_get_len(value)};
    return true;
  }
  HandNumber number(Value value) const {
    if (yyjson_is_sint(value)) return {true, false, yyjson_get_sint(value), 0};
    if (yyjson_is_uint(value)) return hand_whole(yyjson_get_uint(value));
    return hand_real(yyjson_get_real(value));
  }
  template <typename Visit>
  void members(Value value, Visit visit) const {
    yyjson_obj_iter members = yyjson_obj_iter_with(value);
    while (yyjson_val* const key = yyjson_obj_iter_next(&members)) {
      Value child = yyjson_obj_iter_get_val(key);
      visit(std::string_view(yyjson_get_str(key), yyjson_get_len(key)), child);
    }
  }
  template <typename Visit>
  void items(Value value, Visit visit) const {
    yyjson_arr_iter items = yyjson_arr_iter_with(value);
    while (yyjson_val* item = yyjson_arr_iter_next(&items)) visit(item);
  }

 private:
  std::vector<char> memory_;
  yyjson_doc* document_ = nullptr;
  yyjson_read_err error_{};
};

}  // namespace

void add_yyjson(std::vector<Contender>& contenders) {
  contenders.push_back(
      {"yyjson, checks by hand", true, {}, {Body::kOutput, Body::kError, Body::kInput}, [] {
         return std::make_unique<HandChecker<YyJson>>();
       }});
}

}  // namespace assay::bench
