/**
 * What the gateway counts, as text that Prometheus reads. Counts start with the process and hold no more than the audit log,
 * which is the record; who may read them is the operator's business alone, for they name roles.
 */
@NullMarked
package dev.sallyport.gateway.metrics;

import org.jspecify.annotations.NullMarked;
