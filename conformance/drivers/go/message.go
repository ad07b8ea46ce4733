package main

import (
	"encoding/json"
	"runtime"
	"runtime/debug"
)

type object = map[string]any

type message struct {
	Type, Operation, Endpoint, Region string
	Id                                uint64
	Credentials                       struct {
		Key    string `json:"access_key_id"`
		Secret string `json:"secret_access_key"`
	}
	Client struct {
		MaxAttempts int    `json:"max_attempts"`
		RetryMode   string `json:"retry_mode"`
		TimeoutMs   int    `json:"timeout_ms"`
	}
	Input json.RawMessage
}

func hello() object {
	versions, own := object{}, "unknown"
	if build, ok := debug.ReadBuildInfo(); ok {
		for _, module := range build.Deps {
			version := module.Version
			if module.Replace != nil {
				version = "working tree"
			}
			switch module.Path {
			case "github.com/aws/aws-sdk-go-v2/service/mwaaserverless":
				own = version
			case "github.com/aws/aws-sdk-go-v2", "github.com/aws/smithy-go":
				versions[module.Path[len("github.com/aws/"):]] = version
			}
		}
	}
	return object{"type": "hello", "protocol": 1, "sdk": "aws-sdk-go-v2/service/mwaaserverless",
		"version": own, "runtime": runtime.Version(), "versions": versions,
		"capabilities": []string{"call", "retry", "timeout"}}
}
