"""Drives boto3 for `assay conform`: JSON lines in, JSON lines out (conformance/PROTOCOL.md)."""
import base64
import datetime
import json
import math
import platform
import sys

import boto3
import botocore
import urllib3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

SESSION = boto3.session.Session()
HELLO = {"type": "hello", "protocol": 1, "sdk": "boto3", "version": boto3.__version__,
         "runtime": f"{platform.python_implementation()} {platform.python_version()}",
         "versions": {"botocore": botocore.__version__, "urllib3": urllib3.__version__},
         "capabilities": ["call", "retry", "timeout"]}
UNTAG = {"$map": dict, "$integer": int, "$double": float, "$bytes": base64.b64decode,
         "$timestamp": datetime.datetime.fromisoformat}


def untag(value):
    name = next(iter(value), "")
    return UNTAG[name](value[name]) if name in UNTAG else value


def tag(value):
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        if not any(0xD800 <= ord(c) < 0xE000 for c in value):
            return value
        units = value.encode("utf-16-be", "surrogatepass").hex()
        return {"$lone": " ".join(units[i:i + 4] for i in range(0, len(units), 4))}
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
        return {"$timestamp": value.astimezone(datetime.timezone.utc).isoformat()[:-6] + "Z"}
    if isinstance(value, list):
        return [tag(item) for item in value]
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        if any(key.startswith("$") or tag(key) != key for key in value):
            return {"$map": [[tag(key), tag(item)] for key, item in value.items()]}
        return {key: tag(item) for key, item in value.items()}
    return {"$other": type(value).__name__}


def call(message):
    options, keys = message["client"], message["credentials"]
    seconds = options["timeout_ms"] / 1000
    name = message["service"]  # "secrets-manager" is secretsmanager here
    client = SESSION.client(
        name if name in SESSION.get_available_services() else name.replace("-", ""), region_name=message["region"], endpoint_url=message["endpoint"],
        aws_access_key_id=keys["access_key_id"], aws_secret_access_key=keys["secret_access_key"],
        config=Config(retries={"total_max_attempts": options["max_attempts"],
                               "mode": options["retry_mode"]},
                      connect_timeout=seconds, read_timeout=seconds))
    try:
        output = client._make_api_call(message["operation"], message["input"])
        metadata = output.pop("ResponseMetadata", {})
        return {"type": "value", "value": tag(output), "request_id": metadata.get("RequestId")}
    except ClientError as error:
        told, metadata = error.response["Error"], error.response["ResponseMetadata"]
        members = {name: value for name, value in error.response.items()
                   if name not in ("Error", "ResponseMetadata", "message", "Message")}
        return {"type": "service_error", "class": type(error).__name__, "text": tag(str(error)),
                "code": tag(told.get("Code", "")), "message": tag(told.get("Message", "")),
                "typed": type(error) is not ClientError, "members": tag(members),
                "status": metadata.get("HTTPStatusCode"), "request_id": metadata.get("RequestId")}
    except Exception as error:  # whatever else there is, the runner judges it
        return {"type": "client_error", "class": f"{type(error).__module__}.{type(error).__name__}",
                "wrapped": isinstance(error, (BotoCoreError, boto3.exceptions.Boto3Error)),
                "text": tag(str(error))}
    finally:
        client.close()


for line in sys.stdin:
    request = json.loads(line, object_hook=untag)
    answer = {"hello": HELLO, "bye": {"type": "bye"}}.get(request["type"])
    if answer is None:
        answer = {name: value for name, value in call(request).items() if value is not None}
        answer["id"] = request["id"]
    print(json.dumps(answer), flush=True)
    if request["type"] == "bye":
        break
