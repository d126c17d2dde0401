/** The technician's command line: {@code turnout}. */
@NullMarked
package io.turnout.provisioning;

import org.jspecify.annotations.NullMarked;
