/**
 * The audit log: one JSON line per request, in a file that only the gateway's user can read, and the rule that nothing
 * has an effect that is not in it.
 *
 * <p>It owns the fields a record may have, the file, its rotation, and what happens when the disk does not take a record.
 * What goes into a record is said by the handlers that fill it, one per request.
 */
@NullMarked
package dev.sallyport.gateway.audit;

import org.jspecify.annotations.NullMarked;
