// Drives the AWS SDK for Go v2 for `assay conform`: JSON lines in, JSON lines out
// (conformance/PROTOCOL.md).
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/mwaaserverless"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
)

func call(m message) (answer object) {
	defer func() {
		if what := recover(); what != nil {
			answer = object{"type": "client_error", "class": "panic", "wrapped": false,
				"text": tag(reflect.ValueOf(fmt.Sprint(what)))}
		}
	}()
	timeout := time.Duration(m.Client.TimeoutMs) * time.Millisecond
	client := mwaaserverless.New(mwaaserverless.Options{
		Region: m.Region, BaseEndpoint: &m.Endpoint,
		RetryMaxAttempts: m.Client.MaxAttempts, RetryMode: aws.RetryMode(m.Client.RetryMode),
		HTTPClient: awshttp.NewBuildableClient().WithTimeout(timeout),
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: m.Credentials.Key, SecretAccessKey: m.Credentials.Secret}, nil
		})})
	method := reflect.ValueOf(client).MethodByName(m.Operation)
	input := reflect.New(method.Type().In(1).Elem())
	if err := json.Unmarshal(m.Input, input.Interface()); err != nil {
		panic(err)
	}
	results := method.Call([]reflect.Value{reflect.ValueOf(context.Background()), input})
	if err, failed := results[1].Interface().(error); failed {
		return describe(err)
	}
	metadata := results[0].Elem().FieldByName("ResultMetadata").Interface().(middleware.Metadata)
	id, _ := awsmiddleware.GetRequestIDMetadata(metadata)
	return object{"type": "value", "value": tag(results[0]), "request_id": id}
}

func describe(err error) object {
	told := object{"text": tag(reflect.ValueOf(err.Error()))}
	var response *awshttp.ResponseError
	if errors.As(err, &response) {
		told["status"], told["request_id"] = response.HTTPStatusCode(), response.ServiceRequestID()
	}
	var api smithy.APIError
	if errors.As(err, &api) {
		_, generic := api.(*smithy.GenericAPIError)
		told["type"], told["class"], told["typed"] = "service_error", fmt.Sprintf("%T", api), !generic
		told["code"] = tag(reflect.ValueOf(api.ErrorCode()))
		told["message"] = tag(reflect.ValueOf(api.ErrorMessage()))
		if members, ok := tag(reflect.ValueOf(api)).(object); ok && !generic {
			delete(members, "Message")
			delete(members, "ErrorCodeOverride")
			told["members"] = members
		}
		return told
	}
	var operation *smithy.OperationError // what the SDK documents to wrap every error
	told["type"], told["wrapped"] = "client_error", errors.As(err, &operation)
	told["class"] = fmt.Sprintf("%T", innermost(err))
	return told
}

func main() {
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	in := json.NewDecoder(bufio.NewReader(os.Stdin))
	for {
		var m message
		if err := in.Decode(&m); err != nil {
			return
		}
		switch m.Type {
		case "hello":
			out.Encode(hello())
		case "bye":
			out.Encode(object{"type": "bye"})
			return
		default:
			answer := call(m)
			answer["id"] = m.Id
			out.Encode(answer)
		}
	}
}
