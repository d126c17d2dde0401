/** Lists as spreadsheets read them: CSV whose cells no program takes for formulas. */
@NullMarked
package io.turnout.hub.sheet;

import org.jspecify.annotations.NullMarked;
