package dev.sallyport.gateway.state;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.UniqueId;
import dev.sallyport.mfa.TotpSeed;
import dev.sallyport.seal.BrokenSealException;
import dev.sallyport.seal.WrappingKey;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;

/** Seals seeds of MFA devices for their rows: account, user and serial. A seed in another row does not open. */
final class SeedSeal {
    private static final String PURPOSE = "mfa-seed";

    private final WrappingKey key;

    SeedSeal(WrappingKey key) {
        this.key = key;
    }

    String seal(Arn serial, UniqueId user, TotpSeed seed, RandomGenerator random) {
        byte[] nonce = new byte[WrappingKey.NONCE_BYTES];
        random.nextBytes(nonce);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(key.seal(PURPOSE, row(serial, user), seed.bytes(), nonce));
    }

    /** @throws ApiException {@code InternalFailure} when the row was changed, or was sealed with another key */
    TotpSeed open(Arn serial, UniqueId user, String sealed) {
        try {
            byte[] blob = Base64.getUrlDecoder().decode(sealed);
            return TotpSeed.of(key.open(PURPOSE, row(serial, user), blob));
        } catch (BrokenSealException | IllegalArgumentException e) {
            throw new ApiException(
                    ApiError.INTERNAL_FAILURE,
                    "the MFA device cannot be read: ask whoever runs this gateway to enroll it again",
                    "the seed of `" + serial + "` in the database does not open (" + e.getMessage()
                            + "): remove the device and enroll it again");
        }
    }

    private static List<String> row(Arn serial, UniqueId user) {
        return List.of(serial.account(), user.value(), serial.toString());
    }
}
