/**
 * The guided tour: plays the three jobs as any client would, over real HTTP, shows each request, its answer and why it is
 * so, and knows what each answer has to be.
 *
 * <p>It sees the gateway from outside only; nothing here is told how a decision was made but by the answers.
 */
@NullMarked
package dev.sallyport.demo.tour;

import org.jspecify.annotations.NullMarked;
