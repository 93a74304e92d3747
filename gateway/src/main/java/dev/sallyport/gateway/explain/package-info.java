/**
 * What a web identity token says and what it could become, in lines for its bearer and for operators. It decides nothing: the
 * functions that decide are asked, and no session can come of it.
 */
@NullMarked
package dev.sallyport.gateway.explain;

import org.jspecify.annotations.NullMarked;
