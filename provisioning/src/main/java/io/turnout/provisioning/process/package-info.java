/** Turnout's programs as child processes: started, waited for, watched, stopped. */
@NullMarked
package io.turnout.provisioning.process;

import org.jspecify.annotations.NullMarked;
