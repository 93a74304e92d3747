// What the action aws-actions/configure-aws-credentials asks of a runner and of STS, call by call, with the SDK it uses.
// The action is on no package registry, so that its own code cannot be installed; followed is what its version 6 does
// (src/index.ts, assumeRole.ts, helpers.ts and CredentialsClient.ts). Inputs, outputs, masks and variables go the way that
// runners have for actions: INPUT_*, workflow commands on standard output, the files GITHUB_OUTPUT and GITHUB_ENV.
import { appendFileSync } from "node:fs";
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  STSClient,
} from "@aws-sdk/client-sts";

const env = process.env;
const input = (name) => env[`INPUT_${name.toUpperCase()}`] ?? "";
const lines = (name) => input(name).split("\n").filter(Boolean);
const mask = (secret) => secret && console.log(`::add-mask::${secret}`);
const output = (name, value) => appendFileSync(env.GITHUB_OUTPUT, `${name}=${value}\n`);

function exportVariable(name, value) {
  env[name] = value;
  appendFileSync(env.GITHUB_ENV, `${name}=${value}\n`);
}

function exportCredentials({ AccessKeyId, SecretAccessKey, SessionToken }) {
  [AccessKeyId, SecretAccessKey, SessionToken].forEach(mask);
  exportVariable("AWS_ACCESS_KEY_ID", AccessKeyId);
  exportVariable("AWS_SECRET_ACCESS_KEY", SecretAccessKey);
  if (SessionToken || env.AWS_SESSION_TOKEN) {
    exportVariable("AWS_SESSION_TOKEN", SessionToken ?? "");
  }
}

const client = (region) =>
  new STSClient({
    region,
    endpoint: input("sts-endpoint") || undefined,
    customUserAgent: "configure-aws-credentials-for-github-actions",
  });

async function retried(call) {
  const attempts = Number.parseInt(input("retry-max-attempts")) || 12;
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (attempt >= attempts) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 2 ** (attempt - 1) * 50));
    }
  }
}

async function idToken() {
  const url = `${env.ACTIONS_ID_TOKEN_REQUEST_URL}&audience=${encodeURIComponent(input("audience") || "sts.amazonaws.com")}`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${env.ACTIONS_ID_TOKEN_REQUEST_TOKEN}` } });
  if (!answer.ok) {
    throw new Error(`getIDToken call failed: ${answer.status}`);
  }
  const { value } = await answer.json();
  mask(value);
  return value;
}

const tagValue = (text) => text.replace(/[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu, "_").slice(0, 256);

/** Tags of a session that is assumed with keys; what comes from a web identity has its own. */
function tags(alsoDroppable) {
  const always = {
    GitHub: "Actions",
    Repository: env.GITHUB_REPOSITORY,
    Workflow: env.GITHUB_WORKFLOW,
    Action: env.GITHUB_ACTION,
    Actor: env.GITHUB_ACTOR,
    Commit: env.GITHUB_SHA,
    Branch: env.GITHUB_REF,
  };
  const droppable = {
    EventName: env.GITHUB_EVENT_NAME,
    BaseRef: env.GITHUB_BASE_REF,
    HeadRef: env.GITHUB_HEAD_REF,
    RunId: env.GITHUB_RUN_ID,
    Job: env.GITHUB_JOB,
    TriggeringActor: env.GITHUB_TRIGGERING_ACTOR,
  };
  return Object.entries({ ...always, ...(alsoDroppable ? droppable : {}) })
    .filter(([, value]) => value)
    .map(([Key, value]) => ({ Key, Value: tagValue(value) }));
}

async function assumeRole(sts, webIdentityToken, account) {
  const role = input("role-to-assume");
  const common = {
    RoleArn: role.startsWith("arn:aws") ? role : `arn:aws:iam::${account}:role/${role}`,
    RoleSessionName: input("role-session-name") || "GitHubActions",
    DurationSeconds: Number.parseInt(input("role-duration-seconds")) || 3600,
    Policy: input("inline-session-policy") || undefined,
    PolicyArns: lines("managed-session-policies").length
      ? lines("managed-session-policies").map((arn) => ({ arn }))
      : undefined,
  };
  if (webIdentityToken) {
    return sts.send(new AssumeRoleWithWebIdentityCommand({ ...common, WebIdentityToken: webIdentityToken }));
  }
  const withKeys = (Tags) =>
    sts.send(
      new AssumeRoleCommand({
        ...common,
        ExternalId: input("role-external-id") || undefined,
        Tags,
        TransitiveTagKeys: lines("transitive-tag-keys").length ? lines("transitive-tag-keys") : undefined,
      }),
    );
  if (input("role-skip-session-tagging") === "true") {
    return withKeys(undefined);
  }
  try {
    return await withKeys(tags(true));
  } catch (error) {
    if (error.name !== "PackedPolicyTooLargeException") {
      throw error;
    }
    console.log("::debug::the tags are too large, and those that can be left out are");
    return withKeys(tags(false));
  }
}

/** That the SDK finds the credentials where they were put, and whose they are. */
async function validate(region, accessKeyId) {
  const sts = client(region);
  const { accessKeyId: found } = await sts.config.credentials();
  if (accessKeyId && found !== accessKeyId) {
    throw new Error("Credentials loaded by the SDK do not match the expected access key ID configured by the action");
  }
  const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}));
  const allowed = input("allowed-account-ids").split(",").filter(Boolean);
  if (allowed.length && !allowed.includes(Account)) {
    throw new Error(
      `The account ID of the provided credentials (${Account}) does not match any of the expected account IDs: ${allowed}`,
    );
  }
  if (input("mask-aws-account-id") === "true") {
    mask(Account);
    mask(Arn);
  }
  output("aws-account-id", Account);
  output("authenticated-arn", Arn);
  return Account;
}

async function run() {
  const region = input("aws-region");
  if (!/^[a-z0-9-]+$/.test(region)) {
    throw new Error(`Region is not valid: ${region}`);
  }
  exportVariable("AWS_DEFAULT_REGION", region);
  exportVariable("AWS_REGION", region);
  const key = input("aws-access-key-id");
  let token;
  let account;
  if (key) {
    exportCredentials({ AccessKeyId: key, SecretAccessKey: input("aws-secret-access-key") });
    account = await validate(region, key);
  } else if (input("role-chaining") === "true") {
    account = await validate(region);
  } else {
    token = await retried(idToken);
  }
  const sts = client(region);
  const role = await retried(() => assumeRole(sts, token, account));
  console.log(`Authenticated as assumedRoleId ${role.AssumedRoleUser.AssumedRoleId}`);
  exportCredentials(role.Credentials);
  if (input("output-credentials") === "true") {
    output("aws-access-key-id", role.Credentials.AccessKeyId);
    output("aws-secret-access-key", role.Credentials.SecretAccessKey);
    output("aws-session-token", role.Credentials.SessionToken);
    output("aws-expiration", role.Credentials.Expiration.toISOString());
  }
  await validate(region, role.Credentials.AccessKeyId);
}

try {
  await run();
} catch (error) {
  console.log(`::error::${error.message}`);
  process.exitCode = 1;
}
