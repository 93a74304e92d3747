/**
 * The one strict JSON reader and the one JSON writer.
 *
 * <p>Policies, tokens, key sets and the messages between gateway and filter are all read here, so that no two parts of the
 * product can disagree about what a document says. The nodes know where they stood in the text; what a document means is
 * the business of the callers.
 */
@NullMarked
package dev.sallyport.json;

import org.jspecify.annotations.NullMarked;
