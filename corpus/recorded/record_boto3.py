#!/usr/bin/env python3
"""Records the requests that boto3 sends for one operation, byte for byte.

Usage: record_boto3.py OUT_DIR. Needs boto3; talks to a listener of its own on 127.0.0.1 only, with
made-up credentials. Each case gives OUT_DIR/<case>.http: the request as it came over the socket,
but for the kernel's release in User-Agent, which is left out.
"""
import datetime
import pathlib
import re
import socket
import sys
import threading

import boto3
import botocore
from botocore.config import Config

ARN = "arn:aws:airflow-serverless:us-east-1:123456789012:workflow/nightly-load-AbCdEf0123"
CASES = {
    "plain": {"WorkflowArn": ARN, "RunId": "run-1"},
    "one-character-run-id": {"WorkflowArn": ARN, "RunId": "r"},
    "longest-run-id": {"WorkflowArn": ARN, "RunId": "r" * 255},
    "every-character-of-run-id": {"WorkflowArn": ARN, "RunId": "aZ09._-"},
    # What the contract forbids and boto3 sends all the same: it checks required members and the
    # minimum length, nothing else.
    "run-id-too-long": {"WorkflowArn": ARN, "RunId": "r" * 256},
    "run-id-off-pattern": {"WorkflowArn": ARN, "RunId": "-run 1"},
    "run-id-beyond-ascii": {"WorkflowArn": ARN, "RunId": "caf\u00e9-\U0001f600"},
}


def serve_once(listener, out):
    """Takes one request with a Content-Length body, answers {}."""
    connection, _ = listener.accept()
    with connection:
        data = b""
        while b"\r\n\r\n" not in data:
            data += connection.recv(65536)
        head, _, body = data.partition(b"\r\n\r\n")
        length = next(int(line.split(b":")[1]) for line in head.split(b"\r\n")
                      if line.lower().startswith(b"content-length:"))
        while len(body) < length:
            body += connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.0\r\n"
                           b"x-amzn-RequestId: 00000000-0000-4000-8000-000000000000\r\n"
                           b"Content-Length: 2\r\nConnection: close\r\n\r\n{}")
    out.append(head + b"\r\n\r\n" + body)


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, arguments in CASES.items():
        with socket.create_server(("127.0.0.1", 0)) as listener:
            recorded = []
            thread = threading.Thread(target=serve_once, args=(listener, recorded), daemon=True)
            thread.start()
            client = boto3.client(
                "mwaa-serverless", region_name="us-east-1",
                endpoint_url=f"http://127.0.0.1:{listener.getsockname()[1]}",
                aws_access_key_id="AKIDEXAMPLE", aws_secret_access_key="not-a-secret",
                aws_session_token="not-a-session-token" if name == "plain" else None,
                config=Config(retries={"max_attempts": 0}, proxies={}))
            client.get_workflow_run(**arguments)
            thread.join(10)
            request = re.sub(rb"os/linux#\S+", b"os/linux", recorded[0])  # neither signed nor counted
            (folder / f"{name}.http").write_bytes(request)
    print(f"{len(CASES)} requests of boto3 {boto3.__version__}, botocore {botocore.__version__}, "
          f"{datetime.date.today()}")


if __name__ == "__main__":
    main()
