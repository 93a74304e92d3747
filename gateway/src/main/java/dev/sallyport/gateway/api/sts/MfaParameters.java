package dev.sallyport.gateway.api.sts;

import dev.sallyport.protocol.Constraints;
import dev.sallyport.protocol.MemberPattern;

/** The two parameters of an MFA code. The code stays out of messages: it may be good for half a minute more. */
final class MfaParameters {
    private static final int CODE_LENGTH = 6;

    private MfaParameters() {}

    static void constrain(Constraints constraints) {
        constraints.optional("SerialNumber").length(9, 256).pattern(MemberPattern.SERIAL_NUMBER);
        constraints
                .optional("TokenCode")
                .secret()
                .length(CODE_LENGTH, CODE_LENGTH)
                .pattern(MemberPattern.TOKEN_CODE);
    }
}
