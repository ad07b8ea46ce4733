// Errors and whole exchanges.
#include <assay/checker.h>

#include "parsers/checker_state.h"
#include "parsers/http_check.h"
#include "parsers/walk.h"

namespace assay {

std::string_view Checker::State::decode_name(const Body& body, const StringToken& token) noexcept {
  const std::string_view raw = token.raw(body.text.data);
  if (!token.escaped) return raw;
  char* const out = name_texts.get() + name_texts_used;
  const std::size_t size = decode_string(raw, out);
  name_texts_used += size;
  return {out, size};
}

ErrorNames Checker::State::names_of(const Body& body, const ErrorMembers& members,
                                    HttpPart part) noexcept {
  name_texts_used = 0;
  const auto name = [&](const StringToken& token) {
    ErrorName result;
    if (token.end == 0) return result;
    result.text = decode_name(body, token);
    result.part = part;
    result.begin = body.offset + token.begin;
    result.end = body.offset + token.end;
    return result;
  };
  ErrorNames names;
  names.type_member = name(members.type);
  names.code_member = name(members.code);
  return names;
}

auto Checker::State::check_body_of_error(OperationIndex operation, std::uint32_t error,
                                         const Body& body, Findings& findings) noexcept -> Outcome {
  const ShapeIndex shape = error == kNoIndex ? kNoIndex : contract.tables().errors[error].shape;
  const bool open = shape == kNoIndex;
  const CheckSubject subject{
      operation, BodyRole::kError, HttpPart::kResponseBody, body.offset, open, {}};
  WalkCheck sink(plan, scratch, body.text, subject, findings);
  if (body.text.size == 0 && body.offset == 0) {
    // The header alone may name an error; its members are absent then.
    if (!open) sink.all_absent(plan.shape(shape), 0, 0);
    return {};
  }
  if (clean(operation, open ? nullptr : &plan.shape(shape), BodyRole::kError, body,
            HttpPart::kResponseBody, {})) {
    return {};
  }
  Walk walk(plan, scratch, body.text, sink);
  const bool complete = walk.run(open ? &plan.any_object() : &plan.shape(shape));
  return {complete, sink.limited()};
}

auto Checker::State::check_error_response(OperationIndex operation, const HttpResponse& response,
                                          bool status_usable, Findings& findings) noexcept
    -> Outcome {
  constexpr HttpPart kPart = HttpPart::kResponseBody;
  if (settles_error(operation, response, status_usable ? response.status : 0)) return {};
  const Body body = open(response.body, kPart, findings);
  ErrorNames names;
  if (body.usable) names = names_of(body, find_error_members(body.text, scratch), kPart);
  names.header = error_type_header(response.headers);
  const ErrorIdentity identity =
      check_error_identity(contract, operation, names, response.headers,
                           status_usable ? response.status : 0, response.version, findings);
  if (!body.usable) return {false, true};
  return check_body_of_error(operation, identity.error, body, findings);
}

Verdict Checker::check_error(OperationIndex operation, const HttpResponse& response,
                             Findings& findings) noexcept {
  FindingsSince since(findings);
  return since.finish(state_->check_error_response(operation, response, true, findings).limited);
}

Verdict Checker::check_error_body(OperationIndex operation, std::string_view body,
                                  Findings& findings) noexcept {
  FindingsSince since(findings);
  HttpResponse response;
  response.body = body;
  return since.finish(state_->check_error_response(operation, response, false, findings).limited);
}

Verdict Checker::check_exchange(const Exchange& exchange, OperationIndex fallback,
                                Findings& findings) noexcept {
  FindingsSince since(findings);
  State& state = *state_;
  state.begin_message();
  OperationIndex operation = fallback;
  bool known = true;
  bool limited = false;
  bool complete = true;
  if (exchange.request != nullptr) {
    const RequestHead head =
        check_request_head(state.contract, *exchange.request, fallback, findings);
    operation = head.operation;
    known = head.known;
    limited = !head.body_usable;
    if (head.body_usable) {
      const State::Outcome outcome =
          state.check_input_body(operation, known, exchange.request->body, findings);
      limited = limited || outcome.limited;
      complete = complete && outcome.complete;
    }
  }
  if (exchange.response != nullptr) {
    const HttpResponse& response = *exchange.response;
    const bool stream =
        known && state.contract.tables().operations[operation].output_stream != kNoIndex;
    const ResponseHead head = check_response_head(state.contract, response, findings, stream);
    if (!head.body_usable) {
      limited = true;
    } else if (head.error && (head.status_usable || !response.body.empty())) {
      const State::Outcome outcome =
          state.check_error_response(operation, response, head.status_usable, findings);
      limited = limited || outcome.limited;
    } else if (!head.error) {
      const State::Outcome outcome = state.check_output_body(
          operation, known, response.body, error_type_header(response.headers), findings);
      limited = limited || outcome.limited;
      complete = complete && outcome.complete;
    }
  }
  if (known && complete) state.check_rules(operation, findings);
  return since.finish(limited);
}

}  // namespace assay
