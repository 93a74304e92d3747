/** How the {@code policy} commands write what they found: text, JSON, SARIF, trees. Reading and deciding are elsewhere. */
@NullMarked
package dev.sallyport.gateway.cli.policy;

import org.jspecify.annotations.NullMarked;
