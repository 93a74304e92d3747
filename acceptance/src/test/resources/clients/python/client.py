"""Calls STS with boto3: a call as JSON on each line of standard input, what came of it on each line of standard output.

A call has `action` and `parameters` as the API names them, and `credentials` to sign with; without them boto3 finds
credentials by itself, in one session for the life of this program. `mfaCode` is the answer to its question for one.
"""

import io
import json
import os
import sys

import boto3
from botocore import xform_name
from botocore.exceptions import BotoCoreError, ClientError

# Without a terminal the question for an MFA code is asked on standard input, where the test can answer.
os.setsid()
lines = sys.stdin
found = boto3.Session()


def client_of(credentials):
    if not credentials:
        return found.client("sts")
    return boto3.client(
        "sts",
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials.get("SessionToken"),
    )


def outcome(call):
    sys.stdin = io.StringIO(call.get("mfaCode", "") + "\n")
    try:
        answer = getattr(client_of(call.get("credentials")), xform_name(call["action"]))(**call["parameters"])
        return {"answer": answer}
    except ClientError as error:
        told = error.response["Error"]
        return {"error": {"type": type(error).__name__, "code": told["Code"], "message": told["Message"]}}
    except BotoCoreError as error:
        return {"error": {"type": type(error).__name__, "code": type(error).__name__, "message": str(error)}}


for line in iter(lines.readline, ""):
    print(json.dumps(outcome(json.loads(line)), default=lambda moment: moment.isoformat()), flush=True)
