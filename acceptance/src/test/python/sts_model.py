"""Holds a running gateway to the service model of STS that the installed botocore ships.

Standard input is one JSON object: the endpoint, credentials and tokens of an installation (see BotocoreModelTest). Every
operation, error and constraint comes from botocore's model; what has to be said by hand (parameters of a good call, how to
provoke an error, why something never happens here) is said in the tables below, and both a row that is missing and a row
that fits nothing in the model are faults. So a newer model fails here until somebody looks at what is new.
"""

import functools
import json
import re
import sys
import unicodedata
import xml.etree.ElementTree

import boto3
import botocore.httpsession
import botocore.parsers
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

GIVEN = json.load(sys.stdin)

WORKER = "arn:aws:iam::111122223333:role/worker"
BUILD = "arn:aws:iam::111122223333:role/build"
POLICY = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"orders:GetOrder","Resource":"*"}}'
TOO_LONG_TOGETHER = {
    "Policy": POLICY,
    "PolicyArns": [{"arn": "arn:aws:iam::111122223333:policy/" + letter * 1000} for letter in "ab"],
}
JWT_ROLE = {"RoleArn": BUILD, "RoleSessionName": "run-1"}
OUTBOUND = {"Audience": ["https://api.partner.test"], "SigningAlgorithm": "RS256"}

# Operations that are not here; they answer InvalidAction with a sentence about what to do instead.
NOT_HERE = {
    "AssumeRoleWithSAML": {"RoleArn": WORKER, "PrincipalArn": WORKER, "SAMLAssertion": "none"},
    "AssumeRoot": {"TargetPrincipal": "111122223333", "TaskPolicyArn": {"arn": WORKER}},
    "GetDelegatedAccessToken": {"TradeInToken": "none"},
}

# Parameters of calls that succeed, by operation: with as much as it takes, so that every part of an answer is there.
GOOD = {
    "AssumeRole": {
        "RoleArn": WORKER,
        "RoleSessionName": "s1",
        "Policy": POLICY,
        "Tags": [{"Key": "team", "Value": "red"}],
        "TransitiveTagKeys": ["team"],
        "SourceIdentity": "INC-1",
    },
    "AssumeRoleWithWebIdentity": dict(JWT_ROLE, WebIdentityToken=GIVEN["token"], Policy=POLICY),
    "DecodeAuthorizationMessage": {"EncodedMessage": GIVEN["message"]},
    "GetAccessKeyInfo": {"AccessKeyId": GIVEN["alice"]["aws_access_key_id"]},
    "GetCallerIdentity": {},
    "GetFederationToken": {"Name": "Jean", "Policy": POLICY, "Tags": [{"Key": "team", "Value": "red"}]},
    "GetSessionToken": {},
    "GetWebIdentityToken": dict(OUTBOUND, Tags=[{"Key": "team", "Value": "red"}]),
}

# Members of answers that a call does not always have.
ABSENT = {("AssumeRoleWithWebIdentity", "SourceIdentity"): "only from a claim of the token"}

# Members that later models have.
NEWER = {"SessionTokenSize", "SessionTokenUtilization"}

# Parameters that ask for something which is not here: refused by name.
REFUSED = {
    "ProvidedContexts": [{"ProviderArn": "arn:aws:iam::aws:contextProvider/IdentityCenter", "ContextAssertion": "none"}],
    "MinimumSessionTokenSize": 1,
}

