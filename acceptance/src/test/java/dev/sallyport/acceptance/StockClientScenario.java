package dev.sallyport.acceptance;

import java.nio.file.Path;
import java.time.InstantSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** The installation that every stock client meets: a user who may everything, and a role for each way to be let in. */
final class StockClientScenario {
    static final String WORKER = "arn:aws:iam::111122223333:role/team/worker";
    static final String CHAINED = "arn:aws:iam::111122223333:role/chained";
    static final String GUARDED = "arn:aws:iam::111122223333:role/guarded";
    static final String CLOSED = "arn:aws:iam::111122223333:role/closed";
    static final String CI = "arn:aws:iam::111122223333:role/ci";
    static final String CI_ONCE = "arn:aws:iam::111122223333:role/ci-once";
    static final String READ = "arn:aws:iam::111122223333:policy/read";
    static final String EXTERNAL_ID = "external-42";
    static final String AUDIENCE = "https://sts.acceptance.test";

    private static final String CAROL_SECRET = "carolSecretAccessKeyForTestsOnly01234567";

    private StockClientScenario() {}

    /** Of an account that has not said that it wants tokens for elsewhere. */
    static AwsCredentials carol() {
        return AwsBasicCredentials.create("AKIARTX3GSDSCAROLABC", CAROL_SECRET);
    }

    /** @param silentIssuer an issuer that does not answer */
    static Installation installation(Path folder, InstantSource clock, TestIssuer issuer, String silentIssuer) {
        return new Installation(folder, clock)
                .secret("carol-secret", CAROL_SECRET)
                .serving("")
                .identities("partner.yaml", """
                account: "444455556666"
                users:
                  - name: carol
                    access-keys: [{id: AKIARTX3GSDSCAROLABC, secret: "file:../secrets/carol-secret"}]
                    policies:
                      inline:
                        all: |
                          {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:*", "Resource": "*"}}
                """)
                .identities("home.yaml", """
                account: "111122223333"
                outbound-web-identity: true
                users:
                  - name: alice
                    tags: {team: red}
                    access-keys: [{id: AKIARTX3GSDS4R4CQSP2, secret: "file:../secrets/alice-secret"}]
                    mfa-devices: [{name: alice-phone, seed: "file:../secrets/alice-seed"}]
                    policies:
                      inline:
                        all: |
                          {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:*", "Resource": "*"}}
                  - name: bob
                    access-keys: [{id: AKIARTX3GSDSVNXJVXGB, secret: "file:../secrets/bob-secret"}]
                policies:
                  - name: read
                    document: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "orders:GetOrder", "Resource": "*"}}
                  - name: sts
                    document: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:*", "Resource": "*"}}
                roles:
                  - name: worker
                    path: /team/
                    policies: {attached: [sts]}
                    trust: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
                        "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
                        "Principal": {"AWS": "arn:aws:iam::111122223333:user/alice"}}}
                  - name: chained
                    policies: {attached: [sts]}
                    trust: |
                      {"Version": "2012-10-17", "Statement": [
                        {"Effect": "Allow", "Action": "sts:AssumeRole",
                         "Principal": {"AWS": "arn:aws:iam::111122223333:role/team/worker"},
                         "Condition": {"StringEquals": {"sts:ExternalId": "external-42"}}},
                        {"Effect": "Allow", "Action": ["sts:TagSession", "sts:SetSourceIdentity"],
                         "Principal": {"AWS": "arn:aws:iam::111122223333:role/team/worker"}}]}
                  - name: guarded
                    trust: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                        "Principal": {"AWS": "arn:aws:iam::111122223333:user/alice"},
                        "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}}
                  - name: closed
                    trust: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                        "Principal": {"AWS": "arn:aws:iam::111122223333:user/bob"}}}
                  - name: ci
                    trust: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
                        "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/%1$s"},
                        "Condition": {"StringLike": {"%1$s:sub": "repo:octo-org/octo-repo:*"}}}}
                  - name: ci-once
                    single-use-tokens: true
                    trust: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
                        "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/%1$s"},
                        "Condition": {"StringLike": {"%1$s:sub": "repo:octo-org/octo-repo:*"}}}}
                oidc-providers:
                  - {issuer: "http://%1$s", client-ids: ["%3$s"]}
                  - {issuer: "http://%2$s", client-ids: ["%3$s"]}
                """.formatted(
                                issuer.url().substring("http://".length()),
                                silentIssuer.substring("http://".length()),
                                AUDIENCE));
    }
}
