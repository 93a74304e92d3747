package dev.sallyport.sigv4;

import dev.sallyport.error.ApiException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The query of a canonical request: each name and value decoded and encoded again, sorted by name, then value.
 *
 * <p>What signers do not agree on is refused rather than guessed. A literal {@code +} is one: botocore signs it as it
 * stands, curl as a space, and backends read it as either, so a signature could cover another value than the one used.
 * An empty parameter ({@code a=1&&b=2}) is the other.
 */
final class CanonicalQuery {
    private record Parameter(String name, String value) {
        static final Comparator<Parameter> ORDER =
                Comparator.comparing(Parameter::name).thenComparing(Parameter::value);
    }

    private CanonicalQuery() {}

    /** @throws ApiException on a broken {@code %XX}, a literal {@code +} or an empty parameter */
    static String of(String rawQuery) {
        if (rawQuery.isEmpty()) {
            return "";
        }
        if (rawQuery.indexOf('+') >= 0) {
            throw Refusal.incomplete(
                    "the query has a literal `+`, which signers read differently; send `%20` for a space, `%2B` for a plus");
        }
        List<Parameter> parameters = new ArrayList<>();
        for (String pair : rawQuery.split("&", -1)) {
            if (pair.isEmpty()) {
                throw Refusal.incomplete("the query has an empty parameter; leave out the extra `&`");
            }
            int equals = pair.indexOf('=');
            parameters.add(
                    equals < 0
                            ? new Parameter(encodedAgain(pair), "")
                            : new Parameter(
                                    encodedAgain(pair.substring(0, equals)), encodedAgain(pair.substring(equals + 1))));
        }
        parameters.sort(Parameter.ORDER);
        StringBuilder text = new StringBuilder(rawQuery.length() + 16);
        for (Parameter parameter : parameters) {
            text.append(text.length() == 0 ? "" : "&")
                    .append(parameter.name())
                    .append('=')
                    .append(parameter.value());
        }
        return text.toString();
    }

    private static String encodedAgain(String encoded) {
        return PercentEncoding.encode(PercentEncoding.decode(encoded));
    }
}
