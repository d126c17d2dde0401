/**
 * Figures that can be trusted on a noisy machine: ours and a reference in turns, the median of the
 * pairs' ratios with its interval, and one table for all programs.
 */
@NullMarked
package io.turnout.protocol.measure;

import org.jspecify.annotations.NullMarked;
