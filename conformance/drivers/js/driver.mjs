// Drives the AWS SDK for JavaScript v3 for `assay conform`: JSON lines in, JSON lines out
// (conformance/PROTOCOL.md).  node driver.mjs MODEL.json
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { ServiceException } from "@smithy/core/client";
import { NumericValue } from "@smithy/core/serde";
import { GenericClient } from "./client.mjs";
import { readService } from "./schema.mjs";

const SERVICE = readService(JSON.parse(readFileSync(process.argv[2], "utf8")));
const version = (name) => createRequire(import.meta.url)(`${name}/package.json`).version;
const HELLO = { type: "hello", protocol: 1, sdk: "aws-sdk-js-v3 (generic client)",
  version: version("@aws-sdk/core"), runtime: `Node ${process.version}`,
  versions: { "@smithy/core": version("@smithy/core"), "http-handler": version("@smithy/node-http-handler") },
  capabilities: ["call", "retry", "timeout"] };

function tagNumber(value) {
  if (!Number.isInteger(value) || Object.is(value, -0)) return { $double: Object.is(value, -0) ? "-0" : String(value) };
  return Math.abs(value) <= 2 ** 53 ? value : { $integer: BigInt(value).toString() };
}

function tag(value) {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "number") return tagNumber(value);
  if (typeof value === "bigint") return { $integer: value.toString() };
  if (typeof value === "string") {
    if (value.isWellFormed()) return value;
    return { $lone: value.split("").map((unit) => unit.charCodeAt(0).toString(16).padStart(4, "0")).join(" ") };
  }
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? { $other: "Invalid Date" } : { $timestamp: value.toISOString() };
  }
  if (value instanceof NumericValue) return { $decimal: value.string };
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString("base64") };
  if (Array.isArray(value)) return value.map((item) => tag(item ?? null));
  if (typeof value !== "object") return { $other: typeof value };
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
    .map(([key, item]) => [tag(key), tag(item)]);
  if (entries.some(([key]) => typeof key !== "string" || key.startsWith("$"))) return { $map: entries };
  const members = Object.create(null); // so that __proto__ is a key like any other
  for (const [key, item] of entries) members[key] = item;
  return members;
}

const HIDDEN = ["__type", "code", "name", "message", "Message", "stack", "$fault", "$metadata", "$response", "$retryable"];

function describe(error) {
  const told = { class: error?.constructor?.name ?? typeof error, text: tag(String(error)),
    status: error?.$metadata?.httpStatusCode, request_id: error?.$metadata?.requestId };
  if (!(error instanceof ServiceException)) {
    // The SDK's guide has callers look for $metadata on what it threw.
    return { type: "client_error", wrapped: error?.$metadata !== undefined, ...told };
  }
  const members = Object.fromEntries(Object.entries(error).filter(([key]) => !HIDDEN.includes(key)));
  return { type: "service_error", ...told, code: tag(error.name ?? null), message: tag(error.message),
    typed: error.constructor !== SERVICE.base && error.constructor !== ServiceException, members: tag(members) };
}

async function call({ operation, endpoint, region, credentials, client, input }) {
  const limit = client.timeout_ms;
  const subject = new GenericClient(SERVICE, { endpoint, region, maxAttempts: client.max_attempts, retryMode: client.retry_mode,
    credentials: { accessKeyId: credentials.access_key_id, secretAccessKey: credentials.secret_access_key },
    requestHandler: { connectionTimeout: limit, requestTimeout: limit, socketTimeout: limit, throwOnRequestTimeout: true } });
  try {
    const { $metadata, ...value } = await subject.call(operation, SERVICE.operations[operation], input);
    return { type: "value", value: tag(value), request_id: $metadata.requestId };
  } catch (error) { // whatever else there is, the runner judges it
    return describe(error);
  } finally {
    subject.destroy();
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  const answer = request.type === "hello" ? HELLO : request.type === "bye" ? { type: "bye" }
    : { ...await call(request), id: request.id };
  process.stdout.write(JSON.stringify(answer) + "\n");
  if (request.type === "bye") break;
}