# For every error of every operation: who calls with which other parameters, or why it never comes.
ONE_REGION_SET = "regions are those of the configuration, and a signature for another one is refused as such"
ERRORS = {
    ("AssumeRole", "MalformedPolicyDocumentException"): ("alice", {"Policy": "{"}),
    ("AssumeRole", "PackedPolicyTooLargeException"): ("alice", TOO_LONG_TOGETHER),
    ("AssumeRole", "RegionDisabledException"): ONE_REGION_SET,
    ("AssumeRole", "ExpiredTokenException"): "only of `ProvidedContexts`, which are refused",
    ("AssumeRoleWithWebIdentity", "MalformedPolicyDocumentException"): (None, {"Policy": "{"}),
    ("AssumeRoleWithWebIdentity", "PackedPolicyTooLargeException"): (None, TOO_LONG_TOGETHER),
    ("AssumeRoleWithWebIdentity", "IDPRejectedClaimException"): (None, {"ProviderId": "graph.facebook.com"}),
    ("AssumeRoleWithWebIdentity", "IDPCommunicationErrorException"): (
        None,
        {"WebIdentityToken": GIVEN["tokenOfIssuerThatIsDown"]},
    ),
    ("AssumeRoleWithWebIdentity", "InvalidIdentityTokenException"): (None, {"WebIdentityToken": "none"}),
    ("AssumeRoleWithWebIdentity", "ExpiredTokenException"): (None, {"WebIdentityToken": GIVEN["expiredToken"]}),
    ("AssumeRoleWithWebIdentity", "RegionDisabledException"): ONE_REGION_SET,
    ("DecodeAuthorizationMessage", "InvalidAuthorizationMessageException"): ("alice", {"EncodedMessage": "none"}),
    ("GetFederationToken", "MalformedPolicyDocumentException"): ("alice", {"Policy": "{"}),
    ("GetFederationToken", "PackedPolicyTooLargeException"): ("alice", TOO_LONG_TOGETHER),
    ("GetFederationToken", "RegionDisabledException"): ONE_REGION_SET,
    ("GetSessionToken", "RegionDisabledException"): ONE_REGION_SET,
    ("GetWebIdentityToken", "SessionDurationEscalationException"): ("quarterOfAnHour", {"DurationSeconds": 3600}),
    ("GetWebIdentityToken", "OutboundWebIdentityFederationDisabledException"): ("partner", {}),
    ("GetWebIdentityToken", "JWTPayloadSizeExceededException"): (
        "alice",
        {"Tags": [{"Key": "k" * 120 + str(i), "Value": "v" * 256} for i in range(50)]},
    ),
}

# Errors that are in no model: code, status, and a call that gets it.
OTHERS = [
    ("AccessDenied", 403, "partner", "GetAccessKeyInfo", {}),
    ("AccessDenied", 403, "alice", "AssumeRole", {"RoleArn": "arn:aws:iam::111122223333:role/nobody"}),
    ("AccessDenied", 403, "quarterOfAnHour", "GetSessionToken", {}),
    ("AccessDenied", 403, "alice", "AssumeRole", {"SerialNumber": "arn:aws:iam::111122223333:mfa/none"}),
    ("ValidationError", 400, "alice", "AssumeRole", {"RoleArn": "no-arn-at-all-whatever"}),
    ("ValidationError", 400, "alice", "AssumeRole", {"DurationSeconds": 3601}),
    ("InvalidParameterValue", 400, "alice", "AssumeRole", {"TransitiveTagKeys": ["absent"]}),
    (
        "InvalidParameterValue",
        400,
        "alice",
        "GetFederationToken",
        {"Tags": [{"Key": "team", "Value": "1"}, {"Key": "Team", "Value": "2"}]},
    ),
    ("MalformedInput", 400, "alice", "GetSessionToken", {"DurationSeconds": "soon"}),
    ("ExpiredToken", 403, "expired", "GetCallerIdentity", {}),
    ("SessionRevoked", 403, "revoked", "GetCallerIdentity", {}),
    ("InvalidClientTokenId", 403, "unknownKey", "GetCallerIdentity", {}),
    ("SignatureDoesNotMatch", 403, "wrongSecret", "GetCallerIdentity", {}),
    ("MissingAuthenticationToken", 403, None, "GetCallerIdentity", {}),
]

faults = []
counts = {"operations": 0, "answers": 0, "errors": 0, "constraints": 0}


class Captured(Exception):
    """What came back, kept from a client that only reads XML."""

    def __init__(self, response):
        super().__init__("captured")
        self.response = response


@functools.lru_cache(maxsize=None)
def client(who, in_json=False):
    """The client as it comes, but for what would keep wrong calls from being sent."""
    kept = {"parameter_validation": False, "retries": {"total_max_attempts": 1}}
    signer = {"signature_version": UNSIGNED} if who is None else {}
    sts = boto3.client(
        "sts",
        endpoint_url=GIVEN["endpoint"],
        region_name="us-east-1",
        config=Config(**kept, **signer),
        **({} if who is None else GIVEN[who]),
    )
    sts.meta.events.register("response-received.sts", lambda response_dict, **_: seen.append(response_dict))
    if in_json:
        sts.meta.events.register("before-send.sts", ask_for_json)
    return sts


