"""Drives boto3 for `assay conform`: JSON lines in, JSON lines out (conformance/PROTOCOL.md)."""
import base64
import datetime
import json
import math
import platform
import sys

import boto3
import botocore
import botocore.config
import botocore.exceptions
import urllib3

session = boto3.session.Session()


def text(value):
    if any(0xD800 <= ord(c) < 0xE000 for c in value):
        units = value.encode("utf-16-be", "surrogatepass").hex()
        return {"$lone": " ".join(units[i:i + 4] for i in range(0, len(units), 4))}
    return value


def tag(value):
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return text(value)
    if isinstance(value, int):
        return value if abs(value) <= 2**53 else {"$integer": str(value)}
    if isinstance(value, float):
        special = "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
        return {"$double": repr(value) if math.isfinite(value) else special}
    if isinstance(value, (bytes, bytearray)):
        return {"$bytes": base64.b64encode(value).decode()}
    if isinstance(value, datetime.datetime):
        if value.tzinfo is None:
            return {"$naive": value.isoformat()}
        utc = value.astimezone(datetime.timezone.utc).replace(tzinfo=None)
        return {"$timestamp": utc.isoformat() + "Z"}
    if isinstance(value, list):
        return [tag(item) for item in value]
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        if any(key.startswith("$") or text(key) != key for key in value):
            return {"$map": [[text(key), tag(item)] for key, item in value.items()]}
        return {key: tag(item) for key, item in value.items()}
    return {"$other": type(value).__name__}


def untag(value):
    if isinstance(value, dict):
        if list(value) == ["$map"]:
            return {key: untag(item) for key, item in value["$map"]}
        if list(value) == ["$integer"]:
            return int(value["$integer"])
        return {key: untag(item) for key, item in value.items()}
    return [untag(item) for item in value] if isinstance(value, list) else value


def call(message):
    options, keys = message["client"], message["credentials"]
    client = session.client(
        message["service"], region_name=message["region"], endpoint_url=message["endpoint"],
        aws_access_key_id=keys["access_key_id"], aws_secret_access_key=keys["secret_access_key"],
        config=botocore.config.Config(
            retries={"total_max_attempts": options["max_attempts"], "mode": options["retry_mode"]},
            connect_timeout=options["timeout_ms"] / 1000, read_timeout=options["timeout_ms"] / 1000))
    try:
        output = client._make_api_call(message["operation"], untag(message["input"]))
        metadata = output.pop("ResponseMetadata", {})
        return {"type": "value", "value": tag(output), "request_id": metadata.get("RequestId")}
    except botocore.exceptions.ClientError as error:
        response, name = error.response, type(error).__name__
        told, metadata = response.get("Error", {}), response.get("ResponseMetadata", {})
        members = {k: v for k, v in response.items()
                   if k not in ("Error", "ResponseMetadata", "message", "Message")}
        return {"type": "service_error", "class": name, "text": text(str(error)),
                "code": tag(told.get("Code", "")), "message": tag(told.get("Message", "")),
                "typed": type(error) is not botocore.exceptions.ClientError,
                "status": metadata.get("HTTPStatusCode"), "members": tag(members),
                "request_id": metadata.get("RequestId")}
    except Exception as error:  # every other class is for the runner to see
        documented = isinstance(error, (botocore.exceptions.BotoCoreError, boto3.exceptions.Boto3Error))
        return {"type": "client_error", "class": f"{type(error).__module__}.{type(error).__name__}",
                "wrapped": documented, "text": text(str(error))}
    finally:
        client.close()


def main():
    for line in sys.stdin:
        message = json.loads(line)
        if message["type"] == "hello":
            answer = {"type": "hello", "protocol": 1, "sdk": "boto3", "version": boto3.__version__,
                      "runtime": f"{platform.python_implementation()} {platform.python_version()}",
                      "versions": {"botocore": botocore.__version__, "urllib3": urllib3.__version__},
                      "capabilities": ["call", "retry", "timeout"]}
        elif message["type"] == "call":
            answer = {k: v for k, v in call(message).items() if v is not None} | {"id": message["id"]}
        else:
            answer = {"type": "bye"}
        print(json.dumps(answer), flush=True)
        if message["type"] == "bye":
            return


main()
