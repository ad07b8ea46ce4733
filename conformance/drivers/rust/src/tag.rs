//! Turns values of the SDK into tagged ones (conformance/PROTOCOL.md). The SDK's structures cannot be
//! walked at run time: their members are named here.
use aws_sdk_mwaaserverless::operation::get_workflow_run::{GetWorkflowRunError, GetWorkflowRunOutput};
use aws_sdk_mwaaserverless::types::WorkflowRunDetail;
use aws_smithy_types::{date_time::Format, DateTime, Document, Number};
use serde_json::{json, Map, Value};

fn object(members: Vec<(&str, Option<Value>)>) -> Value {
    Value::Object(members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect())
}

fn text(value: Option<&str>) -> Option<Value> {
    value.map(|text| json!(text))
}

fn timestamp(value: Option<&DateTime>) -> Option<Value> {
    value.map(|at| match at.fmt(Format::DateTime) {
        Ok(text) => json!({"$timestamp": text}),
        Err(error) => json!({"$other": format!("DateTime: {error}")}),
    })
}

fn integer(value: i128) -> Value {
    if value.unsigned_abs() <= 1 << 53 {
        json!(value as i64)
    } else {
        json!({"$integer": value.to_string()})
    }
}

fn float(value: f64) -> Value {
    let text = if value.is_infinite() { format!("{}Infinity", if value < 0.0 { "-" } else { "" }) } else { format!("{value}") };
    json!({"$double": text})
}

fn document(value: &Document) -> Value {
    match value {
        Document::Null => Value::Null,
        Document::Bool(flag) => json!(flag),
        Document::String(text) => json!(text),
        Document::Number(Number::PosInt(whole)) => integer(i128::from(*whole)),
        Document::Number(Number::NegInt(whole)) => integer(i128::from(*whole)),
        Document::Number(Number::Float(number)) => float(*number),
        Document::Array(items) => Value::Array(items.iter().map(document).collect()),
        Document::Object(members) => map(members.iter()),
    }
}

fn map<'a>(members: impl Iterator<Item = (&'a String, &'a Document)> + Clone) -> Value {
    if members.clone().any(|(key, _)| key.starts_with('$')) {
        return json!({"$map": members.map(|(key, value)| json!([key, document(value)])).collect::<Vec<_>>()});
    }
    Value::Object(members.map(|(key, value)| (key.clone(), document(value))).collect::<Map<_, _>>())
}

fn detail(value: &WorkflowRunDetail) -> Value {
    object(vec![
        ("WorkflowArn", text(value.workflow_arn())),
        ("WorkflowVersion", text(value.workflow_version())),
        ("RunId", text(value.run_id())),
        ("RunType", text(value.run_type().map(|kind| kind.as_str()))),
        ("StartedOn", timestamp(value.started_on())),
        ("CreatedAt", timestamp(value.created_at())),
        ("CompletedOn", timestamp(value.completed_on())),
        ("ModifiedAt", timestamp(value.modified_at())),
        ("Duration", value.duration().map(|seconds| integer(i128::from(seconds)))),
        ("ErrorMessage", text(value.error_message())),
        ("TaskInstances", value.task_instances.as_ref().map(|items| json!(items))),
        ("RunState", text(value.run_state().map(|state| state.as_str()))),
    ])
}

pub fn output(value: &GetWorkflowRunOutput) -> Value {
    object(vec![
        ("WorkflowArn", text(value.workflow_arn())),
        ("WorkflowVersion", text(value.workflow_version())),
        ("RunId", text(value.run_id())),
        ("RunType", text(value.run_type().map(|kind| kind.as_str()))),
        ("OverrideParameters", value.override_parameters().map(|members| map(members.iter()))),
        ("RunDetail", value.run_detail().map(detail)),
    ])
}

/// An error's members but for its message.
pub fn error(value: &GetWorkflowRunError) -> Value {
    use GetWorkflowRunError::*;
    let seconds = |value: Option<i32>| value.map(|seconds| integer(i128::from(seconds)));
    match value {
        InternalServerException(error) => object(vec![("RetryAfterSeconds", seconds(error.retry_after_seconds()))]),
        ResourceNotFoundException(error) => object(vec![
            ("ResourceId", text(Some(error.resource_id()))),
            ("ResourceType", text(Some(error.resource_type()))),
        ]),
        ThrottlingException(error) => object(vec![
            ("ServiceCode", text(Some(error.service_code()))),
            ("QuotaCode", text(Some(error.quota_code()))),
            ("RetryAfterSeconds", seconds(error.retry_after_seconds())),
        ]),
        ValidationException(error) => object(vec![
            ("Reason", text(Some(error.reason().as_str()))),
            ("FieldList", error.field_list.as_ref().map(|fields| {
                let field = |name: &str, message: &str| json!({"Name": name, "Message": message});
                Value::Array(fields.iter().map(|item| field(item.name(), item.message())).collect())
            })),
        ]),
        _ => json!({}),
    }
}

pub fn is_unhandled(error: &GetWorkflowRunError) -> bool {
    class(error).ends_with("Unhandled")
}

pub fn class(error: &GetWorkflowRunError) -> String {
    let shown = format!("{error:?}"); // "Name(..." or "Name {..."
    let name: String = shown.chars().take_while(|at| at.is_alphanumeric()).collect();
    format!("GetWorkflowRunError::{name}")
}

/// Versions as Cargo.lock has them.
fn locked(name: &str) -> String {
    let entry = format!("name = \"{name}\"\nversion = \"");
    let after = include_str!("../Cargo.lock").split_once(&entry).map_or("unknown\"", |(_, after)| after);
    after.split('"').next().unwrap_or_default().to_owned()
}

pub fn hello() -> Value {
    let versions: Map<_, _> = ["aws-smithy-json", "hyper"].iter().map(|name| ((*name).to_owned(), json!(locked(name)))).collect();
    json!({"type": "hello", "protocol": 1, "sdk": "aws-sdk-mwaaserverless", "version": locked("aws-sdk-mwaaserverless"),
        "runtime": option_env!("ASSAY_RUSTC").unwrap_or("Rust"), "versions": versions,
        "capabilities": ["call", "retry", "timeout"]})
}
