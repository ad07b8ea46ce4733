#include "parsers/reference/on_demand_text.h"

#include <charconv>
#include <cstdint>

#include "parsers/reference/names.h"

namespace assay::reference {
namespace {

// RFC 8259, section 6. Not the value: most readers refuse 1e400, the grammar does not.
bool is_number(std::string_view text) {
  std::size_t at = 0;
  const auto digits = [&] {
    const std::size_t begin = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    return at - begin;
  };
  const auto take = [&](std::string_view any) {
    const bool found = at < text.size() && any.find(text[at]) != std::string_view::npos;
    at += found;
    return found;
  };
  take("-");
  if (!take("0") && digits() == 0) return false;
  if (take(".") && digits() == 0) return false;
  if (take("eE")) {
    take("+-");
    if (digits() == 0) return false;
  }
  return at == text.size();
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// The unit of the escape \uXXXX at the beginning; -1: none.
int escaped_unit(std::string_view text) {
  if (text.size() < 6 || text[0] != '\\' || text[1] != 'u') return -1;
  int unit = 0;
  const char* const end = text.data() + 6;
  return std::from_chars(text.data() + 2, end, unit, 16).ptr == end && text[2] != '-' ? unit : -1;
}

}  // namespace

void OnDemandText::wrap(std::string_view body) {
  stopped_ = false;
  text_.assign("[").append(body).append("]");
  text_.append(simdjson::SIMDJSON_PADDING, ' ');
}

char OnDemandText::first(Value& value) { return value.raw_json_token().front(); }

OnDemandString OnDemandText::decode(simdjson::ondemand::raw_json_string raw) {
  OnDemandString result;
  inside_.clear();
  for (const char* at = raw.raw(); *at != '"';) {
    if (*at != '\\') {
      inside_ += *at++;
      continue;
    }
    // Padding follows the text.
    const std::string_view here(at, 12);
    const int unit = escaped_unit(here);
    std::size_t size = unit < 0 ? 2 : 6;
    if (unit >= 0xD800 && unit <= 0xDFFF) {
      const int second = unit < 0xDC00 ? escaped_unit(here.substr(6)) : -1;
      if (second >= 0xDC00 && second <= 0xDFFF) {
        size = 12;
      } else {
        // simdjson refuses it; for JSON's grammar it is a character like others.
        result.lone_surrogate = true;
        inside_ += "\\ufffd";
        at += 6;
        continue;
      }
    }
    inside_.append(at, size);
    at += size;
  }
  inside_ += '"';
  const std::size_t size = inside_.size();
  inside_.append(simdjson::SIMDJSON_PADDING, ' ');
  decoded_.resize(size + simdjson::SIMDJSON_PADDING);
  auto* out = reinterpret_cast<std::uint8_t*>(decoded_.data());
  std::string_view text;
  const simdjson::ondemand::raw_json_string copy(
      reinterpret_cast<const std::uint8_t*>(inside_.data()));
  if (keep(parser_.unescape(copy, out).get(text))) result.text = text;
  return result;
}

OnDemandString OnDemandText::string(Value& value) {
  simdjson::ondemand::raw_json_string raw;
  if (!keep(value.get_raw_json_string().get(raw))) return {};
  return decode(raw);
}

std::string_view OnDemandText::scalar(Value& value, char close) {
  std::string_view token = value.raw_json_token();
  // On-Demand passes over what it was not asked to read, whatever follows it.
  const char after = token.data()[token.size()];
  if (after != ',' && after != close) stop();
  while (!token.empty() && is_blank(token.back())) token.remove_suffix(1);
  if (stopped_) return {};
  bool flag = false;
  double number = 0;
  if (token == "true" || token == "false") {
    keep(value.get_bool().get(flag));
  } else if (token == "null") {
    keep(value.is_null().get(flag));
  } else if (!is_number(token)) {
    stop();
  } else if (value.get_double().get(number) != simdjson::SUCCESS) {
    return token;  // not read: it holds no number that a double is; the next step passes over it
  }
  return token;
}

ErrorTexts OnDemandText::error_texts(std::string_view body) {
  ErrorTexts texts;
  read(body, [&](Value& root) {
    if (first(root) != '{') return;
    members(root, [&](const OnDemandString& name, Value& child) {
      const bool type = name.text == "__type";
      if (!type && name.text != "code") return;
      std::string& out = type ? texts.type : texts.code;
      out = first(child) == '"' ? short_name(string(child).text) : "";
    });
  });
  return texts;
}

std::string_view OnDemandText::slice(std::string_view token_at_begin) {
  const char* location = nullptr;
  if (!keep(document_.current_location().get(location))) return {};
  return {token_at_begin.data(), static_cast<std::size_t>(location - token_at_begin.data())};
}

}  // namespace assay::reference
