/** The self-test: looks at all that a unit needs, and says what to do about each thing. */
@NullMarked
package io.turnout.gateway.doctor;

import org.jspecify.annotations.NullMarked;
