/// One process for everything, and the client of the command line.
@NullMarked
package io.patchbay.standalone;

import org.jspecify.annotations.NullMarked;
