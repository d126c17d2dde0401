/** A reader without hardware: people scan on the unit's page. */
@NullMarked
package io.turnout.gateway.reader.virtual;

import org.jspecify.annotations.NullMarked;
