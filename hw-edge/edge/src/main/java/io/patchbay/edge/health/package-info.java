/// Health and metrics.
@NullMarked
package io.patchbay.edge.health;

import org.jspecify.annotations.NullMarked;
