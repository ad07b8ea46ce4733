//! Drives the AWS SDK for Rust for `assay conform`: JSON lines in, JSON lines out
//! (conformance/PROTOCOL.md).
mod tag;

use aws_sdk_mwaaserverless::config::{
    retry::RetryConfig, timeout::TimeoutConfig, BehaviorVersion, Config, Credentials, Region,
};
use aws_sdk_mwaaserverless::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_mwaaserverless::operation::get_workflow_run::{GetWorkflowRunError, GetWorkflowRunOutput};
use aws_sdk_mwaaserverless::operation::RequestId;
use aws_smithy_types::error::{display::DisplayErrorContext, ErrorMetadata};
use serde_json::{json, Value};
use std::{error::Error, io::Write, time::Duration};

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

async fn call(request: Value) -> Result<GetWorkflowRunOutput, SdkError<GetWorkflowRunError>> {
    let (options, keys, input) = (&request["client"], &request["credentials"], &request["input"]);
    let limit = Duration::from_millis(options["timeout_ms"].as_u64().unwrap_or(20_000));
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .endpoint_url(text(&request, "endpoint"))
        .region(Region::new(text(&request, "region").to_owned()))
        .credentials_provider(Credentials::new(text(keys, "access_key_id"), text(keys, "secret_access_key"), None, None, "static"))
        .retry_config(RetryConfig::standard().with_max_attempts(options["max_attempts"].as_u64().unwrap_or(1) as u32))
        .timeout_config(TimeoutConfig::builder().connect_timeout(limit).read_timeout(limit).build())
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .build();
    assert_eq!(text(&request, "operation"), "GetWorkflowRun", "the one operation of this driver");
    let member = |name| input[name].as_str().map(str::to_owned);
    aws_sdk_mwaaserverless::Client::from_conf(config)
        .get_workflow_run()
        .set_run_id(member("RunId"))
        .set_workflow_arn(member("WorkflowArn"))
        .send()
        .await
}

fn describe(error: SdkError<GetWorkflowRunError>) -> Value {
    let shown = DisplayErrorContext(&error).to_string();
    let status = error.raw_response().map(|response| response.status().as_u16());
    let kind = match &error {
        SdkError::ConstructionFailure(_) => "SdkError::ConstructionFailure",
        SdkError::TimeoutError(_) => "SdkError::TimeoutError",
        SdkError::DispatchFailure(_) => "SdkError::DispatchFailure",
        SdkError::ResponseError(_) => "SdkError::ResponseError",
        _ => "SdkError::ServiceError",
    };
    // The SDK documents `Unhandled` for an answer that it cannot read as well as for unknown codes;
    // only the latter has the error's metadata as its source.
    let known = error.as_service_error().filter(|service| {
        !tag::is_unhandled(service) || service.source().is_some_and(|source| source.is::<ErrorMetadata>())
    });
    let mut answer = match known {
        Some(service) => json!({"type": "service_error", "class": tag::class(service),
            "typed": !tag::is_unhandled(service), "members": tag::error(service), "text": shown,
            "code": service.code().unwrap_or_default(), "message": service.message().unwrap_or_default()}),
        None => json!({"type": "client_error", "class": kind, "wrapped": true, "text": shown}),
    };
    if let Some(status) = status {
        answer["status"] = json!(status);
    }
    if let Some(id) = error.request_id() {
        answer["request_id"] = json!(id);
    }
    answer
}

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    for line in std::io::stdin().lines() {
        let request: Value = serde_json::from_str(&line?)?;
        let id = request["id"].clone();
        let mut answer = match text(&request, "type") {
            "hello" => tag::hello(),
            "bye" => json!({"type": "bye"}),
            _ => match runtime.block_on(runtime.spawn(call(request))) {
                Ok(Ok(output)) => json!({"type": "value", "value": tag::output(&output), "request_id": output.request_id().unwrap_or_default()}),
                Ok(Err(error)) => describe(error),
                Err(panic) => json!({"type": "client_error", "class": "panic", "wrapped": false, "text": panic.to_string()}),
            },
        };
        if id.is_number() {
            answer["id"] = id;
        }
        println!("{answer}");
        std::io::stdout().flush()?;
        if text(&answer, "type") == "bye" {
            break;
        }
    }
    Ok(())
}
