// simdjson's DOM and On-Demand with the checks by hand.
#include "bench/peer_simdjson.h"

namespace assay::bench {

void add_simdjson(std::vector<Contender>& contenders) {
  const std::vector<Body> all = {Body::kOutput, Body::kError, Body::kInput};
  contenders.push_back({"simdjson On-Demand, checks by hand", true, {}, all, [] {
                          return std::make_unique<HandChecker<SimdjsonOnDemand>>();
                        }});
  contenders.push_back({"simdjson DOM, checks by hand", true, {}, all, [] {
                          return std::make_unique<HandChecker<SimdjsonDom>>();
                        }});
}

}  // namespace assay::bench
