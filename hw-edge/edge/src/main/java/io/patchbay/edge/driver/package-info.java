/// Line drivers on the class path.
@NullMarked
package io.patchbay.edge.driver;

import org.jspecify.annotations.NullMarked;
