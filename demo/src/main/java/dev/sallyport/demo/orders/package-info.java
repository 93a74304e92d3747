/**
 * An API that knows nothing of credentials: it stands behind the proxy and believes the proxy's signed assertion of who
 * calls, which it verifies as any upstream should.
 */
@NullMarked
package dev.sallyport.demo.orders;

import org.jspecify.annotations.NullMarked;
