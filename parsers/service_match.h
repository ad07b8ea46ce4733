// Which service an exchange belongs to: one of the loaded contracts', or another one.
#ifndef ASSAY_PARSERS_SERVICE_MATCH_H_
#define ASSAY_PARSERS_SERVICE_MATCH_H_

#include <assay/contract.h>
#include <assay/message.h>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace assay {

// Shapes: contract is an index into the contracts, 0 where nothing tells; other_service is the
// name of a service that none of them describes, empty when one does or nothing tells.
struct ServiceMatch {
  std::size_t contract = 0;
  std::string other_service;
};

// By the prefix of X-Amz-Target, and by its operation where contracts share the prefix; where there
// is none by the service in the scope of the signature; where there is none by an AWS host name
// ("sts.us-east-1.amazonaws.com"). `host` stands in for the header Host. `mixed`: a recording that
// naturally holds other traffic (an archive of a browser); a request without any sign of the
// protocol counts as another service's.
ServiceMatch match_service(const HttpRequest& request, std::string_view host, bool mixed,
                           std::span<const Contract* const> contracts);

}  // namespace assay

#endif  // ASSAY_PARSERS_SERVICE_MATCH_H_
