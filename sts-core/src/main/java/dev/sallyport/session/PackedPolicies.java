package dev.sallyport.session;

import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Tag;
import dev.sallyport.identity.Tags;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The part of a session that its caller may make large: session tags and session policies. It is kept compressed, and
 * its size is what AWS reports as {@code PackedPolicySize}: AWS's own measure is private, this one is DEFLATE.
 *
 * <p>The session's secret is not among what is compressed, so the length of a token tells nothing of it.
 */
public final class PackedPolicies {
    /** Compressed bytes that are 100 %: leaves a third of the largest token to names and identity claims. */
    static final int ALLOTTED_BYTES = 2048;
    /** Bytes before compression that are 100 %: 50 long tags and a policy, and no room for a decompression bomb. */
    static final int ALLOTTED_UNPACKED_BYTES = 32 * 1024;

    private final Tags tags;
    private final Set<String> transitiveKeys;
    private final List<Arn> managed;
    private final List<String> inline;

    private PackedPolicies(Tags tags, Set<String> transitiveKeys, List<Arn> managed, List<String> inline) {
        this.tags = tags;
        this.transitiveKeys = transitiveKeys;
        this.managed = managed;
        this.inline = inline;
    }

    /**
     * {@code PackedPolicySize}: percent of the space allotted. Empty for a session without tags and session policies, unless
     * it comes from a web identity: as on AWS, what is kept of that counts too.
     */
    public static OptionalInt percentOf(SessionClaims claims) {
        PackedPolicies policies = of(claims);
        return policies.isEmpty() && claims.federatedProvider().isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(Math.max(policies.percent(), Math.min(100, policies.percent(identityBytes(claims)))));
    }

    /** The same without what is kept of a web identity, which its caller does not choose: over 100, it does not fit. */
    int percent() {
        return isEmpty() ? 0 : percent(0);
    }

    private static int identityBytes(SessionClaims claims) {
        StringBuilder kept = new StringBuilder();
        claims.federatedProvider().ifPresent(kept::append);
        claims.identityClaims().forEach((key, values) -> {
            kept.append(key);
            values.forEach(kept::append);
        });
        return kept.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    static PackedPolicies of(SessionClaims claims) {
        return new PackedPolicies(
                claims.sessionTags(),
                claims.transitiveTagKeys(),
                claims.managedSessionPolicies(),
                claims.inlineSessionPolicies());
    }

    Tags tags() {
        return tags;
    }

    Set<String> transitiveKeys() {
        return transitiveKeys;
    }

    List<Arn> managed() {
        return managed;
    }

    List<String> inline() {
        return inline;
    }

    boolean isEmpty() {
        return tags.isEmpty() && managed.isEmpty() && inline.isEmpty();
    }

    /** Rounded up, so that more than 100 means that it does not fit. */
    private int percent(int identityBytes) {
        byte[] unpacked = unpacked();
        int packed = isEmpty() ? 0 : deflate(unpacked).length;
        return Math.max(
                Percent.of(packed + identityBytes, ALLOTTED_BYTES),
                Percent.of(unpacked.length, ALLOTTED_UNPACKED_BYTES));
    }

    byte[] pack() {
        return deflate(unpacked());
    }

    /** @throws IllegalArgumentException unless {@code packed} are what {@link #pack()} gives for some policies */
    static PackedPolicies unpack(byte[] packed) {
        ClaimsReader reader = new ClaimsReader(inflate(packed));
        List<Tag> tags = new ArrayList<>();
        Set<String> transitiveKeys = new TreeSet<>();
        for (int count = reader.count(SessionClaims.MAX_TAGS); count > 0; count--) {
            boolean transitive = reader.count(1) == 1;
            Tag tag = new Tag(reader.text(TextField.TAG_KEY), reader.text(TextField.TAG_VALUE));
            tags.add(tag);
            if (transitive) {
                transitiveKeys.add(tag.key());
            }
        }
        List<Arn> managed = new ArrayList<>();
        for (int count = reader.count(SessionClaims.MAX_MANAGED_POLICIES); count > 0; count--) {
            managed.add(Arn.parse(reader.text(TextField.POLICY_ARN)));
        }
        List<String> inline = new ArrayList<>();
        for (int count = reader.count(SessionClaims.MAX_INLINE_POLICIES); count > 0; count--) {
            inline.add(reader.text(TextField.POLICY));
        }
        reader.requireEnd();
        return new PackedPolicies(Tags.of(tags), transitiveKeys, managed, inline);
    }

    private byte[] unpacked() {
        ClaimsWriter writer = new ClaimsWriter();
        writer.number(1, tags.size());
        for (Tag tag : tags.all()) {
            writer.number(1, transitiveKeys.contains(tag.key()) ? 1 : 0);
            writer.text(TextField.TAG_KEY, tag.key());
            writer.text(TextField.TAG_VALUE, tag.value());
        }
        writer.number(1, managed.size());
        managed.forEach(arn -> writer.text(TextField.POLICY_ARN, arn.toString()));
        writer.number(1, inline.size());
        inline.forEach(policy -> writer.text(TextField.POLICY, policy));
        return writer.toBytes();
    }

    private static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            // Text that does not shrink grows by five bytes a block.
            byte[] buffer = new byte[bytes.length + bytes.length / 1000 + 64];
            int length = deflater.deflate(buffer);
            if (!deflater.finished()) {
                throw new IllegalStateException("deflate grew its input beyond its format's bound");
            }
            return Arrays.copyOf(buffer, length);
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflate(byte[] packed) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(packed);
            byte[] buffer = new byte[ALLOTTED_UNPACKED_BYTES];
            int length = inflater.inflate(buffer);
            if (!inflater.finished() || inflater.getRemaining() != 0) {
                throw new IllegalArgumentException("the packed policies are cut, too long, or followed by bytes");
            }
            return Arrays.copyOf(buffer, length);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("the packed policies are not packed", e);
        } finally {
            inflater.end();
        }
    }
}
