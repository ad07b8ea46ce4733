#!/usr/bin/env python3
"""Checks files of lines on Spark: every partition goes through one `assay check`.

    spark-submit check_lines.py INPUT OUT [--assay PATH] [--partition-mb N] [--bytes]

INPUT and OUT are whatever Spark reads and writes (a folder, s3a://bucket/prefix, hdfs://...). OUT
gets a result for each partition, in order; `assay merge OUT/part-*` makes one of them.

RDD.pipe writes text, so Spark decodes each line, and a line that is not UTF-8 reaches the check
with U+FFFD in place of its bytes: that finding is lost. --bytes hands on the bytes as they are.
"""
import argparse
import subprocess
import threading

from pyspark.sql import SparkSession
from pyspark.sql.functions import col


def piped(lines, command):
    """RDD.pipe for lines of bytes: yields what the command prints, line by line."""
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def feed():
        try:
            for line in lines:
                process.stdin.write(line + b"\n")
        finally:
            process.stdin.close()

    feeder = threading.Thread(target=feed, daemon=True)
    feeder.start()
    for line in process.stdout:
        yield line.rstrip(b"\n").decode("utf-8")
    feeder.join()
    process.wait()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("input")
    parser.add_argument("out")
    parser.add_argument("--assay", default="assay")
    parser.add_argument("--partition-mb", type=int, default=128)
    parser.add_argument("--bytes", action="store_true")
    arguments = parser.parse_args()
    spark = SparkSession.builder.appName("assay check").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    spark.conf.set("spark.sql.files.maxPartitionBytes", arguments.partition_mb << 20)
    spark.conf.set("spark.sql.files.openCostInBytes", 0)
    # Without lineSep a carriage return alone would end a line too, which it does not in NDJSON.
    rows = spark.read.text(arguments.input, lineSep="\n")
    command = [arguments.assay, "check", "--input-kind", "ndjson", "--format", "ndjson", "-"]
    if arguments.bytes:
        lines = rows.select(col("value").cast("binary")).rdd.map(lambda row: bytes(row[0]))
        results = lines.mapPartitions(lambda part: piped(part, command))
    else:
        results = rows.rdd.map(lambda row: row[0]).pipe(" ".join(command))
    results.saveAsTextFile(arguments.out)
    print(f"{results.getNumPartitions()} partitions")
    spark.stop()


if __name__ == "__main__":
    main()
