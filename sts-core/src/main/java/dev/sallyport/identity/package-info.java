/**
 * Names of accounts, principals and credentials, each a type that cannot hold a wrong value.
 *
 * <p>Everything outside is parsed into these once, at the edge; nothing here knows about policies or requests.
 */
@NullMarked
package dev.sallyport.identity;

import org.jspecify.annotations.NullMarked;
