package dev.sallyport.demo.tour;

import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;

/** Who plays in the demo, as {@code config/demo} names them. */
public final class Cast {
    public static final AccountId ACCOUNT = new AccountId("111122223333");

    /** What a CI job becomes. */
    public static final Arn CI_ROLE = Arn.iam(ACCOUNT, "role/ci-deploy");

    /** What a person becomes in an emergency. */
    public static final Arn BREAK_GLASS_ROLE = Arn.iam(ACCOUNT, "role/break-glass");

    /** That person's key and phone. */
    public static final AccessKeyId ALICE_KEY = new AccessKeyId("AKIARTX3GSDS4R4CQSP2");

    public static final Arn ALICE_PHONE = Arn.iam(ACCOUNT, "mfa/alice-phone");

    /** For whom CI tokens are made: this installation, so that one made for another is no good here. */
    public static final String AUDIENCE = "sallyport-demo";

    /** What the payments API becomes, and the key it does so with. */
    public static final Arn FILTER_ROLE = Arn.iam(ACCOUNT, "role/payments-filter");

    public static final AccessKeyId FILTER_KEY = new AccessKeyId("AKIARTX3GSDSVNXJVXGB");

    private Cast() {}
}
