// Task "model": a service model read and compiled, text in memory. Models of others are looked for
// beside the project and in the boto3 driver's environment; without any only our own is timed.
#include <rapidjson/reader.h>
#include <simdjson.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "bench/contender.h"
#include "bench/registry.h"
#include "spec/embedded_contract.h"
#include "spec/json_tree.h"

namespace assay::bench {
namespace {

namespace fs = std::filesystem;

struct ModelSet {
  std::string size;  // the row's
  std::vector<SourceFile> models;
};

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// botocore packs its models; here the text counts.
std::string unpacked(const fs::path& path) {
  const std::string command = "gzip -dc '" + path.string() + "'";
  std::string text;
  if (FILE* const pipe = ::popen(command.c_str(), "r")) {
    std::vector<char> buffer(1u << 16);
    while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
      text.append(buffer.data(), size);
    }
    ::pclose(pipe);
  }
  return text;
}

// Newest model of a service in the botocore of the peers, or of the boto3 driver.
fs::path botocore_model(std::string_view service) {
  std::error_code error;
  for (const char* const lib : {"build/peers/python/lib", "build/drivers/boto3/venv/lib"}) {
    fs::path newest;
    for (const auto& python : fs::directory_iterator(fs::path(ASSAY_SOURCE_DIR) / lib, error)) {
      const fs::path data = python.path() / "site-packages/botocore/data" / service;
      for (const auto& version : fs::directory_iterator(data, error)) {
        const fs::path model = version.path() / "service-2.json.gz";
        if (fs::exists(model, error) && model > newest) newest = model;
      }
    }
    if (!newest.empty()) return newest;
  }
  return {};
}

std::vector<ModelSet> model_sets() {
  std::vector<ModelSet> sets = {{"own", {embedded_sources().model}}};
  std::error_code error;
  ModelSet shared{"shared", {}};
  for (const auto& entry :
       fs::directory_iterator(fs::path(ASSAY_SOURCE_DIR) / "../shared/models", error)) {
    if (entry.path().extension() != ".json") continue;
    shared.models.push_back({entry.path().filename().string(), read_file(entry.path())});
  }
  if (!shared.models.empty()) sets.push_back(std::move(shared));
  for (const std::string_view service : {"glue", "sagemaker"}) {
    const fs::path path = botocore_model(service);
    if (!path.empty()) {
      sets.push_back({std::string(service), {{path.filename().string(), unpacked(path)}}});
    }
  }
  return sets;
}

// Only walks over the text.
struct Ignore : rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Ignore> {};

std::size_t total_bytes(const ModelSet& set) {
  std::size_t bytes = 0;
  for (const SourceFile& model : set.models) bytes += model.text.size();
  return bytes;
}

}  // namespace

bool register_model() {
  for (ModelSet& found : model_sets()) {
    const auto set = std::make_shared<ModelSet>(std::move(found));
    std::size_t operations = 0;
    for (const SourceFile& model : set->models) {
      const auto contract = Contract::compile({model, {}, {}});
      if (!contract) {
        std::fprintf(stderr, "model: %s\n", contract.error().to_string().c_str());
        return false;
      }
      operations += contract->operation_count();
    }
    std::fprintf(stderr, "model: %s has %zu models, %zu operations\n", set->size.c_str(),
                 set->models.size(), operations);
    const std::size_t bytes = total_bytes(*set);
    add_row("model", set->size, "assay", bytes, [set](benchmark::State& state) {
      for (auto _ : state) {
        for (const SourceFile& model : set->models) {
          benchmark::DoNotOptimize(Contract::compile({model, {}, {}}));
        }
      }
    });
    add_row("model", set->size, "assay, its JSON tree alone", bytes,
            [set](benchmark::State& state) {
              for (auto _ : state) {
                for (const SourceFile& model : set->models) {
                  benchmark::DoNotOptimize(parse_json(model.text, model.name));
                }
              }
            });
    add_row("model", set->size, "RapidJSON, events alone", bytes, [set](benchmark::State& state) {
      for (auto _ : state) {
        for (const SourceFile& model : set->models) {
          rapidjson::Reader reader;
          rapidjson::StringStream stream(model.text.c_str());
          Ignore ignore;
          if (reader.Parse(stream, ignore).IsError()) std::abort();
        }
      }
    });
    add_row("model", set->size, "simdjson DOM, parsing alone", bytes,
            [set](benchmark::State& state) {
              simdjson::dom::parser parser;
              for (auto _ : state) {
                for (const SourceFile& model : set->models) {
                  simdjson::dom::element root;
                  if (parser.parse(model.text).get(root)) std::abort();
                  benchmark::DoNotOptimize(root);
                }
              }
            });
  }
  return true;
}

}  // namespace assay::bench
