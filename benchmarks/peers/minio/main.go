// Measures MinIO's policy package on a workload that the Java side wrote.
//
//	minio check WORKLOAD MILLIS                               answers, as far as the time goes
//	minio decide WORKLOAD SET START WARMUP SAMPLES MILLIS     nanoseconds and bytes per decision
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/minio/pkg/v3/policy"
)

type condition struct {
	Operator, Key, Value string
}

type rule struct {
	Allow      bool
	Actions    []string
	Resources  []string
	Conditions []condition
}

type question struct {
	Role     int
	Action   string
	Resource string
	Context  map[string]string
}

type workload struct {
	Roles []struct {
		Policies [][]rule
	}
	Sets map[string][]question
}

// The package knows MinIO's own keys only; these stand for ours and are compared in the same way.
var keys = map[string]string{
	"aws:SourceIp":          "aws:SourceIp",
	"aws:PrincipalTag/dept": "jwt:name",
	"aws:RequestTag/env":    "s3:RequestObjectTag/env",
}

// request is a request in the form in which the package takes it.
type request struct {
	role int
	args policy.Args
}

// step spreads what is asked, as on the Java side.
const step = 7919

func main() {
	if len(os.Args) < 4 {
		fail(fmt.Errorf("usage: minio check|decide WORKLOAD …"))
	}
	text, err := os.ReadFile(os.Args[2])
	fail(err)
	var work workload
	fail(json.Unmarshal(text, &work))
	text = nil
	policies := make([]policy.Policy, len(work.Roles))
	for i, role := range work.Roles {
		policies[i] = compile(role.Policies)
	}
	switch os.Args[1] {
	case "check":
		check(policies, work.Sets, number(3))
	case "decide":
		set := prepare(work.Sets[os.Args[3]])
		work = workload{}
		runtime.GC()
		decide(policies, set, number(4), number(5), number(6), number(7))
	default:
		fail(fmt.Errorf("no such command: %s", os.Args[1]))
	}
}

// compile joins all policies of a role into one, as MinIO does before it asks.
func compile(documents [][]rule) policy.Policy {
	all := policy.Policy{Version: policy.DefaultVersion}
	for _, rules := range documents {
		text, err := json.Marshal(map[string]any{"Version": policy.DefaultVersion, "Statement": statements(rules)})
		fail(err)
		var one policy.Policy
		fail(json.Unmarshal(text, &one))
		all.Statements = append(all.Statements, one.Statements...)
	}
	return all
}

func statements(rules []rule) []map[string]any {
	var list []map[string]any
	for _, rule := range rules {
		effect := "Deny"
		if rule.Allow {
			effect = "Allow"
		}
		resources := make([]string, len(rule.Resources))
		for i, resource := range rule.Resources {
			resources[i] = resource
			if resource != "*" {
				resources[i] = policy.ResourceARNPrefix + path(resource)
			}
		}
		conditions := map[string]map[string]string{}
		for _, c := range rule.Conditions {
			if conditions[c.Operator] == nil {
				conditions[c.Operator] = map[string]string{}
			}
			conditions[c.Operator][key(c.Key)] = c.Value
		}
		list = append(list, map[string]any{
			"Effect": effect, "Action": actions(rule), "Resource": resources, "Condition": conditions,
		})
	}
	return list
}

// actions says * in another way: the package takes * itself for the STS actions, which are about no resource.
func actions(of rule) []string {
	list := make([]string, len(of.Actions))
	for i, action := range of.Actions {
		list[i] = action
		if action == "*" {
			list[i] = "*:*"
		}
	}
	return list
}

// path is an ARN of any service as the name of an object: the package knows buckets only.
func path(arn string) string {
	return strings.TrimPrefix(arn, "arn:aws:")
}

func key(name string) string {
	translated, ok := keys[name]
	if !ok {
		fail(fmt.Errorf("MinIO has no condition key for `%s`", name))
	}
	return translated
}

func prepare(questions []question) []request {
	requests := make([]request, len(questions))
	for i, q := range questions {
		bucket, object, _ := strings.Cut(path(q.Resource), "/")
		values := map[string][]string{}
		for name, value := range q.Context {
			_, bare, _ := strings.Cut(key(name), ":")
			values[bare] = []string{value}
		}
		requests[i] = request{q.Role, policy.Args{
			Action: policy.Action(q.Action), BucketName: bucket, ObjectName: object, ConditionValues: values,
		}}
	}
	return requests
}

func check(policies []policy.Policy, sets map[string][]question, millis int) {
	end := time.Now().Add(time.Duration(millis) * time.Millisecond)
	answers := map[string]string{}
	for name, questions := range sets {
		var letters strings.Builder
		requests := prepare(questions)
		for i := 0; i < len(requests) && time.Now().Before(end); i++ {
			r := requests[i*step%len(requests)]
			if policies[r.role].IsAllowed(r.args) {
				letters.WriteByte('A')
			} else {
				letters.WriteByte('I')
			}
		}
		answers[name] = letters.String()
	}
	print(map[string]any{"tellsDenialsApart": false, "answers": answers})
}

type sample struct {
	Cpu   float64 `json:"cpu"`
	Wall  float64 `json:"wall"`
	Bytes float64 `json:"bytes"`
}

func decide(policies []policy.Policy, requests []request, start, warmup, samples, millis int) {
	// One thread, whose CPU time is what counts.
	runtime.LockOSThread()
	next := len(requests) * start / 100
	allowed := 0
	run := func(millis int) sample {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		wall, cpu := time.Now(), threadNanos()
		operations, batch := 0, 1
		for time.Since(wall) < time.Duration(millis)*time.Millisecond {
			for i := 0; i < batch; i++ {
				r := &requests[next]
				if next++; next == len(requests) {
					next = 0
				}
				if policies[r.role].IsAllowed(r.args) {
					allowed++
				}
			}
			operations += batch
			if batch < 256 && time.Since(wall) < time.Millisecond {
				batch *= 2
			}
		}
		cpu, spent := threadNanos()-cpu, time.Since(wall)
		runtime.ReadMemStats(&after)
		n := float64(operations)
		return sample{float64(cpu) / n, float64(spent.Nanoseconds()) / n, float64(after.TotalAlloc-before.TotalAlloc) / n}
	}
	run(warmup)
	list := make([]sample, samples)
	for i := range list {
		list[i] = run(millis)
	}
	print(map[string]any{"samples": list, "allowed": allowed})
}

// threadNanos is the CPU time of this thread, or of the process where there is no such thing.
func threadNanos() int64 {
	who := syscall.RUSAGE_SELF
	if runtime.GOOS == "linux" {
		who = 1 // RUSAGE_THREAD
	}
	var usage syscall.Rusage
	fail(syscall.Getrusage(who, &usage))
	return usage.Utime.Nano() + usage.Stime.Nano()
}

func number(argument int) int {
	n, err := strconv.Atoi(os.Args[argument])
	fail(err)
	return n
}

func print(result any) {
	fail(json.NewEncoder(os.Stdout).Encode(result))
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
