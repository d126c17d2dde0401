/**
 * Lists as spreadsheets read and write them: XLSX and CSV as one table of exact texts, below a
 * heading.
 */
@NullMarked
package io.turnout.hub.sheet;

import org.jspecify.annotations.NullMarked;
