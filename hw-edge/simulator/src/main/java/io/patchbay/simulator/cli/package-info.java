/// The words of `./patchbay sim`.
@NullMarked
package io.patchbay.simulator.cli;

import org.jspecify.annotations.NullMarked;
