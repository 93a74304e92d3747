// An OpenID provider on loopback: whoever asks is signed in as the account that `login_hint` names, without a question.
// The address it is to have comes as argument; a line on standard output says that it listens.
import { generateKeyPairSync } from "node:crypto";
import { Provider } from "oidc-provider";

const issuer = new URL(process.argv[2]);
const client = (id) => ({
  client_id: id,
  client_secret: "the-secret-of-a-test",
  redirect_uris: [`${issuer.origin}/done`],
  id_token_signed_response_alg: "ES256",
});
const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const provider = new Provider(issuer.href.replace(/\/$/, ""), {
  clients: [client("sallyport"), client("another-application")],
  jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "ES256", kid: "test" }] },
  cookies: { keys: ["only-for-tests"] },
  pkce: { required: () => false },
  features: { devInteractions: { enabled: false }, clientCredentials: { enabled: true } },
  interactions: { url: () => "/sign-in" },
  findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  loadExistingGrant: async (ctx) => {
    const grant = new provider.Grant({
      clientId: ctx.oidc.client.clientId,
      accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope("openid");
    await grant.save();
    return grant;
  },
});
provider.use(async (ctx, next) => {
  if (ctx.path !== "/sign-in") {
    return next();
  }
  const { params } = await provider.interactionDetails(ctx.req, ctx.res);
  ctx.respond = false;
  await provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: params.login_hint } });
});
provider.listen(Number(issuer.port), "127.0.0.1", () => console.log("listening"));
