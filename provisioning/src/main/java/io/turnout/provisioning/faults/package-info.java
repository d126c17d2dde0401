/** {@code turnout faults}: breaks a venue at random and counts what is lost. */
@NullMarked
package io.turnout.provisioning.faults;

import org.jspecify.annotations.NullMarked;