def ask_for_json(request, **_):
    request.headers["Accept"] = "application/json"
    raise Captured(botocore.httpsession.URLLib3Session().send(request))


seen = []
MODEL = client(None).meta.service_model
ERROR_CODES = client(None).exceptions


def call(who, operation, parameters):
    """The answer as botocore parses it, and the answer as it came."""
    seen.clear()
    answer = getattr(client(who), method(operation))(**parameters)
    return answer, seen[-1]["body"]


def call_in_json(who, operation, parameters):
    """The status and the document that come back where JSON alone is accepted."""
    try:
        getattr(client(who, True), method(operation))(**parameters)
    except Captured as captured:
        response = captured.response
        check(response.headers["Content-Type"] == "application/json", operation, "JSON is not called so")
        return response.status_code, json.loads(response.content)
    raise AssertionError("nothing was sent")


def method(operation):
    return next(name for name, op in client(None).meta.method_to_api_mapping.items() if op == operation)


def caller(operation):
    return None if MODEL.operation_model(operation).auth_type == "none" else "alice"


def check(holds, *what):
    if not holds:
        faults.append(": ".join(str(part) for part in what))


def allows(pattern, character):
    """Whether the pattern, which is one class of characters in the models' language, has this one."""
    for category in re.findall(r"\\p\{(\w+)\}", pattern):
        if unicodedata.category(character).startswith(category):
            return True
    python = re.sub(r"\\p\{\w+\}", "", pattern)
    python = re.sub(r"\\u([0-9A-F]{5,6})", lambda code: "\\U" + code.group(1).zfill(8), python)
    return re.fullmatch(python, character, re.ASCII) is not None


def tables_fit_the_model():
    for operation in sorted(set(MODEL.operation_names) ^ (set(GOOD) | set(NOT_HERE))):
        check(False, operation, "is in the model or in the tables of this file, and not in both")
    in_model = {
        (operation, shape.name)
        for operation in MODEL.operation_names
        if operation in GOOD
        for shape in MODEL.operation_model(operation).error_shapes
    }
    for operation, error in sorted(in_model ^ set(ERRORS)):
        check(False, operation, error, "is in the model or in the tables of this file, and not in both")


def answers_have_the_shape_of_the_model(operation):
    shape = MODEL.operation_model(operation).output_shape
    answer, body = call(caller(operation), operation, GOOD[operation])
    del answer["ResponseMetadata"]
    parts_are(shape, answer, operation)
    result = xml.etree.ElementTree.fromstring(body)[0]
    check(local(result) == operation + "Result", operation, "the answer has no result element of its own")
    elements_are_in(shape, result, operation)
    counts["answers"] += 1

    status, document = call_in_json(caller(operation), operation, GOOD[operation])
    check(status == 200, operation, "in JSON", status, document)
    envelope = document.get(operation + "Response", {})
    check("RequestId" in envelope.get("ResponseMetadata", {}), operation, "no request id in JSON")
    content = json.dumps(envelope.get(operation + "Result")).encode()
    parsed = botocore.parsers.create_parser("json").parse(
        {"body": content, "headers": {}, "status_code": 200}, shape
    )
    parsed.pop("ResponseMetadata", None)
    parts_are(shape, parsed, operation + " in JSON")
    check(names(parsed) == names(answer), operation, "JSON and XML have other members", names(parsed), names(answer))
    counts["answers"] += 1


def names(value):
    return {name: names(part) for name, part in value.items()} if isinstance(value, dict) else None


