@NullMarked
package dev.sallyport.filter;

import org.jspecify.annotations.NullMarked;
