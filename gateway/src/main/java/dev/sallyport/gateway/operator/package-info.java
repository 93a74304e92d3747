/**
 * What an operator may tell an installation, beside its files: who is in, who is out. A command is the same code on the
 * running gateway, which is reached through a socket in the data directory that only its owner can open, and on the data
 * directory itself while no gateway runs.
 *
 * <p>Each command is one class and stands in the list of {@link dev.sallyport.gateway.operator.OperatorCommands}; reading
 * the line that asks for it, the audit record before its effect, and the form of the answer are shared. The command line
 * prints, nothing here does.
 */
@NullMarked
package dev.sallyport.gateway.operator;

import org.jspecify.annotations.NullMarked;
