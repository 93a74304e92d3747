/** Says who a web identity is: verifies its ID token. */
@NullMarked
package dev.sallyport.oidc;

import org.jspecify.annotations.NullMarked;
