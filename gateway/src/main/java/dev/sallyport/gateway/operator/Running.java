package dev.sallyport.gateway.operator;

import dev.sallyport.gateway.enrolment.Enrolments;
import java.util.function.Function;

/**
 * What only a gateway that runs has for its operator.
 *
 * @param enrolments with MFA devices, by who gives the orders
 */
public record Running(Function<String, Enrolments> enrolments) {}
