/** The commands that the demo prints: what a user pastes into a shell to play the jobs with stock clients. */
@NullMarked
package dev.sallyport.demo.paste;

import org.jspecify.annotations.NullMarked;
