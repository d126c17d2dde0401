/** The technician's command line. */
@NullMarked
package io.turnout.provisioning;

import org.jspecify.annotations.NullMarked;