def parts_are(shape, value, path):
    """Every member that the model has is there, and is what the model says it is."""
    for name, member in shape.members.items():
        here = path + "." + name
        part = value.get(name)
        if part is None:
            check((path.split(" ")[0], name) in ABSENT, here, "is not in the answer")
        elif member.type_name == "structure":
            parts_are(member, part, here)
        elif member.type_name == "string":
            low, high = member.metadata.get("min", 0), member.metadata.get("max", sys.maxsize)
            check(low <= len(part) <= high, here, "has a length the model does not allow", len(part))
            pattern = member.metadata.get("pattern")
            check(not pattern or all(allows(pattern, c) for c in part), here, "does not match", pattern)
        elif member.type_name == "integer":
            low, high = member.metadata.get("min", 0), member.metadata.get("max", sys.maxsize)
            check(isinstance(part, int) and low <= part <= high, here, "is out of range", part)
        elif member.type_name == "timestamp":
            check(part.utcoffset() is not None, here, "is no moment", part)
        else:
            check(False, here, "is of a type that this file does not know", member.type_name)


def elements_are_in(shape, element, path):
    for child in element:
        name = local(child)
        check(name in shape.members or name in NEWER, path, "the model has no member", name)
        if name in shape.members and shape.members[name].type_name == "structure":
            elements_are_in(shape.members[name], child, path + "." + name)


def local(element):
    return element.tag.rsplit("}", 1)[-1]


def error_is(code, status, who, operation, parameters, exception=ClientError):
    what = f"{operation} {code}"
    try:
        call(who, operation, parameters)
        check(False, what, "the call succeeded")
        return ""
    except ClientError as e:
        check(type(e) is exception, what, "botocore raises", type(e).__name__, e)
        check(e.response["Error"]["Code"] == code, what, "the code is", e)
        check(e.response["ResponseMetadata"]["HTTPStatusCode"] == status, what, "the status is another", e)
        check(e.response["ResponseMetadata"].get("RequestId"), what, "there is no request id")
        check(e.response["Error"].get("Type") == "Sender", what, "whose fault it is", e.response["Error"])
        check(e.response["Error"].get("Message"), what, "there is no message")
        message = e.response["Error"].get("Message", "")
    got, document = call_in_json(who, operation, parameters)
    error = document.get("Error", {})
    check(got == status and error.get("Code") == code, what, "JSON says", got, document)
    check(error.get("Type") == "Sender" and error.get("Message"), what, "JSON says", document)
    check(document.get("RequestId"), what, "there is no request id in JSON")
    counts["errors"] += 1
    return message


def errors_of_the_model(operation):
    for shape in MODEL.operation_model(operation).error_shapes:
        how = ERRORS.get((operation, shape.name))
        if isinstance(how, tuple):
            who, change = how
            error = shape.metadata["error"]
            error_is(
                error["code"],
                error["httpStatusCode"],
                who,
                operation,
                dict(GOOD[operation], **change),
                getattr(ERROR_CODES, shape.name),
            )


def constraints_of(operation):
    shape = MODEL.operation_model(operation).input_shape
    members = shape.members if shape else {}
    for name, member in members.items():
        if name in REFUSED:
            message = error_is(
                "ValidationError", 400, caller(operation), operation, dict(GOOD[operation], **{name: REFUSED[name]})
            )
            check(f"parameter `{name}` is not supported here" in message, operation, name, message)
        else:
            try_member(
                operation,
                member,
                field(name),
                name in shape.required_members,
                lambda value, name=name: replaced(operation, name, value),
            )


def replaced(operation, name, value):
    parameters = dict(GOOD[operation])
    if name == "Tags" and operation == "AssumeRole":
        del parameters["TransitiveTagKeys"]
    if value is None:
        parameters.pop(name, None)
    else:
        parameters[name] = value
    return parameters


def field(name):
    return name[0].lower() + name[1:]


