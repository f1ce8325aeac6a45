/// Asks a web service who serves a number.
@NullMarked
package io.patchbay.dialplan.portability;

import org.jspecify.annotations.NullMarked;
