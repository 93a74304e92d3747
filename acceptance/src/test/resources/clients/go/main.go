// Calls STS with the AWS SDK for Go: a call as JSON on each line of standard input, what came of it on each line of
// standard output. A call has action and parameters as the API names them, and credentials to sign with; without them the
// SDK finds credentials by itself, in one configuration for the life of this program. mfaCode is the answer to its
// question for one.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
)

type call struct {
	Action      string
	Parameters  json.RawMessage
	Credentials *struct{ AccessKeyID, SecretAccessKey, SessionToken string }
	MFACode     string
}

type failure struct {
	Type    string `json:"type"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

type operation func(context.Context, *sts.Client, json.RawMessage) (any, error)

var operations = map[string]operation{
	"AssumeRole":                 of((*sts.Client).AssumeRole),
	"AssumeRoleWithSAML":         of((*sts.Client).AssumeRoleWithSAML),
	"AssumeRoleWithWebIdentity":  of((*sts.Client).AssumeRoleWithWebIdentity),
	"AssumeRoot":                 of((*sts.Client).AssumeRoot),
	"DecodeAuthorizationMessage": of((*sts.Client).DecodeAuthorizationMessage),
	"GetAccessKeyInfo":           of((*sts.Client).GetAccessKeyInfo),
	"GetCallerIdentity":          of((*sts.Client).GetCallerIdentity),
	"GetDelegatedAccessToken":    of((*sts.Client).GetDelegatedAccessToken),
	"GetFederationToken":         of((*sts.Client).GetFederationToken),
	"GetSessionToken":            of((*sts.Client).GetSessionToken),
	"GetWebIdentityToken":        of((*sts.Client).GetWebIdentityToken),
}

func of[I, O any](method func(*sts.Client, context.Context, *I, ...func(*sts.Options)) (*O, error)) operation {
	return func(ctx context.Context, client *sts.Client, parameters json.RawMessage) (any, error) {
		var input I
		if err := json.Unmarshal(parameters, &input); err != nil {
			return nil, err
		}
		return method(client, ctx, &input)
	}
}

func outcome(ctx context.Context, found aws.Config, c call) map[string]any {
	perform, known := operations[c.Action]
	if !known {
		return map[string]any{"error": failure{"", "", "the SDK has no " + c.Action}}
	}
	client := sts.NewFromConfig(found, func(o *sts.Options) {
		if c.Credentials != nil {
			o.Credentials = credentials.NewStaticCredentialsProvider(
				c.Credentials.AccessKeyID, c.Credentials.SecretAccessKey, c.Credentials.SessionToken)
		}
	})
	answer, err := perform(ctx, client, c.Parameters)
	if err == nil {
		return map[string]any{"answer": answer}
	}
	told := failure{fmt.Sprintf("%T", err), "", err.Error()}
	var api smithy.APIError
	if errors.As(err, &api) {
		told = failure{strings.TrimPrefix(fmt.Sprintf("%T", api), "*types."), api.ErrorCode(), api.ErrorMessage()}
	}
	return map[string]any{"error": told}
}

func main() {
	ctx := context.Background()
	var mfaCode string
	found, err := config.LoadDefaultConfig(ctx,
		// Without a window the SDK asks anew only when a session is over; programs that work for long set one.
		config.WithCredentialsCacheOptions(func(o *aws.CredentialsCacheOptions) { o.ExpiryWindow = time.Minute }),
		config.WithAssumeRoleCredentialOptions(func(o *stscreds.AssumeRoleOptions) {
			o.TokenProvider = func() (string, error) { return mfaCode, nil }
		}))
	if err != nil {
		panic(err)
	}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	answers := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var c call
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			panic(err)
		}
		mfaCode = c.MFACode
		if err := answers.Encode(outcome(ctx, found, c)); err != nil {
			panic(err)
		}
	}
}
