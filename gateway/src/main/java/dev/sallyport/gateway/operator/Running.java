package dev.sallyport.gateway.operator;

import dev.sallyport.gateway.enrolment.Enrolments;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What only a gateway that runs has for its operator.
 *
 * @param metrics what it has counted, as lines for Prometheus
 * @param enrolments with MFA devices, by who gives the orders
 */
public record Running(Supplier<List<String>> metrics, Function<String, Enrolments> enrolments) {}
