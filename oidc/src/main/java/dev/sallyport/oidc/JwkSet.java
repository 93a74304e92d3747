package dev.sallyport.oidc;

import dev.sallyport.json.Json;
import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonSyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The keys of one issuer at one time (RFC 7517, 5): those entries of its set that can verify an ID token, at least one.
 * Entries for something else (encryption, other algorithms, too weak, malformed) are left out, so that they are never
 * found.
 */
public final class JwkSet {
    /** Larger documents are refused. */
    public static final int MAX_BYTES = 512 * 1024;

    /** IAM takes at most 100 RSA and 100 EC keys. */
    public static final int MAX_KEYS = 200;

    private static final int MAX_DEPTH = 32;
    private static final int MAX_NUMBER_LENGTH = 64;

    /** What a token names its key by. Without the algorithm, a key could be used for one it was not made for. */
    private record Name(Optional<String> keyId, SignatureAlgorithm algorithm) {}

    private final Map<Name, PublicKey> keys;
    private final List<String> leftOut;

    private JwkSet(Map<Name, PublicKey> keys, List<String> leftOut) {
        this.keys = Map.copyOf(keys);
        this.leftOut = List.copyOf(leftOut);
    }

    /** @throws IllegalArgumentException saying why, when this is not a key set or holds no key that can be used */
    public static JwkSet parse(String json) {
        return parse(json.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws IllegalArgumentException saying why, when this is not a key set or holds no key that can be used */
    public static JwkSet parse(byte[] utf8) {
        List<JsonNode> entries = entries(utf8);
        Map<Name, PublicKey> keys = new LinkedHashMap<>();
        List<String> leftOut = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (!(entries.get(i) instanceof JsonObject entry)) {
                throw new IllegalArgumentException("key " + i + " of the set is not an object");
            }
            try {
                Jwk key = Jwk.read(entry);
                // Of equal names the later one wins.
                key.algorithms().forEach(algorithm -> keys.put(new Name(key.keyId(), algorithm), key.publicKey()));
            } catch (IllegalArgumentException unusable) {
                leftOut.add("key " + i + " of the set is not used: " + unusable.getMessage());
            }
        }
        if (keys.isEmpty()) {
            String because = leftOut.isEmpty() ? "" : ": " + String.join("; ", leftOut);
            throw new IllegalArgumentException("the set has no key that can verify ID tokens" + because);
        }
        return new JwkSet(keys, leftOut);
    }

    /** Whether a token with this {@code kid} and algorithm would find its key here. */
    public boolean offers(Optional<String> keyId, SignatureAlgorithm algorithm) {
        return find(keyId, algorithm).isPresent();
    }

    /** Whether a token's key is here and is not the one that {@code other} has for it. */
    public boolean hasOtherKey(JwkSet other, Optional<String> keyId, SignatureAlgorithm algorithm) {
        Optional<PublicKey> key = find(keyId, algorithm);
        return key.isPresent() && !key.equals(other.find(keyId, algorithm));
    }

    /** The algorithms that there are keys for. */
    Set<SignatureAlgorithm> algorithms() {
        return keys.keySet().stream().map(Name::algorithm).collect(Collectors.toUnmodifiableSet());
    }

    /** How many keys can be used. */
    public int size() {
        return Set.copyOf(keys.values()).size();
    }

    /** Why each other entry of the set is not used; for whoever configured it. */
    public List<String> leftOut() {
        return leftOut;
    }

    /**
     * The key with this id, if it is for this algorithm. A token without an id has a key only where there is a single one,
     * so that nothing is tried out.
     */
    Optional<PublicKey> find(Optional<String> keyId, SignatureAlgorithm algorithm) {
        if (keyId.isPresent()) {
            return Optional.ofNullable(keys.get(new Name(keyId, algorithm)));
        }
        return size() == 1
                ? keys.entrySet().stream()
                        .filter(entry -> entry.getKey().algorithm() == algorithm)
                        .map(Map.Entry::getValue)
                        .findFirst()
                : Optional.empty();
    }

    private static List<JsonNode> entries(byte[] utf8) {
        JsonNode document;
        try {
            document = Json.parse(utf8, new JsonLimits(MAX_BYTES, MAX_DEPTH, MAX_NUMBER_LENGTH));
        } catch (JsonSyntaxException notJson) {
            throw new IllegalArgumentException(
                    "the key set is not the JSON we accept: " + notJson.getMessage(), notJson);
        }
        if (!(document instanceof JsonObject set) || !(set.get("keys").orElse(null) instanceof JsonArray keys)) {
            throw new IllegalArgumentException("a key set is an object with an array `keys`");
        }
        if (keys.elements().size() > MAX_KEYS) {
            throw new IllegalArgumentException("a key set has at most " + MAX_KEYS + " keys");
        }
        return keys.elements();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JwkSet set && keys.equals(set.keys);
    }

    @Override
    public int hashCode() {
        return keys.hashCode();
    }

    @Override
    public String toString() {
        return "JwkSet[" + size() + " keys]";
    }
}
