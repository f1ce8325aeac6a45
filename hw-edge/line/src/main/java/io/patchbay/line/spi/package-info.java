/// How a line driver is found: `ServiceLoader`, by the name used in configuration.
@NullMarked
package io.patchbay.line.spi;

import org.jspecify.annotations.NullMarked;
