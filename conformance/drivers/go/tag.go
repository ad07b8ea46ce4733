package main

import (
	"encoding/base64"
	"errors"
	"math/big"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/service/mwaaserverless/document"
	number "github.com/aws/smithy-go/document"
)

var largest = big.NewInt(1 << 53)

// tag turns a value of the SDK into a tagged one. Nil, and an empty enumeration value, which is how
// the SDK says that a member is absent, are left out of objects.
func tag(value reflect.Value) any {
	if !value.IsValid() {
		return nil
	}
	switch known := value.Interface().(type) {
	case time.Time:
		return object{"$timestamp": known.UTC().Format("2006-01-02T15:04:05.999999999Z")}
	case []byte:
		return object{"$bytes": base64.StdEncoding.EncodeToString(known)}
	case number.Number:
		return integer(known.String())
	case document.Interface:
		var content any
		if err := known.UnmarshalSmithyDocument(&content); err != nil {
			return object{"$other": "document: " + err.Error()}
		}
		return tag(reflect.ValueOf(content))
	}
	switch value.Kind() {
	case reflect.Pointer, reflect.Interface:
		return tag(value.Elem())
	case reflect.String:
		if text := value.String(); !utf8.ValidString(text) {
			return object{"$bytes": base64.StdEncoding.EncodeToString([]byte(text))}
		}
		return value.String()
	case reflect.Bool:
		return value.Bool()
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return integer(strconv.FormatInt(value.Int(), 10))
	case reflect.Float32, reflect.Float64:
		text := strconv.FormatFloat(value.Float(), 'g', -1, 64)
		return object{"$double": strings.Replace(text, "Inf", "Infinity", 1)}
	case reflect.Slice:
		list := make([]any, value.Len())
		for i := range list {
			list[i] = tag(value.Index(i))
		}
		return list
	case reflect.Map:
		result, pairs := object{}, [][2]any{}
		for entries := value.MapRange(); entries.Next(); {
			item := tag(entries.Value())
			result[entries.Key().String()] = item
			pairs = append(pairs, [2]any{tag(entries.Key()), item})
		}
		return plain(result, pairs)
	case reflect.Struct:
		result := object{}
		for i := 0; i < value.NumField(); i++ {
			field, member := value.Type().Field(i), value.Field(i)
			enumeration := member.Kind() == reflect.String && member.Len() == 0
			nothing := member.Kind() != reflect.Struct && member.IsZero()
			if field.IsExported() && field.Name != "ResultMetadata" && !enumeration && !nothing {
				result[field.Name] = tag(member)
			}
		}
		return result
	}
	return object{"$other": value.Type().String()}
}

func innermost(err error) error {
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	return err
}

func integer(text string) any {
	whole, ok := new(big.Int).SetString(text, 10)
	if !ok {
		return object{"$decimal": text}
	}
	if whole.CmpAbs(largest) <= 0 {
		return whole
	}
	return object{"$integer": whole.String()}
}

func plain(result object, pairs [][2]any) any {
	for key := range result {
		if strings.HasPrefix(key, "$") || !utf8.ValidString(key) {
			return object{"$map": pairs}
		}
	}
	return result
}
