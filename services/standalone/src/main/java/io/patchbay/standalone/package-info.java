/// Everything on one machine: `./patchbay up`, its data directory, and the command-line client.
@NullMarked
package io.patchbay.standalone;

import org.jspecify.annotations.NullMarked;
