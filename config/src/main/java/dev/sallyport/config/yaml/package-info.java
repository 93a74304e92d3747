/**
 * YAML as small nodes that know their file, line, column and path.
 *
 * <p>Only the plain part of YAML is read: one document, no anchors, aliases, merge keys or tags, every key once. It
 * knows nothing of settings; the readers of {@code dev.sallyport.config} call it and report what it finds wrong.
 */
@NullMarked
package dev.sallyport.config.yaml;

import org.jspecify.annotations.NullMarked;
