"""jsonschema-rs with json.loads, and botocore's parser, timed in this process.

Usage: peer.py INPUTS OUT SECONDS
INPUTS is what `assay_bench --inputs=FILE` writes; OUT gets rows as bench/report.py reads them.
"""
import base64
import importlib.metadata
import json
import sys
import time

import botocore
import botocore.loaders
import botocore.model
import botocore.parsers
import jsonschema_rs

SCHEMA = "jsonschema-rs + json.loads, verdict only"
PARSER = "botocore's parser"


def timed(call, seconds):
    """Nanoseconds of one call, ten times over."""
    count = 1

    def run():
        start = time.perf_counter_ns()
        for _ in range(count):
            call()
        return (time.perf_counter_ns() - start) / count

    while run() * count < seconds * 1e8:
        count *= 2
    return [run() for _ in range(10)]


def refuse_constant(name):
    raise ValueError(name)


class Schemas:
    # json.loads takes integers of any size and counts 60.0 as one; escapes of lone surrogates pass.
    def __init__(self, inputs):
        self.cannot = inputs["beyond_schema"] + [
            "awsJson1_0/body@surrogate", "awsJson1_0/body@duplicate-member"]
        self.validators = {body: jsonschema_rs.Draft202012Validator(schema)
                           for body, schema in inputs["schemas"].items()}

    def valid(self, body, data):
        try:
            return self.validators[body].is_valid(
                json.loads(data.decode("utf-8"), parse_constant=refuse_constant))
        except (ValueError, RecursionError):
            return False

    def admit(self, bodies):
        admission = {"task": "check", "contender": SCHEMA, "compared": 0, "broken": 0,
                     "cannot": self.cannot}
        for item in bodies:
            if item["body"] not in self.validators or set(item["ids"]) & set(self.cannot):
                continue
            data = base64.b64decode(item["base64"])
            if data and self.valid(item["body"], data) != item["valid"]:
                admission["refused"] = f"says {not item['valid']} of {data[:300]!r}"
                break
            admission["compared"] += 1
            admission["broken"] += bool(item["ids"])
        return admission


class Parser:
    """What a client of boto3 gets from the bytes of a response."""

    def __init__(self):
        loader = botocore.loaders.Loader()
        model = botocore.model.ServiceModel(
            loader.load_service_model("mwaa-serverless", "service-2"))
        self.shape = model.operation_model("GetWorkflowRun").output_shape
        self.parser = botocore.parsers.create_parser("json")

    def parse(self, data):
        return self.parser.parse({"status_code": 200, "headers": {}, "body": data}, self.shape)

    def admit(self, timed_bodies):
        admission = {"task": "value", "contender": PARSER, "compared": 0, "broken": 0,
                     "cannot": ["broken messages: some come back as {}"]}
        for item in timed_bodies:
            if item["body"] != "output":
                continue
            sent, got = json.loads(item["text"]), self.parse(item["text"].encode())
            same = (got["RunId"] == sent["RunId"] and
                    got["RunDetail"].get("TaskInstances") == sent["RunDetail"].get("TaskInstances")
                    and got["RunDetail"]["CreatedAt"].timestamp() > 0)
            if not same:
                admission["refused"] = f"reads other members from {item['size']}"
            admission["compared"] += 1
        return admission


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        inputs = json.load(file)
    seconds = float(sys.argv[3])
    schemas, parser = Schemas(inputs), Parser()
    admissions = [schemas.admit(inputs["bodies"]), parser.admit(inputs["timed"])]
    rows = []
    for item in inputs["timed"]:
        body, data = item["body"], item["text"].encode()
        row = {"size": item["size"], "bytes": len(data)}
        if body in schemas.validators and "refused" not in admissions[0]:
            rows.append({**row, "task": "check", "contender": SCHEMA,
                         "ns": timed(lambda: schemas.valid(body, data), seconds)})
        if body == "output" and "refused" not in admissions[1]:
            rows.append({**row, "task": "value", "contender": PARSER,
                         "ns": timed(lambda: parser.parse(data), seconds)})
    version = sys.version_info
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump({"rows": rows, "admissions": admissions,
                   "versions": {"python": f"{version.major}.{version.minor}.{version.micro}",
                                "botocore": botocore.__version__,
                                "jsonschema-rs": importlib.metadata.version("jsonschema-rs")}}, file)


if __name__ == "__main__":
    main()
