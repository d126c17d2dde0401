/**
 * {@code turnout faults} and {@code soak}: breaks a venue at random, or lets it work for long, and
 * counts what is lost.
 */
@NullMarked
package io.turnout.provisioning.faults;

import org.jspecify.annotations.NullMarked;
