/**
 * Configuration as a pure function: texts from a file and the environment become typed values, and
 * every fault is reported at once with its key.
 */
@NullMarked
package io.turnout.protocol.settings;

import org.jspecify.annotations.NullMarked;
