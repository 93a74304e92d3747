/**
 * The actions of STS, one file each: what it reads, what it decides, what it answers
 * ({@code sts.json} of AWS's service models, version 2011-06-15).
 */
@NullMarked
package dev.sallyport.gateway.api.sts;

import org.jspecify.annotations.NullMarked;
