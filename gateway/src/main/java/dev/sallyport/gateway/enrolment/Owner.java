package dev.sallyport.gateway.enrolment;

import java.util.Optional;

/**
 * Whose device, as an operator says it.
 *
 * @param account its id or alias, where several accounts have a user of that name
 */
public record Owner(String nameOrArn, Optional<String> account) {}
