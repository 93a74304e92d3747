package dev.sallyport.route;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import java.util.Map;
import java.util.Set;

/**
 * The ARN of the thing an operation works on, with path parameters in its resource part only:
 * {@code arn:aws:orders:eu-west-1:111122223333:order/{id}}. So no caller can choose the service, region or account.
 */
public final class ResourceTemplate {
    private static final int COLONS_BEFORE_RESOURCE = 5;

    private final String text;
    private final AccountId account;
    private final Set<String> parameters;

    private ResourceTemplate(String text, AccountId account, Set<String> parameters) {
        this.text = text;
        this.account = account;
        this.parameters = parameters;
    }

    /** @throws IllegalArgumentException saying what is wrong with {@code text} */
    public static ResourceTemplate parse(String text) {
        Set<String> parameters = Set.copyOf(TemplateParameters.of(text));
        if (text.indexOf('*') >= 0 || text.indexOf('?') >= 0) {
            throw new IllegalArgumentException("a resource names one thing, so `*` and `?` have no place in it");
        }
        Arn arn = Arn.parse(text);
        int resourceStart = -1;
        for (int i = 0; i < COLONS_BEFORE_RESOURCE; i++) {
            resourceStart = text.indexOf(':', resourceStart + 1);
        }
        if (text.substring(0, resourceStart).indexOf('{') >= 0) {
            throw new IllegalArgumentException("path parameters may fill only the last part of `" + text + "`");
        }
        if (!AccountId.isValid(arn.account())) {
            throw new IllegalArgumentException("`" + text
                    + "` names no account: its fifth part is the 12-digit id of the account that owns the resource");
        }
        return new ResourceTemplate(text, new AccountId(arn.account()), parameters);
    }

    public AccountId account() {
        return account;
    }

    public Set<String> parameters() {
        return parameters;
    }

    /** The ARN as text. It is compared, never parsed again: a value may hold any character. */
    String fill(Map<String, String> values) {
        return TemplateParameters.fill(text, values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResourceTemplate template && text.equals(template.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
