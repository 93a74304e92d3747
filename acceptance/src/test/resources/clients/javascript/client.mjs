// Calls STS with the AWS SDK for JavaScript: a call as JSON on each line of standard input, what came of it on each line
// of standard output. A call has `action` and `parameters` as the API names them, and `credentials` to sign with; without
// them the SDK finds credentials by itself, in one chain for the life of this program. `mfaCode` is the answer to its
// question for one.
import { createInterface } from "node:readline";
import * as sts from "@aws-sdk/client-sts";
import { fromNodeProviderChain } from "@aws-sdk/credential-providers";

let mfaCode;
const found = new sts.STSClient({
  credentials: fromNodeProviderChain({ mfaCodeProvider: async () => mfaCode }),
});

function clientOf(credentials) {
  if (!credentials) {
    return found;
  }
  return new sts.STSClient({
    credentials: {
      accessKeyId: credentials.AccessKeyId,
      secretAccessKey: credentials.SecretAccessKey,
      sessionToken: credentials.SessionToken,
    },
  });
}

async function outcome(call) {
  mfaCode = call.mfaCode;
  try {
    const Command = sts[`${call.action}Command`];
    return { answer: await clientOf(call.credentials).send(new Command(call.parameters)) };
  } catch (error) {
    const typed = Object.keys(sts).find((name) => error.constructor === sts[name]);
    return { error: { type: typed ?? error.constructor.name, code: error.Code ?? error.name, message: error.message } };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await outcome(JSON.parse(line))));
}
