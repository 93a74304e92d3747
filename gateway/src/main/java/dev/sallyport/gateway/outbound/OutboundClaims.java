package dev.sallyport.gateway.outbound;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What an outbound token says.
 *
 * @param id of this token alone
 * @param own AWS's claims, which stand below one name of their own
 */
public record OutboundClaims(
        String subject,
        List<String> audiences,
        Instant issuedAt,
        Instant expiresAt,
        String id,
        Map<String, Object> own) {
    public OutboundClaims {
        audiences = List.copyOf(audiences);
        own = Map.copyOf(own);
    }
}