def try_member(operation, shape, path, required, call_with):
    """Tries a value just outside each constraint, and one just inside."""
    if required:
        violated(operation, path, call_with(None), None, "Member must not be null")
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    hidden = shape.metadata.get("sensitive", False)
    if shape.type_name == "string":
        pattern = shape.metadata.get("pattern", "[a]*")
        good = next(c for c in "a1 " if allows(pattern, c))
        if low:
            text = good * (low - 1)
            said = "Member must have length greater than or equal to %d" % low
            violated(operation, path, call_with(text), text, said, hidden)
            held(operation, path, call_with(good * low))
        if high:
            text = good * (high + 1)
            said = "Member must have length less than or equal to %d" % high
            violated(operation, path, call_with(text), text, said, hidden)
            held(operation, path, call_with(good * high))
        if "pattern" in shape.metadata:
            bad = [c for c in "!\u0100 a\u007f" if not allows(pattern, c)]
            check(bad, path, "this file knows no character that breaks", pattern)
            text = good * (max(low or 0, 2) - 1) + bad[0]
            said = "Member must satisfy regular expression pattern: " + pattern
            violated(operation, path, call_with(text), text, said, hidden)
    elif shape.type_name == "integer":
        said = "Member must have value greater than or equal to %d" % low
        violated(operation, path, call_with(low - 1), low - 1, said)
        held(operation, path, call_with(low))
        said = "Member must have value less than or equal to %d" % high
        violated(operation, path, call_with(high + 1), high + 1, said)
        held(operation, path, call_with(high))
    elif shape.type_name == "list":
        one = some(shape.member, 0)
        if low:
            said = "Member must have length greater than or equal to %d" % low
            violated(operation, path, call_with([one] * (low - 1)), None, said)
        if high:
            said = "Member must have length less than or equal to %d" % high
            violated(operation, path, call_with([some(shape.member, i) for i in range(high + 1)]), None, said)
            held(operation, path, call_with([some(shape.member, i) for i in range(high)]))
        # The second of two: a wrong one is found wherever it stands.
        place = path + ".2.member"
        if shape.member.type_name == "string":
            try_member(operation, shape.member, place, False, lambda value: call_with([one, value]))
        else:
            for name, member in shape.member.members.items():
                try_member(
                    operation,
                    member,
                    place + "." + field(name),
                    name in shape.member.required_members,
                    lambda value, name=name: call_with([one, without_none(dict(some(shape.member, 1), **{name: value}))]),
                )
    else:
        check(False, operation, path, "is of a type that this file does not know", shape.type_name)


def without_none(structure):
    return {name: value for name, value in structure.items() if value is not None}


def some(shape, number):
    """A good value of the shape, another one for each number."""
    if shape.type_name == "structure":
        return {name: some(member, number) for name, member in shape.members.items()}
    return "arn:aws:iam::111122223333:policy/p%d" % number if shape.name == "arnType" else "v%d" % number


VIOLATION = re.compile(r"^(\d+) validation errors? detected: (.*)$", re.DOTALL)


def violated(operation, path, parameters, value, said, hidden=False):
    message = error_is("ValidationError", 400, caller(operation), operation, parameters)
    counts["constraints"] += 1
    match = VIOLATION.match(message)
    check(match, operation, path, "is answered otherwise", message)
    if not match:
        return
    tail = f"at '{path}' failed to satisfy constraint: {said}"
    check(tail in match.group(2), operation, path, "wanted", tail, "got", message)
    check(match.group(1) == "1", operation, path, "there is one violation, and more are told", message)
    if said == "Member must not be null":
        check("Value null " + tail in message, operation, path, message)
    elif hidden:
        check(not value or str(value) not in message, operation, path, "a secret is shown", message)
    elif value is not None and len(str(value)) < 100 and path.split(".")[-1] not in ("tokenCode", "encodedMessage"):
        check(f"Value '{value}' {tail}" in message, operation, path, "the value is not shown", message)


def held(operation, path, parameters):
    """Whatever else is said of the call: the constraint is not violated on its own boundary."""
    try:
        call(caller(operation), operation, parameters)
    except ClientError as e:
        refused = f"at '{path}' failed to satisfy constraint: Member must have "
        check(refused not in str(e), operation, path, "the boundary itself is refused", e)


def gateway_is_as_the_model_says():
    for operation in MODEL.operation_names:
        counts["operations"] += 1
        if operation in NOT_HERE:
            message = error_is("InvalidAction", 400, caller(operation), operation, NOT_HERE[operation])
            check(f"The operation {operation} is not available here: " in message, operation, message)
        else:
            answers_have_the_shape_of_the_model(operation)
            errors_of_the_model(operation)
            constraints_of(operation)
    for code, status, who, operation, change in OTHERS:
        error_is(code, status, who, operation, dict(GOOD[operation], **change))


tables_fit_the_model()
if not faults:
    gateway_is_as_the_model_says()
for fault in faults:
    print(fault)
print(", ".join(f"{name} {count}" for name, count in counts.items()) + f", faults {len(faults)}")
