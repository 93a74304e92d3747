package dev.sallyport.acceptance;

import java.nio.file.Path;
import java.time.InstantSource;

/** The installation that most tests share: two accounts, two people, an issuer, an API behind the proxy. */
final class Scenario {
    static final String READER = "arn:aws:iam::111122223333:role/reader";
    static final String GUARDED = "arn:aws:iam::111122223333:role/guarded";
    static final String DENIED = "arn:aws:iam::111122223333:role/denied-to-bob";
    static final String CHAINED = "arn:aws:iam::111122223333:role/team/chained";
    static final String CI = "arn:aws:iam::111122223333:role/ci";
    static final String PARTNER_CI = "arn:aws:iam::444455556666:role/ci";
    static final String FILTER = "arn:aws:iam::111122223333:role/payments-filter";
    static final String AUDIENCE = "https://sts.acceptance.test";
    static final String PARTNER_AUDIENCE = "https://partner.acceptance.test";

    private Scenario() {}

    static Installation installation(Path folder, InstantSource clock, TestIssuer issuer, int upstreamPort) {
        return new Installation(folder, clock)
                .serving(routes(upstreamPort))
                .identities("home.yaml", home(issuer))
                .identities("partner.yaml", partner(issuer));
    }

    private static String routes(int upstreamPort) {
        return """
                upstreams:
                  - {name: orders, url: "http://127.0.0.1:%d"}
                routes:
                  - name: orders
                    host: "*"
                    service: orders
                    upstream: orders
                    assertion: request
                    operations:
                      - {action: "orders:GetOrder", methods: [GET, HEAD], path: "/orders/{id}", resource: "arn:aws:orders:us-east-1:111122223333:order/{id}", resource-tags: {env: prod}}
                      - {action: "orders:DeleteOrder", methods: [DELETE], path: "/orders/{id}", resource: "arn:aws:orders:us-east-1:111122223333:order/{id}"}
                      - {action: "orders:PutOrder", methods: [PUT, POST], path: "/orders/{id}", resource: "arn:aws:orders:us-east-1:111122223333:order/{id}"}
                filters:
                  - service: payments
                    role: "arn:aws:iam::111122223333:role/payments-filter"
                    routes:
                      - name: payments
                        host: "*"
                        operations:
                          - {action: "orders:GetOrder", methods: [GET, HEAD], path: "/orders/{id}", resource: "arn:aws:orders:us-east-1:111122223333:order/{id}", resource-tags: {env: prod}}
                          - {action: "orders:DeleteOrder", methods: [DELETE], path: "/orders/{id}", resource: "arn:aws:orders:us-east-1:111122223333:order/{id}"}
                          - {action: "orders:PutOrder", methods: [PUT, POST], path: "/orders/{id}", resource: "arn:aws:orders:us-east-1:111122223333:order/{id}"}
                """.formatted(upstreamPort);
    }

    private static String home(TestIssuer issuer) {
        return """
                account: "111122223333"
                users:
                  - name: alice
                    tags: {team: red}
                    access-keys: [{id: AKIARTX3GSDS4R4CQSP2, secret: "file:../secrets/alice-secret"}]
                    mfa-devices: [{name: alice-phone, seed: "file:../secrets/alice-seed"}]
                  - name: bob
                    access-keys: [{id: AKIARTX3GSDSVNXJVXGB, secret: "file:../secrets/bob-secret"}]
                    policies:
                      inline:
                        not-this-role: |
                          {"Version": "2012-10-17", "Statement": {"Sid": "NotThisRole", "Effect": "Deny",
                            "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::111122223333:role/denied-to-bob"}}
                policies:
                  - name: read-orders
                    document: |
                      {"Version": "2012-10-17", "Statement": [
                        {"Sid": "Read", "Effect": "Allow", "Action": ["orders:GetOrder", "orders:PutOrder"],
                         "Resource": "arn:aws:orders:us-east-1:111122223333:order/*"},
                        {"Sid": "NeverDelete", "Effect": "Deny", "Action": "orders:DeleteOrder", "Resource": "*"},
                        {"Sid": "Become", "Effect": "Allow", "Action": ["sts:AssumeRole", "sts:TagSession"], "Resource": "*"}]}
                roles:
                  - name: reader
                    policies: {attached: [read-orders]}
                    trust: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ["sts:AssumeRole", "sts:TagSession"],
                        "Principal": {"AWS": ["arn:aws:iam::111122223333:user/alice", "arn:aws:iam::111122223333:user/bob"]}}}
                  - name: denied-to-bob
                    trust: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                        "Principal": {"AWS": "arn:aws:iam::111122223333:user/bob"}}}
                  - name: guarded
                    policies: {attached: [read-orders]}
                    trust: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                        "Principal": {"AWS": "arn:aws:iam::111122223333:user/alice"},
                        "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}}
                  - name: chained
                    path: /team/
                    max-session-duration: 4h
                    policies: {attached: [read-orders]}
                    trust: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ["sts:AssumeRole", "sts:TagSession"],
                        "Principal": {"AWS": "arn:aws:iam::111122223333:role/reader"}}}
                  - name: ci
                    policies: {attached: [read-orders]}
                    trust: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
                        "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/%1$s"},
                        "Condition": {"StringLike": {"%1$s:sub": "repo:octo-org/octo-repo:*"}}}}
                  - name: payments-filter
                    policies:
                      inline:
                        signing-keys: |
                          {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sallyport:GetSigningKey",
                            "Resource": "arn:aws:sallyport::111122223333:service/payments"}}
                    trust: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                        "Principal": {"AWS": "arn:aws:iam::111122223333:user/alice"}}}
                oidc-providers:
                  - issuer: "%2$s"
                    client-ids: ["%3$s"]
                    algorithms: [RS256]
                    explain-to: |
                      {"StringEquals": {"%1$s:repository_owner": "octo-org"}}
                """.formatted(issuer.url().substring("http://".length()), issuer.url(), AUDIENCE);
    }

    private static String partner(TestIssuer issuer) {
        return """
                account: "444455556666"
                roles:
                  - name: ci
                    trust: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
                        "Principal": {"Federated": "arn:aws:iam::444455556666:oidc-provider/%1$s"},
                        "Condition": {"StringLike": {"%1$s:sub": "repo:octo-org/octo-repo:*"}}}}
                oidc-providers:
                  - issuer: "%2$s"
                    client-ids: ["%3$s"]
                    algorithms: [RS256]
                """.formatted(issuer.url().substring("http://".length()), issuer.url(), PARTNER_AUDIENCE);
    }
}
